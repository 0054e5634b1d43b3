"""Two editors, readers or schedulers at once, in real threads on real connections."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from apps.content.models import Article, Bookmark, Category, Reaction, ShareCount, Status, Tag
from apps.content.models.category import DEEPEST
from apps.content.repositories import CategoryRepository
from apps.events.models import StoredEvent
from services.content.articles import ArticleService
from services.content.categories import CategoryService
from services.content.media import MediaService
from services.content.readers import ReaderService
from services.content.revisions import RevisionService
from services.content.scheduling import SchedulingService
from services.content.tags import TagService
from services.content.workflow import WorkflowService
from services.errors import ServiceError
from tests.concurrency import CALLERS, at_once, kinds
from tests.factories.accounts import UserFactory
from tests.factories.content import (
    ArticleFactory,
    CategoryFactory,
    MediaFactory,
    TagFactory,
    an_author,
    an_editor,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_relay(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"


def codes(results: Sequence[object]) -> list[str]:
    return sorted(
        result.problems[0].code if isinstance(result, ServiceError) else "done"
        for result in results
    )


def happened() -> list[str]:
    return sorted(StoredEvent.objects.values_list("type", flat=True))


def moves(article: Article, *transitions: str) -> Callable[[int], Article]:
    """Each caller is an editor of their own, and asks for the next of them in turn."""
    editors = [an_editor() for _ in range(CALLERS)]
    later = timezone.now() + timedelta(hours=1)

    def move(number: int) -> Article:
        transition = transitions[number % len(transitions)]
        told: dict[str, Any] = {"publish_at": later} if transition == "schedule" else {}
        return WorkflowService().move(
            by=editors[number], article_id=article.pk, transition=transition, **told
        )

    return move


def test_race_of_approving_one_article() -> None:
    article = ArticleFactory.create(in_review=True)

    results = at_once(moves(article, "publish"))

    assert codes(results) == ["done"] + ["wrong_status"] * (CALLERS - 1)
    assert happened() == ["content.article_published"]


@pytest.mark.parametrize("other", ["schedule", "reject"])
def test_race_of_approving_and_deciding_otherwise(other: str) -> None:
    article = ArticleFactory.create(in_review=True)

    results = at_once(moves(article, "publish", other))

    assert codes(results) == ["done"] + ["wrong_status"] * (CALLERS - 1)
    (winner,) = [result for result in results if isinstance(result, Article)]
    article.refresh_from_db()
    assert article.status == winner.status
    assert len(happened()) == 1


def test_race_of_approving_and_rewriting() -> None:
    """What is approved is what was read, though it is rewritten at the same moment."""
    author, article = an_editor(), ArticleFactory.create(in_review=True)
    approve = an_editor()

    def either(number: int) -> Article:
        if number % 2:
            return ArticleService().update(by=author, article_id=article.pk, title=f"New {number}")
        return WorkflowService().move(
            by=approve, article_id=article.pk, transition="publish", revision=1
        )

    results = at_once(either)

    article.refresh_from_db()
    assert article.revision == 3
    if article.status == Status.PUBLISHED:
        assert codes(results) == ["done"] * 3 + ["wrong_status"]
        published = StoredEvent.objects.get(type="content.article_published")
        assert published.position == StoredEvent.objects.earliest("position").position
    else:
        assert codes(results) == ["changed_meanwhile"] * 2 + ["done"] * 2


def test_race_of_two_schedulers() -> None:
    past = timezone.now() - timedelta(minutes=1)
    author = an_author()
    articles = ArticleFactory.create_batch(12, scheduled=True, author=author, publish_at=past)

    results = at_once(lambda _: SchedulingService().run())

    assert sum(result for result in results if isinstance(result, int)) == 12
    told = Counter(StoredEvent.objects.values_list("aggregate_id", flat=True))
    assert told == {str(article.pk): 1 for article in articles}
    assert set(Article.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def test_race_of_a_scheduler_and_an_editor_who_takes_it_back() -> None:
    past = timezone.now() - timedelta(minutes=1)
    article = ArticleFactory.create(scheduled=True, publish_at=past)
    unschedule = moves(article, "unschedule")

    results = at_once(
        lambda number: SchedulingService().run() if number else bool(unschedule(number))
    )

    assert len(happened()) == 1
    article.refresh_from_db()
    if article.status == Status.PUBLISHED:
        assert kinds(results) == ["Conflict"] + ["int"] * (CALLERS - 1)
        assert sum(results[1:]) == 1  # type: ignore[arg-type]
    else:
        assert article.status == Status.REVIEW
        assert results == [True] + [0] * (CALLERS - 1)


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


def test_race_for_one_title() -> None:
    authors = [an_author() for _ in range(CALLERS)]

    results = at_once(lambda number: ArticleService().create(by=authors[number], title="On chess"))

    slugs = [result.slug for result in results if isinstance(result, Article)]
    assert len(set(slugs)) == CALLERS
    assert slugs.count("on-chess") == 1


def test_race_for_one_address() -> None:
    authors = [an_author() for _ in range(CALLERS)]

    results = at_once(
        lambda number: ArticleService().create(by=authors[number], title="x", slug="on-chess")
    )

    assert codes(results) == ["done"] + ["slug_taken"] * (CALLERS - 1)


def test_race_for_one_address_by_changing() -> None:
    author = an_author()
    articles = ArticleFactory.create_batch(CALLERS, author=author)

    results = at_once(
        lambda number: ArticleService().update(
            by=author, article_id=articles[number].pk, slug="on-chess"
        )
    )

    assert codes(results) == ["done"] + ["slug_taken"] * (CALLERS - 1)
    assert happened() == ["content.article_changed"]


@pytest.mark.parametrize("service", [CategoryService, TagService])
def test_race_for_one_name(service: type[CategoryService | TagService]) -> None:
    results = at_once(lambda _: service().create(name="Chess"))

    assert kinds(results).count("Conflict") == CALLERS - 1
    assert Category.objects.count() + Tag.objects.count() == 1


def test_race_of_one_reader_s_reactions() -> None:
    article, reader = ArticleFactory.create(published=True), UserFactory.create()

    results = at_once(lambda _: ReaderService().react(by=reader, slug=article.slug, kind="like"))

    assert results == [None] * CALLERS
    assert Reaction.objects.count() == 1


def test_race_of_one_reader_s_bookmarks() -> None:
    article, reader = ArticleFactory.create(published=True), UserFactory.create()

    results = at_once(lambda _: ReaderService().bookmark(by=reader, slug=article.slug))

    assert results == [None] * CALLERS
    assert Bookmark.objects.count() == 1


def test_race_of_the_first_shares() -> None:
    article = ArticleFactory.create(published=True)

    results = at_once(lambda _: ReaderService().share(slug=article.slug, channel="link"))

    assert results == [None] * CALLERS
    assert ShareCount.objects.get().count == CALLERS


def test_race_of_two_revisions() -> None:
    author = an_author()
    article = ArticleFactory.create(author=author)

    results = at_once(
        lambda number: ArticleService().update(
            by=author, article_id=article.pk, title=f"Version {number}"
        )
    )

    assert kinds(results) == ["Article"] * CALLERS
    found = dict(article.revisions.values_list("number", "title"))
    assert sorted(found) == list(range(1, CALLERS + 2))
    assert sorted(found.values())[1:] == [f"Version {number}" for number in range(CALLERS)]
    article.refresh_from_db()
    assert (article.revision, article.title) == (CALLERS + 1, found[CALLERS + 1])


def test_race_of_different_fields() -> None:
    """Each writes what it was told and nothing else, so none undoes the other's."""
    author = an_author()
    article = ArticleFactory.create(author=author)
    fields = ("title", "summary", "body", "seo_title")

    at_once(
        lambda number: ArticleService().update(
            by=author, article_id=article.pk, **{fields[number]: "New"}
        )
    )

    article.refresh_from_db()
    assert [getattr(article, name) for name in fields] == ["New"] * CALLERS
    assert article.revisions.count() == CALLERS + 1
    latest = article.revisions.first()
    assert [getattr(latest, name) for name in fields] == ["New"] * CALLERS


def test_race_of_restoring_and_writing() -> None:
    author = an_author()
    article = ArticleFactory.create(author=author, title="First")
    ArticleService().update(by=author, article_id=article.pk, title="Second")

    def either(number: int) -> Article:
        if number % 2:
            return RevisionService().restore(by=author, article_id=article.pk, number=1)
        return ArticleService().update(by=author, article_id=article.pk, title=f"New {number}")

    assert kinds(at_once(either)) == ["Article"] * CALLERS

    numbers = sorted(article.revisions.values_list("number", flat=True))
    article.refresh_from_db()
    assert numbers == list(range(1, article.revision + 1))


def test_race_of_two_sets_of_tags() -> None:
    author, tags = an_author(), TagFactory.create_batch(CALLERS)
    article = ArticleFactory.create(author=author)

    at_once(
        lambda number: ArticleService().update(
            by=author, article_id=article.pk, tags=[tags[number].pk]
        )
    )

    assert article.tags.count() == 1


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
