from allauth.socialaccount.models import SocialAccount
from rest_framework import serializers

from apps.core.serializers import BaseModelSerializer


class ProviderSerializer(serializers.Serializer):
    id = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class StartSerializer(serializers.Serializer):
    redirect_uri = serializers.CharField(max_length=500, write_only=True)


class StartedSerializer(serializers.Serializer):
    authorization_url = serializers.CharField(read_only=True)
    flow = serializers.CharField(read_only=True, help_text="To be kept, and sent back at the end.")


class ReturnSerializer(serializers.Serializer):
    code = serializers.CharField(max_length=2000, write_only=True)
    state = serializers.CharField(max_length=100, write_only=True)
    flow = serializers.CharField(max_length=100, write_only=True)


class IdentitySerializer(BaseModelSerializer):
    linked_at = serializers.DateTimeField(source="date_joined", read_only=True)

    class Meta:
        model = SocialAccount
        fields = ("id", "provider", "linked_at")
