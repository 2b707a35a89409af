"""Writing the catalogue: the rooms above call this when they publish or load."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from quizzes.engine.text import LANGUAGES, Text, fold
from sahelapp.catalogue import editions
from sahelapp.catalogue.models import Entry, Mention

Target = tuple[str, str]  # (kind, slug)
Key = tuple[str, str, str]  # (kind, slug, language)

_KEY = ("kind", "slug", "language")
_CONTENT = ("title", "summary", "folded", "url", "visible")


@dataclass(frozen=True, slots=True)
class Listing:
    """How one thing wants to be found: its names, where it stands, and the words in it (`body`, never shown)."""

    kind: str
    slug: str
    title: Text
    path: str  # without the language: "lessons/crisis-since-2012/"
    summary: Text = Text()
    body: Text = Text()
    visible: bool = True
    mentions: frozenset[Target] = frozenset()


def enter(listing: Listing, mentions: Iterable[Target] = ()) -> None:
    """Write or refresh the entries of one thing, and whom it mentions as (kind, slug). Unknown targets are left out."""
    enter_all([replace(listing, mentions=listing.mentions | frozenset(mentions))])


@transaction.atomic
def enter_all(listings: Iterable[Listing]) -> None:
    """Write or refresh many things at the same cost as one: a handful of queries."""
    listings = list(listings)
    Entry.objects.bulk_create(
        [entry for listing in listings for entry in _entries(listing)],
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=[*_CONTENT, "changed_at"],
        batch_size=500,
    )
    _link(listings)
    if listings:
        editions.begin()


def _entries(listing: Listing) -> list[Entry]:
    """What the table should hold for one thing: a row per language."""
    return [_entry(listing, language) for language in LANGUAGES]


def _entry(listing: Listing, language: str) -> Entry:
    title, summary = listing.title.in_(language), listing.summary.in_(language)
    return Entry(
        kind=listing.kind,
        slug=listing.slug,
        language=language,
        title=title,
        summary=summary,
        folded=fold(f"{title} {summary} {listing.body.raw(language)}"),
        url=f"/{language}/{listing.path}",
        visible=listing.visible,
    )


def _link(listings: list[Listing]) -> None:
    """Make the mentions of these things what they should be."""
    ids = _ids_of({listing.slug for listing in listings} | {slug for one in listings for _, slug in one.mentions})
    wanted = {(ids[one], ids[other]) for one, other in _links(listings, ids.keys())}
    senders = {ids[listing.kind, listing.slug, language] for listing in listings for language in LANGUAGES}
    there = _mentions_from(senders)
    Mention.objects.filter(pk__in=[there[pair] for pair in there.keys() - wanted]).delete()
    Mention.objects.bulk_create([Mention(from_entry_id=a, to_entry_id=b) for a, b in sorted(wanted - there.keys())])


def _ids_of(slugs: set[str]) -> dict[Key, int]:
    """The rows of these things by their key. Many slugs: all rows, for a database takes only so many parameters."""
    found = Entry.objects.filter(slug__in=slugs) if len(slugs) <= 500 else Entry.objects.all()
    return {(kind, slug, language): pk for pk, kind, slug, language in found.values_list("pk", *_KEY)}


def _mentions_from(senders: set[int]) -> dict[tuple[int, int], int]:
    found = Mention.objects.filter(from_entry__in=senders) if len(senders) <= 500 else Mention.objects.all()
    rows = found.values_list("from_entry_id", "to_entry_id", "pk")
    return {(sender, target): pk for sender, target, pk in rows if sender in senders}


def _links(listings: Iterable[Listing], known: Iterable[Key]) -> set[tuple[Key, Key]]:
    """Who mentions whom, in each language; nobody mentions themselves or what is not known."""
    known = set(known)
    return {
        ((listing.kind, listing.slug, language), (kind, slug, language))
        for listing in listings
        for kind, slug in listing.mentions
        for language in LANGUAGES
        if (kind, slug, language) in known and (kind, slug) != (listing.kind, listing.slug)
    }


@transaction.atomic
def hide(kind: str, slug: str) -> None:
    """Take one thing out of search, backlinks and the sitemap; its links keep working where its room still shows it."""
    Entry.objects.filter(kind=kind, slug=slug).update(visible=False)
    editions.begin()


@transaction.atomic
def forget(kind: str, slug: str) -> None:
    """Remove the entries of a thing that is no more, and every mention of it."""
    Entry.objects.filter(kind=kind, slug=slug).delete()
    editions.begin()


def mentions_in(rendered: Mapping[str, Mapping[str, Mapping[str, list]]]) -> set[Target]:
    """Whom the stored prose of a version mentions: its cited sources and its links."""
    return {
        mention
        for block in rendered.values()
        for prose in block.values()
        for mention in [*(("source", s) for s in prose["sources"]), *((k, s) for k, s in prose["mentions"])]
    }


@transaction.atomic
def rebuild(listings: Iterable[Listing], *, check: bool = False) -> list[str]:
    """Make the catalogue exactly these things; with `check`, only say what is different."""
    listings = list(listings)
    wanted = {_key(entry): entry for listing in listings for entry in _entries(listing)}
    there = {_key(entry): entry for entry in Entry.objects.all()}
    told = [f"{_name(key)}: missing" for key in sorted(wanted.keys() - there.keys())]
    told += [f"{_name(key)}: should not be there" for key in sorted(there.keys() - wanted.keys())]
    told += [f"{_name(key)}: {field} differs" for key, field in _differing(wanted, there)]
    told += _differing_links(listings, wanted)
    if told and not check:
        Entry.objects.filter(pk__in=[there[key].pk for key in there.keys() - wanted.keys()]).delete()
        enter_all(listings)
    return told


def _differing(wanted: Mapping[Key, Entry], there: Mapping[Key, Entry]) -> list[tuple[Key, str]]:
    return [
        (key, field)
        for key in sorted(wanted.keys() & there.keys())
        for field in _CONTENT
        if getattr(wanted[key], field) != getattr(there[key], field)
    ]


def _differing_links(listings: list[Listing], wanted: Mapping[Key, Entry]) -> list[str]:
    right = _links(listings, wanted.keys())
    fields = [f"{end}_entry__{field}" for end in ("from", "to") for field in _KEY]
    there = {(row[:3], row[3:]) for row in Mention.objects.values_list(*fields)}
    return [
        f"{_name(one)}: {'does not mention' if (one, other) in right else 'should not mention'} {_name(other)}"
        for one, other in sorted(right ^ there)
    ]


def _key(entry: Entry) -> Key:
    return (entry.kind, entry.slug, entry.language)


def _name(key: Key) -> str:
    return f"{key[0]}:{key[1]} ({key[2]})"
