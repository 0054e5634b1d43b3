"""Errors as the API's description shows them, where the library has none for a status."""

from django.db import models
from drf_standardized_errors.openapi_serializers import ClientErrorEnum, ServerErrorEnum
from rest_framework import serializers


class ErrorSerializer(serializers.Serializer):
    """One reason. A status with codes of its own overrides ``code``."""

    code: serializers.Field = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class ErrorResponseSerializer(serializers.Serializer):
    """The answer. A status overrides ``errors`` with its own reasons."""

    type = serializers.ChoiceField(choices=ClientErrorEnum.choices)
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]


class ErrorResponse409Serializer(ErrorResponseSerializer):
    """Its codes are those of the services."""


class ErrorCode412Enum(models.TextChoices):
    PRECONDITION_FAILED = "precondition_failed"


class Error412Serializer(ErrorSerializer):
    code = serializers.ChoiceField(choices=ErrorCode412Enum.choices)


class ErrorResponse412Serializer(ErrorResponseSerializer):
    errors = Error412Serializer(many=True)


class ErrorResponse503Serializer(serializers.Serializer):
    """Somebody else does not answer."""

    type = serializers.ChoiceField(choices=ServerErrorEnum.choices)
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]


class ErrorCode413Enum(models.TextChoices):
    PAYLOAD_TOO_LARGE = "payload_too_large"


class Error413Serializer(ErrorSerializer):
    code = serializers.ChoiceField(choices=ErrorCode413Enum.choices)


class ErrorResponse413Serializer(ErrorResponseSerializer):
    errors = Error413Serializer(many=True)
