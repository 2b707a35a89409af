"""What never changes, at hand: each process keeps the published versions asked lately, and what was made of them.

Whoever puts another database in the place of this one starts the processes anew, as `manage.py restore` says.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from threading import Lock
from typing import Any

from quizzes.models.version import Version


class Lately[K: Hashable, V]:
    """At most `most` values by key, those asked lately; any thread may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()
        _all.append(self)

    def get(self, key: K) -> V | None:
        """The value, or None where it is not at hand."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def keep(self, key: K, value: V) -> None:
        """Have a value at hand; the one not asked for longest may go."""
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()


_all: list[Lately] = []
_versions: Lately[tuple[type[Version], int], Version] = Lately(2000)  # of a few kB each


def fetch[V: Version](model: type[V], keys: Iterable[int]) -> dict[int, V]:
    """The versions with these keys, with their drafts. One query for those not at hand, else none.

    They are shared by all requests: nobody may change them.
    """
    wanted = set(keys)
    found: dict[int, Any] = {pk: kept for pk in wanted if (kept := _versions.get((model, pk)))}
    if missing := wanted - found.keys():
        for version in model._default_manager.filter(pk__in=missing).select_related("draft"):
            _versions.keep((model, version.pk), version)
            found[version.pk] = version
    return found


def clear() -> None:
    """Keep nothing at hand: for tests, whose rolled-back rows give their keys to others."""
    for lately in _all:
        lately.clear()
