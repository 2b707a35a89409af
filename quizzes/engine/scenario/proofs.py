"""What is wrong with a story on the page, before anybody plays it: names, numbers, texts, records, conditions."""

import re
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from datetime import date

from quizzes.engine.problems import Problem
from quizzes.engine.scenario import language
from quizzes.engine.scenario.expression import Named
from quizzes.engine.scenario.language import Mistake, is_name
from quizzes.engine.scenario.story import Choice, Counter, Scene, Story
from quizzes.engine.text import Text

LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# A name that belongs to something else than what it is used for.
_MISUSED = {("counter", "flag"): "flag-has-no-number", ("flag", "counter"): "counter-needs-number"}


def proofread(story: Story) -> list[Problem]:
    """All of them, in the order of the story; without any, every name in it leads somewhere."""
    reader = _Reader(story)
    problems = [*_names(story), *_counters(story), *_flags(story)]
    for one in story.scenes:
        problems += reader.scene(one)
    return problems


def _names(story: Story) -> Iterator[Problem]:
    if not story.scenes:
        yield Problem("story-empty", where="scenes")
    elif story.scene(story.begins) is None:
        yield Problem("scene-unknown", story.begins, "begins")
    yield from _twice("scenes", [one.slug for one in story.scenes])
    counters = [one.slug for one in story.counters]
    flags = [one.slug for one in story.flags]
    yield from _twice("counters", counters)
    yield from _twice("flags", flags)
    for where, slugs in (("counters", counters), ("flags", flags)):
        for slug in slugs:
            if slug and not is_name(slug):
                yield Problem("name-reserved", slug, f"{where}/{slug}")
    for slug in flags:
        if slug and slug in counters:
            yield Problem("slug-twice", slug, f"flags/{slug}")


def _twice(where: str, slugs: Iterable[str]) -> Iterator[Problem]:
    for slug, times in Tally(slugs).items():
        if times > 1:
            yield Problem("slug-twice", slug, f"{where}/{slug}")
        if slug:
            yield from _slug(slug, f"{where}/{slug}")


def _slug(slug: str, where: str) -> Iterator[Problem]:
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        yield Problem("slug-shape", slug, where)


def _counters(story: Story) -> Iterator[Problem]:
    for counter in story.counters:
        where = f"counters/{counter.slug}"
        yield from _told(where, name=counter.name, says=counter.says)
        if not counter.least <= counter.start <= counter.most or counter.least == counter.most:
            yield Problem("counter-range", f"{counter.least} - {counter.start} - {counter.most}", where)
        yield from _levels(counter, where)


def _levels(counter: Counter, where: str) -> Iterator[Problem]:
    numbers = [level.since for level in counter.levels]
    if numbers and (numbers[0] != counter.least or numbers != sorted(set(numbers)) or numbers[-1] > counter.most):
        # Every number has its word: the first begins at the bottom, and each later one above the one before.
        yield Problem("level-order", ", ".join(map(str, numbers)), f"{where}/words")
    for number, level in enumerate(counter.levels, 1):
        yield from _told(f"{where}/words/{number}", name=level.name)


def _flags(story: Story) -> Iterator[Problem]:
    for flag in story.flags:
        yield from _told(f"flags/{flag.slug}", says=flag.says)


def _told(where: str, **texts: Text) -> Iterator[Problem]:
    for name, text in texts.items():
        if not text:
            yield Problem("empty", name, f"{where}/{name}")
        yield from _both(where, name, text)


def _both(where: str, name: str, text: Text) -> Iterator[Problem]:
    for missing in text.missing():
        yield Problem("language-missing", f"{name} ({missing})", f"{where}/{name}")


def _is_date(iso: str) -> bool:
    found = _DATE.fullmatch(iso)
    try:
        return bool(found and date(*(int(part or 1) for part in found.groups())))
    except ValueError:
        return False


class _Reader:
    """Reads scene by scene, knowing all the names of the story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.known = {
            "counter": {one.slug for one in story.counters},
            "flag": {one.slug for one in story.flags},
            "scene": {one.slug for one in story.scenes},
            "choice": {choice.slug for one in story.scenes for choice in one.choices},
        }

    def scene(self, one: Scene) -> Iterator[Problem]:
        where = f"scenes/{one.slug}"
        yield from _told(where, title=one.title, text=one.text)
        if one.when and not _is_date(one.when):
            yield Problem("date-shape", one.when, f"{where}/when_date")
        for number, passage in enumerate(one.texts, 1):
            yield from _told(f"{where}/texts/{number}", text=passage.text)
            yield from self.condition(passage.condition, f"{where}/texts/{number}/if")
        yield from self._ending(one, where) if one.is_ending else self._decision(one, where)
        yield from _twice(f"{where}/choices", [choice.slug for choice in one.choices])
        for choice in one.choices:
            yield from self.choice(choice, f"{where}/choices/{choice.slug}")

    def _ending(self, one: Scene, where: str) -> Iterator[Problem]:
        yield from _slug(one.ending, f"{where}/ending")
        if one.choices:
            yield Problem("ending-with-choices", one.slug, f"{where}/choices")
        if not one.debrief:
            yield Problem("debrief-missing", one.slug, where)

    def _decision(self, one: Scene, where: str) -> Iterator[Problem]:
        if not one.choices:
            yield Problem("dead-end", one.slug, where)
        elif one.record and one.no_record:
            yield Problem("record-and-none", one.slug, f"{where}/no_record")
        elif not one.record and not one.no_record:
            yield Problem("record-missing", one.slug, where)

    def choice(self, choice: Choice, where: str) -> Iterator[Problem]:
        yield from _told(where, text=choice.text, consequence=choice.consequence)
        yield from _both(where, "feedback", choice.feedback)
        yield from self.condition(choice.condition, f"{where}/if")
        mistakes = language.effects(choice.effects).mistakes
        names = (named for effect in choice.does for named in effect.names())
        yield from _at([*mistakes, *self._strangers(names)], f"{where}/effects")
        for slug in choice.shows:
            if slug not in self.known["counter"]:
                yield Problem("counter-unknown", slug, f"{where}/shows")
        yield from self._goto(choice, f"{where}/goto")

    def condition(self, words: str, where: str) -> Iterator[Problem]:
        read = language.condition(words)
        yield from _at([*read.mistakes, *self._strangers(read.tree.names())], where)

    def _strangers(self, names: Iterable[Named]) -> Iterator[Mistake]:
        """Names that the story does not know, or knows as something else."""
        for named in names:
            if named.slug not in self.known[named.kind]:
                other = next((kind for kind, slugs in self.known.items() if named.slug in slugs), "")
                says = _MISUSED.get((named.kind, other), f"{named.kind}-unknown-here")
                yield Mistake(says, named.at, named.slug)

    def _goto(self, choice: Choice, where: str) -> Iterator[Problem]:
        if not choice.chances and self.story.scene(choice.goto) is None:
            yield Problem("scene-unknown", choice.goto, where)
        for number, chance in enumerate(choice.chances, 1):
            if self.story.scene(chance.to) is None:
                yield Problem("scene-unknown", chance.to, f"{where}/{number}/to")
            if chance.weight < 1:
                yield Problem("weight-shape", str(chance.weight), f"{where}/{number}/weight")


def _at(mistakes: Iterable[Mistake], where: str) -> Iterator[Problem]:
    return (Problem(mistake.says, mistake.detail, where) for mistake in mistakes)
