"""From a problem to where it is mended: the place `scenes/arrest/choices/protest/goto` in words and as a link."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes import wording
from quizzes.authoring.fields import SLUG
from quizzes.engine.problems import Problem
from quizzes.models import Scenario

_BLOCKS = ("record", "know", "debrief")  # texts that the site checks are called `record-<scene>`
_KEYS: dict[str, Promise] = {
    "title": _("title"),
    "text": _("text"),
    "when_date": _("date"),
    "if": _("condition"),
    "effects": _("effects"),
    "shows": _("what it would cost"),
    "goto": _("leads to"),
    "consequence": _("consequence"),
    "feedback": _("feedback"),
    "record": _("the record"),
    "know": _("what you know today"),
    "debrief": _("debrief"),
    "no_record": _("no public record"),
    "ending": _("ending"),
    "name": _("name"),
    "says": _("explanation"),
    "words": _("words"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem as the desk lists it. `url` leads to its field; `line` is that in the text of the whole story."""

    place: str
    url: str
    words: str
    scene: str = ""
    line: int | None = None


def placed(scenario: Scenario, problems: Iterable[Problem]) -> list[Placed]:
    """All of them, in their order."""
    slugs = sorted(_slugs(scenario), key=len, reverse=True)
    return [_placed(scenario, one, slugs) for one in problems]


def scene_url(scenario: Scenario, slug: str) -> str:
    """The page of a scene; a name that no address can hold is mended in the text of the story."""
    if not SLUG.fullmatch(slug):
        return _text_url(scenario)
    return reverse("admin:quizzes_scenario_scene", args=[scenario.pk, slug])


def counters_url(scenario: Scenario) -> str:
    """The page of counters and flags."""
    return reverse("admin:quizzes_scenario_counters", args=[scenario.pk])


def _text_url(scenario: Scenario) -> str:
    return reverse("admin:quizzes_scenario_text", args=[scenario.pk])


def _slugs(scenario: Scenario) -> list[str]:
    scenes = scenario.story.get("scenes") if isinstance(scenario.story, dict) else None
    return [str(one.get("slug")) for one in scenes or () if isinstance(one, dict) and one.get("slug")]


def _placed(scenario: Scenario, problem: Problem, slugs: list[str]) -> Placed:
    parts = _path(problem.where, slugs)
    words = wording.words_of(problem)
    if parts[0] == "scenes" and len(parts) > 1 and parts[1] in slugs:
        url = scene_url(scenario, parts[1]) + _anchor(parts[2:])
        return Placed(_in_words(parts), url, words, parts[1], problem.line)
    if parts[0] in ("counters", "flags"):
        return Placed(_in_words(parts), counters_url(scenario), words)
    if parts[0] in ("scenes", "begins"):
        return Placed(problem.where, _text_url(scenario), words, line=problem.line)
    name = parts[0].partition(" ")[0]
    anchor = {"title": "title_en", "summary": "summary_en", "briefing": "briefing_en"}.get(name, name)
    return Placed(problem.where, f"#id_{anchor}" if anchor else "", words)


def _path(where: str, slugs: list[str]) -> list[str]:
    """The parts of a place; `record-arrest (fr)` is read as `scenes/arrest/record`."""
    for block in _BLOCKS:
        for slug in slugs:
            if where == f"{block}-{slug}" or where.startswith(f"{block}-{slug} "):
                return ["scenes", slug, block]
    return where.split("/")


def _anchor(parts: list[str]) -> str:
    if not parts:
        return ""
    if parts[0] == "choices" and len(parts) > 1:
        return f"#choice-{parts[1]}"
    if parts[0] == "texts" and len(parts) > 1:
        return f"#text-{parts[1]}"
    return {"when_date": "#id_when", "choices": "#choices", "no_record": "#id_no_record", "ending": "#id_ending"}.get(
        parts[0], f"#id_{parts[0]}_en"
    )


def _in_words(parts: list[str]) -> str:
    names = {
        "scenes": gettext("scene “%(slug)s”"),
        "choices": gettext("choice “%(slug)s”"),
        "texts": gettext("text %(slug)s"),
        "counters": gettext("counter “%(slug)s”"),
        "flags": gettext("flag “%(slug)s”"),
    }
    told: list[str] = []
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        if part in names and rest:
            told.append(names[part] % {"slug": rest.pop(0)})
        else:
            told.append(str(_KEYS.get(part, part)))
    return ", ".join(told)
