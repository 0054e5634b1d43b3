from rest_framework import serializers

from apps.accounts.serializers.fields import CodeField


class MfaStatusSerializer(serializers.Serializer):
    enabled = serializers.BooleanField(read_only=True)
    recovery_codes_left = serializers.IntegerField(read_only=True, min_value=0)


class EnrolmentSerializer(serializers.Serializer):
    secret = serializers.CharField(read_only=True, help_text="To be typed into the app.")
    uri = serializers.CharField(read_only=True, help_text="`otpauth://…`, as the picture holds it.")
    qr_svg = serializers.CharField(read_only=True, help_text="The picture to be scanned.")


class MfaCodeSerializer(serializers.Serializer):
    code = CodeField()


class RecoveryCodesSerializer(serializers.Serializer):
    recovery_codes = serializers.ListField(child=serializers.CharField(), read_only=True)


class MfaChallengeSerializer(serializers.Serializer):
    mfa_token = serializers.CharField(
        read_only=True, help_text="Good for five minutes, for one login, and for nothing else."
    )


class MfaLoginSerializer(serializers.Serializer):
    mfa_token = serializers.CharField(max_length=512, write_only=True)
    code = CodeField()
