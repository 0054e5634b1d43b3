from rest_framework import serializers

from apps.accounts.serializers.public import PublicUserSerializer
from apps.sharing.levels import Level


class ShareSerializer(serializers.Serializer):
    user = serializers.UUIDField(help_text="The public id.")
    level = serializers.ChoiceField(choices=Level.choices)


class UnshareSerializer(serializers.Serializer):
    user = serializers.UUIDField()


class ShownShareSerializer(serializers.Serializer):
    user = PublicUserSerializer(read_only=True)
    level = serializers.ChoiceField(choices=Level.choices, read_only=True)
