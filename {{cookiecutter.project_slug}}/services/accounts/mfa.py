import secrets
from dataclasses import dataclass
from typing import Final

import pyotp
import segno
import structlog
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from adapters.counters import CounterUnavailable, get_counter
from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import MfaDisabled, MfaEnabled, RecoveryCodesReplaced
from apps.accounts.models import TotpDevice, User
from apps.accounts.repositories import RecoveryCodeRepository, TotpRepository, UserRepository
from apps.core.encryption import Undecipherable, decrypt, encrypt
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.errors import Conflict, Invalid, TooMany
from services.mailing import send_after_commit

PURPOSE: Final = "accounts.totp"
STEP: Final = 30  # seconds a code is shown
DRIFT: Final = 1  # steps that a telephone's clock may be wrong
CODES: Final = 10
# Crockford's base 32: 10 characters are 50 bits, and what looks like 0 or 1 is read as such.
ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
MISREAD: Final = str.maketrans("oil", "011")
CODE_LENGTH: Final = 10
ATTEMPTS: Final = 20  # an hour, for each account: of a million codes three are good
WINDOW: Final = 3600  # seconds

security_log = structlog.get_logger("security")


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app takes over, to be typed or to be scanned."""

    secret: str
    uri: str
    qr_svg: str


class MfaService:
    """The second factor: codes of an authenticator app, and recovery codes in its place."""

    def __init__(
        self,
        users: UserRepository | None = None,
        devices: TotpRepository | None = None,
        codes: RecoveryCodeRepository | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.devices = devices or TotpRepository()
        self.codes = codes or RecoveryCodeRepository()
        self.mail_sender = mail_sender or get_mail_sender()

    def is_on(self, user: User) -> bool:
        return self.devices.is_confirmed(user)

    def codes_left(self, user: User) -> int:
        return self.codes.left(user)

    @unit_of_work()
    def begin(self, *, user: User) -> Enrolment:
        """A fresh secret, which counts once a code of it has been shown to `confirm`."""
        user = self.users.lock(user.pk) or user
        device = self.devices.lock(user) or TotpDevice(user=user)
        if device.confirmed_at:
            raise Conflict("mfa_enabled", _("It is on already. Switch it off first."))
        secret = pyotp.random_base32()
        self.devices.begin(device, secret=encrypt(secret, purpose=PURPOSE))
        issuer = settings.PROJECT["name"]
        uri = pyotp.TOTP(secret, issuer=issuer, name=user.email).provisioning_uri()
        return Enrolment(secret, uri, segno.make(uri).svg_inline(scale=4))

    def confirm(self, *, user: User, code: str) -> list[str]:
        """Switch it on; the recovery codes, which are shown this once."""
        count_attempt(user)
        with unit_of_work():
            device = self.devices.lock(user)
            if device is None or device.confirmed_at:
                raise Conflict("mfa_not_begun", _("Begin again: there is nothing to confirm."))
            if not takes(device, code):
                raise _wrong_code()
            device.confirmed_at = timezone.now()
            self.devices.save(device)
            codes = self._new_codes(user)
            publish(MfaEnabled(user.pk))
            send_after_commit(self.mail_sender, mails.mfa_enabled(user))
        security_log.info("mfa_enabled", user_id=user.pk)
        return codes

    @unit_of_work()
    def disable(self, *, user: User, by_id: int | None = None) -> bool:
        """Forget the app and the recovery codes; whether it was on until now.

        `by_id` is who does so, if it is not the user.
        """
        device = self.devices.lock(user)
        if device is None:
            return False
        self.devices.delete(device)
        self.codes.remove(user)
        if not device.confirmed_at:
            return False
        publish(MfaDisabled(user.pk))
        send_after_commit(self.mail_sender, mails.mfa_disabled(user))
        security_log.warning("mfa_disabled", user_id=user.pk, by_id=by_id or user.pk)
        return True

    @unit_of_work()
    def replace_codes(self, *, user: User) -> list[str]:
        device = self.devices.lock(user)
        if device is None or not device.confirmed_at:
            raise Conflict("mfa_disabled", _("It is not on."))
        self.codes.remove(user)
        codes = self._new_codes(user)
        publish(RecoveryCodesReplaced(user.pk))
        send_after_commit(self.mail_sender, mails.recovery_codes_replaced(user))
        security_log.info("recovery_codes_replaced", user_id=user.pk)
        return codes

    def check(self, *, user: User, code: str) -> None:
        """Raise `Invalid` unless the code is good, and spend it: of two uses at once one succeeds."""
        count_attempt(user)
        with unit_of_work():
            device = self.devices.lock(user)
            if device is not None and device.confirmed_at and takes(device, code):
                self.devices.save(device)
                return
            if device is not None and self.codes.spend(
                user, digests=known_digests(user, code), at=timezone.now()
            ):
                security_log.warning("recovery_code_used", user_id=user.pk)
                return
        security_log.warning("mfa_code_refused", user_id=user.pk)
        raise _wrong_code()

    def _new_codes(self, user: User) -> list[str]:
        codes = [_random_code() for _number in range(CODES)]
        self.codes.add(user, digests=[digest_of(user, code) for code in codes])
        return codes


def takes(device: TotpDevice, code: str) -> bool:
    """Whether it is a code of now that was not taken before; the device then remembers it.

    The device must be locked, and saved by the caller. A secret that we cannot read any more takes
    none.
    """
    try:
        totp = pyotp.TOTP(decrypt(device.secret, purpose=PURPOSE))
    except Undecipherable:
        security_log.exception("mfa_secret_unreadable", user_id=device.user_id)
        return False
    code = _plain(code)
    now = int(timezone.now().timestamp()) // STEP
    for step in range(now - DRIFT, now + DRIFT + 1):
        if constant_time_compare(totp.generate_otp(step), code) and step > device.last_step:
            device.last_step = step
            return True
    return False


def count_attempt(user: User) -> None:
    """Raise `TooMany` for the account as a whole, from wherever its codes are guessed."""
    try:
        tally = get_counter().hit(f"mfa:{user.pk}", WINDOW)
    except CounterUnavailable as error:
        security_log.warning("mfa attempts are not counted", reason=str(error))
        return
    if tally.hits > ATTEMPTS:
        raise TooMany("throttled", _("Too many codes. Try again later."), wait=tally.reset)


def digest_of(user: User, code: str, *, key: str | None = None) -> str:
    """What is stored of a recovery code: useless without the key, and to another user."""
    salt = f"accounts.recovery.{user.pk}"
    return salted_hmac(salt, _plain(code), secret=key, algorithm="sha256").hexdigest()


def known_digests(user: User, code: str) -> list[str]:
    """What may be stored of it, also if that was before `SECRET_KEY` changed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [digest_of(user, code, key=key) for key in keys]


def _plain(code: str) -> str:
    """As people type it, in groups and in capitals."""
    return "".join(code.split()).replace("-", "").lower().translate(MISREAD)


def _random_code() -> str:
    code = "".join(secrets.choice(ALPHABET) for _number in range(CODE_LENGTH))
    return f"{code[:5]}-{code[5:]}"


def _wrong_code() -> Invalid:
    return Invalid("wrong_code", _("This code is wrong, or was used already."), "code")
