"""Published versions at hand. They never change, so each process keeps the ones asked lately.

Whoever puts another database in the place of this one starts the processes anew, as `manage.py restore` says.
"""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Any

from quizzes.models.version import Version

MOST = 2000  # of a few kB each

_shelf: OrderedDict[tuple[type[Version], int], Any] = OrderedDict()
_lock = Lock()


def fetch[V: Version](model: type[V], keys: Iterable[int]) -> dict[int, V]:
    """The versions with these keys, with their drafts. One query for those not at hand, else none.

    They are shared by all requests: nobody may change them.
    """
    wanted = set(keys)
    with _lock:
        found: dict[int, V] = {pk: _shelf[model, pk] for pk in wanted if (model, pk) in _shelf}
        for pk in found:
            _shelf.move_to_end((model, pk))
    if missing := wanted - found.keys():
        rows = {row.pk: row for row in model._default_manager.filter(pk__in=missing).select_related("draft")}
        _keep(model, rows)
        found |= rows
    return found


def clear() -> None:
    """Forget all: for tests, whose rolled-back rows give their keys to others."""
    with _lock:
        _shelf.clear()


def _keep(model: type[Version], versions: dict[int, Any]) -> None:
    with _lock:
        _shelf.update({(model, pk): version for pk, version in versions.items()})
        while len(_shelf) > MOST:
            _shelf.popitem(last=False)
