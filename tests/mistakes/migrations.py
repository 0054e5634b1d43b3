"""Mistakes in migrations, as a developer would add them behind the last one."""

from tests.mistakes.mistake import Mistake, added

FOLDER = "apps/webhooks/migrations"
SOURCE = """\
from django.db import migrations, models


def forth(apps, schema_editor):
    apps.get_model("webhooks", "Webhook").objects.update(description="")


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]
    operations = [%s]
"""
ROWS = "migrations.RunPython(forth, migrations.RunPython.noop)"
NOTE = 'migrations.AddField("webhook", "note", models.CharField(max_length=20, %s))'
AND_BACK = 'migrations.RemoveField("webhook", "note")'


def migration(name: str, *operations: str) -> tuple[str, str]:
    return f"{FOLDER}/{name}.py", SOURCE % ", ".join(operations)


MISTAKES = (
    Mistake(
        "two migrations behind the same one",
        "G002",
        added(*migration("0002_clear", ROWS)) + added(*migration("0002_tidy", ROWS)),
        at=f"{FOLDER}/0002_tidy.py",
    ),
    Mistake(
        "a migration without a way back",
        "G003",
        added(*migration("0002_clear", "migrations.RunPython(forth)")),
    ),
    Mistake(
        "a new column that refuses the rows that are there",
        "G004",
        added(*migration("0002_note", NOTE % "", AND_BACK)),
    ),
    Mistake(
        "a migration with a name that Django made up",
        "G005",
        added(*migration("0002_auto_20261127_0900", ROWS)),
    ),
    Mistake(
        "rows and columns in one migration",
        "G006",
        added(*migration("0002_note", NOTE % 'default=""', ROWS, AND_BACK)),
    ),
    Mistake(
        "a column renamed under the code that runs",
        "G007",
        added(
            *migration(
                "0002_rename",
                'migrations.RenameField("webhook", "description", "note")',
                'migrations.RenameField("webhook", "note", "description")',
            )
        ),
    ),
)
