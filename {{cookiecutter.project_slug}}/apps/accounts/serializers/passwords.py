from rest_framework import serializers

from apps.accounts.serializers.fields import CodeField, PasswordField


class ReauthenticationSerializer(serializers.Serializer):
    password = PasswordField()
    code = CodeField(
        required=False, default="", allow_blank=True, help_text="Where a second factor is on."
    )


class PasswordChangeSerializer(serializers.Serializer):
    current_password = PasswordField()
    new_password = PasswordField()


class PasswordResetSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=512, write_only=True)
    new_password = PasswordField()
