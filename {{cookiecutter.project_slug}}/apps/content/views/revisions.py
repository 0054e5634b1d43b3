from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.views.base import caller
from apps.content.access import within_reach
from apps.content.models import Article, Revision
from apps.content.permissions import Editorial
from apps.content.serializers import editorial as serializers
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.pagination import CursorPagination
from apps.core.viewsets import BaseReadOnlyViewSet
from services.content.revisions import RevisionService, difference

TAGS = ["editorial"]
LONGEST_NUMBER = 9  # digits


@extend_validation_errors(["invalid"], field_name="against", actions=["diff"], methods=["get"])
@extend_schema_view(
    list=extend_schema(
        operation_id="article_revisions_list",
        summary="List the revisions of an article, the latest first",
        tags=TAGS,
    ),
    retrieve=extend_schema(
        operation_id="article_revisions_get", summary="Show a revision", tags=TAGS
    ),
)
class RevisionViewSet(BaseReadOnlyViewSet):
    queryset = Revision.objects.all()
    serializer_classes = {
        "list": serializers.RevisionSerializer,
        "default": serializers.WholeRevisionSerializer,
        "diff": serializers.DifferenceSerializer,
    }
    select_related = {"default": ("author",)}
    permission_classes = (Editorial,)
    held: frozenset[str]
    lookup_field = "number"
    lookup_value_converter = "int"
    pagination_class = CursorPagination
    ordering = ("-number",)

    def articles(self) -> QuerySet[Article]:
        rows = Article.objects.filter(pk=self.kwargs["article_id"])
        return within_reach(rows, caller(self.request), self.held)

    def get_queryset(self) -> QuerySet[Revision]:
        rows: QuerySet[Revision] = super().get_queryset()
        return rows.filter(article__in=self.articles().values("pk"))

    def read_list(self, request: Request) -> Response:
        """There is a first revision of each article, so an empty list is that of no article."""
        answer = super().read_list(request)
        if not answer.data["results"] and not self.articles().exists():
            raise Http404
        return answer

    @extend_schema(
        operation_id="article_revisions_diff",
        summary="Compare a revision with an earlier one",
        tags=TAGS,
        parameters=[
            OpenApiParameter("against", int, description="Its number; else the one before.")
        ],
        responses={200: serializers.DifferenceSerializer},
    )
    @action(detail=True)
    def diff(self, request: Request, article_id: UUID, number: int) -> Response:
        given = request.query_params.get("against", str(max(number - 1, 1)))
        if not given.isdecimal() or len(given) > LONGEST_NUMBER:
            raise ValidationError({"against": "Give the number of a revision."})
        rows = {row.number: row for row in self.get_queryset().filter(number__in={number, given})}
        if not {number, int(given)} <= rows.keys():
            raise Http404
        before, after = rows[int(given)], rows[number]
        shown: dict[str, Any] = {"before": before.number, "after": after.number}
        return Response(shown | {"changes": difference(before, after)})

    @extend_schema(
        operation_id="article_revisions_restore",
        summary="Write the text of an earlier revision again",
        description="As a new revision: nothing is lost.",
        tags=TAGS,
        request=None,
        responses={200: serializers.EditorialArticleSerializer, 409: ErrorResponse409Serializer},
    )
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, article_id: UUID, number: int) -> Response:
        article = RevisionService().restore(
            by=caller(request), article_id=article_id, number=number
        )
        context = self.get_serializer_context()
        return Response(serializers.EditorialArticleSerializer(article, context=context).data)
