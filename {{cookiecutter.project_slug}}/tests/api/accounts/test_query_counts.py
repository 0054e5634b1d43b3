"""No endpoint of accounts takes more than six queries, savepoints included."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import take_token

BUDGET = 6
Budget = Callable[..., AbstractContextManager[Any]]
NEW = "a wholly different passphrase"


@pytest.fixture
def budget(django_assert_max_num_queries: Budget) -> AbstractContextManager[Any]:
    return django_assert_max_num_queries(BUDGET)


@pytest.mark.parametrize("known", ["nobody", "unverified", "verified"])
def test_register(api: Api, budget: AbstractContextManager[Any], known: str) -> None:
    if known != "nobody":
        UserFactory.create(email="ada@acme.test", unverified=known == "unverified")

    with budget:
        api.post(
            "/api/v1/auth/register/", {"email": "ada@acme.test", "password": PASSWORD}, expect=202
        )


def test_verify(api: Api, budget: AbstractContextManager[Any]) -> None:
    user = UserFactory.create(unverified=True)
    api.post("/api/v1/auth/verify-email/resend/", {"email": user.email}, expect=202)

    with budget:
        api.post("/api/v1/auth/verify-email/", {"token": take_token()}, expect=200)


@pytest.mark.parametrize("path", ["verify-email/resend", "password/reset"])
def test_links_by_mail(api: Api, budget: AbstractContextManager[Any], path: str) -> None:
    user = UserFactory.create(unverified=True)

    with budget:
        api.post(f"/api/v1/auth/{path}/", {"email": user.email}, expect=202)


def test_login(api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    with budget:
        api.post("/api/v1/auth/token/", {"email": user.email, "password": PASSWORD}, expect=200)


def test_refresh(api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    login = {"email": user.email, "password": PASSWORD}
    refresh = api.post("/api/v1/auth/token/", login, expect=200)["refresh"]

    with budget:
        api.post("/api/v1/auth/token/refresh/", {"refresh": refresh}, expect=200)


@pytest.mark.parametrize("everywhere", [False, True])
def test_logout(auth_api: Api, budget: AbstractContextManager[Any], everywhere: bool) -> None:
    with budget:
        auth_api.post("/api/v1/auth/logout/", {"everywhere": everywhere}, expect=204)


def test_password_change(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    data = {"current_password": PASSWORD, "new_password": NEW}

    with budget:
        auth_api.post("/api/v1/auth/password/change/", data, expect=204)


def test_password_reset(api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    api.post("/api/v1/auth/password/reset/", {"email": user.email}, expect=202)
    data = {"token": take_token(), "new_password": NEW}

    with budget:
        api.post("/api/v1/auth/password/reset/confirm/", data, expect=204)


def test_me(auth_api: Api, django_assert_num_queries: Budget) -> None:
    with django_assert_num_queries(1):
        auth_api.get("/api/v1/users/me/")


def test_me_changed(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.patch("/api/v1/users/me/", {"bio": "Poetical science"})


def test_deactivation(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.delete("/api/v1/users/me/")


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_whatever_its_length(
    staff_api: Api, django_assert_num_queries: Budget, count: int
) -> None:
    UserFactory.create_batch(count)

    with django_assert_num_queries(3):
        staff_api.get("/api/v1/users/")
