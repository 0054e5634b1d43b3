import pytest
from django.test import Client
from oauth2_provider.models import Application

from apps.accounts.models import User
from tests.factories.oauth2 import ApplicationFactory


@pytest.fixture
def application() -> Application:
    return ApplicationFactory.create()


@pytest.fixture
def browser(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
