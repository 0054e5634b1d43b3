from typing import Any

from rest_framework import serializers


class PasswordField(serializers.CharField):
    """Never trimmed, never shown. The bound keeps an endless password from being hashed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "max_length": 128,
                "trim_whitespace": False,
                "write_only": True,
                "style": {"input_type": "password"},
                **kwargs,
            }
        )


class CodeField(serializers.CharField):
    """Of an authenticator app, or a recovery code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=16, write_only=True, **kwargs)
