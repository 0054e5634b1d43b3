from typing import Any

import pytest
from django.conf import LazySettings

from apps.accounts.models import User
from tests.client import Api
from tests.factories.content import an_author, an_editor

ARTICLES = "/api/v1/articles/"
EDITORIAL = "/api/v1/editorial/articles/"


@pytest.fixture(autouse=True)
def no_relay(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"


@pytest.fixture
def author(db: None) -> User:
    return an_author()


@pytest.fixture
def editor(db: None) -> User:
    return an_editor()


@pytest.fixture
def author_api(api: Api, author: User) -> Api:
    return api.log_in(author)


@pytest.fixture
def editor_api(django_capture_on_commit_callbacks: Any, api: Api, editor: User) -> Api:
    """Another client than the author's, so that both can call in turn."""
    return Api(api.committing).log_in(editor)
