"""Files and rows together: none is left over, and none is missed."""

from typing import Any

import pytest

from services.uploads import remove_after_commit, stored
from tests.factories.library import PortraitFactory
from tests.factories.pictures import picture, upload
from tests.library.models import Portrait

pytestmark = pytest.mark.django_db
storage = Portrait._meta.get_field("scan").storage


def test_files_are_stored_before_the_row_is_written() -> None:
    with stored(Portrait, {"painter": "Vermeer", "scan": upload(picture())}) as ready:
        assert storage.exists(ready["scan"])

    assert ready["painter"] == "Vermeer"
    assert storage.exists(ready["scan"])


def test_what_was_stored_is_removed_when_the_write_fails() -> None:
    with (
        pytest.raises(LookupError),
        stored(Portrait, {"scan": upload(picture())}) as ready,
    ):
        raise LookupError

    assert not storage.exists(ready["scan"])


def test_what_is_replaced_goes_once_that_is_certain(
    django_capture_on_commit_callbacks: Any,
) -> None:
    one = PortraitFactory.create(scan=upload(picture()))
    name = str(one.scan)

    with django_capture_on_commit_callbacks(execute=True):
        remove_after_commit(one, {"painter"})
        remove_after_commit(PortraitFactory.create())
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_after_commit(one)

    assert not storage.exists(name)
