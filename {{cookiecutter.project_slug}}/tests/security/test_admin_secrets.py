"""The admin shows no secret and runs nothing that a user wrote."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Session, User
from services.accounts.sessions import SessionService
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory.create(admin=True))
    return client


def test_reading_a_password_hash_in_the_admin(admin: Client, user: User) -> None:
    salt, digest = user.password.split("$")[-2:]

    for name, arguments in (("changelist", []), ("change", [user.pk])):
        page = admin.get(reverse(f"admin:accounts_user_{name}", args=arguments)).content.decode()
        assert digest not in page
        assert salt not in page


def test_searching_for_a_password_hash_in_the_admin(admin: Client) -> None:
    changelist = reverse("admin:accounts_user_changelist")

    assert admin.get(changelist, {"password__startswith": "md5"}).status_code == 400


def test_reading_what_a_session_is_bound_to_in_the_admin(admin: Client, user: User) -> None:
    pair = SessionService().open(user=user)
    session = Session.objects.get()

    for name, arguments in (("changelist", []), ("change", [session.pk])):
        response = admin.get(reverse(f"admin:accounts_session_{name}", args=arguments))
        assert response.status_code == 200
        page = response.content.decode()
        assert user.email in page
        for secret in (pair.access, pair.refresh, session.refresh_jti, session.auth_hash):
            assert secret not in page


def test_tokens_are_no_model_of_the_admin() -> None:
    from django.contrib.admin import site

    ours = [model for model in site._registry if model.__module__.startswith("apps.")]
    assert [model.__name__ for model in ours if "Token" in model.__name__] == []


def test_formula_injection_by_csv_export(admin: Client, user: User) -> None:
    user.profile.display_name = '=HYPERLINK("http://evil.test")'
    user.profile.save()

    response = admin.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "export_csv", "_selected_action": [user.pk]},
    )

    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert user.email in text
    assert user.password not in text
    assert ",\"'=HYPERLINK(" in text


def test_script_injection_by_display_name(admin: Client, user: User) -> None:
    user.profile.display_name = "<script>alert(1)</script>"
    user.profile.save()

    for name, arguments in (("changelist", []), ("change", [user.pk])):
        page = admin.get(reverse(f"admin:accounts_user_{name}", args=arguments)).content.decode()
        assert "<script>alert(1)" not in page


def test_staff_without_permissions_sees_no_user(client: Client, user: User) -> None:
    client.force_login(UserFactory.create(staff=True))

    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403
    assert client.get(reverse("admin:accounts_user_change", args=[user.pk])).status_code == 403
    assert client.get(reverse("admin:accounts_session_changelist")).status_code == 403
