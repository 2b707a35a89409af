"""How long lists are ordered and narrowed: by letter, by party, by country; by kind, language and words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import fold
from sahelapp.evidence.models import Actor, Party, Place, Source

_KIND_HEADINGS: dict[str, Promise] = {
    Actor.Kind.STATE: _("States"),
    Actor.Kind.INSTITUTION: _("Institutions"),
    Actor.Kind.PERSON: _("People"),
    Actor.Kind.ORGANISATION: _("Organisations"),
    Actor.Kind.ARMED_GROUP: _("Armed groups"),
}
_HOME = "Mali"


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Which sources are asked for; what is not known is as if not asked."""

    kind: str = ""
    language: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "SourceFilter":
        kind, language = query.get("kind", ""), query.get("language", "")
        return cls(
            kind if kind in Source.Kind.values else "",
            language if language in Source.Language.values else "",
            " ".join(query.get("q", "").replace("\0", " ").split())[:100],
        )

    def __bool__(self) -> bool:
        return bool(self.kind or self.language or self.words)

    def admits(self, source: Source) -> bool:
        text = fold(f"{source.publisher} {source.title} {source.note_en} {source.note_fr}")
        return (
            self.kind in ("", source.kind)
            and self.language in ("", source.language)
            and all(word in text for word in fold(self.words).split())
        )


def by_letter[T](things: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """The things under the first letter of their names, accents aside; figures and signs together at the front."""
    ordered = sorted(things, key=lambda thing: (_letter(name(thing)), fold(name(thing))))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda thing: _letter(name(thing)))]


def _letter(name: str) -> str:
    first = fold(name).lstrip("\"'«( ")[:1].upper()
    return first if first.isalpha() else "0"


def by_party(actors: Iterable[Actor], language: str) -> list[tuple[Party, list[tuple[Promise, list[Actor]]]]]:
    """The actors by party and by kind: states first, people by name."""
    actors = sorted(actors, key=lambda actor: fold(actor.name.raw(language)))
    return [
        (
            party,
            [(heading, of_kind) for kind, heading in _KIND_HEADINGS.items() if (of_kind := _of(actors, party, kind))],
        )
        for party in Party
    ]


def _of(actors: list[Actor], party: str, kind: str) -> list[Actor]:
    return [actor for actor in actors if (actor.party, actor.kind) == (party, kind)]


def by_country(places: Iterable[Place], language: str) -> list[tuple[str, list[Place]]]:
    """The places by country: Mali first, the others by name."""

    def country(place: Place) -> tuple[bool, str]:
        return (place.country_en != _HOME, fold(place.country.raw(language)))

    ordered = sorted(places, key=lambda place: (country(place), fold(place.name.raw(language))))
    groups = ((list(group)) for _country, group in groupby(ordered, key=country))
    return [(group[0].country.in_(language), group) for group in groups]
