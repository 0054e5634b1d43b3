from rest_framework import serializers

from apps.accounts.serializers.fields import PasswordField
from apps.core.serializers import BaseModelSerializer
from apps.organizations.models import Invitation, Role


class InvitationSerializer(BaseModelSerializer):
    """Its token is in the mail alone."""

    class Meta:
        model = Invitation
        fields = ("id", "email", "role", "sent_at", "expires_at")


class InviteSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=Role.choices, default=Role.MEMBER)


class InvitationTokenSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=100, write_only=True)


class ShownInvitationSerializer(serializers.Serializer):
    organization = serializers.CharField(read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    email = serializers.EmailField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)
    has_account = serializers.BooleanField(
        read_only=True, help_text="Whether to log in, or to register with the token."
    )


class InvitationRegisterSerializer(InvitationTokenSerializer):
    password = PasswordField()
    display_name = serializers.CharField(max_length=100, required=False, allow_blank=True)
