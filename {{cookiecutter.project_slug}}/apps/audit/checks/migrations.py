import re
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations.fields import AddField, AlterField, RemoveField, RenameField
from django.db.migrations.operations.models import CreateModel, RenameModel
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from apps.audit.checks import Finding, Project, check

GUIDE: Final = "Database Optimization: migration files are clean and reversible"
PAGE: Final = "docs/deployment.md"
UNNAMED: Final = re.compile(r"^\d+_(auto_\d|alter_\w+_and_more$)")


def labels(project: Project) -> set[str]:
    return {config.label for config in project.apps}


def migrations(project: Project) -> Iterator[Migration]:
    own = labels(project)
    for (app, _), migration in sorted(project.loader.disk_migrations.items()):
        if app in own:
            yield migration


def about(migration: Migration, problem: str, part: str = "") -> Finding:
    subject = f"{migration.app_label}.{migration.name}"
    return Finding.about(type(migration), f"{subject}.{part}" if part else subject, problem)


@check(
    "G001",
    "Every change of a model has its migration",
    guide="Pre-Deployment Checklist: database migrations applied and tested",
    hint="Run `make migrate`, and read what it wrote.",
    page=PAGE,
)
def missing(project: Project) -> Iterator[Finding]:
    questioner = NonInteractiveMigrationQuestioner(specified_apps=labels(project), dry_run=True)
    state = ProjectState.from_apps(apps)
    detector = MigrationAutodetector(project.loader.project_state(), state, questioner)
    changes = detector.changes(graph=project.loader.graph, trim_to_apps=labels(project))
    for label, found in sorted(changes.items()):
        for operation in (each for migration in found for each in migration.operations):
            problem = f"lacks a migration: {operation.describe()}"
            yield Finding.about(changed(label, operation), label, problem)


def changed(label: str, operation: Any) -> Any:
    """The model that an operation is about; of one that is gone, the app."""
    config = apps.get_app_config(label)
    name = getattr(operation, "model_name", "") or getattr(operation, "name", "")
    return dict(apps.all_models[label]).get(name.lower()) or config.models_module or config.module


@check(
    "G002",
    "Migrations of an app follow one another",
    guide=GUIDE,
    hint="Run `manage.py makemigrations --merge`, or rename the newer one.",
    page=PAGE,
)
def leaves(project: Project) -> Iterator[Finding]:
    for label, names in sorted(project.loader.detect_conflicts().items()):
        if label in labels(project):
            last = project.loader.disk_migrations.get((label, max(names)))
            yield Finding.about(type(last), label, f"ends in {', '.join(sorted(names))}")


@check(
    "G003",
    "Every migration can be taken back",
    guide=GUIDE,
    hint="Give it a reverse; where there is nothing to do, `migrations.RunPython.noop`.",
    page=PAGE,
)
def reversible(project: Project) -> Iterator[Finding]:
    for migration in migrations(project):
        for operation in migration.operations:
            if not operation.reversible:
                yield about(migration, f"cannot be taken back: {operation.describe()}")


@check(
    "G004",
    "A new column takes the rows that are there",
    guide=GUIDE,
    hint="Allow NULL, or give it a default; `db_default` also serves the old code during a release.",
    page=PAGE,
)
def new_columns(project: Project) -> Iterator[Finding]:
    for migration in migrations(project):
        made = {each.name_lower for each in migration.operations if isinstance(each, CreateModel)}
        for each in migration.operations:
            if isinstance(each, AddField) and each.model_name_lower not in made:
                field: Any = each.field
                if not (
                    field.null
                    or field.has_default()
                    or field.has_db_default()
                    or field.many_to_many
                ):
                    yield about(migration, "has no value for existing rows", each.name)


@check(
    "G005",
    "Migrations say what they do",
    guide=GUIDE,
    hint="Rename the file, and whatever depends on it, before it is released.",
    page=PAGE,
)
def names(project: Project) -> Iterator[Finding]:
    for migration in migrations(project):
        if UNNAMED.search(migration.name):
            yield about(migration, "has the name that Django made up")


@check(
    "G006",
    "Rows and columns change in migrations of their own",
    guide=GUIDE,
    hint="Move the RunPython into the next migration: PostgreSQL alters no table with pending rows.",
    page=PAGE,
)
def mixed(project: Project) -> Iterator[Finding]:
    schema = (AddField, AlterField, RemoveField)
    for migration in migrations(project):
        kinds = migration.operations
        if any(isinstance(each, (RunPython, RunSQL)) for each in kinds) and any(
            isinstance(each, schema) for each in kinds
        ):
            yield about(migration, "changes both")


@check(
    "G007",
    "Nothing is renamed under the code that runs",
    guide="Database Configuration: migration strategy documented",
    hint="Add the new one, fill it, and remove the old one a release later; or keep `db_column`.",
    page=PAGE,
)
def renames(project: Project) -> Iterator[Finding]:
    for migration in migrations(project):
        for each in migration.operations:
            if isinstance(each, (RenameField, RenameModel)):
                yield about(migration, f"breaks the code of the release before: {each.describe()}")
