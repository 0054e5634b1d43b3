from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework.permissions import IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.permissions import HeldPermissions
from apps.accounts.views.base import ActionView, caller
from apps.content.access import MODERATE
from apps.content.models import Comment
from apps.content.repositories import CommentRepository, EngagementRepository
from apps.content.serializers import readers as serializers
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.pagination import CursorPagination
from apps.core.throttling import WriteThrottle
from apps.core.viewsets.services import LeftToTheService
from services.content.comments import CommentService


@extend_schema_view(
    list=extend_schema(
        operation_id="article_comments_list",
        summary="List what readers say of an article, the oldest first",
        tags=["articles"],
    ),
    create=extend_schema(
        operation_id="article_comments_create",
        summary="Comment on an article, or answer a comment",
        description="It is shown once a moderator has approved it.",
        tags=["articles"],
        responses={201: serializers.WrittenCommentSerializer},
    ),
)
@extend_validation_errors(["does_not_exist"], field_name="parent", actions=["create"])
class CommentViewSet(LeftToTheService):
    """Of an article that is published: approved ones, for everybody."""

    queryset = Comment.objects.all()
    serializer_classes = {
        "list": serializers.CommentSerializer,
        "read": serializers.WrittenCommentSerializer,
        "write": serializers.CommentWriteSerializer,
    }
    permission_classes = (IsAuthenticatedOrReadOnly,)
    throttle_classes = (*LeftToTheService.throttle_classes, WriteThrottle)
    throttle_scope = "comment"
    pagination_class = CursorPagination
    ordering = ("created_at", "id")

    def get_queryset(self) -> QuerySet[Comment]:
        return CommentRepository().public(self.kwargs.get("slug", ""))

    def read_list(self, request: Request) -> Response:
        answer = super().read_list(request)
        if (
            not answer.data["results"]
            and EngagementRepository().article(self.kwargs["slug"]) is None
        ):
            raise Http404
        return answer

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = CommentService().write(
            by=caller(self.request), slug=self.kwargs["slug"], **serializer.validated_data
        )


class OwnCommentView(ActionView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="comments_delete",
        summary="Take back a comment of one's own",
        description="What was answered to it stays.",
        tags=["articles"],
        request=None,
        responses={204: None},
    )
    def delete(self, request: Request, comment_id: Any) -> Response:
        CommentService().remove(by=caller(request), comment_id=comment_id)
        return Response(status=204)


class Moderation(HeldPermissions):
    perms_map = {**HeldPermissions.perms_map, "PATCH": [MODERATE]}


@extend_schema_view(
    list=extend_schema(
        operation_id="editorial_comments_list",
        summary="List comments, by `state` those that wait",
        tags=["editorial"],
    ),
    retrieve=extend_schema(
        operation_id="editorial_comments_get", summary="Show a comment", tags=["editorial"]
    ),
    partial_update=extend_schema(
        operation_id="editorial_comments_moderate",
        summary="Approve or reject a comment",
        tags=["editorial"],
        responses={200: serializers.ModeratedCommentSerializer, 409: ErrorResponse409Serializer},
    ),
)
class ModerationViewSet(LeftToTheService):
    """The queue of moderators."""

    queryset = Comment.objects.all()
    serializer_classes = {
        "read": serializers.ModeratedCommentSerializer,
        "write": serializers.DecisionSerializer,
    }
    select_related = {"default": ("article", "author")}
    permission_classes = (Moderation,)
    lookup_value_converter = "uuid"
    http_method_names = ["get", "patch", "head", "options"]
    pagination_class = CursorPagination
    filterset_fields = ("state",)
    search_fields = ("body", "byline")
    ordering_fields = ("created_at",)
    ordering = ("created_at", "id")

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = CommentService().moderate(
            comment_id=self.kwargs["pk"], **serializer.validated_data
        )
