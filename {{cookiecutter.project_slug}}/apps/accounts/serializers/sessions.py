from rest_framework import serializers

from apps.accounts.models import Session
from apps.accounts.serializers.fields import PasswordField
from apps.core.serializers import BaseModelSerializer


class LoginSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=2048, write_only=True)


class TokenPairSerializer(serializers.Serializer):
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class CsrfTokenSerializer(serializers.Serializer):
    csrf_token = serializers.CharField(read_only=True)


class LogoutSerializer(serializers.Serializer):
    everywhere = serializers.BooleanField(
        default=False, help_text="End every session, on all devices, instead of this one."
    )


class SessionSerializer(BaseModelSerializer):
    """A login of the caller's, and the device it came from."""

    is_current = serializers.SerializerMethodField(
        help_text="Whether this very call belongs to it."
    )

    class Meta:
        model = Session
        fields = (
            "id",
            "device",
            "user_agent",
            "login_address",
            "last_address",
            "created_at",
            "last_used_at",
            "expires_at",
            "is_current",
        )
        read_only_fields = fields

    def get_is_current(self, session: Session) -> bool:
        return str(session.pk) == self.context.get("current_session")
