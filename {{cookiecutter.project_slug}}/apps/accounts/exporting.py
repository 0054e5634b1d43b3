"""What belongs into the export of a user's data. Every app adds its part in `AppConfig.ready()`."""

from collections.abc import Callable
from typing import Any, Final

from django.apps import apps
from django.db.models import CASCADE, ForeignKey

from apps.accounts.models import User

Part = Callable[[User], Any]

PARTS: Final[dict[str, Part]] = {}


def register_export(name: str, part: Part) -> None:
    """`part` returns what JSON can hold; it becomes the file `<name>.json`."""
    if PARTS.setdefault(name, part) is not part:
        raise ValueError(f"There is an export called {name!r} already.")


def account(user: User) -> dict[str, Any]:
    return {
        name: getattr(user, name)
        for name in (
            "id", "public_id", "email", "email_verified_at", "is_staff", "last_login",
            "created_at", "updated_at",
        )
    }  # fmt: skip


def profile(user: User) -> dict[str, Any]:
    skipped = {"id", "user", "avatar"}  # the picture itself goes along
    return {
        field.name: getattr(user.profile, field.name)
        for field in user.profile._meta.concrete_fields
        if field.name not in skipped
    }


def sessions(user: User) -> list[dict[str, Any]]:
    shown = (
        "id", "device", "user_agent", "login_address", "last_address", "created_at",
        "last_used_at", "ended_at",
    )  # fmt: skip
    return [dict(zip(shown, row, strict=True)) for row in user.sessions.values_list(*shown)]


def rows_of_app(label: str) -> Part:
    """Whatever rows of an app go with the user's account, with their own columns.

    Of files the names: those who want them along add a part of their own.
    """

    def part(user: User) -> dict[str, list[dict[str, Any]]]:
        return {
            model._meta.model_name or "": [dict(row) for row in rows.values()]
            for model in apps.get_app_config(label).get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey)
            and field.related_model is User
            and field.remote_field.on_delete is CASCADE
            for rows in [model._base_manager.filter(**{field.name: user})]
        }

    return part
