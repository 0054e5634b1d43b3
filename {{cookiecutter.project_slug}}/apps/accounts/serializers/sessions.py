from rest_framework import serializers

from apps.accounts.serializers.fields import PasswordField


class LoginSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=2048, write_only=True)


class TokenPairSerializer(serializers.Serializer):
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class LogoutSerializer(serializers.Serializer):
    everywhere = serializers.BooleanField(
        default=False, help_text="End every session, on all devices, instead of this one."
    )
