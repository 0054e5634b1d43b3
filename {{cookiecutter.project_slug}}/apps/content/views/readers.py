from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from apps.content.models import Bookmark
from apps.content.models.engagement import ReactionKind
from apps.content.repositories import EngagementRepository
from apps.content.serializers import readers as serializers
from apps.content.serializers.public import ArticleCardSerializer
from apps.core.conditional import ConditionalMixin
from apps.core.pagination import CursorPagination
from apps.core.viewsets import BaseReadOnlyViewSet
from services.content.readers import ReaderService
from services.errors import NotFound

TAGS = ["articles"]
DONE = status.HTTP_204_NO_CONTENT


class EngagementView(ConditionalMixin, ActionView):
    permission_classes = (AllowAny,)
    serializer_class = serializers.EngagementSerializer

    @extend_schema(
        operation_id="article_engagement_get",
        summary="Count reactions, shares and comments of an article",
        description="With what the caller has done, if somebody calls.",
        tags=TAGS,
    )
    def get(self, request: Request, slug: str) -> Response:
        service = ReaderService()
        own = service.own(by=caller(request), slug=slug) if request.user.is_authenticated else None
        return Response({**service.counts(slug), "own": own})


class ReactionView(ActionView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="article_reactions_set",
        summary="React to an article",
        tags=TAGS,
        request=None,
        responses={204: None},
    )
    def put(self, request: Request, slug: str, kind: str) -> Response:
        ReaderService().react(by=caller(request), slug=slug, kind=known(kind))
        return Response(status=DONE)

    @extend_schema(
        operation_id="article_reactions_unset",
        summary="Take a reaction back",
        tags=TAGS,
        request=None,
        responses={204: None},
    )
    def delete(self, request: Request, slug: str, kind: str) -> Response:
        ReaderService().unreact(by=caller(request), slug=slug, kind=known(kind))
        return Response(status=DONE)


def known(kind: str) -> str:
    if kind not in ReactionKind.values:
        raise NotFound("not_found", f"Choose one of {', '.join(ReactionKind.values)}.")
    return kind


class BookmarkView(ActionView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="article_bookmarks_set",
        summary="Keep an article for later",
        tags=TAGS,
        request=None,
        responses={204: None},
    )
    def put(self, request: Request, slug: str) -> Response:
        ReaderService().bookmark(by=caller(request), slug=slug)
        return Response(status=DONE)

    @extend_schema(
        operation_id="article_bookmarks_unset",
        summary="Take an article off one's bookmarks",
        tags=TAGS,
        request=None,
        responses={204: None},
    )
    def delete(self, request: Request, slug: str) -> Response:
        ReaderService().unbookmark(by=caller(request), slug=slug)
        return Response(status=DONE)


class ShareView(AnonymousActionView):
    throttle_scope = "share"
    serializer_class = serializers.ShareSerializer

    @extend_schema(
        operation_id="article_shares_count",
        summary="Count that an article was passed on",
        description="Who did is not kept.",
        tags=TAGS,
        responses={204: None},
    )
    def post(self, request: Request, slug: str) -> Response:
        ReaderService().share(slug=slug, **self.validated(request))
        return Response(status=DONE)


class RelatedView(ConditionalMixin, ActionView):
    """A handful: those with most tags in common, and of the same category."""

    permission_classes = (AllowAny,)
    serializer_class = ArticleCardSerializer

    @extend_schema(
        operation_id="article_related_list",
        summary="List articles that are about the same",
        tags=TAGS,
        responses={200: ArticleCardSerializer(many=True)},
    )
    def get(self, request: Request, slug: str) -> Response:
        cards = EngagementRepository().cards(ReaderService().related(slug))
        rows = (
            cards.select_related("category", "cover")
            .prefetch_related("tags")
            .order_by("-published_at", "id")
        )
        return Response(self.get_serializer(rows, many=True).data)


@extend_schema_view(
    list=extend_schema(
        operation_id="bookmarks_list", summary="List one's bookmarks, the newest first", tags=TAGS
    ),
)
class BookmarkViewSet(BaseReadOnlyViewSet):
    """The caller's own, of what is still published."""

    queryset = Bookmark.objects.all()
    serializer_class = serializers.BookmarkSerializer
    select_related = {"default": ("article__category", "article__cover")}
    prefetch_related = {"default": ("article__tags",)}
    permission_classes = (IsAuthenticated,)
    pagination_class = CursorPagination
    ordering = ("-created_at", "-id")

    def get_queryset(self) -> QuerySet[Bookmark]:
        rows: QuerySet[Bookmark] = super().get_queryset()
        return rows.filter(
            user=self.request.user.pk, article__status="published", article__is_deleted=False
        )
