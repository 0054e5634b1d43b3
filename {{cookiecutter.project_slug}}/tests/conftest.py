import uuid
from functools import partial
from typing import Any

import pytest
from django.conf import LazySettings

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def own_caches(settings: LazySettings) -> None:
    """Each test has caches of its own: it finds no answer and no count that another one left."""
    mine = uuid.uuid4().hex
    settings.CACHES = {
        alias: {**options, "KEY_PREFIX": f"{mine}:{alias}"}
        for alias, options in settings.CACHES.items()
    }


@pytest.fixture
def api(db: None, django_capture_on_commit_callbacks: Any) -> Api:
    return Api(partial(django_capture_on_commit_callbacks, execute=True))


@pytest.fixture
def user(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def staff(db: None) -> User:
    return UserFactory.create(staff=True)


@pytest.fixture
def auth_api(api: Api, user: User) -> Api:
    """The API's client, logged in as `user`."""
    return api.log_in(user)


@pytest.fixture
def staff_api(api: Api, staff: User) -> Api:
    return api.log_in(staff)
