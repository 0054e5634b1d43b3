from typing import Any

import pytest

from tests.client import Api
from tests.factories.library import ArticleFactory, TagFactory
from tests.library.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles/"


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(title="Old", tags=[TagFactory.create()])


def tag(api: Api, path: str) -> str:
    api.get(path)
    return str(api.response["ETag"])


def detail(article: Article) -> str:
    return f"{ARTICLES}{article.pk}/"


@pytest.mark.parametrize("weak", ["", "W/"])
@pytest.mark.parametrize("one", [True, False])
def test_what_has_not_changed_is_not_sent_again(
    auth_api: Api, article: Article, one: bool, weak: str
) -> None:
    path = detail(article) if one else ARTICLES
    known = tag(auth_api, path)

    auth_api.get(path, expect=304, HTTP_IF_NONE_MATCH=f'"other", {weak}{known}')

    answer = auth_api.response
    assert answer.content == b""
    assert answer["ETag"] == known
    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Accept", "Authorization"} <= set(answer["Vary"].split(", "))
    assert "Content-Type" not in answer
    assert "X-RateLimit-Remaining" in answer


def test_a_change_inside_a_nested_object_is_a_change(auth_api: Api, article: Article) -> None:
    known = tag(auth_api, ARTICLES)
    article.tags.update(name="renamed")

    auth_api.get(ARTICLES, HTTP_IF_NONE_MATCH=known)

    assert auth_api.response["ETag"] != known


def test_each_selection_has_a_tag_of_its_own(auth_api: Api, article: Article) -> None:
    assert tag(auth_api, ARTICLES) != tag(auth_api, f"{ARTICLES}?fields=title")


def test_errors_have_no_tag(auth_api: Api) -> None:
    auth_api.get(f"{ARTICLES}0/", expect=404)

    assert "ETag" not in auth_api.response


def test_a_write_to_what_was_read_succeeds(auth_api: Api, article: Article) -> None:
    known = tag(auth_api, detail(article))

    auth_api.patch(detail(article), {"title": "New"}, HTTP_IF_MATCH=known)

    assert auth_api.response["ETag"] == tag(auth_api, detail(article)) != known


@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_lost_update_is_refused(auth_api: Api, article: Article, method: str) -> None:
    known = tag(auth_api, detail(article))
    data = {"title": "Mine", "author": article.author_id}
    Article.objects.update(title="Theirs")

    getattr(auth_api, method)(detail(article), data, expect=412, HTTP_IF_MATCH=known)

    assert auth_api.codes() == [(None, "precondition_failed")]
    assert Article.objects.get().title == "Theirs"


@pytest.mark.parametrize(("known", "expect"), [("*", 204), ('"x", "y"', 412), ("nonsense", 412)])
def test_tags_of_all_kinds(auth_api: Api, article: Article, known: str, expect: int) -> None:
    auth_api.delete(detail(article), expect=expect, HTTP_IF_MATCH=known)

    assert Article.objects.count() == (1 if expect == 412 else 0)


def test_what_does_not_exist_matches_nothing(auth_api: Api) -> None:
    auth_api.patch(f"{ARTICLES}0/", {}, expect=404, HTTP_IF_MATCH="*")


def test_head_has_the_tag_and_no_body(auth_api: Api, article: Article) -> None:
    known = tag(auth_api, ARTICLES)

    answer: Any = auth_api.client.head(ARTICLES)

    assert (answer.status_code, answer["ETag"], answer.content) == (200, known, b"")
