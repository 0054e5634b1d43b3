from typing import Any, cast

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.core.serializers import BaseModelSerializer
from apps.webhooks.models import Attempt, Delivery, Webhook


class WebhookSerializer(BaseModelSerializer):
    event_types = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Webhook
        fields: tuple[str, ...] = (
            "id",
            "url",
            "description",
            "event_types",
            "is_active",
            "failing_since",
            "disabled_at",
            "created_at",
        )


class EventTypesField(serializers.ListField):
    """Whatever is wrong with one of them, it is no event type, which is told of the list."""

    child = serializers.CharField(max_length=100)

    def run_child_validation(self, data: Any) -> Any:
        try:
            return super().run_child_validation(data)
        except serializers.ValidationError as error:
            wrong = data[min(map(int, cast("dict[Any, Any]", error.detail)))]
            message = _("There is no event type %(type)s.") % {"type": str(wrong)[:100]}
            raise serializers.ValidationError(message, "unknown_event_type") from error


class WebhookWriteSerializer(BaseModelSerializer):
    event_types = EventTypesField(
        min_length=1,
        max_length=50,
        help_text="Such as `organizations.member_joined`; `organizations.*` for all of an app.",
    )

    class Meta:
        model = Webhook
        fields = ("url", "description", "event_types", "is_active")


class SecretSerializer(serializers.Serializer):
    secret = serializers.CharField(
        read_only=True, help_text="It signs what is sent. Keep it: it is not told again."
    )


class CreatedWebhookSerializer(WebhookSerializer):
    secret = serializers.CharField(
        read_only=True, help_text="It signs what is sent. Keep it: it is not told again."
    )

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")


class AttemptSerializer(BaseModelSerializer):
    class Meta:
        model = Attempt
        fields = ("made_at", "duration_ms", "status", "error", "answer")


class DeliverySerializer(BaseModelSerializer):
    class Meta:
        model = Delivery
        fields: tuple[str, ...] = (
            "id",
            "event_id",
            "event_type",
            "state",
            "attempts",
            "next_attempt_at",
            "created_at",
            "finished_at",
        )


class DeliveryDetailSerializer(DeliverySerializer):
    log = AttemptSerializer(many=True, read_only=True)

    class Meta(DeliverySerializer.Meta):
        fields = (*DeliverySerializer.Meta.fields, "body", "log")


class EventTypesSerializer(serializers.Serializer):
    event_types = serializers.ListField(child=serializers.CharField(), read_only=True)
