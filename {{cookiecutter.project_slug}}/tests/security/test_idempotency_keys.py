import pytest

from apps.accounts.models import User
from apps.idempotency.models import IdempotentRequest
from tests.client import Api
from tests.factories.accounts import UserFactory

KEY = "a-key-that-was-seen"
pytestmark = pytest.mark.django_db


def test_reading_another_user_s_answer_by_their_key(auth_api: Api) -> None:
    own = auth_api.post("/api/v1/organizations/", {"name": "Acme"}, HTTP_IDEMPOTENCY_KEY=KEY)

    theirs = auth_api.log_in(UserFactory.create()).post(
        "/api/v1/organizations/", {"name": "Acme"}, HTTP_IDEMPOTENCY_KEY=KEY
    )

    assert theirs["id"] != own["id"]
    assert not auth_api.response.has_header("Idempotency-Replayed")


def test_reading_an_answer_after_the_session_has_ended(auth_api: Api) -> None:
    auth_api.post("/api/v1/organizations/", {"name": "Acme"}, HTTP_IDEMPOTENCY_KEY=KEY)
    auth_api.post("/api/v1/auth/logout/", expect=204)

    auth_api.post("/api/v1/organizations/", {"name": "Acme"}, expect=401, HTTP_IDEMPOTENCY_KEY=KEY)


def test_reading_a_secret_out_of_the_stored_answers(auth_api: Api, user: User) -> None:
    secret = auth_api.post("/api/v1/auth/mfa/totp/", expect=200, HTTP_IDEMPOTENCY_KEY=KEY)["secret"]

    stored = IdempotentRequest.objects.get()

    assert stored.body
    assert secret not in f"{stored.body}{stored.headers}"
    again = auth_api.post("/api/v1/auth/mfa/totp/", expect=200, HTTP_IDEMPOTENCY_KEY=KEY)
    assert again["secret"] == secret


@pytest.mark.usefixtures("clock")
def test_guessing_without_being_counted(auth_api: Api) -> None:
    """A refusal counts, although a key holds a transaction open and is free again after it."""
    statuses = [
        auth_api.client.post(
            "/api/v1/auth/reauthenticate/", {"password": "wrong"}, HTTP_IDEMPOTENCY_KEY=KEY
        ).status_code
        for _ in range(40)
    ]

    assert statuses[0] == 400
    assert statuses[-1] == 429
