"""A scenario as passages that people read and Twine draws, and passages as a scenario.

A scene is a passage called by its slug: its title, its text, a link for each choice, all in one language. What Twine
does not know stands in one more passage, `ScenarioData`, as JSON: the whole scenario. Coming back, a passage that is as
it went out is that scene, whole; one that was changed changes its scene in that language (`merging.py`). A file without
that passage is from elsewhere: its passages become scenes and its links choices.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from quizzes.engine.formats.passages import Passage, Passages, Place
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.reading import STORY_KEYS, read
from quizzes.engine.scenario.story import Scene, Story
from quizzes.engine.text import LANGUAGES, Text

DATA = "ScenarioData"
VERSION = 1
_LONGEST = 1_000_000  # characters of JSON; a long scenario has a tenth of it
_MOST_VALUES = 20_000  # in it; beyond, the problems alone would fill the memory
_STEP = 150  # pixels between two passages on the map
_UNUSABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Kept:
    """What `ScenarioData` holds: the mapping of the scenario, and the language of the passages around it."""

    value: dict[str, Any] = field(default_factory=dict)
    language: str = LANGUAGES[0]


def kept_in(passages: Passages) -> Kept | Problem | None:
    """What a file of ours holds, or what is wrong with it; None where the file is from elsewhere."""
    passage = passages.passage(DATA)
    if passage is None:
        return None
    line = passage.text_line
    if len(passage.text) > _LONGEST:
        return Problem("data-broken", str(_LONGEST), line=line)
    try:
        found = json.loads(passage.text)
    except json.JSONDecodeError as mistake:
        return Problem("data-broken", mistake.msg, line=line + mistake.lineno - 1)
    except (ValueError, RecursionError):
        return Problem("data-broken", "{ }", line=line)
    value = found.get("scenario") if isinstance(found, dict) else None
    if not isinstance(value, dict) or found.get("language") not in LANGUAGES or not _is_usable(value):
        return Problem("data-broken", "scenario, language", line=line)
    if found.get("version") != VERSION:
        return Problem("data-version", str(found.get("version"))[:20], line=line)
    return Kept(value, found["language"])


def _is_usable(value: Any) -> bool:
    """Whether it is no larger than a scenario and holds only text that can be stored."""
    waiting, count = [value], 0
    while waiting:
        one = waiting.pop()
        count += 1
        if count > _MOST_VALUES or (isinstance(one, str) and _UNUSABLE.search(one)):
            return False
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
    return True


def story_of(value: Mapping[str, Any]) -> tuple[Story, list[Problem]]:
    """The story among the keys of a scenario's mapping."""
    return read({key: one for key, one in value.items() if key in STORY_KEYS})


def write(value: Mapping[str, Any], language: str, places: Mapping[str, Place] | None = None) -> Passages:
    """The passages of a scenario's mapping in one language; `places` says by scene where they stand on the map."""
    story, _ = story_of(value)
    drawn = _map(story) | dict(places or {})
    scenes = {scene.slug: scene for scene in reversed(story.scenes)}
    data = {"version": VERSION, "language": language, "scenario": value}
    slug = str(value.get("slug") or "")
    return Passages(
        title=" ".join(Text.read(value.get("title")).raw(language).split()) or slug,
        start=story.begins,
        ifid=str(uuid5(NAMESPACE_URL, f"scenario:{slug}")).upper(),
        passages=(
            *(Passage(name, words(scenes[name], language), drawn[name]) for name in _names(story)),
            # Twine looks for tags and links in every passage; none must stand in this one.
            Passage(DATA, _json(data), Place(position=f"0,{_STEP * -1}")),
        ),
    )


def _names(story: Story) -> list[str]:
    return list(dict.fromkeys(scene.slug for scene in story.scenes))


def _json(value: Mapping[str, Any]) -> str:
    words = json.dumps(value, ensure_ascii=False, indent=1)
    for sign in "<>&":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    return words.replace("[[", "[\\u005b").replace("\0", "\\u0000")


def words(scene: Scene, language: str) -> str:
    """What the passage of a scene says."""
    parts = [" ".join(scene.title.raw(language).split()), scene.text.raw(language)]
    links = [
        f"[[{_unlinked(' '.join(choice.text.raw(language).split()))}->{to}]]"
        for choice in scene.choices
        for to in choice.leads_to
    ]
    return "\n\n".join([_unlinked("\n\n".join(parts).strip()), *links]).strip()


def _unlinked(text: str) -> str:
    """Text in which nobody finds a link."""
    return text.replace("[[", "[ [").replace("]]", "] ]")


def _map(story: Story) -> dict[str, Place]:
    """Scenes by how many choices they are away from the first, from top to bottom; what is out of reach comes last."""
    level = {story.begins: 0}
    waiting = [story.begins]
    for slug in waiting:
        scene = story.scene(slug)
        for to in (to for choice in (scene.choices if scene else ()) for to in choice.leads_to):
            if to not in level:
                level[to] = level[slug] + 1
                waiting.append(to)
    last = max(level.values()) + 1
    filled: dict[int, int] = {}
    places = {}
    for slug in _names(story):
        row = level.get(slug, last)
        column = filled.get(row, 0)
        filled[row] = column + 1
        places[slug] = Place(position=f"{column * _STEP},{row * _STEP}")
    return places
