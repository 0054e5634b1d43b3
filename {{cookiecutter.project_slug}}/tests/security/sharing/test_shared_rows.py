"""What somebody tries with a row that was, or was not, shared with them."""

import pytest
from django.contrib.auth.models import Permission

from apps.accounts.models import User
from tests.api.sharing.test_sharing import NOTES, address, share
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import NoteFactory
from tests.library.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.sharing.urls")]


@pytest.fixture
def theirs(api: Api, user: User) -> Note:
    """A note of somebody who shares with others, and not with `user`."""
    note = NoteFactory.create(title="Theirs")
    share(api.log_in(note.owner), note, UserFactory.create())
    api.anonymous()
    return note


def test_a_row_that_was_not_shared(auth_api: Api, theirs: Note) -> None:
    auth_api.log_in(UserFactory.create())

    assert auth_api.get(NOTES)["results"] == []
    auth_api.get(address(theirs), expect=404)
    auth_api.patch(address(theirs), {"title": "Mine"}, expect=404)
    auth_api.delete(address(theirs), expect=404)
    auth_api.get(f"{address(theirs)}shares/", expect=404)


def test_a_viewer_who_writes(api: Api, user: User, theirs: Note) -> None:
    share(api.log_in(theirs.owner), theirs, user)
    api.log_in(user)

    api.patch(address(theirs), {"title": "Mine"}, expect=403)
    api.put(address(theirs), {"title": "Mine"}, expect=403)
    api.delete(address(theirs), expect=403)


def test_an_editor_who_deletes_or_shares_onward(api: Api, user: User, theirs: Note) -> None:
    share(api.log_in(theirs.owner), theirs, user, "editor")
    api.log_in(user)

    api.delete(address(theirs), expect=403)
    share(api, theirs, UserFactory.create(), expect=403)
    api.get(f"{address(theirs)}shares/", expect=403)
    api.delete(f"{address(theirs)}shares/?user={theirs.owner.public_id}", expect=403)
    assert Note.objects.filter(pk=theirs.pk).exists()


def test_a_role_opens_no_private_rows(api: Api, user: User, theirs: Note) -> None:
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_note"))

    api.log_in(user).get(address(theirs), expect=404)
    api.log_in(UserFactory.create(admin=True)).get(address(theirs), expect=404)


def test_a_stranger(api: Api, theirs: Note) -> None:
    api.get(NOTES, expect=401)
    api.get(f"{address(theirs)}shares/", expect=401)
