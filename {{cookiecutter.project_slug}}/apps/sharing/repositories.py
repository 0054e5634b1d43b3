from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm, get_objects_for_user, remove_perm

from apps.accounts.models import User
from apps.sharing.levels import ACTIONS, Level, permission


class ShareRepository:
    """Guardian's rows, as levels."""

    def shared_with(self, user: User, model: type[Model], action: str) -> QuerySet[Any]:
        """The rows of `model` with which `user` may do that; for a subquery.

        Not those that a role or a superuser may touch: what is one's own is one's own.
        """
        rows: QuerySet[Any] = get_objects_for_user(
            user,
            permission(model, action),
            model._default_manager.order_by(),
            with_superuser=False,
            accept_global_perms=False,
        )
        return rows

    def set_level(self, row: Model, user: User, level: Level | None) -> None:
        wanted = ACTIONS[level] if level else ()
        for action in ("view", "change"):
            name = permission(type(row), action)
            (assign_perm if action in wanted else remove_perm)(name, user, row)

    def levels(self, row: Model) -> dict[User, Level]:
        """By user, the first one first."""
        held: dict[User, set[str]] = defaultdict(set)
        for entry in self._of(row).select_related("user__profile", "permission").order_by("pk"):
            held[entry.user].add(entry.permission.codename.partition("_")[0])
        return {
            user: Level.EDITOR if "change" in actions else Level.VIEWER
            for user, actions in held.items()
        }

    def count(self, row: Model, *, but: User) -> int:
        """How many users it is shared with, that one aside."""
        return self._of(row).exclude(user=but).values("user").distinct().count()

    def held_by(self, user: User) -> list[dict[str, Any]]:
        rows = UserObjectPermission.objects.filter(user=user).select_related(
            "permission__content_type"
        )
        return [
            {
                "kind": entry.permission.content_type.model,
                "id": entry.object_pk,
                "permission": entry.permission.codename,
            }
            for entry in rows
        ]

    def forget(self, user_id: int) -> None:
        UserObjectPermission.objects.filter(user=user_id).delete()

    def _of(self, row: Model) -> QuerySet[UserObjectPermission]:
        kind = ContentType.objects.get_for_model(type(row))
        return UserObjectPermission.objects.filter(content_type=kind, object_pk=str(row.pk))
