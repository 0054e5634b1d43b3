from pathlib import Path

from apps.scaffolding import budget

ROUTES = '''
CONTRACT = Contract(
    routes="""
#                   anonymous visitor stranger viewer member admin owner staff
GET    orders/      401       200     200      200    200    200   200   200
DELETE orders/{id}/ 401       404     404      404    404    404   204   404
""",
)
'''
MODEL = """
class Order(TimestampedModel):
    category = models.ForeignKey(
        "catalog.Category",
        on_delete=models.RESTRICT,
    )
"""
NEW = "tests/contracts/orders/orders/routes.py"
OLD = "tests/contracts/catalog/categories/routes.py"


def stage(tmp_path: Path) -> Path:
    for name in (NEW, OLD, "tests/contracts/other/things/routes.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(ROUTES)
    return tmp_path


def test_new_routes_are_counted_and_those_of_what_is_pointed_at(tmp_path: Path) -> None:
    root = stage(tmp_path)

    found = budget.files(root, {NEW: ROUTES, "apps/orders/models/order.py": MODEL})

    assert found == [root / NEW, root / OLD]
    assert budget.files(root, {"apps/orders/apps.py": MODEL}) == []
    assert budget.tests_of([root / NEW]) == [
        budget.TEST + "[GET orders/]",
        budget.TEST + "[DELETE orders/{id}/]",
    ]


def test_what_is_recorded_lies_beside_the_routes(tmp_path: Path) -> None:
    root = stage(tmp_path)
    assert budget.recorded(root, [root / NEW]) == {}

    (root / NEW).with_name("budget.txt").write_text("GET orders/ 3\n")

    assert budget.recorded(root, [root / NEW]) == {
        "tests/contracts/orders/orders/budget.txt": "GET orders/ 3\n"
    }
