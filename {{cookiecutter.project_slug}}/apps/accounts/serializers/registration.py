from rest_framework import serializers

from apps.accounts.serializers.fields import PasswordField


class RegistrationSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    display_name = serializers.CharField(
        max_length=80, required=False, default="", allow_blank=True
    )


class EmailSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)


class VerificationSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=512, write_only=True)


class DetailSerializer(serializers.Serializer):
    """A sentence for people."""

    detail = serializers.CharField(read_only=True)
