"""Two who file at once, in real threads on real connections: the tree stays a tree."""

from typing import Any

import pytest

from apps.content.models import Article, Category, Tag
from apps.content.models.category import DEEPEST
from apps.content.repositories import CategoryRepository
from services.content.articles import ArticleService
from services.content.categories import CategoryService
from services.content.media import MediaService
from services.content.tags import TagService
from services.errors import ServiceError
from tests.concurrency import CALLERS, at_once, codes, kinds
from tests.factories.content import (
    CategoryFactory,
    MediaFactory,
    TagFactory,
    an_author,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_relay")]


def test_race_of_moves_that_together_make_a_circle() -> None:
    rows = CategoryFactory.create_batch(CALLERS)

    results = at_once(
        lambda number: CategoryService().update(
            category_id=rows[number].pk, parent_id=rows[(number + 1) % CALLERS].pk
        )
    )

    assert kinds(results) == ["Category"] * (CALLERS - 1) + ["Invalid"]
    assert paths_are_right()


def test_race_for_the_last_level_of_the_tree() -> None:
    """One makes a category at the bottom while another moves what is above it down."""
    upper: list[Category] = []
    for _ in range(DEEPEST - 1):
        upper.append(CategoryFactory.create(parent=upper[-1] if upper else None))
    moving, goal = upper[1], CategoryFactory.create(parent=CategoryFactory.create())

    def either(number: int) -> Category:
        if number == 0:
            return CategoryService().update(category_id=moving.pk, parent_id=goal.pk)
        return CategoryService().create(name=f"Below {number}", parent_id=upper[-1].pk)

    results = at_once(either)

    # Either the move finds something below, or nothing can be made there any more.
    assert codes(results) in (["done"] * 3 + ["too_deep"], ["done"] + ["too_deep"] * 3)
    assert paths_are_right()
    assert max(row.level for row in Category.objects.all()) == DEEPEST


def test_race_for_the_last_category(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.content.categories.MOST_CATEGORIES", 3)
    CategoryFactory.create_batch(2)

    results = at_once(lambda number: CategoryService().create(name=f"New {number}"))

    assert kinds(results) == ["Category"] + ["Conflict"] * (CALLERS - 1)
    assert Category.objects.count() == 3


def paths_are_right() -> bool:
    """Each stands where its parents say, and none below itself."""
    tree = CategoryRepository().tree()
    for row in tree.values():
        path, above, seen = "", row.parent_id, {row.pk}
        while above is not None and above not in seen:
            path, seen = f"{above:08}/{path}", seen | {above}
            above = tree[above].parent_id
        if above is not None or row.path != path:
            return False
    return True


@pytest.mark.parametrize("service", [CategoryService, TagService])
def test_race_for_one_name(service: type[CategoryService | TagService]) -> None:
    results = at_once(lambda _: service().create(name="Chess"))

    assert kinds(results).count("Conflict") == CALLERS - 1
    assert Category.objects.count() + Tag.objects.count() == 1


@pytest.mark.parametrize("goes", ["category", "tag", "picture"])
def test_race_of_filing_under_what_is_deleted(goes: str) -> None:
    author = an_author()
    category, tag, picture = CategoryFactory.create(), TagFactory.create(), MediaFactory.create()
    under: dict[str, dict[str, Any]] = {
        "category": {"category_id": category.pk},
        "tag": {"tags": [tag.pk]},
        "picture": {"cover_id": picture.pk},
    }

    def either(number: int) -> object:
        if number:
            return ArticleService().create(by=author, title=f"New {number}", **under[goes])
        if goes == "category":
            return CategoryService().delete(category_id=category.pk)
        if goes == "tag":
            return TagService().delete(tag_id=tag.pk)
        return MediaService().delete(media_id=picture.pk)

    results = at_once(either)

    refused = [result for result in results if isinstance(result, ServiceError)]
    assert {error.problems[0].code for error in refused} <= {"does_not_exist", "not_empty", "gone"}
    assert Article.objects.count() == sum(isinstance(row, Article) for row in results)
