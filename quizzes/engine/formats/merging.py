"""Passages into a scenario: scenes by name, links into choices, and what changed since the file went out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from quizzes.engine.formats import markup, story_passages
from quizzes.engine.formats.markup import Content, Link
from quizzes.engine.formats.passages import LONGEST_TEXT, Passage, Passages, Place
from quizzes.engine.formats.story_passages import DATA, Kept, kept_in, story_of
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.story import OPEN, Choice, Scene, Story
from quizzes.engine.text import Text, fold

_LONGEST_SLUG = 60
# What story formats do with these is code or decoration; a scenario has no place for either.
_DECORATION = frozenset(
    {
        *("StoryAuthor", "StorySubtitle", "StoryCaption", "StoryMenu", "StoryBanner", "StoryShare", "StorySettings"),
        *("StoryInit", "StoryInterface", "StoryDisplayTitle", "PassageHeader", "PassageFooter", "PassageReady"),
        *("PassageDone", "PassageStart"),
    }
)
_CODE_TAGS = {"script": "script-passage", "stylesheet": "style-passage"} | dict.fromkeys(
    ("widget", "init", "header", "footer", "startup", "debug-header", "debug-footer", "debug-startup"), "code-passage"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What was made of a file. With problems, `value` is not to be kept.

    Of a file of ours `value` is the whole mapping of a scenario, else its title and its story. `places` tells by scene
    where each stood on the map.
    """

    value: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = False
    places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def read(passages: Passages, language: str) -> Merged:
    """The scenario in a file; `language` is that of a file from elsewhere."""
    kept = kept_in(passages)
    if isinstance(kept, Problem):
        return Merged(problems=_in_order([*passages.problems, kept]))
    story, slips = story_of(kept.value) if kept else (Story("", ()), [])
    if slips:
        at = passages.passage(DATA)
        line = at.line if at else None
        return Merged(problems=_in_order([*passages.problems, *(replace(slip, line=line) for slip in slips)]))
    merger = _Merger(passages, kept, language, story)
    merged = merger.story()
    title = {"title": {"en": "", "fr": ""} | ({language: passages.title} if passages.title else {})}
    return Merged(
        value=(kept.value if kept else title) | merged.write(),
        is_whole=kept is not None,
        places=merger.places,
        problems=_in_order(merger.problems),
        notes=_in_order(merger.notes),
    )


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0))


class _Merger:
    """One file, passage by passage."""

    def __init__(self, passages: Passages, kept: Kept | None, language: str, story: Story) -> None:
        self.problems, self.notes = list(passages.problems), list(passages.notes)
        self._passages, self._story = passages, story
        self._language = kept.language if kept else language
        self._is_ours = kept is not None
        self._scenes = {scene.slug: scene for scene in reversed(story.scenes)}
        told = [one for one in passages.passages if self._tells(one)]
        self._slugs = _slugs([one.name for one in told], self._scenes)
        self._told = {self._slugs[one.name]: one for one in told}
        self.places = {slug: one.place for slug, one in self._told.items()}

    def _tells(self, passage: Passage) -> bool:
        """Whether a passage is part of the story; code is refused, decoration is left out."""
        if passage.name == DATA:
            return False
        if len(passage.text) > LONGEST_TEXT:
            self.problems.append(Problem("text-too-long", str(LONGEST_TEXT), line=passage.text_line))
            return True
        refusals = [says for tag, says in _CODE_TAGS.items() if tag in passage.place.tags]
        if passage.name.startswith(("StoryIncludes", "@include")):
            refusals.append("include")
        if refusals:
            self.problems += [Problem(says, passage.name, line=passage.line) for says in refusals]
            return False
        if passage.name in _DECORATION or "Twine.private" in passage.place.tags:
            self.problems += markup.code(passage.text, passage.text_line, self._passages.made_for)
            self.notes.append(Problem("left-out-passage", passage.name, line=passage.line))
            return False
        return True

    def story(self) -> Story:
        """The story of the file: scenes that were there in their order, then those that are new."""
        order = [slug for slug in self._scenes_in_order() if slug in self._told]
        order += [slug for slug in self._told if slug not in self._scenes]
        for slug in self._scenes_in_order():
            if slug not in self._told:
                self.notes.append(Problem("scene-gone", slug))
        scenes = tuple(self._scene(slug, self._told[slug]) for slug in order)
        return replace(self._story, begins=self._begins(), scenes=self._all_alike(scenes))

    def _scenes_in_order(self) -> list[str]:
        return list(dict.fromkeys(scene.slug for scene in self._story.scenes))

    def _all_alike(self, scenes: tuple[Scene, ...]) -> tuple[Scene, ...]:
        """The story as it was, second namesakes and all, where nothing of it changed."""
        return self._story.scenes if scenes == tuple(self._scenes[s] for s in self._scenes_in_order()) else scenes

    def _begins(self) -> str:
        named = self._passages.start
        if named in self._slugs:
            return self._slugs[named]
        if self._is_ours and named in ("", self._story.begins):
            # A draft may begin nowhere yet; that is told when it is published.
            return self._story.begins
        if not named and "Start" in self._slugs:
            return self._slugs["Start"]
        if not self._passages.problems:
            # Else the passage may be among what could not be read.
            self.problems.append(Problem("start-unknown" if named else "start-missing", named, line=1))
        return ""

    def _scene(self, slug: str, passage: Passage) -> Scene:
        was = self._scenes.get(slug)
        base = story_passages.words(was, self._language) if was else ""
        if was and passage.text.strip() == base.strip():
            return was
        if len(passage.text) > LONGEST_TEXT:
            return Scene(slug, Text(), Text())
        self.problems += markup.code(passage.text, passage.text_line, self._passages.made_for)
        content = markup.read(passage.text, passage.text_line)
        self.problems += content.problems
        if content.had_html:
            self.notes.append(Problem("html-plain", passage.name, line=passage.line))
        if self._is_ours:
            self.notes.append(Problem("scene-changed" if was else "scene-new", slug, line=passage.line))
        return self._changed(was, markup.read(base, 1), content, passage) if was else self._new(slug, content, passage)

    def _new(self, slug: str, content: Content, passage: Passage) -> Scene:
        choices = _Choices((), self._language, self._target).matched([], content.links)
        title, text = self._put(Text(), passage.name), self._put(Text(), content.text)
        return Scene(slug, title, text, choices=choices, ending="" if choices else OPEN)

    def _changed(self, was: Scene, before: Content, content: Content, passage: Passage) -> Scene:
        """The scene with what differs from the passage that went out; all else of it stays."""
        choices = _Choices(was.choices, self._language, self._target)
        changed = choices.matched(list(before.links), content.links)
        self.problems += [Problem("chance-changed", slug, line=passage.line) for slug in choices.torn]
        self.notes += [Problem("choice-gone", f"{was.slug}/{slug}", line=passage.line) for slug in choices.gone]
        if content.text == before.text:
            return replace(was, choices=changed)
        title, _, text = content.text.partition("\n")
        old_title, _, old_text = before.text.partition("\n")
        return replace(
            was,
            title=was.title if title == old_title else self._put(was.title, title),
            text=was.text if text == old_text else self._put(was.text, text.strip()),
            choices=changed,
        )

    def _put(self, text: Text, words: str) -> Text:
        return replace(text, **{self._language: words})

    def _target(self, link: Link) -> str:
        """The slug of the scene to which a link leads."""
        if link.target not in self._slugs:
            self.problems.append(Problem("link-nowhere", link.target[:80], line=link.line))
        return self._slugs.get(link.target, "")


