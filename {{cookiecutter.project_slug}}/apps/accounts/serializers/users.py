from typing import Final

from rest_framework import serializers

from apps.accounts.models import Profile, User
from apps.accounts.models.visibility import GUARDED
from apps.accounts.serializers.avatars import AvatarField
from apps.core.serializers import BaseModelSerializer

CHANGEABLE: Final = (
    "display_name",
    "bio",
    "timezone",
    "language",
    "email_notices",
    "is_public",
    *GUARDED.values(),
)


class UserSerializer(BaseModelSerializer):
    """A user as staff sees them."""

    display_name = serializers.CharField(source="profile.display_name", read_only=True)

    class Meta:
        model = User
        fields = (
            "id",
            "email",
            "display_name",
            "is_active",
            "is_staff",
            "email_verified_at",
            "last_login",
            "created_at",
        )
        read_only_fields = fields


class MeSerializer(BaseModelSerializer):
    """The caller's own account and profile."""

    id = serializers.IntegerField(source="user.id", read_only=True)
    public_id = serializers.UUIDField(source="user.public_id", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)
    email_verified_at = serializers.DateTimeField(source="user.email_verified_at", read_only=True)
    is_staff = serializers.BooleanField(source="user.is_staff", read_only=True)
    created_at = serializers.DateTimeField(source="user.created_at", read_only=True)
    avatar = AvatarField()
    completion = serializers.IntegerField(
        read_only=True, min_value=0, max_value=100, help_text="How much is filled in, in percent."
    )

    class Meta:
        model = Profile
        fields = (
            "id",
            "public_id",
            "email",
            "email_verified_at",
            "is_staff",
            "created_at",
            "avatar",
            *CHANGEABLE,
            "completion",
        )


class ProfileSerializer(BaseModelSerializer):
    """What a caller may change about themselves."""

    class Meta:
        model = Profile
        fields = CHANGEABLE


class RolesSerializer(serializers.Serializer):
    roles = serializers.ListField(child=serializers.CharField(), read_only=True)
    permissions = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="Such as `accounts.view_user`."
    )


class AvatarSerializer(serializers.Serializer):
    avatar = serializers.FileField(write_only=True, max_length=255)
