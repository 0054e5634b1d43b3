"""Files go with the account that their rows belong to."""

from typing import Any

import pytest

from apps.accounts.models import User
from services.belongings import remove_files
from tests.factories.library import AuthorFactory, PortraitFactory
from tests.factories.pictures import picture, upload
from tests.library.models import Author, Portrait

pytestmark = pytest.mark.django_db
storage = Portrait._meta.get_field("scan").storage


def test_files_of_rows_that_go_with_their_owner(django_capture_on_commit_callbacks: Any) -> None:
    mine, theirs = (
        PortraitFactory.create(author=AuthorFactory.create(), scan=upload(picture()))
        for _ in range(2)
    )

    with django_capture_on_commit_callbacks(execute=True):
        remove_files("library", Author, mine.author_id)
        remove_files("library", User, mine.author_id)

    assert not storage.exists(str(mine.scan))
    assert storage.exists(str(theirs.scan))