class _Choices:
    """The choices of one scene and the links that shall be their new form."""

    def __init__(self, choices: tuple[Choice, ...], language: str, target: Callable[[Link], str]) -> None:
        self._choices, self._language, self._target = choices, language, target
        self._ways = [(choice, to) for choice in choices for to in choice.leads_to]
        self.torn: list[str] = []
        self.gone: list[str] = []

    def matched(self, before: list[Link], links: tuple[Link, ...]) -> tuple[Choice, ...]:
        """A choice for each link: the one whose link this was, else one that leads there or says so, else a new one."""
        of_link = self._of_links(before, links)
        taken = {choice.slug for choice in self._choices}
        found: dict[str, Choice] = {}
        for number, link in enumerate(links):
            to = self._target(link)
            if (way := of_link.get(number)) is None:
                slug = _unique(slug_of(link.words, "choice"), taken)
                taken.add(slug)
                found[slug] = Choice(slug, self._put(Text(), link.words), Text(), to)
                continue
            choice = self._ways[way][0]
            if not choice.chances:
                words = choice.text if before[way].words == link.words else self._put(choice.text, link.words)
                choice = replace(choice, text=words, goto=to)
            found.setdefault(choice.slug, choice)
        self._compare(set(of_link.values()), found, {w: links[n] for n, w in of_link.items()}, before)
        return tuple(found.values())

    def _of_links(self, before: list[Link], links: tuple[Link, ...]) -> dict[int, int]:
        """The number of each link that was there before, and which it was."""
        free = dict.fromkeys(range(len(before)))
        found: dict[int, int] = {}
        keys: tuple[Callable[[Link], Any], ...] = (
            lambda link: (link.words, link.target),
            lambda link: link.target,
            lambda link: link.words,
        )
        for key in keys:
            for number, link in enumerate(links):
                if number not in found:
                    way = next((way for way in free if key(before[way]) == key(link)), None)
                    if way is not None:
                        found[number] = way
                        del free[way]
        return found

    def _compare(
        self, used: set[int], found: Mapping[str, Choice], now: Mapping[int, Link], before: list[Link]
    ) -> None:
        """Note choices without a link, and those of chance of whose links not all are as they were."""
        self.gone = [choice.slug for choice in self._choices if choice.slug not in found]
        for way, (choice, _) in enumerate(self._ways):
            if choice.chances and choice.slug in found and choice.slug not in self.torn:
                same = way in used and (now[way].words, now[way].target) == (before[way].words, before[way].target)
                if not same:
                    self.torn.append(choice.slug)

    def _put(self, text: Text, words: str) -> Text:
        return replace(text, **{self._language: words})


def _slugs(names: list[str], known: Mapping[str, Scene]) -> dict[str, str]:
    """A slug for each name: its own where it is the slug of a scene already, else made of its letters."""
    found = {name: name for name in names if name in known}
    taken = set(known)
    for name in names:
        if name not in found:
            found[name] = _unique(slug_of(name, "scene"), taken)
            taken.add(found[name])
    return found


def slug_of(words: str, otherwise: str) -> str:
    """Letters and digits of the words with hyphens between; a name in another script gets a number of its own."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(words[:500])).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug.strip("-") or f"{otherwise}-{sha256(words.encode()).hexdigest()[:6]}"


def _unique(slug: str, taken: set[str]) -> str:
    number, unique = 1, slug
    while unique in taken:
        number += 1
        unique = f"{slug}-{number}"
    return unique
