"""Sessions in the database, as Django keeps them, read in plain SQL.

Every request of somebody who has begun reads theirs, and compiling the same query anew costs more than running it.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone


class SessionStore(db.SessionStore):
    """Django's own; only reading is written out."""

    def _get_session_from_db(self) -> Any:
        table = self.model._meta.db_table
        found = self.model.objects.raw(f"SELECT * FROM {table} WHERE session_key = %s", [self.session_key])
        kept = next(iter(found), None)
        if kept is not None and kept.expire_date > timezone.now():
            return kept
        return super()._get_session_from_db()  # knows what to do about one that is gone
