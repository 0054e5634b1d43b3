from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import User
from apps.idempotency.models import IdempotentRequest
from apps.idempotency.repositories import IdempotencyRepository
from apps.organizations.models import Organization
from services.accounts.sessions import SessionService
from services.organizations.organizations import OrganizationService
from tests.client import Api
from tests.concurrency import at_once
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.pictures import picture, upload

ORGANIZATIONS = "/api/v1/organizations/"
KEY = "0b1d5f6e-a-key-of-a-client"
ACME = {"name": "Acme"}


def found(api: Api, data: Any = ACME, *, key: str = KEY, expect: int = 201) -> Any:
    return api.post(ORGANIZATIONS, data, expect=expect, HTTP_IDEMPOTENCY_KEY=key)


def count() -> int:
    return Organization.objects.count()


def test_a_request_that_is_sent_again_is_answered_again_and_done_once(auth_api: Api) -> None:
    first = found(auth_api)
    assert not auth_api.response.has_header("Idempotency-Replayed")
    headers = dict(auth_api.response.headers)

    again = found(auth_api)

    assert (again, count()) == (first, 1)
    assert auth_api.response["Idempotency-Replayed"] == "true"
    for name in ("Content-Type", "Content-Language"):
        assert auth_api.response[name] == headers[name]


def test_an_answer_without_a_body_is_given_again(auth_api: Api, user: User) -> None:
    created = found(auth_api)
    path = f"{ORGANIZATIONS}{created['id']}/leave/"
    other = UserFactory.create()
    OrganizationService().members.add(Organization.objects.get(), other.pk, role="owner")

    for _ in range(2):
        auth_api.post(path, expect=204, HTTP_IDEMPOTENCY_KEY="another")

    assert auth_api.response.content == b""
    auth_api.post(path, expect=404)


def test_without_a_key_it_is_done_as_often_as_it_is_sent(auth_api: Api) -> None:
    for _ in range(2):
        auth_api.post(ORGANIZATIONS, ACME)

    assert count() == 2


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("post", ORGANIZATIONS, {"name": "Other"}),
        ("post", "/api/v1/auth/logout/", ACME),
        ("patch", "/api/v1/users/me/", ACME),
    ],
)
def test_a_key_stands_for_one_request(auth_api: Api, method: str, path: str, data: Any) -> None:
    found(auth_api)

    auth_api.call(method, path, data, expect=409, HTTP_IDEMPOTENCY_KEY=KEY)

    assert auth_api.codes() == [(None, "idempotency_key_reused")]
    assert count() == 1


def test_what_was_refused_leaves_its_key_free(auth_api: Api) -> None:
    found(auth_api, {"name": ""}, expect=400)

    found(auth_api)

    assert count() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "with a blank", "schlüssel"])
def test_a_malformed_key_is_refused(auth_api: Api, key: str) -> None:
    found(auth_api, key=key, expect=400)

    assert auth_api.codes() == [(None, "parse_error")]
    assert count() == 0


def test_quotes_around_a_key_are_none_of_it(auth_api: Api) -> None:
    found(auth_api, key=f'"{KEY}"')
    found(auth_api)

    assert count() == 1


def test_while_it_is_at_work_another_one_has_to_wait(auth_api: Api, user: User) -> None:
    found(auth_api)
    IdempotentRequest.objects.update(status=None)

    found(auth_api, expect=409)

    assert auth_api.codes() == [(None, "idempotency_key_in_use")]
    assert auth_api.response["Retry-After"] == "1"


def test_what_a_process_took_along_when_it_died_is_begun_anew(auth_api: Api) -> None:
    found(auth_api)
    Organization.objects.all().delete()  # as the rolled back transaction would have it
    now = timezone.now()
    IdempotentRequest.objects.update(status=None, locked_until=now)

    found(auth_api)

    assert count() == 1


def test_who_was_taken_over_changes_nothing(auth_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any, **__: Any) -> bool:
        return False

    monkeypatch.setattr(IdempotencyRepository, "finish", slow)

    found(auth_api, expect=409)

    assert auth_api.codes() == [(None, "idempotency_key_in_use")]
    assert count() == 0


def test_a_key_expires(auth_api: Api, settings: LazySettings) -> None:
    found(auth_api)
    IdempotentRequest.objects.update(expires_at=timezone.now())

    found(auth_api, {"name": "Other"})

    assert count() == 2


def test_expired_keys_are_deleted(auth_api: Api) -> None:
    found(auth_api)
    found(auth_api, key="kept")
    IdempotentRequest.objects.filter(key=KEY).update(expires_at=timezone.now() - timedelta(days=1))
    out = StringIO()

    call_command("prune_idempotency_keys", stdout=out)

    assert out.getvalue() == "1 keys deleted.\n"
    assert IdempotentRequest.objects.get().key == "kept"


def test_a_form_is_the_same_whatever_its_boundary(auth_api: Api) -> None:
    for _ in range(2):
        auth_api.put(
            "/api/v1/users/me/avatar/",
            {"avatar": upload(picture())},
            format="multipart",
            HTTP_IDEMPOTENCY_KEY=KEY,
        )

    assert auth_api.response["Idempotency-Replayed"] == "true"


def test_reads_and_strangers_have_no_use_for_a_key(auth_api: Api, user: User) -> None:
    auth_api.get(ORGANIZATIONS, HTTP_IDEMPOTENCY_KEY=KEY)
    login = {"email": user.email, "password": PASSWORD}
    auth_api.anonymous().post("/api/v1/auth/token/", login, expect=200, HTTP_IDEMPOTENCY_KEY=KEY)

    assert not IdempotentRequest.objects.exists()


def test_an_answer_with_a_cookie_is_not_kept(auth_api: Api) -> None:
    csrf = auth_api.client.cookies.get("csrftoken")
    assert csrf is None
    auth_api.post("/api/v1/auth/logout/", expect=204, HTTP_IDEMPOTENCY_KEY=KEY)

    kept = IdempotentRequest.objects.count()

    assert kept == (0 if auth_api.response.cookies else 1)


@pytest.mark.django_db(transaction=True)
def test_several_at_once_are_done_once() -> None:
    user = UserFactory.create()
    access = SessionService().open(user=user).access

    def call(_: int) -> int:
        from rest_framework.test import APIClient

        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}", HTTP_IDEMPOTENCY_KEY=KEY)
        status: int = client.post(ORGANIZATIONS, ACME).status_code
        return status

    statuses = at_once(call)

    assert count() == 1
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
