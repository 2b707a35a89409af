"""Rows that never change: a trigger, so that no code path, console or bug can rewrite what a learner met.

Used in migrations: `WriteOnce("quizzes_step")`. SQLite rebuilds a table on most later alterations and drops its
triggers with it, so a migration that alters such a table ends with the operation again;
`tests/house/test_write_once.py` notices when it does not.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython

_SQLITE = (
    "CREATE TRIGGER {table}_write_once BEFORE UPDATE OF {columns} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is write-once'); END"
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION {table}_write_once() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{table} is write-once'; END $$; "
    "CREATE TRIGGER {table}_write_once BEFORE UPDATE OF {columns} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {table}_write_once()"
)


class WriteOnce(RunPython):
    """Forbids UPDATE on `table`, apart from the columns in `but`."""

    def __init__(self, table: str, *, but: tuple[str, ...] = ()) -> None:
        self.table, self.but = table, but

        def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
            # Through the editor's connection: the table may have been made a moment ago in this very migration.
            with editor.connection.cursor() as cursor:
                names = [c.name for c in editor.connection.introspection.get_table_description(cursor, table)]
                columns = ", ".join(f'"{name}"' for name in names if name not in but)
                cursor.execute(_drop(table, editor.connection.vendor))
                sql = _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE
                cursor.execute(sql.format(table=table, columns=columns))

        def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
            with editor.connection.cursor() as cursor:
                cursor.execute(_drop(table, editor.connection.vendor))

        super().__init__(forwards, backwards)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return ("WriteOnce", [self.table], {"but": self.but} if self.but else {})

    def describe(self) -> str:
        return f"Make {self.table} write-once"


def _drop(table: str, vendor: str) -> str:
    on = f" ON {table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {table}_write_once{on}"
