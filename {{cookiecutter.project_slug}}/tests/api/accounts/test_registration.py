import pytest
from django.conf import LazySettings

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail, take_mail, take_token

REGISTER = "/api/v1/auth/register/"
VERIFY = "/api/v1/auth/verify-email/"
RESEND = "/api/v1/auth/verify-email/resend/"
LOGIN = "/api/v1/auth/token/"
ADA = {"email": "Ada@Acme.test", "password": PASSWORD, "display_name": "Ada"}


def test_registration_creates_an_account_that_waits_for_its_confirmation(api: Api) -> None:
    body = api.post(REGISTER, ADA, expect=202)

    assert body == {"detail": "We sent you an e-mail. Follow the link in it to go on."}
    user = User.objects.select_related("profile").get()
    assert user.email == "ada@acme.test"
    assert user.profile.display_name == "Ada"
    assert user.email_verified_at is None
    assert user.is_active
    assert not user.is_staff
    assert user.check_password(PASSWORD)


def test_registration_mails_a_link_to_the_front_end(api: Api, settings: LazySettings) -> None:
    settings.FRONTEND_URL = "https://app.acme.test"

    api.post(REGISTER, ADA, expect=202)

    mail = only_mail()
    assert mail.to == ["ada@acme.test"]
    assert mail.subject == f"{settings.PROJECT['name']}: Confirm your e-mail address"
    assert "https://app.acme.test/verify-email#token=" in str(mail.body)
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    assert "https://app.acme.test/verify-email#token=" in str(html)


def test_the_mailed_link_opens_the_account(api: Api) -> None:
    api.post(REGISTER, ADA, expect=202)

    body = api.post(VERIFY, {"token": take_token()}, expect=200)

    assert body == {"detail": "Your address is confirmed. You can log in now."}
    assert User.objects.get().email_verified_at is not None
    assert take_mail().subject.endswith(": Welcome")
    assert api.post(LOGIN, {"email": "ada@acme.test", "password": PASSWORD}, expect=200)["access"]


def test_the_link_can_be_mailed_again(api: Api) -> None:
    UserFactory.create(email="ada@acme.test", unverified=True)

    body = api.post(RESEND, {"email": "ADA@acme.test"}, expect=202)

    assert body == {"detail": "If there is something to confirm, an e-mail is on its way."}
    api.post(VERIFY, {"token": take_token()}, expect=200)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("short7!", ["password_too_short"]),
        ("1234567890", ["password_too_common", "password_entirely_numeric"]),
        ("ada@acme.test", ["password_too_similar"]),
        ("ada-lovelace1", ["password_too_similar"]),
        ("x" * 129, ["max_length"]),
        ("", ["blank"]),
    ],
)
def test_a_weak_password_is_refused_with_every_reason(
    api: Api, password: str, codes: list[str]
) -> None:
    data = {**ADA, "display_name": "Ada Lovelace1", "password": password}

    api.post(REGISTER, data, expect=400)

    assert api.codes() == [("password", code) for code in codes]
    assert not User.objects.exists()


def test_a_password_is_taken_as_it_is(api: Api) -> None:
    api.post(REGISTER, {**ADA, "password": "  with spaces  "}, expect=202)

    assert User.objects.get().check_password("  with spaces  ")


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@acme.test", f"{'a' * 250}@acme.test"])
def test_a_wrong_address_is_refused(api: Api, email: str) -> None:
    api.post(REGISTER, {**ADA, "email": email}, expect=400)

    assert {attr for attr, _ in api.codes()} == {"email"}
    assert not User.objects.exists()


def test_mails_speak_the_language_of_the_profile(api: Api) -> None:
    user = UserFactory.create(unverified=True)
    user.profile.language = "de"
    user.profile.save()

    api.post(RESEND, {"email": user.email}, expect=202)

    ((html, _),) = only_mail().alternatives
    assert '<html lang="de">' in str(html)
