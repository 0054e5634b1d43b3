from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.views.base import caller
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.permissions import DEFAULT_OWNER_FIELD, is_owner, owner_field
from apps.sharing.levels import permission
from apps.sharing.repositories import ShareRepository
from apps.sharing.serializers import ShareSerializer, ShownShareSerializer, UnshareSerializer
from services.sharing.sharing import SharingService

CHANGES = ("PUT", "PATCH")


class IsOwnerOrShared(IsAuthenticated):
    """The owner does everything. Others see, and change, what was shared with them for that."""

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        if is_owner(obj, owner_field(view), request.user):
            return True
        if getattr(view, "action", None) == "shares":
            return False
        if request.method in SAFE_METHODS:
            return bool(request.user.has_perm(permission(type(obj), "view"), obj))
        return request.method in CHANGES and bool(
            request.user.has_perm(permission(type(obj), "change"), obj)
        )


class SharedMixin(GenericAPIView[Any]):
    """For view sets of rows that belong to one user, who may share them.

    Shows one's own rows and those that are shared with one; what is neither is 404. Adds
    `{id}/shares/`, for the owner.
    """

    owner_field = DEFAULT_OWNER_FIELD
    permission_classes = (IsOwnerOrShared,)

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        user = self.request.user
        if not user.is_authenticated:
            return rows.none()
        shared = ShareRepository().shared_with(user, rows.model, "view")
        own = Q(**{self.owner_field.replace(".", "__"): user})
        return rows.filter(own | Q(pk__in=shared.values("pk")))

    @extend_schema(
        methods=["GET"],
        summary="List whom it is shared with",
        responses={200: ShownShareSerializer(many=True)},
        filters=False,
    )
    @extend_schema(
        methods=["PUT"],
        summary="Share it with a user, or change how",
        request=ShareSerializer,
        responses={204: None, 409: ErrorResponse409Serializer},
    )
    @extend_schema(
        methods=["DELETE"],
        summary="Share it with a user no longer",
        parameters=[OpenApiParameter("user", {"type": "string", "format": "uuid"}, required=True)],
        responses={204: None},
    )
    @action(detail=True, methods=["get", "put", "delete"], pagination_class=None)
    def shares(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row, owner = self.get_object(), caller(request)
        service = SharingService()
        if request.method == "GET":
            shown = [{"user": user, "level": level} for user, level in service.levels(row).items()]
            context = {"request": request}
            return Response(ShownShareSerializer(shown, many=True, context=context).data)
        if request.method == "PUT":
            given = ShareSerializer(data=request.data)
            given.is_valid(raise_exception=True)
            data = given.validated_data
            service.share(row=row, owner=owner, user_id=data["user"], level=data["level"])
        else:
            asked = UnshareSerializer(data=request.query_params)
            asked.is_valid(raise_exception=True)
            service.unshare(row=row, owner=owner, user_id=asked.validated_data["user"])
        return Response(status=status.HTTP_204_NO_CONTENT)
