"""Two requests at once, in real threads on real connections: one of them wins."""

from io import BytesIO

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages
from django.utils import timezone

from apps.accounts.models import (
    DataExport,
    EmailChange,
    Session,
    User,
)
from apps.accounts.tokens import (
    DELETION_CANCEL,
    EMAIL_CHANGE_NEW,
    EMAIL_CHANGE_OLD,
    EMAIL_VERIFICATION,
    PASSWORD_RESET,
    TokenPair,
)
from services.accounts.avatars import AvatarService
from services.accounts.deletion import DeletionService
from services.accounts.email_change import EmailChangeService
from services.accounts.exports import ExportService
from services.accounts.passwords import PasswordService
from services.accounts.registration import RegistrationService
from services.accounts.sessions import SessionService
from services.accounts.verification import VerificationService
from services.errors import NotAuthenticated
from tests.concurrency import CALLERS, at_once, kinds, warm_up
from tests.factories.accounts import (
    PASSWORD,
    UserFactory,
)
from tests.factories.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)


def test_race_for_one_refresh_token() -> None:
    pair = SessionService().open(user=UserFactory.create())

    results = at_once(lambda _: SessionService().refresh(token=pair.refresh))

    assert kinds(results) == ["NotAuthenticated"] * (CALLERS - 1) + ["TokenPair"]
    # To the losers it was a replay, and that is what it may have been.
    (winner,) = [result for result in results if isinstance(result, TokenPair)]
    with pytest.raises(NotAuthenticated):
        SessionService().refresh(token=winner.refresh)
    assert Session.objects.get().ended_at is not None


def test_race_for_one_reset_link() -> None:
    user = UserFactory.create()
    token = PASSWORD_RESET.make(user)

    results = at_once(
        lambda number: PasswordService().reset(token=token, new_password=f"{PASSWORD} {number}")
    )

    assert kinds(results) == ["Invalid"] * (CALLERS - 1) + ["NoneType"]
    user.refresh_from_db()
    assert user.check_password(f"{PASSWORD} {results.index(None)}")


def test_race_for_one_verification_link() -> None:
    token = EMAIL_VERIFICATION.make(UserFactory.create(unverified=True))

    results = at_once(lambda _: VerificationService().verify(token=token))

    assert kinds(results) == ["Invalid"] * (CALLERS - 1) + ["NoneType"]


def test_race_for_one_address() -> None:
    results = at_once(
        lambda number: RegistrationService().register(
            email="ada@acme.test" if number % 2 else "ADA@acme.test",
            password=f"{PASSWORD} {number}",
        )
    )

    assert results == [None] * CALLERS
    assert User.objects.count() == 1


def test_race_of_logout_everywhere_and_refresh() -> None:
    user = UserFactory.create()
    pair = SessionService().open(user=user)

    def either(number: int) -> object:
        if number == 1:
            return SessionService().refresh(token=pair.refresh)
        if number == 0:
            SessionService().end_all(user=user)
        return None

    for result in at_once(either):
        if isinstance(result, TokenPair):
            with pytest.raises(NotAuthenticated):
                SessionService().refresh(token=result.refresh)
    assert Session.objects.get().ended_at is not None


def test_race_for_one_address_by_two_changes() -> None:
    """Both have confirmed at one end; the address goes to one of them."""
    tokens = []
    for _ in range(CALLERS):
        user = UserFactory.create()
        EmailChangeService().request(user=user, new_email="wanted@acme.test")
        EmailChange.objects.filter(user=user).update(old_confirmed_at=user.created_at)
        tokens.append(EMAIL_CHANGE_NEW.make(EmailChange.objects.get(user=user).user))

    results = at_once(lambda number: EmailChangeService().confirm(token=tokens[number]))

    assert kinds(results) == ["Invalid"] * (CALLERS - 1) + ["bool"]
    assert User.objects.filter(email="wanted@acme.test").count() == 1


def test_race_of_both_ends_of_one_change() -> None:
    user = UserFactory.create()
    EmailChangeService().request(user=user, new_email="new@acme.test")
    user = EmailChange.objects.get().user
    tokens = [EMAIL_CHANGE_OLD.make(user), EMAIL_CHANGE_NEW.make(user)] * 2

    results = at_once(lambda number: EmailChangeService().confirm(token=tokens[number]))

    assert sorted(map(repr, results)).count("True") == 1
    assert results.count(False) == 1
    user.refresh_from_db()
    assert user.email == "new@acme.test"


def test_race_of_cancelling_a_deletion_and_carrying_it_out() -> None:
    user = DeletionService().request(user=UserFactory.create())
    token = DELETION_CANCEL.make(user)
    User.objects.filter(pk=user.pk).update(deletion_due_at=user.created_at)
    user.refresh_from_db()
    token = DELETION_CANCEL.make(user)

    def either(number: int) -> object:
        if number == 0:
            return DeletionService().cancel(token=token)
        return DeletionService().delete_due()

    cancelled, *deleted = at_once(either)

    if cancelled is None:
        assert deleted == [0] * (CALLERS - 1)
        assert User.objects.get().is_active
    else:
        assert sorted(map(str, deleted)) == ["0"] * (CALLERS - 2) + ["1"]
        assert not User.objects.exists()


def test_race_for_one_export(settings: LazySettings) -> None:
    settings.DATA_EXPORT_STARTER = "tests.api.accounts.test_exports.started"
    user = UserFactory.create()

    results = at_once(lambda _: ExportService().request(user=user))

    assert kinds(results) == ["Conflict"] * (CALLERS - 1) + ["DataExport"]


def test_race_of_two_makers_of_one_export() -> None:
    export = DataExport.objects.create(user=UserFactory.create(), requested_at=timezone.now())

    warm_up("private", "exports")

    results = at_once(lambda _: ExportService().build(export_id=export.pk))

    assert sorted(map(str, results)) == ["False"] * (CALLERS - 1) + ["True"]
    _, files = storages["private"].listdir("exports")
    assert [f"exports/{name}" for name in files] == [DataExport.objects.get().file]


def test_race_of_two_pictures() -> None:
    user = UserFactory.create()
    content = picture()
    warm_up("default", "avatars")

    at_once(lambda _: AvatarService().replace(user=user, file=BytesIO(content), size=100))

    user.profile.refresh_from_db()
    folders, _ = storages["default"].listdir("avatars")
    left = [name for name in folders if storages["default"].listdir(f"avatars/{name}")[1]]
    assert [f"avatars/{name}" for name in left] == [user.profile.avatar]


def test_race_for_the_end_of_one_session() -> None:
    user = UserFactory.create()
    SessionService().open(user=user)
    session = Session.objects.get()

    results = at_once(lambda _: SessionService().log_out(user=user, session_id=session.pk))

    assert sorted(map(str, results)) == ["False"] * (CALLERS - 1) + ["True"]
