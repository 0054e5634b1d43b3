from types import SimpleNamespace
from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from django.db.models import AutoField, Field, TextField

from apps.core.fulltext import AddSearchColumn

OPERATION = AddSearchColumn("Book", "words", {"title": "A", "text": "B"}, "english")


def statements(way: str, vendor: str) -> list[str]:
    state = ProjectState()
    fields: list[tuple[str, Field]] = [
        ("id", AutoField(primary_key=True)),
        ("title", TextField()),
        ("text", TextField()),
    ]
    state.add_model(ModelState("shop", "Book", fields))
    said: list[str] = []
    editor: Any = SimpleNamespace(
        connection=SimpleNamespace(vendor=vendor), quote_name=str, execute=said.append
    )
    getattr(OPERATION, way)("shop", editor, state, state)
    return said


def test_postgresql_keeps_a_column_and_an_index_of_it() -> None:
    column, index = statements("database_forwards", "postgresql")

    assert column == (
        "ALTER TABLE shop_book ADD COLUMN words tsvector GENERATED ALWAYS AS "
        "(setweight(to_tsvector('english', title), 'A') || "
        "setweight(to_tsvector('english', text), 'B')) STORED"
    )
    assert index == "CREATE INDEX shop_book_words ON shop_book USING gin (words)"
    assert statements("database_backwards", "postgresql") == [
        "ALTER TABLE shop_book DROP COLUMN words"
    ]


def test_others_go_without() -> None:
    assert statements("database_forwards", "sqlite") == []
    assert statements("database_backwards", "sqlite") == []


def test_a_migration_can_be_written_with_it() -> None:
    name, arguments, options = OPERATION.deconstruct()

    again = AddSearchColumn(*arguments, **options)
    assert (name, again.weights) == ("AddSearchColumn", OPERATION.weights)
    assert again.describe() == "Add search column words to Book"
    assert again.migration_name_fragment == "book_words"
