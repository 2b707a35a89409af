"""A source as a file that leaves the site names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """Who says so, in words that stand without the site. `date` is as precise as it is known, or empty."""

    slug: str
    publisher: str
    title: str
    url: str
    language: str
    date: str = ""
