"""Two codes at once, or one code twice: one of them wins, and nothing is left half done."""

import pyotp
import pytest

from apps.accounts.models import (
    RecoveryCode,
    Session,
    TotpDevice,
)
from apps.accounts.tokens import (
    MFA_LOGIN,
)
from services.accounts.mfa import MfaService
from services.accounts.sessions import SessionService
from tests.concurrency import CALLERS, at_once, kinds
from tests.factories.accounts import (
    SECRET,
    RecoveryCodeFactory,
    TotpDeviceFactory,
    UserFactory,
)
from tests.mailbox import only_mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_race_for_one_code(kind: str) -> None:
    user = UserFactory.create()
    TotpDeviceFactory.create(user=user)
    RecoveryCodeFactory.create(user=user, code="abcde-fgh23")
    code = pyotp.TOTP(SECRET).now() if kind == "app" else "abcde-fgh23"
    service = SessionService()
    token = MFA_LOGIN.make(user)

    results = at_once(lambda _: service.log_in_with_code(mfa_token=token, code=code))

    assert kinds(results)[-1] == "TokenPair"
    assert set(kinds(results)[:-1]) <= {"Invalid", "NotAuthenticated"}
    assert Session.objects.filter(user=user).count() == 1


def test_race_of_two_good_codes_for_one_login() -> None:
    user = UserFactory.create()
    TotpDeviceFactory.create(user=user)
    codes = [f"abcde-fgh2{number}" for number in range(CALLERS)]
    for code in codes:
        RecoveryCodeFactory.create(user=user, code=code)
    token = MFA_LOGIN.make(user)

    results = at_once(
        lambda number: SessionService().log_in_with_code(mfa_token=token, code=codes[number])
    )

    assert kinds(results) == ["NotAuthenticated"] * (CALLERS - 1) + ["TokenPair"]
    assert Session.objects.filter(user=user).count() == 1


def test_race_to_switch_a_second_factor_on() -> None:
    user = UserFactory.create()
    secret = MfaService().begin(user=user).secret
    code = pyotp.TOTP(secret).now()

    results = at_once(lambda _: MfaService().confirm(user=user, code=code))

    assert kinds(results) == ["Conflict"] * (CALLERS - 1) + ["list"]
    assert RecoveryCode.objects.filter(user=user).count() == 10


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_race_of_one_code_for_several_proofs(kind: str) -> None:
    """Without a token that a login spends: the code alone tells them apart."""
    user = UserFactory.create()
    TotpDeviceFactory.create(user=user)
    RecoveryCodeFactory.create(user=user, code="abcde-fgh23")
    code = pyotp.TOTP(SECRET).now() if kind == "app" else "abcde-fgh23"

    results = at_once(lambda _: MfaService().check(user=user, code=code))

    assert kinds(results) == ["Invalid"] * (CALLERS - 1) + ["NoneType"]


@pytest.mark.parametrize("rival", ["begin", "disable"])
def test_race_to_switch_a_second_factor_on_and_to_undo_it(rival: str) -> None:
    """Neither waits for the other forever. What one has switched on no other forgets."""
    user = UserFactory.create()
    code = pyotp.TOTP(MfaService().begin(user=user).secret).now()

    def either(number: int) -> object:
        if number == 0:
            return MfaService().confirm(user=user, code=code)
        return getattr(MfaService(), rival)(user=user)

    codes, *_others = at_once(either)

    on = TotpDevice.objects.filter(user=user, confirmed_at__isnull=False).exists()
    if rival == "begin":
        assert on == isinstance(codes, list)
    else:
        assert not on
        assert not RecoveryCode.objects.exists()


def test_race_to_switch_a_second_factor_off() -> None:
    user = UserFactory.create()
    TotpDeviceFactory.create(user=user)

    at_once(lambda _: MfaService().disable(user=user))

    assert only_mail().subject.endswith(": The second factor is off")


def test_race_of_new_recovery_codes_and_switching_off() -> None:
    user = UserFactory.create()
    TotpDeviceFactory.create(user=user)

    def either(number: int) -> object:
        act = MfaService().disable if number % 2 else MfaService().replace_codes
        return act(user=user)

    at_once(either)

    assert not TotpDevice.objects.exists()
    assert not RecoveryCode.objects.exists()
