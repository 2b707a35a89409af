"""Published question versions at hand. They never change, so each process keeps the ones asked lately.

`published_at` is part of the name of each: after a backup was restored another version may have the same key.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from quizzes.models.question import QuestionVersion

MOST = 2000  # of a few kB each

Name = tuple[int, datetime]

_shelf: OrderedDict[Name, QuestionVersion] = OrderedDict()
_lock = Lock()


def fetch(names: Iterable[Name]) -> dict[int, QuestionVersion]:
    """The versions of these (key, published_at), with their drafts, by key. One query for those not at hand, else none.

    They are shared by all requests: nobody may change them.
    """
    wanted = set(names)
    with _lock:
        found = {name: _shelf[name] for name in wanted if name in _shelf}
        for name in found:
            _shelf.move_to_end(name)
    if missing := wanted - found.keys():
        for version in QuestionVersion.objects.filter(pk__in=[pk for pk, _ in missing]).select_related("draft"):
            found[version.pk, version.published_at] = version
        _keep({name: version for name, version in found.items() if name in missing})
    return {pk: version for (pk, _), version in found.items()}


def clear() -> None:
    """Forget all: for tests, whose rolled-back rows give their keys to others."""
    with _lock:
        _shelf.clear()


def _keep(versions: dict[Name, QuestionVersion]) -> None:
    with _lock:
        _shelf.update(versions)
        while len(_shelf) > MOST:
            _shelf.popitem(last=False)
