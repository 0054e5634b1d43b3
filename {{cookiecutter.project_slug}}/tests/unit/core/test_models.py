import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.accounts import UserFactory
from tests.factories.library import NoteFactory
from tests.library.models import Note
from tests.library.views import NoteRepository

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)


@time_machine.travel(NOON, tick=False)
def test_deleting_marks_a_row() -> None:
    note, other = NoteFactory.create(), NoteFactory.create()

    assert note.delete() == (1, {"library.Note": 1})

    assert (note.is_deleted, note.deleted_at) == (True, NOON)
    assert list(Note.objects.all()) == [other]
    assert list(Note.active.all()) == [other]
    assert Note.all_objects.count() == 2
    assert list(Note.all_objects.deleted()) == [note]


def test_deleting_twice_keeps_the_first_time() -> None:
    with time_machine.travel(NOON, tick=False):
        note = NoteFactory.create()
        note.delete()
    with time_machine.travel(LATER, tick=False):
        assert note.delete() == (0, {})

    assert note.deleted_at == NOON


def test_deleting_and_restoring_many_rows_stamps_them() -> None:
    with time_machine.travel(NOON, tick=False):
        NoteFactory.create_batch(3)
    with time_machine.travel(LATER, tick=False):
        assert Note.objects.all().delete() == (3, {"library.Note": 3})

    assert Note.objects.count() == 0
    assert {note.updated_at for note in Note.all_objects.all()} == {LATER}
    assert Note.all_objects.restore() == (3, {"library.Note": 3})
    assert Note.objects.count() == 3


def test_restoring_a_row() -> None:
    note = NoteFactory.create()
    note.delete()

    note.restore()

    assert (note.is_deleted, note.deleted_at) == (False, None)
    assert Note.objects.get() == note


def test_removing_for_good() -> None:
    note, other = NoteFactory.create(), NoteFactory.create()

    assert note.hard_delete() == (1, {"library.Note": 1})
    assert Note.all_objects.filter(pk=other.pk).hard_delete() == (1, {"library.Note": 1})

    assert not Note.all_objects.exists()


def test_a_deleted_row_does_not_stand_in_the_way_of_a_unique_value() -> None:
    note = NoteFactory.create(title="Same")
    note.delete()
    again = NoteFactory.create(title="Same", owner=note.owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        note.restore()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteFactory.create(title="Same", owner=again.owner)


def test_the_database_wants_mark_and_time_together() -> None:
    note = NoteFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        Note.all_objects.filter(pk=note.pk).update(is_deleted=True)


def test_active_rows() -> None:
    on, _ = NoteFactory.create(), NoteFactory.create(is_active=False)

    assert list(Note.active.all()) == [on]
    assert Note.objects.count() == 2


def test_a_repository_validates_what_it_writes() -> None:
    notes, owner = NoteRepository(), UserFactory.create()
    note = notes.create(owner=owner, title="First")

    with pytest.raises(ValidationError, match="Choose another title"):
        notes.create(owner=owner, title="forbidden")
    with pytest.raises(ValidationError):
        notes.create(owner=owner, title="First")
    with pytest.raises(ValidationError, match="Choose another title"):
        notes.update(note, title="forbidden")

    assert Note.objects.get().title == "First"


def test_a_repository_writes_the_changed_columns_alone() -> None:
    notes = NoteRepository()
    with time_machine.travel(NOON, tick=False):
        note = NoteFactory.create(title="Old")
    Note.objects.update(is_active=False)

    with time_machine.travel(LATER, tick=False):
        notes.update(note, title="New")

    stored = notes.get(pk=note.pk)
    assert (stored.title, stored.is_active, stored.updated_at) == ("New", False, LATER)


def test_a_repository_finds() -> None:
    notes, note = NoteRepository(), NoteFactory.create()

    assert notes.find(title=note.title) == note
    assert notes.find(title="nothing") is None
    with transaction.atomic():
        assert notes.locked(pk=note.pk) == note
    notes.delete(note)
    with pytest.raises(Note.DoesNotExist):
        notes.get(pk=note.pk)
