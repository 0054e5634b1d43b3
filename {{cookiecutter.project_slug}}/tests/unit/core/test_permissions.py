from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from rest_framework.test import APIRequestFactory

from apps.accounts.models import User
from apps.core.permissions import (
    IsOwner,
    IsOwnerOrReadOnly,
    IsSelf,
    IsStaff,
    OwnedQuerysetMixin,
    is_owner,
)
from tests.factories.accounts import UserFactory
from tests.factories.library import NoteFactory
from tests.library.models import Note
from tests.queries import at_most

pytestmark = pytest.mark.django_db


class View:
    owner_field = "note.owner"


class Holder:
    def __init__(self, note: Note) -> None:
        self.note = note


def request(method: str, user: Any) -> Any:
    made: Any = APIRequestFactory().generic(method, "/")
    made.user = user
    return made


@pytest.mark.parametrize(
    ("permission", "method", "owner", "other"),
    [
        (IsOwner, "GET", True, False),
        (IsOwner, "DELETE", True, False),
        (IsOwnerOrReadOnly, "GET", True, True),
        (IsOwnerOrReadOnly, "PATCH", True, False),
    ],
)
def test_owners(permission: Any, method: str, owner: bool, other: bool) -> None:
    note = NoteFactory.create()
    stranger = UserFactory.create()
    for view, thing in ((object(), note), (View(), Holder(note))):
        check = permission().has_object_permission

        assert check(request(method, note.owner), view, thing) is owner
        assert check(request(method, stranger), view, thing) is other


def test_anonymous_callers() -> None:
    nobody: Any = AnonymousUser()

    assert IsOwner().has_permission(request("GET", nobody), None) is False  # type: ignore[arg-type]
    assert IsOwnerOrReadOnly().has_permission(request("GET", nobody), None) is True  # type: ignore[arg-type]
    assert IsOwnerOrReadOnly().has_permission(request("POST", nobody), None) is False  # type: ignore[arg-type]


def test_self_and_staff() -> None:
    user, staff = UserFactory.create(), UserFactory.create(staff=True)

    assert IsSelf().has_object_permission(request("GET", user), None, user) is True  # type: ignore[arg-type]
    assert IsSelf().has_object_permission(request("GET", user), None, staff) is False  # type: ignore[arg-type]
    assert IsStaff().has_permission(request("GET", staff), None) is True  # type: ignore[arg-type]
    assert IsStaff().has_permission(request("GET", user), None) is False  # type: ignore[arg-type]


def test_the_owner_s_row_is_not_read() -> None:
    note = Note.objects.get(pk=NoteFactory.create().pk)

    with at_most(0):
        assert is_owner(note, "owner", User(pk=-1)) is False
        assert is_owner(note, "owner", User(pk=note.owner_id)) is True
        assert is_owner(Note(), "owner", AnonymousUser()) is False


class NoteView(OwnedQuerysetMixin):
    queryset = Note.objects.all()


@pytest.mark.parametrize(
    ("who", "staff_see_all", "seen"),
    [("owner", False, 1), ("stranger", False, 0), ("staff", False, 0), ("staff", True, 1)],
)
def test_rows_in_scope(who: str, staff_see_all: bool, seen: int) -> None:
    note = NoteFactory.create()
    people = {
        "owner": note.owner,
        "stranger": UserFactory.create(),
        "staff": UserFactory.create(staff=True),
    }
    view = NoteView(request=request("GET", people[who]), staff_see_all=staff_see_all)

    assert view.get_queryset().count() == seen


def test_nobody_sees_nothing() -> None:
    NoteFactory.create()

    assert NoteView(request=request("GET", AnonymousUser())).get_queryset().count() == 0
