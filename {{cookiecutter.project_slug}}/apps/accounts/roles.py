"""Roles: Django groups whose permissions are declared in code, by each app for its own models.

`manage.py migrate` makes the groups, and gives them what is declared, no more and no less. Groups of
other names are left alone. A view asks for a role by `HasRole`, for a permission by
`ModelPermissions`, and the admin for permissions by itself.
"""

from collections import defaultdict
from typing import Any, ClassVar, Final

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import User

SUPPORT: Final = "Support"  # looks at accounts, and helps by ending sessions
MANAGERS: Final = "Account managers"  # also opens, closes and corrects accounts
AUDITORS: Final = "Auditors"  # sees what there is, and changes nothing

DECLARED: Final[dict[str, set[str]]] = defaultdict(set)


def declare_role(name: str, *permissions: str) -> None:
    """Add `app.codename` permissions to a role. Called in `AppConfig.ready()`, by any app."""
    DECLARED[name].update(permissions)


def seed_after_migrate(*, using: str, apps: Any = installed, **_: Any) -> None:
    """Also after migrating a part, or backwards: what has no table yet is left for the next time."""
    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return
    for app_label in {name.partition(".")[0] for names in DECLARED.values() for name in names}:
        # Django makes permissions app by app; some of these would come after this.
        create_permissions(installed.get_app_config(app_label), 0, using=using, apps=apps)
    seed_roles(using)


def seed_roles(using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring the groups in line with what is declared."""
    groups, permissions = Group.objects.using(using), Permission.objects.using(using)
    with transaction.atomic(using=using):
        for name, wanted in DECLARED.items():
            condition = Q(pk__in=[])
            for permission in wanted:
                app_label, codename = permission.split(".")
                condition |= Q(content_type__app_label=app_label, codename=codename)
            group, _created = groups.get_or_create(name=name)
            group.permissions.set(permissions.filter(condition))


def roles_of(user: User) -> list[str]:
    """The names of the user's groups, in one query."""
    return list(user.groups.order_by("name").values_list("name", flat=True))


class HasRole(IsAuthenticated):
    """One of `roles`. A base: `class SupportOnly(HasRole): roles = (SUPPORT,)`.

    Superusers have every role.
    """

    roles: ClassVar[tuple[str, ...]]

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if request.user.is_superuser:
            return True
        return request.user.groups.filter(name__in=self.roles).exists()
