import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from guardian.models import UserObjectPermission

from apps.accounts.exporting import PARTS
from apps.accounts.models import User
from services.accounts.deletion import DeletionService
from services.sharing import sharing
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import NoteFactory
from tests.library.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.sharing.urls")]
NOTES = "/api/v1/shared/notes/"


def address(note: Note) -> str:
    return f"{NOTES}{note.pk}/"


def share(api: Api, note: Note, user: User, level: str = "viewer", expect: int = 204) -> None:
    given = {"user": str(user.public_id), "level": level}
    api.put(f"{address(note)}shares/", given, expect=expect)


@pytest.fixture
def mine(user: User) -> Note:
    return NoteFactory.create(owner=user, title="Mine")


@pytest.fixture
def friend(db: None) -> User:
    return UserFactory.create()


def test_what_is_shared_is_seen_next_to_ones_own(auth_api: Api, mine: Note, friend: User) -> None:
    share(auth_api, mine, friend)
    NoteFactory.create(owner=friend, title="Theirs")
    NoteFactory.create()

    shown = auth_api.log_in(friend).get(NOTES)

    assert [note["title"] for note in shown["results"]] == ["Mine", "Theirs"]
    assert shown["count"] == 2
    assert auth_api.get(address(mine))["title"] == "Mine"


def test_an_editor_changes_it(auth_api: Api, mine: Note, friend: User) -> None:
    share(auth_api, mine, friend, "editor")

    auth_api.log_in(friend).patch(address(mine), {"title": "Ours"})

    mine.refresh_from_db()
    assert mine.title == "Ours"


def test_the_owner_lists_changes_and_ends_it(auth_api: Api, mine: Note, friend: User) -> None:
    shares = f"{address(mine)}shares/"
    share(auth_api, mine, friend, "editor")
    share(auth_api, mine, UserFactory.create())
    listed = auth_api.get(shares)
    assert [entry["level"] for entry in listed] == ["editor", "viewer"]
    assert listed[0]["user"]["id"] == str(friend.public_id)

    share(auth_api, mine, friend, "viewer")
    assert [entry["level"] for entry in auth_api.get(shares)] == ["viewer", "viewer"]

    auth_api.delete(f"{shares}?user={friend.public_id}")
    assert len(auth_api.get(shares)) == 1
    auth_api.log_in(friend).get(address(mine), expect=404)


@pytest.mark.parametrize("level", ["owner", "", None])
def test_an_unknown_level_is_refused(auth_api: Api, mine: Note, friend: User, level: str) -> None:
    share(auth_api, mine, friend, level, expect=400)


def test_it_is_not_shared_with_nobody(auth_api: Api, user: User, mine: Note) -> None:
    share(auth_api, mine, user, expect=400)
    share(auth_api, mine, UserFactory.create(inactive=True), expect=400)
    share(auth_api, mine, UserFactory.build(), expect=400)
    assert auth_api.codes() == [("user", "unknown_user")]
    auth_api.delete(f"{address(mine)}shares/", expect=400)


def test_it_is_shared_with_so_many_and_no_more(
    auth_api: Api, mine: Note, friend: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST", 1)
    share(auth_api, mine, friend)

    share(auth_api, mine, UserFactory.create(), expect=409)
    share(auth_api, mine, friend, "editor")


def test_queries_do_not_grow(auth_api: Api, user: User, mine: Note, friend: User) -> None:
    found = []
    for number in (2, 8):
        for note in NoteFactory.create_batch(number):
            share(auth_api.log_in(note.owner), note, user)
            share(auth_api.log_in(user), mine, UserFactory.create())
        auth_api.log_in(user).get(NOTES)
        counts = []
        for path in (NOTES, f"{address(mine)}shares/"):
            with CaptureQueriesContext(connection) as captured:
                auth_api.get(path)
            counts.append(len(captured))
        found.append(counts)

    assert found[0] == found[1]
    assert max(found[0]) <= 5


def test_an_account_that_goes_holds_nothing(auth_api: Api, mine: Note, friend: User) -> None:
    share(auth_api, mine, friend)
    (held,) = PARTS["shares"](friend)
    assert held == {"kind": "note", "id": str(mine.pk), "permission": "view_note"}

    with auth_api.committing():
        DeletionService().delete(user=friend)

    assert not UserObjectPermission.objects.exists()
