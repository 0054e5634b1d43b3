"""What the database refuses, and a database that does not answer."""

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction

from tests.api.core.test_errors import ARTICLES, ID, NOTES, refusal
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import CategoryFactory, NoteFactory
from tests.library.models import Note
from tests.library.views import ArticleViewSet

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]


def test_a_race_for_a_unique_value_is_a_conflict(
    auth_api: Api, user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    NoteFactory.create(owner=user, title="Same")
    monkeypatch.setattr(Note, "full_clean", lambda _: None)  # both looked before either wrote

    with transaction.atomic():
        body = auth_api.post(NOTES, {"title": "Same"}, expect=409, **ID)

    detail = "An object with these values exists already."
    assert body == refusal("client_error", "conflict", detail)


def test_another_broken_constraint_is_our_mistake(
    auth_api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(note: Note, **_: Any) -> None:
        raise IntegrityError("a check")

    monkeypatch.setattr(Note, "save", broken)
    auth_api.client.raise_request_exception = False

    auth_api.post(NOTES, {"title": "x"}, expect=500)


class NoAnswer(Exception):
    """As psycopg's: with the code of what the server has said, if it has said anything."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("connection failed")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (NoAnswer(None), 503),
        (NoAnswer("08006"), 503),
        (NoAnswer("57P03"), 503),
        (NoAnswer("40P01"), 500),  # a deadlock
        (ValueError("no such table"), 500),  # as SQLite's, which have no code
    ],
)
def test_a_database_that_does_not_answer(
    auth_api: Api, monkeypatch: pytest.MonkeyPatch, cause: Exception, status: int
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("connection failed") from cause

    auth_api.client.raise_request_exception = False
    monkeypatch.setattr(ArticleViewSet, "get_queryset", fail)

    auth_api.get(ARTICLES, expect=status)

    code = "database_unavailable" if status == 503 else "error"
    assert auth_api.codes() == [(None, code)]
    assert auth_api.response.get("Retry-After") == ("5" if status == 503 else None)


def test_what_others_refer_to_stays(api: Api) -> None:
    parent = CategoryFactory.create()
    CategoryFactory.create(parent=parent)
    api.log_in(UserFactory.create(admin=True))

    body = api.delete(f"/api/v1/library/categories/{parent.slug}/", expect=409, **ID)

    detail = "It is still referred to by other objects."
    assert body == refusal("client_error", "conflict", detail)
