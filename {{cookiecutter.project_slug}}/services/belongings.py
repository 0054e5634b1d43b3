"""Files of rows that go with an account or an organization: nobody deletes these rows one by one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, FileField, ForeignKey, Model, QuerySet

from apps.accounts.models import User
from apps.accounts.parting import Parting, register_parting
from apps.events.bus import subscribe_durably
from apps.organizations.events import OrganizationDeleted
from apps.organizations.models import Organization
from services.uploads import remove_after_commit


def look_after_files(app: str) -> None:
    """To be called by an app that is ready, for whatever models with files it has."""
    leave = partial(remove_files, app, User)
    register_parting(Parting(obstacle=lambda _user: None, leave=lambda user: leave(user.pk)))
    subscribe_durably(
        OrganizationDeleted,
        lambda event: remove_files(app, Organization, event.organization_id),
        name=f"{app}.files",
    )


def remove_files(app: str, owner: type[Model], key: Any) -> None:
    """In a transaction; once it is committed. The rows are deleted by who deletes their owner."""
    for rows in _rows_of(app, owner, key):
        for row in rows.iterator():
            remove_after_commit(row)


def _rows_of(app: str, owner: type[Model], key: Any) -> Iterator[QuerySet[Any]]:
    for model in apps.get_app_config(app).get_models():
        fields = model._meta.concrete_fields
        if any(isinstance(field, FileField) for field in fields):
            for field in fields:
                cascades = isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE
                if cascades and field.related_model is owner:
                    yield model._base_manager.filter(**{field.name: key})
