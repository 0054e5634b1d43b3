import pytest

from apps.accounts.exporting import rows_of_app
from apps.accounts.models import User
from tests.factories.library import AuthorFactory, NoteFactory

pytestmark = pytest.mark.django_db


def test_what_goes_with_an_account_is_in_its_export(user: User) -> None:
    mine = NoteFactory.create(owner=user, title="Mine")
    hidden = NoteFactory.create(owner=user, title="Deleted")
    hidden.delete()
    NoteFactory.create()
    AuthorFactory.create()

    exported = rows_of_app("library")(user)

    assert exported.keys() == {"note"}
    assert {(row["id"], row["title"], row["owner_id"]) for row in exported["note"]} == {
        (mine.pk, "Mine", user.pk),
        (hidden.pk, "Deleted", user.pk),
    }
