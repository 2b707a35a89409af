"""What there is to point at: all that the files of a course define, and what the site has already."""

from sahelapp.course.files import Course
from sahelapp.evidence.models import Actor, Place, Source, Term
from sahelapp.timeline.models import Event, Move, Theme

Known = dict[str, set[str]]

_IDS = {"source": "sources", "actor": "actors", "place": "places", "event": "events", "move": "moves"}
_SLUGS = {"term": "terms", "theme": "themes"}
_MODELS = {"source": Source, "actor": Actor, "place": Place, "event": Event, "term": Term, "theme": Theme, "move": Move}


def defined(course: Course) -> Known:
    """The ids that the files define, by kind."""
    known = {kind: {str(row.get("id")) for row in course.rows(table)} for kind, table in _IDS.items()}
    known |= {kind: {str(row.get("slug")) for row in course.rows(table)} for kind, table in _SLUGS.items()}
    known["quiz"] = {str(file.value.get("slug")) for file in course.quizzes}
    known["scenario"] = {str(file.value.get("slug")) for file in course.scenarios}
    known["lesson"] = set(course.lessons)
    return known


def known(course: Course) -> Known:
    """The same, with the rows the site has already: a folder may hold a part of a course."""
    here = {kind: set(model._default_manager.values_list("slug", flat=True)) for kind, model in _MODELS.items()}
    return {kind: slugs | here.get(kind, set()) for kind, slugs in defined(course).items()}


def targets(course: Course) -> set[tuple[str, str]]:
    """All that texts of this course may point at."""
    return {(kind, slug) for kind, slugs in defined(course).items() for slug in slugs}
