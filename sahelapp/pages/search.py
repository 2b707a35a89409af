"""Search: one field over everything, in the reader's language."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sahelapp.catalogue.models import Entry
from sahelapp.catalogue.reading import KINDS, LONGEST_SEARCH, MOST_WORDS, Query, find, marked

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of result, to narrow the list to it."""

    kind: str
    name: Promise
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """One find, with the words looked for marked."""

    entry: Entry
    kind: Promise
    title: list[tuple[str, bool]]
    summary: list[tuple[str, bool]]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = Query.read(request.GET.get("q", ""))
    every = find(query, get_language() or "en")
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    wanted = [entry for entry in every if kind in ("", entry.kind)]
    page = Paginator(wanted, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "kind": kind,
        "total": len(every),
        "tabs": _tabs(every),
        "page": page,
        "results": [_result(entry, query.words) for entry in page],
        "parameters": urlencode({"q": query.words, **({"kind": kind} if kind else {})}),
        "limits": {"characters": LONGEST_SEARCH, "words": MOST_WORDS},
    }
    return render(request, "pages/search.html", context)


def _tabs(entries: Iterable[Entry]) -> list[Tab]:
    counts = Counter(entry.kind for entry in entries)
    return [Tab(kind, many, counts[kind]) for kind, (_one, many) in KINDS.items() if counts[kind]]


def _result(entry: Entry, words: str) -> Result:
    return Result(entry, KINDS[entry.kind][0], marked(entry.title, words), marked(entry.summary, words))
