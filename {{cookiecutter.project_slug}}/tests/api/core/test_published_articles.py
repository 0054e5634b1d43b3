from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIRequestFactory

from apps.core.caching import invalidate
from apps.core.throttling import WriteThrottle
from tests.client import Api
from tests.factories.library import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

PUBLISHED = "/api/v1/library/published/"


def test_pages_follow_a_column_that_is_empty_elsewhere(api: Api) -> None:
    now = timezone.now()
    for days in (1, 3, 2):
        ArticleFactory.create(title=f"{days}", published_at=now - timedelta(days=days))
    ArticleFactory.create(published_at=None)

    first = api.get(PUBLISHED, {"page_size": 2})
    second = api.get(first["next"])

    assert [row["title"] for row in first["results"] + second["results"]] == ["1", "2", "3"]
    assert second["next"] is None


def test_one_object_is_304_before_any_query_until_its_tag_is_dropped(
    clock: time_machine.Traveller, api: Api, django_assert_num_queries: Any
) -> None:
    article = ArticleFactory.create(published_at=timezone.now())
    address = f"{PUBLISHED}{article.pk}/"
    api.get(address)
    known = {"If-None-Match": api.response["ETag"]}

    with django_assert_num_queries(0):
        api.get(address, expect=304, headers=known)
    invalidate(f"library.article:{article.pk}")

    assert api.get(address, headers=known)["title"] == article.title
    api.get(f"{PUBLISHED}999999/", expect=404)


def test_writes_alone_are_counted() -> None:
    view: Any = type("View", (), {"throttle_scope": "login"})()
    make = APIRequestFactory()
    read: Any = make.get("/")
    write: Any = make.post("/")
    for request in (read, write):
        request.user = type("User", (), {"pk": 7, "is_authenticated": True})()

    assert WriteThrottle().hit(read, view) is None
    hit = WriteThrottle().hit(write, view)
    assert hit is not None
    assert hit.key == "login:user:7"
