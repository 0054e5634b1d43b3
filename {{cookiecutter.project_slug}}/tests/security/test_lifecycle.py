"""Nobody changes, opens, ends or copies another's account."""

from uuid import UUID, uuid4

import pytest
from django.core import mail

from apps.accounts.models import DataExport, EmailChange, User
from apps.accounts.tokens import (
    DELETION_CANCEL,
    EMAIL_CHANGE_CANCEL,
    EMAIL_CHANGE_NEW,
    EMAIL_CHANGE_OLD,
    EMAIL_VERIFICATION,
    PASSWORD_RESET,
    REACTIVATION,
)
from services.accounts.activation import ActivationService
from services.accounts.deletion import DeletionService
from services.accounts.email_change import EmailChangeService
from services.accounts.exports import ExportService
from tests.api.accounts.test_email_change import ask
from tests.api.accounts.test_exports import EXPORT, fetch
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.mailbox import take_tokens

AUTH = "/api/v1/auth/"
LINKS = {
    "email/change/confirm/": (EMAIL_CHANGE_OLD, EMAIL_CHANGE_NEW),
    "email/change/cancel/": (EMAIL_CHANGE_CANCEL,),
    "reactivation/confirm/": (REACTIVATION,),
    "deletion/cancel/": (DELETION_CANCEL,),
    "verify-email/": (EMAIL_VERIFICATION,),
}
ALL = (*(kind for kinds in LINKS.values() for kind in kinds), PASSWORD_RESET)


def refused(api: Api, path: str, token: str) -> None:
    api.anonymous().post(f"{AUTH}{path}", {"token": token}, expect=400)
    assert api.codes() == [("token", "invalid_token")]


def closed(user: User) -> User:
    ActivationService().deactivate(user=user, by_owner=True)
    return user


@pytest.mark.parametrize("path", LINKS)
def test_link_of_another_flow(api: Api, user: User, path: str) -> None:
    EmailChangeService().request(user=user, new_email="new@acme.test")
    waiting = EmailChange.objects.get().user
    deleted = DeletionService().request(user=UserFactory.create())
    shut = closed(UserFactory.create())

    for kind in set(ALL) - set(LINKS[path]):
        for owner in (waiting, deleted, shut):
            refused(api, path, kind.make(owner))

    assert EmailChange.objects.filter(old_confirmed_at=None, new_confirmed_at=None).exists()
    assert User.objects.filter(is_active=False).count() == 2


@pytest.mark.parametrize("path", LINKS)
@pytest.mark.parametrize("token", ["x", "a:b:c", ":::", "é", "x" * 512])
def test_malformed_link(api: Api, db: None, path: str, token: str) -> None:
    refused(api, path, token)


def test_takeover_by_email_change_with_a_stolen_session(api: Api, user: User) -> None:
    """The thief reads the new address alone, and that does not suffice."""
    email = user.email
    _, new, _ = ask(api, user)

    api.post(f"{AUTH}email/change/confirm/", {"token": new}, expect=200)

    refused(api, "email/change/confirm/", new)
    user.refresh_from_db()
    assert user.email == email


def test_email_change_after_the_owner_set_a_new_password(api: Api, user: User) -> None:
    old, new, cancel = ask(api, user)
    user.set_password("a wholly different passphrase")
    user.save()

    for token in (old, new):
        refused(api, "email/change/confirm/", token)
    refused(api, "email/change/cancel/", cancel)


def test_email_change_of_a_closed_account(api: Api, user: User) -> None:
    old, _, cancel = ask(api, user)
    closed(user)

    refused(api, "email/change/confirm/", old)
    refused(api, "email/change/cancel/", cancel)


def test_undo_link_used_twice(api: Api, user: User) -> None:
    _, _, cancel = ask(api, user)
    api.post(f"{AUTH}email/change/cancel/", {"token": cancel}, expect=204)

    refused(api, "email/change/cancel/", cancel)


def test_undo_link_is_not_sent_to_the_new_address(api: Api, user: User) -> None:
    api.log_in(user).post(f"{AUTH}email/change/", {"new_email": "new@acme.test"}, expect=202)

    (new,) = take_tokens()["new@acme.test"]
    assert EMAIL_CHANGE_NEW.user_id(new) == user.pk
    assert EMAIL_CHANGE_CANCEL.user_id(new) is None
    assert EMAIL_CHANGE_OLD.user_id(new) is None


