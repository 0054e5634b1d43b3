from rest_framework import serializers

from apps.accounts.models import DataExport
from apps.core.serializers import BaseModelSerializer


class EmailChangeSerializer(serializers.Serializer):
    new_email = serializers.EmailField(max_length=254)


class EmailConfirmedSerializer(serializers.Serializer):
    changed = serializers.BooleanField(
        read_only=True, help_text="If not, the link to the other address is still to follow."
    )
    detail = serializers.CharField(read_only=True)


class DeletionSerializer(serializers.Serializer):
    deletion_due_at = serializers.DateTimeField(read_only=True)


class ExportSerializer(BaseModelSerializer):
    class Meta:
        model = DataExport
        fields = ("id", "requested_at")
        read_only_fields = fields
