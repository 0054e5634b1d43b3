from rest_framework.permissions import AllowAny, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from apps.core.pagination import CursorPagination, LimitOffsetPagination, LoadMorePagination
from apps.core.permissions import IsOwner, ModelPermissions, OwnedQuerysetMixin
from apps.core.repositories import Repository
from apps.core.throttling import ScopedThrottle
from apps.core.viewsets import BaseModelViewSet, BaseReadOnlyViewSet
from tests.library import serializers
from tests.library.filters import ArticleFilter
from tests.library.models import Article, Author, Category, Note


class ArticleViewSet(BaseModelViewSet):
    queryset = Article.objects.all()
    serializer_classes = {
        "read": serializers.ArticleSerializer,
        "write": serializers.ArticleWriteSerializer,
    }
    select_related = {"default": ("author", "category"), "destroy": ()}
    prefetch_related = {"default": ("tags",), "destroy": ()}
    filterset_class = ArticleFilter
    search_fields = ("title", "author__name")
    ordering_fields = ("title", "views", "published_at", "price", "author__name", "created_at")


class ByOffsetViewSet(ArticleViewSet):
    pagination_class = LimitOffsetPagination


class ByCursorViewSet(ArticleViewSet):
    pagination_class = CursorPagination
    ordering = ("-created_at",)


class PublishedPages(CursorPagination):
    never_empty = frozenset({"published_at"})


class PublishedViewSet(BaseReadOnlyViewSet):
    """Sorted by what may be empty, and is not among these rows."""

    queryset = Article.objects.filter(published_at__isnull=False)
    serializer_class = serializers.ArticleSerializer
    select_related = {"default": ("author", "category")}
    prefetch_related = {"default": ("tags",)}
    permission_classes = (AllowAny,)
    pagination_class = PublishedPages
    ordering = ("-published_at", "id")

    def object_tags(self) -> tuple[str, ...]:
        return (f"library.article:{self.kwargs['pk']}",)


class VersionedViewSet(ArticleViewSet):
    cache_tags = ("library.article",)


class KeptViewSet(BaseReadOnlyViewSet):
    queryset = Article.objects.all()
    serializer_class = serializers.ArticleSerializer
    select_related = {"default": ("author", "category")}
    prefetch_related = {"default": ("tags",)}
    permission_classes = (IsAuthenticatedOrReadOnly,)
    cache_tags = ("library.article",)
    keeps_answers = True


class RepeatedViewSet(ArticleViewSet):
    repeat_for = 5


class LoadMoreViewSet(ArticleViewSet):
    pagination_class = LoadMorePagination
    ordering = ("title",)


class HeadlineViewSet(BaseReadOnlyViewSet):
    """Its list is read by the serializer itself."""

    queryset = Article.objects.all()
    serializer_class = serializers.HeadlineSerializer
    select_related = {"default": ("author",)}
    pagination_class = CursorPagination
    ordering = ("views",)


class AuthorViewSet(BaseReadOnlyViewSet):
    queryset = Author.objects.order_by("name")
    serializer_class = serializers.AuthorPageSerializer
    select_related = {"default": ("mentor__portrait", "portrait")}
    prefetch_related = {"default": ("articles__comments", "articles__tags")}


class CategoryViewSet(BaseModelViewSet):
    queryset = Category.objects.order_by("name")
    serializer_class = serializers.CategorySerializer
    permission_classes = (ModelPermissions,)
    lookup_field = "slug"


class NoteRepository(Repository[Note]):
    model = Note


class NoteViewSet(OwnedQuerysetMixin, BaseModelViewSet):
    queryset = Note.objects.order_by("title")
    serializer_class = serializers.NoteSerializer
    permission_classes = (IsOwner,)

    def perform_create(self, serializer: BaseSerializer) -> None:
        values = serializer.validated_data
        serializer.instance = NoteRepository().create(owner=self.request.user, **values)

    def perform_update(self, serializer: BaseSerializer) -> None:
        assert serializer.instance is not None
        NoteRepository().update(serializer.instance, **serializer.validated_data)


class LimitedView(APIView):
    """A plain view with a limit of its own."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "login"

    def get(self, request: Request) -> Response:
        return Response({"ok": True})


class BrokenView(APIView):
    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        raise RuntimeError("an internal detail")