def test_asking_by_email_change_whether_an_address_is_taken(api: Api, user: User) -> None:
    taken = UserFactory.create()
    answers = []
    for email in (taken.email, "free@acme.test"):
        api.log_in(user).post(f"{AUTH}email/change/", {"new_email": email}, expect=202)
        answers.append(api.response.content)
        assert len(mail.outbox) == 2
        if email == taken.email:
            to_owner = next(sent for sent in mail.outbox if sent.to == [email])
            assert "#token" not in str(to_owner.body)
            assert user.email not in str(to_owner.body)
        mail.outbox.clear()

    assert answers[0] == answers[1]


def test_reactivating_what_staff_has_closed(api: Api, user: User) -> None:
    ActivationService().deactivate(user=user)

    api.post(f"{AUTH}reactivation/", {"email": user.email}, expect=202)

    assert mail.outbox == []
    refused(api, "reactivation/confirm/", REACTIVATION.make(user))


def test_reactivating_by_an_older_link_what_staff_has_closed_since(api: Api, user: User) -> None:
    token = REACTIVATION.make(closed(user))
    ActivationService().deactivate(user=user)

    refused(api, "reactivation/confirm/", token)


def test_reactivation_link_used_twice(api: Api, user: User) -> None:
    token = REACTIVATION.make(closed(user))
    api.post(f"{AUTH}reactivation/confirm/", {"token": token}, expect=200)
    user.refresh_from_db()
    closed(user)

    refused(api, "reactivation/confirm/", token)


def test_reactivation_around_a_deletion(api: Api, user: User) -> None:
    """A link from before the deletion was asked for does not call it off."""
    token = REACTIVATION.make(closed(user))
    ActivationService().activate(user=user)
    DeletionService().request(user=user)

    refused(api, "reactivation/confirm/", token)


def test_deletion_cancelled_by_somebody_else(api: Api, user: User) -> None:
    DeletionService().request(user=user)
    theirs = DeletionService().request(user=UserFactory.create())

    api.post(f"{AUTH}deletion/cancel/", {"token": DELETION_CANCEL.make(theirs)}, expect=200)

    user.refresh_from_db()
    assert not user.is_active
    assert user.deletion_due_at is not None


def test_deletion_cancelled_after_staff_has_closed_the_account(api: Api, user: User) -> None:
    token = DELETION_CANCEL.make(DeletionService().request(user=user))
    ActivationService().deactivate(user=user)

    refused(api, "deletion/cancel/", token)


def test_cancel_link_used_twice(api: Api, user: User) -> None:
    token = DELETION_CANCEL.make(DeletionService().request(user=user))
    api.post(f"{AUTH}deletion/cancel/", {"token": token}, expect=200)
    user.refresh_from_db()
    DeletionService().request(user=user)

    refused(api, "deletion/cancel/", token)


def test_another_users_export(api: Api, user: User) -> None:
    export_id = api.log_in(user).post(EXPORT, expect=202)["id"]

    fetch(api.log_in(UserFactory.create()), export_id, expect=404)
    fetch(api.log_in(UserFactory.create(admin=True)), export_id, expect=404)
    fetch(api, str(uuid4()), expect=404)
    fetch(api.anonymous(), export_id, expect=401)
    assert DataExport.objects.get().file


def test_secrets_in_an_export(auth_api: Api, user: User) -> None:
    session = user.sessions.get()
    archive = fetch(auth_api, auth_api.post(EXPORT, expect=202)["id"])
    assert archive is not None

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()

    for secret in (user.password, session.refresh_jti, session.auth_hash):
        assert secret not in everything


def test_export_address_of_a_deleted_account(api: Api, user: User) -> None:
    export_id = api.log_in(user).post(EXPORT, expect=202)["id"]
    DeletionService().request(user=user)

    fetch(api, export_id, expect=401)


def test_export_file_cannot_be_guessed(user: User) -> None:
    """Its name has nothing to do with what the API tells."""
    export = ExportService().exports.begin(user, at=user.created_at)
    assert export is not None

    ExportService().build(export_id=export.pk)

    export.refresh_from_db()
    assert str(export.pk) not in export.file
    assert export.pk.hex not in export.file


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/api/v1/auth/email/change/"),
        ("post", "/api/v1/users/me/deletion/"),
        ("post", EXPORT),
        ("get", f"{EXPORT}{UUID(int=1)}/"),
    ],
)
def test_dangerous_things_need_a_login(api: Api, db: None, method: str, path: str) -> None:
    api.call(method, path, expect=401)
