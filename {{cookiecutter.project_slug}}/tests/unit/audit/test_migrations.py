from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from apps.features.models import Flag
from tests.unit.audit.auditing import found

NOTHING = migrations.RunPython.noop


def loader(*operations: Any, name: str = "0099_made") -> MigrationLoader:
    """The project's, with one migration of an app of its own."""
    kind = type("Migration", (migrations.Migration,), {"operations": list(operations)})
    made = kind(name, "features")
    loaded = MigrationLoader(None)
    loaded.disk_migrations = {("features", name): made}
    return loaded


def added(**options: Any) -> migrations.AddField:
    return migrations.AddField("flag", "added", models.IntegerField(**options))


@pytest.mark.parametrize(
    ("check", "good", "bad", "part"),
    [
        ("G003", [migrations.RunPython(NOTHING, NOTHING)], [migrations.RunPython(NOTHING)], ""),
        ("G003", [], [migrations.RunSQL("SELECT 1")], ""),
        ("G004", [added(null=True)], [added()], ".added"),
        ("G004", [added(default=0)], [added()], ".added"),
        ("G006", [added()], [added(), migrations.RunPython(NOTHING, NOTHING)], ""),
        ("G007", [added()], [migrations.RenameField("flag", "a", "b")], ""),
    ],
)
def test_a_migration(check: str, good: list[Any], bad: list[Any], part: str) -> None:
    assert found(check, loader=loader(*good)) == []
    assert found(check, loader=loader(*bad)) == [f"features.0099_made{part}"]


@pytest.mark.parametrize("name", ["0002_auto_20261127_1734", "0002_alter_flag_name_and_more"])
def test_a_name_that_django_made_up(name: str) -> None:
    assert found("G005", loader=loader()) == []
    assert found("G005", loader=loader(name=name)) == [f"features.{name}"]


def test_a_migration_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("G001") == []

    monkeypatch.setitem(Flag._meta.original_attrs, "verbose_name", "another")

    assert found("G001") == ["features"]


def test_two_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    conflicting = loader()
    assert found("G002", loader=conflicting) == []

    monkeypatch.setattr(conflicting, "detect_conflicts", lambda: {"features": {"0002_a", "0002_b"}})

    assert found("G002", loader=conflicting) == ["features"]
