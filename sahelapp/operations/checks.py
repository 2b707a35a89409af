"""What `manage.py check` tells an operator about the ground the site stands on."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, register


@register
def journal_of_sqlite(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The SQLite library here may have the race that makes WAL unsafe: then the slower journal is in force, and why."""
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if settings.WAL_IS_SAFE or not is_sqlite:
        return []
    words = (
        f"SQLite {sqlite3.sqlite_version} has a race in WAL mode that can corrupt the database, "
        f"so the journal mode {settings.SQLITE_JOURNAL} is used."
    )
    hint = "Nothing needs to be done. With SQLite 3.51.3 or newer, busy sites write about a quarter faster."
    return [Info(words, hint=hint, id="sahelapp.I001")]
