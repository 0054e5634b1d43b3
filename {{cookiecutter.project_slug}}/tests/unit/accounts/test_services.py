"""What cannot be seen through the API: events, and collaborators put in from outside."""

from typing import Any

import pytest
from django.core import mail

from adapters.mail import Mail
from apps.accounts import events
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.accounts.tokens import EMAIL_VERIFICATION
from apps.events.bus import Bus
from apps.events.event import Event
from services.accounts.activation import ActivationService
from services.accounts.passwords import PasswordService
from services.accounts.profile import ProfileService
from services.accounts.registration import RegistrationService
from services.accounts.sessions import SessionService
from services.accounts.verification import VerificationService
from services.errors import Invalid, Problem
from tests.factories.accounts import PASSWORD, UserFactory

NEW = "a wholly different passphrase"
MODULES = ("activation", "passwords", "profile", "registration", "sessions", "verification")


class Outbox:
    """A mail sender that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.mails.append(mail)


class Late(UserRepository):
    """Looks for an address just before another request has written it."""

    def __init__(self) -> None:
        self.looked = False

    def by_email(self, email: str) -> User | None:
        if self.looked:
            return super().by_email(email)
        self.looked = True
        return None


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    bus, heard = Bus(), list[Event]()
    bus.subscribe(Event, heard.append)
    for module in MODULES:
        monkeypatch.setattr(f"services.accounts.{module}.publish", bus.publish)
    return heard


def told(heard: list[Event]) -> list[tuple[type[Event], int]]:
    return [(type(event), event.user_id) for event in heard]  # type: ignore[attr-defined]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    return django_capture_on_commit_callbacks(execute=True)


def test_registration(db: None, heard: list[Event], commit: Any) -> None:
    outbox = Outbox()

    with commit:
        RegistrationService(mail_sender=outbox).register(email="a@acme.test", password=PASSWORD)

    assert told(heard) == [(events.UserRegistered, User.objects.get().pk)]
    assert [mail.to for mail in outbox.mails] == ["a@acme.test"]
    assert mail.outbox == []


def test_registration_of_a_known_address_is_no_event(
    user: User, heard: list[Event], commit: Any
) -> None:
    with commit:
        RegistrationService().register(email=user.email, password=PASSWORD)

    assert heard == []


def test_address_registered_by_another_request_meanwhile(
    user: User, heard: list[Event], commit: Any
) -> None:
    outbox, service = Outbox(), RegistrationService()
    service.users, service.mail_sender = Late(), outbox

    with commit:
        service.register(email=user.email, password=NEW)

    assert [mail.subject.partition(": ")[2] for mail in outbox.mails] == [
        "You already have an account"
    ]
    assert heard == []
    assert User.objects.count() == 1


def test_verification(db: None, heard: list[Event], commit: Any) -> None:
    user = UserFactory.create(unverified=True)

    with commit:
        VerificationService().verify(token=EMAIL_VERIFICATION.make(user))

    assert told(heard) == [(events.EmailVerified, user.pk)]


def test_password_change(user: User, heard: list[Event], commit: Any) -> None:
    with commit:
        PasswordService().change(user=user, current_password=PASSWORD, new_password=NEW)

    assert told(heard) == [(events.UserLoggedOut, user.pk), (events.PasswordChanged, user.pk)]


def test_password_changed_by_another_request_meanwhile(
    user: User, heard: list[Event], commit: Any
) -> None:
    mine = User.objects.get(pk=user.pk)
    user.set_password(NEW)
    user.save()

    with commit, pytest.raises(Invalid) as refusal:
        PasswordService().change(user=mine, current_password=PASSWORD, new_password="a third one!")

    assert [problem.code for problem in refusal.value.problems] == ["wrong_password"]
    assert heard == []
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_profile(user: User, heard: list[Event], commit: Any) -> None:
    with commit:
        ProfileService().update(profile=user.profile, changes={"bio": "x"})
        ProfileService().update(profile=user.profile, changes={})

    assert told(heard) == [(events.ProfileUpdated, user.pk)]


def test_sessions(user: User, heard: list[Event], commit: Any) -> None:
    with commit:
        SessionService().log_in(email=user.email, password=PASSWORD)
        SessionService().end_all(user=user)

    assert told(heard) == [(events.UserLoggedOut, user.pk)]


def test_deactivation(user: User, heard: list[Event], commit: Any) -> None:
    with commit:
        ActivationService().deactivate(user=user)

    assert told(heard) == [(events.UserLoggedOut, user.pk), (events.UserDeactivated, user.pk)]


def test_a_refusal_can_have_several_reasons() -> None:
    problems = [Problem("short", "Too short.", "password"), Problem("common", "Too common.")]

    refusal = Invalid.of(iter(problems))

    assert refusal.problems == problems
    assert str(refusal) == "Too short."
