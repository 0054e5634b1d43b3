from typing import Any

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.filters import OrderingFilter
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from apps.content.caching import CATEGORIES, LISTS, NAMES, of_slug
from apps.content.filters import PublicArticleFilter
from apps.content.models import Article, Category, Status, Tag
from apps.content.pagination import PublishedPages
from apps.content.serializers import public as serializers
from apps.content.tree import moved_to
from apps.core.filters import FilterBackend
from apps.core.fulltext import FullTextFilter
from apps.core.viewsets import BaseReadOnlyViewSet

TAGS = ["articles"]


class PublicViewSet(BaseReadOnlyViewSet):
    """For everybody. Nothing is read again before an event says that it has changed."""

    permission_classes = (AllowAny,)
    keeps_answers = True
    repeat_for = settings.CONTENT_REPEAT_SECONDS


@extend_schema_view(
    list=extend_schema(
        operation_id="articles_list", summary="List articles, the newest first", tags=TAGS
    ),
    retrieve=extend_schema(operation_id="articles_get", summary="Read an article", tags=TAGS),
)
class ArticleViewSet(PublicViewSet):
    """What is published, for everybody."""

    queryset = Article.objects.filter(status=Status.PUBLISHED)
    serializer_classes = {
        "list": serializers.ArticleCardSerializer,
        "default": serializers.ArticleSerializer,
    }
    select_related = {
        "list": ("category", "cover"),
        "default": ("category", "cover", "preview_image"),
    }
    prefetch_related = {"default": ("tags",)}
    pagination_class = PublishedPages
    filterset_class = PublicArticleFilter
    filter_backends = (FilterBackend, FullTextFilter, OrderingFilter)
    search_fields = ("title", "summary", "body")
    search_column = "search"
    search_language = "english"
    ordering_fields = ("published_at",)
    ordering = ("-published_at", "id")
    lookup_field = "slug"
    cache_tags = (LISTS,)

    def object_tags(self) -> tuple[str, ...]:
        return (of_slug(self.kwargs["slug"]), NAMES)


@extend_schema_view(
    list=extend_schema(operation_id="categories_list", summary="List categories", tags=TAGS),
    retrieve=extend_schema(
        operation_id="categories_get",
        summary="Show a category",
        tags=TAGS,
        responses={
            200: serializers.CategorySerializer,
            301: OpenApiResponse(description="It has another address now, in `Location`."),
        },
    ),
)
class CategoryViewSet(PublicViewSet):
    """The tree, each with the one above it."""

    queryset = Category.objects.all()
    serializer_class = serializers.CategorySerializer
    select_related = {"default": ("parent",)}
    search_fields = ("name",)
    ordering = ("name", "id")
    lookup_field = "slug"
    cache_tags = (CATEGORIES,)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            slug = moved_to(self.kwargs["slug"])
            if slug is None:
                raise
            address = request.build_absolute_uri(f"../{slug}/")
            return Response(status=status.HTTP_301_MOVED_PERMANENTLY, headers={"Location": address})


@extend_schema_view(
    list=extend_schema(operation_id="tags_list", summary="List tags", tags=TAGS),
)
class TagViewSet(PublicViewSet):
    queryset = Tag.objects.all()
    serializer_class = serializers.TagSerializer
    search_fields = ("name",)
    ordering = ("name", "id")
    lookup_field = "slug"
    cache_tags = (NAMES,)
