from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import Session, User
from apps.accounts.models.visibility import GUARDED
from services.accounts.avatars import store
from services.accounts.sessions import SessionService
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "a wholly different passphrase"
USERS = reverse("admin:accounts_user_changelist")
SESSIONS = reverse("admin:accounts_session_changelist")
ADD = reverse("admin:accounts_user_add")


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory.create(email="admin@acme.test", admin=True))
    return client


def change(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def form_of(user: User, **changes: str) -> dict[str, str]:
    """What the browser sends back, ticked boxes only."""
    boxes = {name: "on" for name in ("is_active", "is_staff") if getattr(user, name)}
    return {
        "email": user.email,
        **boxes,
        "profile-TOTAL_FORMS": "1",
        "profile-INITIAL_FORMS": "1",
        "profile-0-id": str(user.profile.pk),
        "profile-0-user": str(user.pk),
        "profile-0-display_name": user.profile.display_name,
        **{f"profile-0-{name}": getattr(user.profile, name) for name in GUARDED.values()},
        **changes,
    }


def run(admin: Client, page: str, action: str, *rows: object) -> None:
    response = admin.post(page, {"action": action, "_selected_action": [str(row) for row in rows]})
    assert response.status_code == 302


def test_add(admin: Client) -> None:
    form = {
        "email": "Ada@Acme.test",
        "usable_password": "true",
        "password1": NEW,
        "password2": NEW,
    }

    response = admin.post(ADD, form)

    user = User.objects.get(email="ada@acme.test")
    assert response.status_code == 302
    assert user.check_password(NEW)
    assert user.is_email_verified
    assert user.profile.display_name == ""


def test_add_refuses_a_known_address_in_another_case(admin: Client, user: User) -> None:
    form = {"email": user.email.upper(), "usable_password": "true", "password1": NEW}

    response = admin.post(ADD, {**form, "password2": NEW})

    assert response.status_code == 200
    assert "already exists" in response.content.decode()


def test_change(admin: Client, user: User) -> None:
    form = form_of(user, **{"email": "New@Acme.test", "profile-0-display_name": "Ada"})

    response = admin.post(change(user), form)

    assert response.status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.email, user.display_name) == ("new@acme.test", "Ada")
    assert user.check_password(PASSWORD)


def test_unticking_active_ends_the_sessions(admin: Client, user: User) -> None:
    SessionService().open(user=user)
    form = form_of(user)
    del form["is_active"]

    admin.post(change(user), form)

    user.refresh_from_db()
    assert not user.is_active
    assert Session.objects.get().ended_at is not None


def test_a_new_password_ends_the_sessions(admin: Client, user: User) -> None:
    SessionService().open(user=user)
    page = reverse("admin:auth_user_password_change", args=[user.pk])
    form = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "x"}

    assert admin.get(page).status_code == 200
    assert admin.post(page, form).status_code == 302

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert Session.objects.get().ended_at is not None


def test_deactivate_and_activate_many(admin: Client) -> None:
    ada, bob = UserFactory.create_batch(2)
    SessionService().open(user=ada)

    run(admin, USERS, "deactivate", ada.pk, bob.pk, User.objects.get(email="admin@acme.test").pk)

    assert list(User.objects.filter(is_active=True).values_list("email")) == [("admin@acme.test",)]
    assert Session.objects.get().ended_at is not None
    run(admin, USERS, "activate", ada.pk, bob.pk)
    assert User.objects.filter(is_active=True).count() == 3


def test_log_out_everywhere(admin: Client, user: User) -> None:
    SessionService().open(user=user)

    run(admin, USERS, "end_sessions", user.pk)

    assert Session.objects.get().ended_at is not None


def test_end_one_session(admin: Client, user: User) -> None:
    SessionService().open(user=user)
    SessionService().open(user=user)
    first = Session.objects.earliest("created_at")

    run(admin, SESSIONS, "end", first.pk)

    assert Session.objects.get(ended_at=None) != first


def test_export(admin: Client, user: User) -> None:
    response = admin.post(USERS, {"action": "export_csv", "_selected_action": [user.pk]})

    header, row = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert header.startswith("id,email,profile__display_name,is_active")
    assert row.startswith(f"{user.pk},{user.email},{user.display_name},True")


@pytest.mark.parametrize("page", [USERS, SESSIONS])
def test_lists_have_no_query_per_row(admin: Client, page: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(page).status_code == 200
        return len(captured)

    for user in UserFactory.create_batch(2):
        SessionService().open(user=user)
    few = queries()
    for user in UserFactory.create_batch(10):
        SessionService().open(user=user)

    assert queries() == few


@pytest.mark.parametrize("by_action", [False, True])
def test_deleting_a_user_takes_the_files_along(
    admin: Client, user: User, by_action: bool, django_capture_on_commit_callbacks: Any
) -> None:
    user.profile.avatar = store({64: b"x", 256: b"x", 512: b"x"})
    user.profile.save()
    page, form = reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"}
    if by_action:
        page = reverse("admin:accounts_user_changelist")
        form |= {"action": "delete_selected", "_selected_action": str(user.pk)}

    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(page, form).status_code == 302

    assert not User.objects.filter(pk=user.pk).exists()
    assert default_storage.listdir(user.profile.avatar) == ([], [])
