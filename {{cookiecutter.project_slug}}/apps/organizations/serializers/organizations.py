from rest_framework import serializers

from apps.core.serializers import BaseModelSerializer
from apps.organizations.models import Organization, Role


class OrganizationSerializer(BaseModelSerializer):
    role = serializers.ChoiceField(
        source="own_role",
        choices=Role.choices,
        read_only=True,
        allow_null=True,
        default=None,
        help_text="The caller's.",
    )

    class Meta:
        model = Organization
        fields = ("id", "name", "plan", "plan_ends_at", "role", "created_at")


class OrganizationWriteSerializer(BaseModelSerializer):
    class Meta:
        model = Organization
        fields = ("name",)


class TransferSerializer(serializers.Serializer):
    member = serializers.UUIDField(help_text="The id of the member who becomes the owner.")
