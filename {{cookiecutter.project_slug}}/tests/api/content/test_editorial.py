import pytest

from apps.accounts.models import User
from apps.content.models import Article, Revision, Status
from apps.events.models import StoredEvent
from tests.api.content.conftest import EDITORIAL
from tests.client import Api
from tests.factories.content import ArticleFactory, CategoryFactory, TagFactory
from tests.queries import at_most

BUDGET = 6
UNKNOWN = "00000000-0000-4000-8000-000000000000"
# New text and other tags in one request: tags are taken away, and added. Which of them are there is
# not read with the lock: what that query sees is older than what it has waited for.
ALL_AT_ONCE = 7


def one(article: Article) -> str:
    return f"{EDITORIAL}{article.pk}/"


def test_a_draft_is_begun(author_api: Api, author: User) -> None:
    category, tags = CategoryFactory.create(), TagFactory.create_batch(2)
    given = {
        "title": "On chess",
        "body": "<p>Check.</p>",
        "category": category.pk,
        "tags": [tag.pk for tag in tags],
    }

    with at_most(BUDGET):
        made = author_api.post(EDITORIAL, given)

    assert (made["slug"], made["status"], made["revision"]) == ("on-chess", "draft", 1)
    assert made["author"] == str(author.public_id)
    assert made["byline"] == author.profile.display_name
    assert (made["category"], made["tags"]) == (category.pk, [tag.pk for tag in tags])
    assert author_api.get(f"{EDITORIAL}{made['id']}/") == made
    assert Revision.objects.get().title == "On chess"
    assert StoredEvent.objects.get(aggregate_id=made["id"]).type == "content.article_created"


def test_a_slug_that_is_taken_gets_an_ending(author_api: Api) -> None:
    ArticleFactory.create(slug="on-chess")

    made = author_api.post(EDITORIAL, {"title": "On chess"})

    assert made["slug"].startswith("on-chess-")
    author_api.post(EDITORIAL, {"title": "x", "slug": "on-chess"}, expect=409)
    assert author_api.codes() == [(None, "slug_taken")]


def test_a_deleted_article_stands_in_nobodys_way(author_api: Api) -> None:
    ArticleFactory.create(slug="on-chess").delete()

    assert author_api.post(EDITORIAL, {"title": "On chess"})["slug"] == "on-chess"


def test_text_that_changes_is_a_revision(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author, tags=[TagFactory.create()])

    with at_most(BUDGET):
        changed = author_api.patch(one(article), {"title": "Other"})

    assert (changed["title"], changed["revision"]) == ("Other", 2)
    assert list(article.revisions.values_list("number", "title")) == [
        (2, "Other"),
        (1, article.title),
    ]


def test_filing_is_none(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author, tags=[TagFactory.create()])
    other = TagFactory.create()

    with at_most(BUDGET):
        changed = author_api.patch(one(article), {"tags": [other.pk]})

    assert (changed["tags"], changed["revision"]) == ([other.pk], 1)
    assert article.revisions.count() == 1


def test_both_at_once(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author, tags=[TagFactory.create()])
    other = TagFactory.create()

    with at_most(ALL_AT_ONCE):
        author_api.patch(one(article), {"tags": [other.pk], "title": "Other"})

    assert list(article.tags.all()) == [other]


@pytest.mark.parametrize(
    "given",
    [
        {"category": 999_999},
        {"tags": [999_999]},
        {"cover": UNKNOWN},
        {"preview_image": UNKNOWN},
    ],
)
def test_what_it_is_filed_under_must_be_there(
    author_api: Api, author: User, given: dict[str, object]
) -> None:
    article = ArticleFactory.create(author=author)

    author_api.patch(one(article), given, expect=400)
    refused = author_api.codes()
    author_api.post(EDITORIAL, {"title": "News", **given}, expect=400)

    assert refused == author_api.codes() == [(next(iter(given)), "does_not_exist")]
    assert Article.objects.get() == article


def test_authors_know_of_their_own_alone(author_api: Api, author: User) -> None:
    own, other = ArticleFactory.create(author=author), ArticleFactory.create()

    assert [row["id"] for row in author_api.get(EDITORIAL)["results"]] == [str(own.pk)]
    author_api.get(one(other), expect=404)
    author_api.patch(one(other), {"title": "Mine"}, expect=404)
    author_api.delete(one(other), expect=404)
    other.refresh_from_db()
    assert (other.title != "Mine", other.is_deleted) == (True, False)


def test_who_has_no_role_is_refused(auth_api: Api) -> None:
    article = ArticleFactory.create()

    auth_api.get(EDITORIAL, expect=403)
    auth_api.post(EDITORIAL, {"title": "News"}, expect=403)
    auth_api.patch(one(article), {"title": "News"}, expect=403)

    assert Article.objects.get().title == article.title


def test_editors_see_and_change_all_of_them(editor_api: Api) -> None:
    article = ArticleFactory.create(published=True)

    changed = editor_api.patch(one(article), {"summary": "Corrected."})

    assert (changed["summary"], changed["revision"]) == ("Corrected.", 2)
    assert len(editor_api.get(EDITORIAL, {"status": "published"})["results"]) == 1
    assert editor_api.get(EDITORIAL, {"status": "draft"})["results"] == []


def test_an_author_changes_no_more_than_a_draft(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author, in_review=True)

    author_api.patch(one(article), {"title": "Other"}, expect=409)

    assert author_api.codes() == [(None, "not_editable")]
    assert article.revisions.count() == 1


def test_an_address_that_readers_know_stays(editor_api: Api) -> None:
    article = ArticleFactory.create(published=True)

    editor_api.patch(one(article), {"slug": "another"}, expect=409)

    assert editor_api.codes() == [(None, "slug_is_public")]
    assert Article.objects.get().slug == article.slug


def test_of_two_who_read_the_same_the_second_is_told(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author)
    author_api.get(one(article))
    tag = author_api.response["ETag"]

    author_api.patch(one(article), {"title": "First"}, headers={"If-Match": tag})
    author_api.patch(one(article), {"title": "Second"}, expect=412, headers={"If-Match": tag})

    assert Article.objects.get().title == "First"


def test_a_draft_is_deleted(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author)

    with at_most(BUDGET):
        author_api.delete(one(article))

    author_api.get(one(article), expect=404)
    assert Article.all_objects.get().is_deleted
    assert Revision.objects.count() == 1


def test_what_readers_see_is_not_deleted(editor_api: Api) -> None:
    article = ArticleFactory.create(published=True)

    editor_api.delete(one(article), expect=409)

    assert editor_api.codes() == [(None, "published")]
    assert Article.objects.get().status == Status.PUBLISHED


def test_a_body_has_an_end(author_api: Api) -> None:
    author_api.post(EDITORIAL, {"title": "Long", "body": "x" * 200_001}, expect=400)

    assert author_api.codes() == [("body", "max_length")]


def test_a_request_that_comes_twice_makes_one(author_api: Api) -> None:
    key = {"Idempotency-Key": "once"}

    first = author_api.post(EDITORIAL, {"title": "News"}, headers=key)
    second = author_api.post(EDITORIAL, {"title": "News"}, headers=key)

    assert first == second
    assert Article.objects.count() == 1
