from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.permissions import permissions_of
from apps.accounts.views.base import caller
from apps.content.access import within_reach
from apps.content.filters import EditorialArticleFilter
from apps.content.models import Article
from apps.content.permissions import Editorial
from apps.content.serializers import editorial as serializers
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.pagination import CursorPagination
from apps.core.viewsets.services import LeftToTheService
from services.content.articles import ArticleService
from services.content.workflow import WorkflowService

TAGS = ["editorial"]
SHOWN = serializers.EditorialArticleSerializer


@extend_schema_view(
    list=extend_schema(
        operation_id="editorial_articles_list",
        summary="List articles in any state",
        description="Authors see their own, editors see all of them.",
        tags=TAGS,
    ),
    retrieve=extend_schema(
        operation_id="editorial_articles_get", summary="Show an article", tags=TAGS
    ),
    create=extend_schema(
        operation_id="editorial_articles_create",
        summary="Begin an article",
        tags=TAGS,
        responses={201: SHOWN, 409: ErrorResponse409Serializer},
    ),
    partial_update=extend_schema(
        operation_id="editorial_articles_update",
        summary="Change an article",
        description="A change of its text is a new revision.",
        tags=TAGS,
        responses={200: SHOWN, 409: ErrorResponse409Serializer},
    ),
    destroy=extend_schema(
        operation_id="editorial_articles_delete",
        summary="Delete an article that readers cannot see",
        tags=TAGS,
        responses={204: None, 409: ErrorResponse409Serializer},
    ),
)
@extend_validation_errors(
    ["does_not_exist"], field_name="category", actions=["create", "partial_update"]
)
@extend_validation_errors(
    ["does_not_exist"], field_name="tags", actions=["create", "partial_update"]
)
@extend_validation_errors(
    ["does_not_exist"], field_name="cover", actions=["create", "partial_update"]
)
@extend_validation_errors(
    ["does_not_exist"], field_name="preview_image", actions=["create", "partial_update"]
)
class EditorialArticleViewSet(LeftToTheService):
    """Articles, for who writes, edits and publishes them."""

    queryset = Article.objects.all()
    serializer_classes = {
        "list": serializers.EditorialCardSerializer,
        "read": SHOWN,
        "write": serializers.ArticleWriteSerializer,
        "transitions": serializers.TransitionSerializer,
    }
    select_related = {"default": ("author",)}
    prefetch_related = {"default": ("tags",)}
    permission_classes = (Editorial,)
    held: frozenset[str]
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    pagination_class = CursorPagination
    filterset_class = EditorialArticleFilter
    search_fields = ("title", "summary")
    ordering_fields = ("updated_at",)
    ordering = ("-updated_at", "id")

    def get_queryset(self) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset()
        if not hasattr(self, "held"):
            self.held = permissions_of(caller(self.request), "content")
        return within_reach(rows, caller(self.request), self.held)

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = ArticleService().create(
            by=caller(self.request), **serializer.validated_data
        )

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = ArticleService().update(
            by=caller(self.request), article_id=self.kwargs["pk"], **serializer.validated_data
        )

    def perform_destroy(self, instance: Article | None) -> None:
        ArticleService().delete(by=caller(self.request), article_id=self.kwargs["pk"])

    @extend_schema(
        operation_id="editorial_articles_move",
        summary="Submit, approve, publish, schedule or archive an article",
        description="The table of transitions is on the page about content.",
        tags=TAGS,
        responses={200: SHOWN, 409: ErrorResponse409Serializer},
    )
    @action(detail=True, methods=["post"])
    def transitions(self, request: Request, pk: UUID) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        article = WorkflowService().move(
            by=caller(request), article_id=pk, **serializer.validated_data
        )
        return Response(self.show(article))
