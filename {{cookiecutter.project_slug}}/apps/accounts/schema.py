"""Why a caller is not let in or not let through, as the API's description lists it."""

from django.db import models
from rest_framework import serializers

from apps.core.errors.schema import ErrorResponseSerializer, ErrorSerializer


class ErrorCode401Enum(models.TextChoices):
    AUTHENTICATION_FAILED = "authentication_failed"
    NOT_AUTHENTICATED = "not_authenticated"
    BAD_AUTHORIZATION_HEADER = "bad_authorization_header"
    TOKEN_NOT_VALID = "token_not_valid"  # noqa: S105
    SESSION_ENDED = "session_ended"
    INVALID_CREDENTIALS = "invalid_credentials"
    MFA_TOKEN_NOT_VALID = "mfa_token_not_valid"  # noqa: S105
    EMAIL_NOT_VERIFIED = "email_not_verified"


class Error401Serializer(ErrorSerializer):
    code = serializers.ChoiceField(choices=ErrorCode401Enum.choices)


class ErrorResponse401Serializer(ErrorResponseSerializer):
    errors = Error401Serializer(many=True)


class ErrorCode403Enum(models.TextChoices):
    PERMISSION_DENIED = "permission_denied"
    CSRF_FAILED = "csrf_failed"
    REAUTHENTICATION_REQUIRED = "reauthentication_required"
    PLAN_REQUIRED = "plan_required"


class Error403Serializer(ErrorSerializer):
    code = serializers.ChoiceField(choices=ErrorCode403Enum.choices)


class ErrorResponse403Serializer(ErrorResponseSerializer):
    errors = Error403Serializer(many=True)
