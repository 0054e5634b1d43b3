"""Two requests at once, in real threads on real connections: one of them wins."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from apps.accounts.models import Session, User
from apps.accounts.tokens import EMAIL_VERIFICATION, PASSWORD_RESET, TokenPair
from services.accounts.passwords import PasswordService
from services.accounts.registration import RegistrationService
from services.accounts.sessions import SessionService
from services.accounts.verification import VerificationService
from services.errors import Invalid, NotAuthenticated
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

CALLERS = 4
Result = TypeVar("Result")


def at_once(call: Callable[[int], Result]) -> list[Result | Exception]:
    """What each of the callers got, all of whom began at the same moment."""
    barrier = Barrier(CALLERS)

    def caller(number: int) -> Result | Exception:
        try:
            barrier.wait(timeout=10)
            return call(number)
        except (Invalid, NotAuthenticated) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(caller, range(CALLERS)))


def kinds(results: Sequence[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


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
