"""What users see of each other. No other serializer shows a user to anybody but staff."""

from typing import Any

from rest_framework import serializers

from apps.accounts.models import User
from apps.accounts.models.visibility import GUARDED
from apps.accounts.serializers.avatars import AvatarField
from apps.core.serializers import BaseModelSerializer


class PublicUserSerializer(BaseModelSerializer):
    """A user, as far as their privacy settings let the caller see. What is hidden is `null`.

    Needs `profile` loaded, and the request in the context: without one it shows what an anonymous
    caller may see.
    """

    id = serializers.UUIDField(source="public_id", read_only=True)
    display_name = serializers.CharField(
        source="profile.display_name", read_only=True, allow_null=True
    )
    email = serializers.EmailField(read_only=True, allow_null=True)
    avatar = AvatarField(source="profile.avatar")
    last_seen = serializers.DateTimeField(
        source="last_login", read_only=True, allow_null=True, help_text="Of the last login."
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ("id", "display_name", "email", "avatar", "last_seen")

    def to_representation(self, instance: User) -> dict[str, Any]:
        shown = super().to_representation(instance)
        request = self.context.get("request")
        viewer = request.user if request else None
        for name in GUARDED:
            if name in shown and not instance.profile.shows(name, viewer):
                shown[name] = None
        return shown


class PublicProfileSerializer(PublicUserSerializer):
    """The page of a user who has made their profile public."""

    bio = serializers.CharField(source="profile.bio", read_only=True)

    class Meta(PublicUserSerializer.Meta):
        fields = (*PublicUserSerializer.Meta.fields, "bio")
