from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.core.cache import caches

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """No test finds what another left: no answer, no session, and no request that counts."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def api(db: None, django_capture_on_commit_callbacks: Any) -> Api:
    return Api(partial(django_capture_on_commit_callbacks, execute=True))


@pytest.fixture
def user(db: None) -> User:
    return UserFactory()


@pytest.fixture
def staff(db: None) -> User:
    return UserFactory(staff=True)


@pytest.fixture
def auth_api(api: Api, user: User) -> Api:
    """The API's client, logged in as `user`."""
    return api.log_in(user)


@pytest.fixture
def staff_api(api: Api, staff: User) -> Api:
    return api.log_in(staff)
