"""Files that belong to rows: none is left over, and none is missed, whatever becomes of a write."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import FileField, Model


@contextmanager
def stored(model: type[Model], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """`values` with the names that their files are stored under.

    To be opened before the transaction: storing takes long. The files are removed again when what
    follows fails.
    """
    made: list[tuple[Storage, str]] = []
    ready = dict(values)
    try:
        for name, value in values.items():
            if isinstance(value, File):
                field: Any = model._meta.get_field(name)
                ready[name] = field.storage.save(field.generate_filename(None, value.name), value)
                made.append((field.storage, ready[name]))
        yield ready
    except BaseException:
        for storage, name in made:
            storage.delete(name)
        raise


def remove_after_commit(row: Model, names: Iterable[str] | None = None) -> None:
    """The files that a row has now, in these columns or in all: they are replaced, or it goes."""
    columns = [field for field in row._meta.concrete_fields if isinstance(field, FileField)]
    for field in columns:
        file = getattr(row, field.name)
        if file and (names is None or field.name in names):
            transaction.on_commit(partial(field.storage.delete, file.name), robust=True)
