from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from apps.accounts.models import User
from apps.accounts.roles import (
    DECLARED,
    SUPPORT,
    HasRole,
    declare_role,
    seed_after_migrate,
    seed_roles,
)
from tests.client import Api
from tests.factories.accounts import UserFactory

ROLES = "/api/v1/users/me/roles/"


def held(name: str) -> set[str]:
    return {
        f"{row.content_type.app_label}.{row.codename}"
        for row in Group.objects.get(name=name).permissions.select_related("content_type")
    }


@pytest.mark.django_db
def test_migrating_seeds_what_is_declared() -> None:
    assert {"Support", "Account managers", "Auditors"} <= set(DECLARED)
    for name, permissions in DECLARED.items():
        assert held(name) == permissions


@pytest.mark.django_db
def test_migrating_again_takes_back_what_was_added_by_hand() -> None:
    support = Group.objects.get(name=SUPPORT)
    support.permissions.add(Permission.objects.get(codename="delete_user"))
    own = Group.objects.create(name="Ours")
    own.permissions.add(Permission.objects.get(codename="delete_user"))

    call_command("migrate", verbosity=0)

    assert "accounts.delete_user" not in held(SUPPORT)
    assert held("Ours") == {"accounts.delete_user"}


@pytest.mark.django_db
def test_a_new_role_is_seeded_with_the_next_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DECLARED, "Readers", set())
    declare_role("Readers", "accounts.view_user")

    seed_roles()

    assert held("Readers") == {"accounts.view_user"}


@pytest.mark.django_db
def test_before_there_are_permissions_nothing_is_seeded() -> None:
    Group.objects.all().delete()

    seed_after_migrate(apps=Apps(), using="default")

    assert not Group.objects.exists()


def test_no_role_holds_what_its_models_do_not_have() -> None:
    for permissions in DECLARED.values():
        for permission in permissions:
            app_label, codename = permission.split(".")
            models = {
                model._meta.model_name for model in apps.get_app_config(app_label).get_models()
            }
            assert codename.partition("_")[2] in models


def test_ones_roles_are_shown(auth_api: Api, user: User) -> None:
    assert auth_api.get(ROLES) == {"roles": [], "permissions": []}

    user.groups.set(Group.objects.filter(name__in=["Support", "Auditors"]))

    shown = auth_api.get(ROLES)
    assert shown["roles"] == ["Auditors", "Support"]
    assert shown["permissions"] == sorted(DECLARED["Support"] | DECLARED["Auditors"])


class SupportOnly(HasRole):
    roles = (SUPPORT,)


@pytest.mark.django_db
def test_a_view_asks_for_a_role() -> None:
    def allowed(user: Any) -> bool:
        request: Any = SimpleNamespace(user=user)
        return bool(SupportOnly().has_permission(request, None))  # type: ignore[arg-type]

    user = UserFactory.create()
    assert not allowed(None)
    assert not allowed(user)
    user.groups.add(Group.objects.get(name="Auditors"))
    assert not allowed(user)
    user.groups.add(Group.objects.get(name=SUPPORT))
    assert allowed(user)
    assert allowed(UserFactory.create(admin=True))
