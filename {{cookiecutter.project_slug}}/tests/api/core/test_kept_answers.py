from typing import Any

import pytest
import time_machine
from rest_framework.settings import api_settings

from apps.core.caching import invalidate
from apps.core.viewsets.answers import CAPACITY, kept
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

ARTICLES = "/api/v1/library/articles-kept/"


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(title="Old")


def rename_behind_its_back() -> None:
    Article.objects.update(title="New")


def title(api: Api, path: str = ARTICLES, **headers: Any) -> str:
    return str(api.get(path, **headers)["results"][0]["title"])


def test_the_next_anonymous_caller_costs_no_query(
    api: Api, article: Article, django_assert_num_queries: Any
) -> None:
    first = api.get(ARTICLES)
    made = api.response

    with django_assert_num_queries(0):
        assert api.get(ARTICLES) == first

    for name in ("Content-Type", "ETag", "Cache-Control", "Vary", "Allow"):
        assert api.response[name] == made[name]
    assert api.response["X-Request-ID"] != made["X-Request-ID"]


def test_what_is_kept_and_what_is_made_are_counted(api: Api, article: Article) -> None:
    def counts() -> list[int]:
        return [
            counted("conditional_answers_total", view="KeptViewSet", outcome=outcome)
            for outcome in ("full", "kept", "not_modified")
        ]

    before = counts()
    for _ in range(3):
        api.get(ARTICLES)
    api.get(ARTICLES, expect=304, HTTP_IF_NONE_MATCH=api.response["ETag"])

    assert [now - then for now, then in zip(counts(), before, strict=True)] == [1, 2, 1]


def test_an_invalidated_tag_makes_it_new_at_once(api: Api, article: Article) -> None:
    assert title(api) == "Old"
    rename_behind_its_back()

    invalidate("library.article")

    assert title(api) == "New"


def test_a_forgotten_invalidation_is_mended_within_a_minute(
    api: Api, article: Article, clock: time_machine.Traveller
) -> None:
    assert title(api) == "Old"
    rename_behind_its_back()
    assert title(api) == "Old"

    clock.shift(60)

    assert title(api) == "New"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{ARTICLES}?page_size=5", {}),
        (ARTICLES, {"HTTP_ACCEPT": "application/json; indent=2"}),
        (ARTICLES, {"HTTP_ACCEPT_LANGUAGE": "de"}),
    ],
)
def test_another_question_gets_another_answer(
    api: Api, article: Article, path: str, headers: dict[str, str]
) -> None:
    title(api)
    rename_behind_its_back()

    assert title(api, path, **headers) == "New"


def test_cache_poisoning_by_the_name_of_another_host(api: Api) -> None:
    """Links in an answer name the host that was asked: they never reach who asked another."""
    ArticleFactory.create_batch(2)

    theirs = api.get(f"{ARTICLES}?page_size=1", HTTP_HOST="localhost")["next"]
    ours = api.get(f"{ARTICLES}?page_size=1")["next"]

    assert theirs.startswith("http://localhost/")
    assert ours.startswith("http://testserver/")


def test_who_has_an_account_is_answered_anew(api: Api, article: Article) -> None:
    title(api)
    rename_behind_its_back()
    api.log_in(UserFactory.create())
    assert title(api) == "New"
    size = kept.size

    Article.objects.update(title="Newer")

    assert title(api) == "Newer"
    assert kept.size == size


def test_limits_are_counted_all_the_same(
    api: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", {"anon": "2/min"})
    api.get(ARTICLES)
    api.get(ARTICLES)
    assert api.response["X-RateLimit-Remaining"] == "0"

    api.get(ARTICLES, expect=429)


def test_a_refusal_is_never_kept(api: Api) -> None:
    api.get(f"{ARTICLES}?page=2", expect=404)
    api.get(f"{ARTICLES}?fields=secret", expect=400)

    assert kept.size == 0


def test_without_a_cache_nothing_is_taken_for_known(
    api: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    title(api)
    rename_behind_its_back()

    monkeypatch.setattr("apps.core.caching.store.caches", {"values": None})

    assert title(api) == "New"


def test_addresses_that_nobody_asks_twice_fill_no_memory(api: Api, article: Article) -> None:
    for number in range(1, 50):
        title(api, f"{ARTICLES}?page_size={number}")

    assert 0 < kept.size <= CAPACITY
