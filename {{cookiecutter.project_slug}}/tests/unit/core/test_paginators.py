"""The paginators in DRF's own views, and the orders that they make stable."""

from typing import Any

import pytest
from django.db.models import F
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.test import APIRequestFactory

from apps.core.pagination import (
    CursorPagination,
    LimitOffsetPagination,
    LoadMorePagination,
    PagePagination,
)
from apps.core.pagination.ordering import column_at, stable
from tests.factories.library import ArticleFactory
from tests.library.models import Article, Category
from tests.library.serializers import ArticleWriteSerializer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "paginator", [CursorPagination, LimitOffsetPagination, LoadMorePagination, PagePagination]
)
def test_a_generic_view(paginator: Any) -> None:
    class View(ListAPIView):
        authentication_classes = ()
        permission_classes = (AllowAny,)
        throttle_classes = ()
        filter_backends = ()
        queryset = Article.objects.order_by("author__name")
        serializer_class = ArticleWriteSerializer
        pagination_class = paginator

    ArticleFactory.create_batch(3)

    page = View.as_view()(APIRequestFactory().get("/", {"page_size": 2, "limit": 2})).data

    assert len(page["results"]) == 2
    assert page["next"]


@pytest.mark.parametrize(
    ("queryset", "order"),
    [
        (Article.objects.all(), ("-published_at", "pk")),
        (Article.objects.order_by(), ("pk",)),
        (Article.objects.order_by("title", "-id"), ("title", "-id")),
        (Article.objects.order_by("reference"), ("reference",)),
        (Category.objects.order_by("parent__slug"), ("parent__slug", "pk")),
        (Article.objects.order_by("tags__name"), ("tags__name", "pk")),
    ],
)
def test_equal_rows_are_told_apart(queryset: Any, order: tuple[str, ...]) -> None:
    assert tuple(stable(queryset).query.order_by or queryset.query.get_meta().ordering) == order


def test_orders_that_are_no_names() -> None:
    random = Article.objects.order_by("?")
    expression = Article.objects.order_by(F("title").desc())
    extra = Article.objects.extra(order_by=["title"])

    assert stable(random).query.order_by == ("?", "pk")
    assert stable(expression).query.order_by[-1] == "pk"
    assert stable(extra).query.order_by == ("title", "pk")


@pytest.mark.parametrize("path", ["nothing", "tags", "tags__name", "comments", "author__nothing"])
def test_what_is_no_column_of_one_row(path: str) -> None:
    assert column_at(Article, path) is None
