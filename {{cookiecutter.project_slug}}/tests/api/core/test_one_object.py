"""One object is read as a list of one is, unless somebody has to look at the instance."""

from typing import Any

import pytest
from django.http import HttpResponseBase
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from apps.core.viewsets import BaseReadOnlyViewSet
from tests.factories.library import ArticleFactory, TagFactory
from tests.library.models import Article
from tests.library.serializers import ArticleSerializer

pytestmark = pytest.mark.django_db


class OnlyEvenViews(BasePermission):
    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        return request.method in SAFE_METHODS and obj.views % 2 == 0


class ArticleViewSet(BaseReadOnlyViewSet):
    queryset = Article.objects.all()
    serializer_class = ArticleSerializer
    select_related = {"default": ("author", "category")}
    prefetch_related = {"default": ("tags",)}
    permission_classes: tuple[Any, ...] = (AllowAny,)


class GuardedViewSet(ArticleViewSet):
    permission_classes = (AllowAny & OnlyEvenViews,)


class FirstViewSet(ArticleViewSet):
    def get_object(self) -> Any:
        return self.get_queryset().order_by("pk").first()


def read(view: type[BaseReadOnlyViewSet], pk: object) -> Any:
    request = APIRequestFactory().get("/")
    response: HttpResponseBase = view.as_view({"get": "retrieve"})(request, pk=pk)
    return response


def test_it_is_shown_as_the_serializer_shows_it(django_assert_num_queries: Any) -> None:
    article = ArticleFactory.create(tags=TagFactory.create_batch(2))

    with django_assert_num_queries(2):
        shown = read(ArticleViewSet, article.pk).data

    assert shown == ArticleSerializer(article).data


@pytest.mark.parametrize("name", [0, "", "x", "1.5", "\x00", "9" * 30])
def test_what_there_is_not_is_not_found(name: object) -> None:
    ArticleFactory.create()

    assert read(ArticleViewSet, name).status_code == 404


def test_what_the_query_set_hides_is_not_found() -> None:
    class NoneViewSet(ArticleViewSet):
        queryset = Article.objects.none()

    assert read(NoneViewSet, ArticleFactory.create().pk).status_code == 404


@pytest.mark.parametrize(("views", "status"), [(2, 200), (3, 401)])
def test_a_permission_that_looks_at_objects_is_asked(views: int, status: int) -> None:
    article = ArticleFactory.create(views=views)

    assert read(GuardedViewSet, article.pk).status_code == status


def test_a_view_that_finds_objects_in_its_own_way_does() -> None:
    first, second = ArticleFactory.create_batch(2)

    assert read(FirstViewSet, second.pk).data["id"] == first.pk
