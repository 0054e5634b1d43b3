from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from apps.core.caching import invalidate, versions_of
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import ArticleFactory
from tests.library.models import Article
from tests.metrics import counted

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.library.urls"),
    pytest.mark.usefixtures("clock"),
]

ARTICLES = "/api/v1/library/articles-versioned/"


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(title="Old")


def tag(api: Api, path: str = ARTICLES) -> str:
    api.get(path)
    return str(api.response["ETag"])


def test_an_unchanged_list_asks_for_nothing_but_the_caller(
    auth_api: Api, article: Article, django_assert_num_queries: Any
) -> None:
    known = tag(auth_api)

    with django_assert_num_queries(1):
        auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=known)

    assert auth_api.response.content == b""
    assert auth_api.response["ETag"] == known
    assert auth_api.response["Cache-Control"] == "private, no-cache"


def test_answers_before_and_after_the_queries_are_counted(auth_api: Api, article: Article) -> None:
    def counts() -> list[int]:
        return [
            counted("conditional_answers_total", view="VersionedViewSet", outcome=outcome)
            for outcome in ("not_modified", "full")
        ]

    before = counts()
    known = tag(auth_api)
    auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=known)
    auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=known)

    assert [now - then for now, then in zip(counts(), before, strict=True)] == [2, 1]


def test_versions_are_asked_for_together_with_limits(
    auth_api: Api, article: Article, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    asked = []

    def watched(*tags: str) -> dict[str, str]:
        asked.append(tags)
        return versions_of(*tags)

    known = tag(auth_api)
    monkeypatch.setattr("apps.core.viewsets.versions.versions_of", watched)
    auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=known)

    assert asked == ([] if settings.REDIS_URL else [("library.article",)])


def test_a_write_through_the_api_makes_it_new(api: Api, article: Article) -> None:
    api.log_in(UserFactory.create(admin=True))
    known = tag(api)

    api.patch(f"{ARTICLES}{article.pk}/", {"title": "New"})

    assert api.get(ARTICLES, HTTP_IF_NONE_MATCH=known)["results"][0]["title"] == "New"


def test_an_invalidated_tag_makes_it_new(auth_api: Api, article: Article) -> None:
    known = tag(auth_api)

    invalidate("library.article")

    assert tag(auth_api) != known


def test_a_forgotten_invalidation_is_mended_within_a_minute(
    auth_api: Api, article: Article, clock: time_machine.Traveller
) -> None:
    known = tag(auth_api)
    Article.objects.update(title="New")

    auth_api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=known)
    clock.shift(60)
    answer = auth_api.get(ARTICLES, HTTP_IF_NONE_MATCH=known)

    assert answer["results"][0]["title"] == "New"


def test_cache_confusion_between_callers_addresses_and_languages(
    api: Api, article: Article
) -> None:
    api.log_in(UserFactory.create())
    known = tag(api)

    assert tag(api, f"{ARTICLES}?page_size=1") != known
    api.get(ARTICLES, HTTP_ACCEPT_LANGUAGE="de")
    assert api.response["ETag"] != known
    api.log_in(UserFactory.create())
    assert tag(api) != known
