from pathlib import Path

from apps.scaffolding import budget

ROUTES = '''
CONTRACT = Contract(
    routes="""
#                   anonymous visitor stranger member owner staff
GET    orders/      401       200     200      200    200   200
DELETE orders/{id}/ 401       404     404      404    204   404
""",
)
'''


def test_the_queries_of_new_routes_alone_are_counted() -> None:
    texts = {
        "apps/orders/urls.py": ROUTES,
        "tests/contracts/orders/orders/routes.py": ROUTES,
    }

    assert budget.tests_of(texts) == [
        budget.TEST + "[GET orders/]",
        budget.TEST + "[DELETE orders/{id}/]",
    ]
    assert budget.tests_of({"apps/orders/apps.py": ""}) == []


def test_what_is_recorded_lies_beside_the_routes(tmp_path: Path) -> None:
    folder = tmp_path / "tests/contracts/orders/orders"
    folder.mkdir(parents=True)
    texts = {"tests/contracts/orders/orders/routes.py": ROUTES}
    assert budget.recorded(tmp_path, texts) == {}

    (folder / "budget.txt").write_text("GET orders/ 3\n")

    assert budget.recorded(tmp_path, texts) == {
        "tests/contracts/orders/orders/budget.txt": "GET orders/ 3\n"
    }
