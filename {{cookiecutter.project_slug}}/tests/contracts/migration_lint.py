"""What a migration does to a site that serves while it runs, or that must be taken back.

During a release processes of the one before still read and write: they know no new column, and
ask for what is gone. Read from operations, not from SQL: SQLite's tells nothing about PostgreSQL,
for it makes whole tables anew.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField

GONE = (ops.RemoveField, ops.DeleteModel)
RENAMED = (ops.RenameField, ops.RenameModel, ops.AlterModelTable)


class Finding(NamedTuple):
    migration: str
    rule: str
    about: str


def every_finding(packages: tuple[str, ...] = ("apps.",)) -> Iterator[Finding]:
    loader = MigrationLoader(None)
    for key, migration in loader.disk_migrations.items():
        if migration.__module__.startswith(packages):
            yield from findings(migration, loader.project_state(key, at_end=False))


def findings(migration: Migration, before: ProjectState) -> Iterator[Finding]:
    new: set[str] = set()
    state = before.clone()
    for operation in migration.operations:
        for step in in_database(operation):
            if isinstance(step, ops.CreateModel):
                new.add(step.name_lower)
            for rule, about in broken(step, migration.app_label, state, new):
                yield Finding(f"{migration.app_label}.{migration.name}", rule, about)
        operation.state_forwards(migration.app_label, state)


def in_database(operation: Operation) -> Iterable[Operation]:
    """What is taken from the state alone still has its column: that is how to let one go."""
    if isinstance(operation, ops.SeparateDatabaseAndState):
        return operation.database_operations
    return [operation]


def broken(
    step: Operation, app: str, state: ProjectState, new: set[str]
) -> Iterator[tuple[str, str]]:
    if isinstance(step, ops.RunPython | ops.RunSQL):
        if not step.reversible:
            yield "irreversible", type(step).__name__
        return
    model = str(getattr(step, "model_name_lower", getattr(step, "name_lower", "")))
    if model in new:
        return
    field = f"{model}.{getattr(step, 'name', '')}" if hasattr(step, "model_name") else model
    if isinstance(step, ops.AddField) and needs_a_value(step.field):
        yield "not null without db_default", field
    elif isinstance(step, ops.AlterField):
        known = state.models[app, model].fields[step.name]
        if known.null and not step.field.null:
            yield "not null where it was null", field
    elif isinstance(step, GONE):
        yield "gone", field
    elif isinstance(step, RENAMED):
        yield "renamed", model


def needs_a_value(field: Field) -> bool:
    """Whether an INSERT that does not name the column fails."""
    return not (field.null or field.has_db_default() or isinstance(field, ManyToManyField))
