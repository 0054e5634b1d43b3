"""Staff who may change accounts, and want more than that."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from apps.accounts.models import TotpDevice, User
from apps.accounts.roles import MANAGERS
from tests.factories.accounts import PASSWORD, TotpDeviceFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def manager(client: Client) -> User:
    user = UserFactory.create(staff=True)
    user.groups.add(Group.objects.get(name=MANAGERS))
    user.user_permissions.add(Permission.objects.get(codename="delete_user"))
    client.force_login(user)
    return user


@pytest.fixture
def boss() -> User:
    return UserFactory.create(admin=True)


def form(user: User) -> dict[str, object]:
    return {
        "email": user.email,
        "is_active": "on",
        "profile-TOTAL_FORMS": 1,
        "profile-INITIAL_FORMS": 1,
        "profile-0-user": user.pk,
        "profile-0-id": user.profile.pk,
        "profile-0-timezone": "UTC",
        "profile-0-name_visibility": "nobody",
        "profile-0-avatar_visibility": "nobody",
        "profile-0-email_visibility": "nobody",
        "profile-0-last_seen_visibility": "nobody",
    }


def test_staff_makes_itself_a_superuser(client: Client, manager: User) -> None:
    mighty = {
        "is_superuser": "on",
        "is_staff": "on",
        "groups": [Group.objects.get(name="Auditors").pk],
        "user_permissions": [Permission.objects.get(codename="add_user").pk],
    }
    friend = UserFactory.create()
    for user in (manager, friend):
        page = client.post(f"{LIST}{user.pk}/change/", {**form(user), **mighty})

        assert page.status_code == 302, page.context["adminform"].form.errors
        user.refresh_from_db()
        assert not user.is_superuser
        assert user.is_staff == (user == manager)
        assert not user.groups.filter(name="Auditors").exists()
        assert not user.user_permissions.filter(codename="add_user").exists()


def test_staff_takes_a_superuser_over(client: Client, manager: User, boss: User) -> None:
    new = "the attackers own words"
    given = {"password1": new, "password2": new, "usable_password": "true"}

    assert client.post(f"{LIST}{boss.pk}/password/", given).status_code == 403
    assert client.post(f"{LIST}{boss.pk}/change/", {**form(boss), "email": "me@evil.test"})
    assert client.post(f"{LIST}{boss.pk}/delete/", {"post": "yes"}).status_code == 403

    stored = User.objects.get(pk=boss.pk)
    assert stored.email == boss.email
    assert stored.check_password(PASSWORD)


@pytest.mark.parametrize("action", ["deactivate", "disable_mfa", "end_sessions", "delete_selected"])
def test_staff_disarms_a_superuser(client: Client, manager: User, boss: User, action: str) -> None:
    TotpDeviceFactory.create(user=boss)

    client.post(LIST, {"action": action, "_selected_action": [boss.pk], "post": "yes"})

    boss.refresh_from_db()
    assert boss.is_active
    assert TotpDevice.objects.filter(user=boss).exists()


def test_a_superuser_still_does_all_that(client: Client, boss: User) -> None:
    client.force_login(boss)
    user = UserFactory.create()

    page = client.post(f"{LIST}{user.pk}/change/", {**form(user), "is_staff": "on"})

    assert page.status_code == 302, page.context["adminform"].form.errors
    user.refresh_from_db()
    assert user.is_staff
