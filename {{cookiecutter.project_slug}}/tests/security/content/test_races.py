"""Two editors, readers or schedulers at once, in real threads on real connections."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.content.models import Article, Bookmark, Reaction, ShareCount, Status
from apps.events.models import StoredEvent
from services.content.articles import ArticleService
from services.content.readers import ReaderService
from services.content.revisions import RevisionService
from services.content.scheduling import SchedulingService
from services.content.workflow import WorkflowService
from tests.concurrency import CALLERS, at_once, codes, kinds
from tests.factories.accounts import UserFactory
from tests.factories.content import (
    ArticleFactory,
    TagFactory,
    an_author,
    an_editor,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_relay")]


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
