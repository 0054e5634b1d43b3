"""No endpoint tells a stranger whether an address has an account: not by status, words or work."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail

REGISTER = "/api/v1/auth/register/"
LOGIN = "/api/v1/auth/token/"
RESEND = "/api/v1/auth/verify-email/resend/"
RESET = "/api/v1/auth/password/reset/"
STRANGER = "nobody@acme.test"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that is computed, to make one or to check one."""
    computed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        computed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return computed


@pytest.fixture
def inactive() -> User:
    return UserFactory.create(inactive=True)


@pytest.fixture
def unverified() -> User:
    return UserFactory.create(unverified=True)


def test_enumeration_by_registration(
    api: Api, user: User, unverified: User, inactive: User
) -> None:
    def answer(email: str) -> object:
        return api.post(REGISTER, {"email": email, "password": PASSWORD}, expect=202)

    unknown = answer(STRANGER)

    assert answer(user.email) == unknown
    assert answer(unverified.email) == unknown
    assert answer(inactive.email) == unknown


def test_enumeration_by_registration_tells_the_owner_instead(api: Api, user: User) -> None:
    api.post(REGISTER, {"email": user.email.upper(), "password": PASSWORD}, expect=202)

    found = only_mail()
    assert found.to == [user.email]
    assert found.subject.endswith(": You already have an account")
    assert User.objects.count() == 1


@pytest.mark.parametrize("known", [False, True])
def test_enumeration_by_the_time_of_registration(
    api: Api, user: User, hashes: list[str], known: bool
) -> None:
    email = user.email if known else STRANGER
    hashes.clear()

    api.post(REGISTER, {"email": email, "password": PASSWORD}, expect=202)

    assert len(hashes) == 1


def test_enumeration_by_login(api: Api, user: User, unverified: User, inactive: User) -> None:
    def refusal(email: str, password: str) -> object:
        body = api.post(LOGIN, {"email": email, "password": password}, expect=401)
        return {**body, "request_id": None}

    unknown = refusal(STRANGER, PASSWORD)

    assert api.codes() == [(None, "invalid_credentials")]
    assert refusal(user.email, "wrong password") == unknown
    assert refusal(unverified.email, "wrong password") == unknown
    assert refusal(inactive.email, "wrong password") == unknown
    assert refusal(inactive.email, PASSWORD) == unknown


def test_only_who_knows_the_password_learns_that_an_address_is_unconfirmed(
    api: Api, unverified: User
) -> None:
    api.post(LOGIN, {"email": unverified.email, "password": PASSWORD}, expect=401)

    assert api.codes() == [(None, "email_not_verified")]


@pytest.mark.parametrize("password", [PASSWORD, "wrong password"])
@pytest.mark.parametrize("traits", [{}, {"unverified": True}, {"inactive": True}])
def test_enumeration_by_the_time_of_login(
    api: Api, hashes: list[str], traits: dict[str, bool], password: str
) -> None:
    user = UserFactory.create(**traits)
    hashes.clear()
    known_address_expects = 200 if not traits and password == PASSWORD else 401

    api.post(LOGIN, {"email": user.email, "password": password}, expect=known_address_expects)
    assert len(hashes) == 1

    api.post(LOGIN, {"email": STRANGER, "password": password}, expect=401)
    assert len(hashes) == 2


def test_enumeration_by_the_time_of_login_without_a_password(api: Api, hashes: list[str]) -> None:
    user = User.objects.create_user("sso@acme.test")
    hashes.clear()

    api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=401)

    assert len(hashes) == 1


@pytest.mark.parametrize("path", [RESEND, RESET])
def test_enumeration_by_links(
    api: Api, user: User, unverified: User, inactive: User, path: str
) -> None:
    unknown = api.post(path, {"email": STRANGER}, expect=202)

    assert mail.outbox == []
    assert api.post(path, {"email": user.email}, expect=202) == unknown
    assert api.post(path, {"email": unverified.email}, expect=202) == unknown
    assert api.post(path, {"email": inactive.email}, expect=202) == unknown
    assert inactive.email not in [address for sent in mail.outbox for address in sent.to]


@pytest.mark.parametrize("path", [RESEND, RESET])
def test_enumeration_by_a_mail_server_that_is_down(
    api: Api, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    user = UserFactory.create(unverified=True)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", broken)

    known = api.post(path, {"email": user.email}, expect=202)

    assert api.post(path, {"email": STRANGER}, expect=202) == known


def broken(*_: object, **__: object) -> None:
    raise ConnectionRefusedError("mail server is down")


def test_enumeration_by_the_user_list(api: Api, user: User) -> None:
    other = UserFactory.create()

    api.get("/api/v1/users/", expect=401)
    api.get(f"/api/v1/users/{other.pk}/", expect=401)
    api.log_in(user).get("/api/v1/users/", expect=403)
    api.get(f"/api/v1/users/{other.pk}/", expect=403)
    api.get("/api/v1/users/999999/", expect=403)
