from collections.abc import Iterator
from typing import Any

import pytest

from apps.core.viewsets.answers import CAPACITY, answers
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import ArticleFactory
from tests.library.models import Article
from tests.library.views import RepeatedViewSet
from tests.metrics import counted

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles-repeated/"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    answers.forget()
    yield
    answers.forget()


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(title="Old")


def rename(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(title="New")


def title(api: Api, path: str = ARTICLES, **headers: Any) -> str:
    return str(api.get(path, **headers)["results"][0]["title"])


def test_answers_that_are_made_and_repeated_are_counted(auth_api: Api, article: Article) -> None:
    def counts() -> list[int]:
        return [
            counted("repeated_answers_total", view="RepeatedViewSet", outcome=outcome)
            for outcome in ("made", "repeated")
        ]

    before = counts()
    for _ in range(3):
        auth_api.get(ARTICLES)

    assert [now - then for now, then in zip(counts(), before, strict=True)] == [1, 2]


def test_it_is_given_again_without_a_query(
    auth_api: Api, article: Article, django_assert_num_queries: Any
) -> None:
    first = auth_api.get(ARTICLES)
    kind, tag = auth_api.response["Content-Type"], auth_api.response["ETag"]

    with django_assert_num_queries(0):
        assert auth_api.get(ARTICLES) == first

    assert auth_api.response["Content-Type"] == kind
    assert auth_api.response["ETag"] == tag
    assert auth_api.response["Cache-Control"] == "private, no-cache"


def test_each_has_a_request_id_of_its_own_and_no_count_of_another_request(
    auth_api: Api, article: Article
) -> None:
    auth_api.get(ARTICLES)
    first = auth_api.response
    auth_api.get(ARTICLES)

    assert first["X-RateLimit-Limit"]
    assert not auth_api.response.has_header("X-RateLimit-Limit")
    assert auth_api.response["X-Request-ID"] != first["X-Request-ID"]


def test_not_modified_is_given_again_too(
    auth_api: Api, article: Article, django_assert_num_queries: Any
) -> None:
    auth_api.get(ARTICLES)
    tag = auth_api.response["ETag"]
    answers.forget()
    auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=tag)

    with django_assert_num_queries(0):
        auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=tag)

    assert auth_api.response["ETag"] == tag
    assert auth_api.response.content == b""


def test_when_its_time_is_over_it_is_made_anew(
    auth_api: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert title(auth_api) == "Old"
    rename(article)
    assert title(auth_api) == "Old"

    monkeypatch.setattr(RepeatedViewSet, "repeat_for", 0)

    assert title(auth_api) == "New"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{ARTICLES}?page_size=5", {}),
        (ARTICLES, {"HTTP_ACCEPT": "application/json; indent=2"}),
        (ARTICLES, {"HTTP_ACCEPT_LANGUAGE": "de"}),
        (ARTICLES, {"HTTP_HOST": "localhost"}),
    ],
)
def test_another_question_gets_another_answer(
    auth_api: Api, article: Article, path: str, headers: dict[str, str]
) -> None:
    title(auth_api)
    rename(article)

    assert title(auth_api, path, **headers) == "New"


def test_one_callers_answer_is_never_anothers(
    api: Api, article: Article, django_assert_num_queries: Any
) -> None:
    title(api.log_in(UserFactory.create()))
    rename(article)

    assert title(api.log_in(UserFactory.create())) == "New"
    api.anonymous().get(ARTICLES, expect=401)


def test_a_refusal_is_never_given_again(api: Api, article: Article) -> None:
    api.get(ARTICLES, expect=401)
    api.get(ARTICLES, expect=401)

    assert api.response["WWW-Authenticate"]


def test_writes_and_other_views_are_not_concerned(auth_api: Api, article: Article) -> None:
    detail = f"{ARTICLES}{article.pk}/"
    auth_api.log_in(UserFactory.create(admin=True))
    auth_api.patch(detail, {"title": "First"})
    auth_api.patch(detail, {"title": "Second"})

    assert Article.objects.get().title == "Second"


def test_what_is_kept_has_a_bound(auth_api: Api, article: Article) -> None:
    for number in range(1, 50):
        title(auth_api, f"{ARTICLES}?page_size={number}")

    assert 0 < answers.size <= CAPACITY
