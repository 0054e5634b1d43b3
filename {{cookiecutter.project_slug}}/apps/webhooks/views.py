from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.pagination import CursorPagination
from apps.core.viewsets.limits import OneRoundTrip
from apps.core.viewsets.services import ServiceViewSet
from apps.organizations.access import Can
from apps.organizations.permissions import BelowAnother, OrganizationScoped
from apps.webhooks import serializers
from apps.webhooks.models import Delivery, Webhook
from services.webhooks.webhooks import WebhookService, event_types

TAGS = ["webhooks"]
WRITES = ["create", "partial_update"]


@extend_schema_view(
    list=extend_schema(operation_id="webhooks_list", summary="List webhooks", tags=TAGS),
    retrieve=extend_schema(operation_id="webhooks_get", summary="Show a webhook", tags=TAGS),
    create=extend_schema(
        operation_id="webhooks_create",
        summary="Be told what happens in the organization",
        description="Its secret is in this answer alone.",
        tags=TAGS,
        responses={
            201: serializers.CreatedWebhookSerializer,
            409: ErrorResponse409Serializer,
        },
    ),
    partial_update=extend_schema(
        operation_id="webhooks_update",
        summary="Change a webhook, or switch it on again",
        tags=TAGS,
    ),
    destroy=extend_schema(
        operation_id="webhooks_delete",
        summary="Delete a webhook, with its log",
        tags=TAGS,
        responses={204: None},
    ),
)
@extend_validation_errors(
    ["invalid_scheme", "credentials_in_url"], field_name="url", actions=WRITES
)
@extend_validation_errors(["unknown_event_type"], field_name="event_types", actions=WRITES)
class WebhookViewSet(OrganizationScoped, ServiceViewSet):
    """The webhooks of an organization, for who may manage them."""

    queryset = Webhook.objects.all()
    service = WebhookService
    id_argument = "webhook_id"
    serializer_classes = {
        "read": serializers.WebhookSerializer,
        "write": serializers.WebhookWriteSerializer,
        "rotate_secret": serializers.SecretSerializer,
    }
    needs = dict.fromkeys(
        ("list", "retrieve", "create", "partial_update", "destroy", "rotate_secret"),
        Can.MANAGE_WEBHOOKS,
    )
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    filterset_fields = ("is_active",)
    ordering_fields = ("created_at",)
    ordering = ("created_at", "id")

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        webhook, secret = WebhookService().create(**self.whose(), **serializer.validated_data)
        return Response({**self.show(webhook), "secret": secret}, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="webhooks_rotate_secret",
        summary="Make a new secret",
        description="For a day both sign: `webhook-signature` holds one signature for each.",
        tags=TAGS,
        request=None,
        responses={200: serializers.SecretSerializer},
    )
    @action(detail=True, methods=["post"], url_path="rotate-secret")
    def rotate_secret(self, request: Request, organization_id: UUID, pk: UUID) -> Response:
        secret = WebhookService().rotate_secret(**self.whose(), webhook_id=pk)
        return Response({"secret": secret})


@extend_schema_view(
    list=extend_schema(
        operation_id="webhook_deliveries_list", summary="List what was sent", tags=TAGS
    ),
    retrieve=extend_schema(
        operation_id="webhook_deliveries_get",
        summary="Show a delivery, and what came of each attempt",
        tags=TAGS,
    ),
)
class DeliveryViewSet(BelowAnother):
    """What was sent to a webhook, the newest first."""

    parents = Webhook.objects.all()
    parent_kwarg = "webhook_id"

    queryset = Delivery.objects.filter(webhook__is_deleted=False)
    serializer_classes = {
        "list": serializers.DeliverySerializer,
        "read": serializers.DeliveryDetailSerializer,
    }
    prefetch_related = {"retrieve": ("log",)}
    needs = dict.fromkeys(("list", "retrieve", "redeliver"), Can.MANAGE_WEBHOOKS)
    organization_path = "webhook__organization"
    lookup_value_converter = "uuid"
    pagination_class = CursorPagination
    filterset_fields = ("state", "event_type")
    ordering = ("-created_at", "id")

    def get_queryset(self) -> QuerySet[Delivery]:
        rows: QuerySet[Delivery] = super().get_queryset()
        if "webhook_id" in self.kwargs:
            rows = rows.filter(webhook=self.kwargs["webhook_id"])
        return rows

    @extend_schema(
        operation_id="webhook_deliveries_redeliver",
        summary="Send it again",
        description="Under the same `webhook-id`, whatever became of it.",
        tags=TAGS,
        request=None,
        responses={202: None, 409: ErrorResponse409Serializer},
    )
    @action(detail=True, methods=["post"])
    def redeliver(
        self, request: Request, organization_id: UUID, webhook_id: UUID, pk: UUID
    ) -> Response:
        WebhookService().redeliver(**self.whose(), webhook_id=webhook_id, delivery_id=pk)
        return Response(status=status.HTTP_202_ACCEPTED)


class EventTypesView(OneRoundTrip, GenericAPIView[Webhook]):
    """What a webhook can ask for."""

    serializer_class = serializers.EventTypesSerializer
    permission_classes = (IsAuthenticated,)
    pagination_class = None
    filter_backends = ()

    @extend_schema(operation_id="webhook_event_types", summary="List the event types", tags=TAGS)
    def get(self, request: Request) -> Response:
        return Response({"event_types": event_types()})
