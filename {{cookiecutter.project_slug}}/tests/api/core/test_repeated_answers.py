from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.viewsets.answers import CAPACITY
from apps.core.viewsets.repeating import Repeat, repeat_answers, repeated
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import ArticleFactory
from tests.library.models import Article
from tests.library.views import RepeatedViewSet
from tests.metrics import counted

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles-repeated/"


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
    repeated.forget()
    auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=tag)

    with django_assert_num_queries(0):
        auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=tag)

    assert auth_api.response["ETag"] == tag
    assert auth_api.response.content == b""


def test_when_its_time_is_over_it_is_made_anew(
    auth_api: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RepeatedViewSet, "repeat_for", 1e-9)  # over before the next request
    assert title(auth_api) == "Old"
    rename(article)

    assert title(auth_api) == "New"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{ARTICLES}?page_size=5", {}),
        (ARTICLES, {"HTTP_ACCEPT": "application/json; indent=2"}),
        (ARTICLES, {"HTTP_ACCEPT_LANGUAGE": "de"}),
        (ARTICLES, {"HTTP_HOST": "localhost"}),
        (ARTICLES, {"secure": True}),
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


def test_who_takes_no_compression_gets_none(auth_api: Api, article: Article) -> None:
    packed = auth_api.client.get(ARTICLES, HTTP_ACCEPT_ENCODING="gzip, br")
    again = auth_api.client.get(ARTICLES, HTTP_ACCEPT_ENCODING="gzip")

    assert title(auth_api) == "Old"
    assert not auth_api.response.has_header("Content-Encoding")
    assert packed["Content-Encoding"] == again["Content-Encoding"] == "gzip"
    assert packed.content == again.content


def test_another_site_is_not_told_that_it_may_read(
    auth_api: Api, article: Article, settings: LazySettings
) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://ours.dev"]
    auth_api.get(ARTICLES, HTTP_ORIGIN="https://ours.dev")
    assert auth_api.response["Access-Control-Allow-Origin"] == "https://ours.dev"

    auth_api.get(ARTICLES, HTTP_ORIGIN="https://theirs.dev")

    assert not auth_api.response.has_header("Access-Control-Allow-Origin")


def test_cache_poisoning_by_the_name_of_another_host(api: Api, auth_api: Api) -> None:
    """Who names a host that is not ours is refused, also where ours was answered just now."""
    ArticleFactory.create_batch(2)
    page = f"{ARTICLES}?page_size=1"

    theirs = auth_api.get(page, HTTP_HOST="localhost")["next"]
    ours = auth_api.get(page)["next"]
    auth_api.get(page, expect=400, HTTP_HOST="evil.dev")

    assert theirs.startswith("http://localhost/")
    assert ours.startswith("http://testserver/")


def test_what_varies_on_something_else_is_made_anew(
    auth_api: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RepeatedViewSet, "headers", {"Vary": "X-Region"}, raising=False)
    monkeypatch.setattr(
        RepeatedViewSet, "default_response_headers", property(lambda view: view.headers)
    )
    title(auth_api)
    rename(article)

    assert title(auth_api) == "New"


def test_what_sets_a_cookie_is_made_anew(
    auth_api: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = RepeatedViewSet.read_list

    def greeting(view: RepeatedViewSet, request: Request) -> Response:
        answer = plain(view, request)
        answer.set_cookie("greeted", "yes")
        return answer

    monkeypatch.setattr(RepeatedViewSet, "read_list", greeting)
    title(auth_api)
    rename(article)

    assert title(auth_api) == "New"
    assert "greeted" in auth_api.response.cookies


def test_what_is_streamed_is_made_anew() -> None:
    """It has no body that could be kept."""

    def view(request: HttpRequest) -> StreamingHttpResponse:
        request.repeat = Repeat("view", 5)  # type: ignore[attr-defined]
        return StreamingHttpResponse([b"once"])

    ask = repeat_answers(view)

    for _ in range(2):
        assert b"".join(ask(RequestFactory().get("/"))) == b"once"


def test_under_an_event_loop_it_is_given_again_too() -> None:
    made = iter([b"first", b"second"])

    async def view(request: HttpRequest) -> HttpResponse:
        request.repeat = Repeat("view", 5)  # type: ignore[attr-defined]
        return HttpResponse(next(made))

    async def twice() -> list[bytes]:
        ask = repeat_answers(view)
        return [(await ask(RequestFactory().get("/"))).content for _ in range(2)]

    assert async_to_sync(twice)() == [b"first", b"first"]


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

    assert 0 < repeated.size <= CAPACITY
