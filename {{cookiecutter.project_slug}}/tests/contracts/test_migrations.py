"""A release can be rolled out while the one before serves, and be taken back."""

from typing import Final

import pytest
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.contracts.migration_lint import every_finding, findings

# Older than any site that runs: nothing is served meanwhile. New ones have no place here.
SETTLED: Final = {
    "accounts.0002_devices",
    "accounts.0003_profiles",
    "accounts.0005_recent_authentication",
}


def test_migrations_are_safe_while_the_site_serves() -> None:
    found = list(every_finding())

    assert [finding for finding in found if finding.migration not in SETTLED] == []
    assert {finding.migration for finding in found} == SETTLED


@pytest.fixture
def before() -> ProjectState:
    """A shop with orders."""
    fields: list[tuple[str, models.Field]] = [
        ("id", models.AutoField(primary_key=True)),
        ("note", models.TextField(null=True)),
        ("total", models.IntegerField()),
    ]
    state = ProjectState()
    state.add_model(ModelState("shop", "Order", fields))
    return state


def rules(before: ProjectState, *operations: Operation) -> list[tuple[str, str]]:
    change = type("Migration", (Migration,), {"operations": operations})
    migration = change("0002_change", "shop")
    return [(found.rule, found.about) for found in findings(migration, before)]


@pytest.mark.parametrize(
    ("operation", "finding"),
    [
        (
            migrations.AddField("order", "colour", models.TextField(default="red")),
            ("not null without db_default", "order.colour"),
        ),
        (
            migrations.AlterField("order", "note", models.TextField()),
            ("not null where it was null", "order.note"),
        ),
        (migrations.RemoveField("order", "total"), ("gone", "order.total")),
        (migrations.DeleteModel("Order"), ("gone", "order")),
        (migrations.RenameField("order", "total", "sum"), ("renamed", "order")),
        (migrations.RenameModel("Order", "Purchase"), ("renamed", "order")),
        (migrations.AlterModelTable("order", "orders"), ("renamed", "order")),
        (migrations.RunPython(print), ("irreversible", "RunPython")),
        (migrations.RunSQL("SELECT 1"), ("irreversible", "RunSQL")),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Operation) else given[0],
)
def test_what_is_unsafe_is_found(
    before: ProjectState, operation: Operation, finding: tuple[str, str]
) -> None:
    assert rules(before, operation) == [finding]


@pytest.mark.parametrize(
    "operations",
    [
        [migrations.AddField("order", "colour", models.TextField(null=True))],
        [migrations.AddField("order", "colour", models.TextField(db_default="red"))],
        [migrations.AddField("order", "parts", models.ManyToManyField("shop.Order"))],
        [migrations.AlterField("order", "total", models.BigIntegerField())],
        [migrations.RunPython(print, migrations.RunPython.noop)],
        [
            migrations.SeparateDatabaseAndState(
                state_operations=[migrations.RemoveField("order", "total")]
            )
        ],
        [
            migrations.CreateModel("Item", [("id", models.AutoField(primary_key=True))]),
            migrations.AddField("item", "name", models.TextField(default="")),
        ],
    ],
    ids=[
        "nullable",
        "db_default",
        "many to many",
        "wider",
        "reversible",
        "state alone",
        "new table",
    ],
)
def test_what_is_safe_is_not(before: ProjectState, operations: list[Operation]) -> None:
    assert rules(before, *operations) == []
