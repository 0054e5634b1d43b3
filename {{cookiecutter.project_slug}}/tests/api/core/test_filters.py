"""Filters are left out only where they would do nothing."""

from typing import Any

import django_filters
import pytest

from apps.core import filters
from tests.client import Api
from tests.factories.library import ArticleFactory
from tests.library.filters import ArticleFilter
from tests.library.models import Article
from tests.library.views import ArticleViewSet

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles/"


class RequiredFilter(ArticleFilter):
    status = django_filters.CharFilter(required=True)


class PublishedByDefault(ArticleFilter):
    def filter_queryset(self, queryset: Any) -> Any:
        return super().filter_queryset(queryset).filter(status="published")


class Hidden(django_filters.CharFilter):
    def filter(self, qs: Any, value: Any) -> Any:
        return qs.none()


class NeverFilter(ArticleFilter):
    body = Hidden()


class PageFilter(ArticleFilter):
    page = django_filters.NumberFilter(field_name="views")


@pytest.mark.parametrize(
    ("filterset_class", "query", "answer"),
    [
        (ArticleFilter, "?page=1&ordering=title", (200, 2)),
        (ArticleFilter, "?unknown=1", (200, 2)),
        (ArticleFilter, "?min_views=5", (200, 1)),
        (None, "", (200, 2)),
        (PublishedByDefault, "", (200, 1)),
        (NeverFilter, "", (200, 0)),
        (PageFilter, "?page=5", (404, None)),
        (RequiredFilter, "", (400, None)),
    ],
)
def test_every_filter_is_asked_when_it_matters(
    auth_api: Api,
    monkeypatch: pytest.MonkeyPatch,
    filterset_class: Any,
    query: str,
    answer: tuple[int, int | None],
) -> None:
    ArticleFactory.create(published=True)
    ArticleFactory.create(views=5)
    monkeypatch.setattr(ArticleViewSet, "filterset_class", filterset_class)

    status, count = answer
    page = auth_api.get(f"{ARTICLES}{query}", expect=status)

    assert page.get("count") == count


def test_a_quiet_request_builds_no_form(auth_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django_filters.filterset.BaseFilterSet.get_form_class", None)

    assert auth_api.get(f"{ARTICLES}?page=1")["count"] == Article.objects.count()


@pytest.mark.parametrize(("fields", "quiet"), [(None, True), (["status"], True), (["page"], False)])
def test_filters_by_field_names(fields: Any, quiet: bool) -> None:
    class View:
        filterset_fields = fields

    assert filters.is_quiet(View()) is quiet


def test_a_search_for_what_no_text_can_hold_finds_nothing(auth_api: Api) -> None:
    ArticleFactory.create()

    assert auth_api.get(ARTICLES, {"search": "\x00"})["results"] == []
