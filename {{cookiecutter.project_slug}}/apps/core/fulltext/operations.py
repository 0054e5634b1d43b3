from collections.abc import Mapping
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POSTGRESQL = "postgresql"


class AddSearchColumn(Operation):
    """A ``tsvector`` that PostgreSQL makes of columns of text, and a GIN index on it.

    ``weights`` are ``{"title": "A", "body": "C"}``; HTML may stand in the columns. Django's model
    does not know the column, so nothing reads or writes it by accident.
    """

    reversible = True

    def __init__(self, model_name: str, column: str, weights: Mapping[str, str], language: str):
        self.model_name = model_name
        self.column = column
        self.weights = dict(weights)
        self.language = language

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "AddSearchColumn", [self.model_name, self.column, self.weights, self.language], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing of Django's changes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != POSTGRESQL:
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        vector = " || ".join(
            f"setweight(to_tsvector('{self.language}', {schema_editor.quote_name(name)}), '{weight}')"
            for name, weight in self.weights.items()
        )
        schema_editor.execute(
            f"ALTER TABLE {schema_editor.quote_name(table)} ADD COLUMN "
            f"{schema_editor.quote_name(self.column)} tsvector GENERATED ALWAYS AS ({vector}) STORED"
        )
        schema_editor.execute(
            f"CREATE INDEX {schema_editor.quote_name(self._index(table))} ON "
            f"{schema_editor.quote_name(table)} USING gin ({schema_editor.quote_name(self.column)})"
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != POSTGRESQL:
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(
            f"ALTER TABLE {schema_editor.quote_name(table)} DROP COLUMN {schema_editor.quote_name(self.column)}"
        )

    def describe(self) -> str:
        return f"Add search column {self.column} to {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_{self.column}"

    def _index(self, table: str) -> str:
        return f"{table}_{self.column}"
