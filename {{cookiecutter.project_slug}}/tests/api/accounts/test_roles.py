from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from apps.accounts.models import User
from apps.accounts.permissions import HeldPermissions, holds, permissions_of
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


class SeesUsers(HeldPermissions):
    pass


@pytest.mark.django_db
def test_permissions_are_asked_for_in_one_query(django_assert_num_queries: Any) -> None:
    user = UserFactory.create()
    user.groups.set(Group.objects.filter(name__in=["Support", "Auditors"]))
    user.user_permissions.add(Permission.objects.get(codename="view_user"))

    with django_assert_num_queries(1):
        found = permissions_of(user, "accounts")

    assert "accounts.view_user" in found
    assert found == {name for name in user.get_all_permissions() if name.startswith("accounts.")}
    boss = UserFactory.create(admin=True)
    assert permissions_of(boss, "accounts") == {
        name for name in boss.get_all_permissions() if name.startswith("accounts.")
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["view_user", "delete_user"])
def test_a_query_asks_along_the_way(name: str) -> None:
    support, boss = UserFactory.create(), UserFactory.create(admin=True)
    support.groups.add(Group.objects.get(name=SUPPORT))

    def told(user: User) -> bool:
        rows = User.objects.filter(pk=user.pk).annotate(may=holds(user, f"accounts.{name}"))
        return bool(rows.values_list("may", flat=True).get())

    assert (told(support), told(boss)) == (name == "view_user", True)


@pytest.mark.django_db
def test_a_view_asks_for_permissions_in_one_query(django_assert_num_queries: Any) -> None:
    support = UserFactory.create()
    support.groups.add(Group.objects.get(name=SUPPORT))

    def allowed(user: Any, method: str) -> bool:
        request: Any = SimpleNamespace(user=user, method=method)
        view: Any = SimpleNamespace(
            queryset=User.objects.all(), http_method_names=["get", "delete"], get=1, delete=1
        )
        return SeesUsers().has_permission(request, view)

    with django_assert_num_queries(1):
        assert allowed(support, "GET")
    assert not allowed(support, "DELETE")
    assert allowed(support, "PUT")  # there is none, which is 405
    assert not allowed(SimpleNamespace(is_authenticated=False), "GET")
