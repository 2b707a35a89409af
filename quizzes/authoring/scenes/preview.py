"""Playing a draft: where one stands lives signed in the address, so nothing is stored and nothing is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scenario import play
from quizzes.engine.scenario.expression import Expression
from quizzes.engine.scenario.state import State, UnknownShape, dump, load
from quizzes.engine.scenario.story import Choice, Scene, Story
from quizzes.engine.text import Text
from quizzes.site import Prose, site

SALT = "quizzes.authoring.preview"
LONGEST = 6000  # characters of an address; some hundred choices


class StateForm(forms.Form):
    """From which scene to play, and how things stand there."""

    scene = forms.ChoiceField(label=_("Scene"))
    seed = forms.IntegerField(
        label=_("Seed of chance"), min_value=0, max_value=2**31, initial=1, help_text=_("The same seed, the same luck.")
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.story = story
        self._field("scene").choices = [(one.slug, f"{one.slug}: {one.title.raw('en')}") for one in story.scenes]
        for one in story.counters:
            self.fields[f"counter-{one.slug}"] = forms.IntegerField(
                label=one.name.raw("en") or one.slug,
                min_value=one.least,
                max_value=one.most,
                initial=one.start,
                help_text=f"{one.slug}: {one.least} – {one.most}",
            )
        for flag in story.flags:
            self.fields[f"flag-{flag.slug}"] = forms.BooleanField(
                label=flag.says.raw("en") or flag.slug, required=False, help_text=flag.slug
            )

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def to_state(self) -> State:
        """Where the play begins; nothing was seen or chosen before."""
        data = self.cleaned_data
        return State(
            data["scene"],
            tuple((one.slug, data[f"counter-{one.slug}"]) for one in self.story.counters),
            data["seed"],
            flags=frozenset(one.slug for one in self.story.flags if data[f"flag-{one.slug}"]),
        )


def signed(scenario: int, state: State) -> str:
    """The state of a play as a piece of an address."""
    return signing.dumps([scenario, dump(state)], salt=SALT, compress=True)


def unsigned(scenario: int, words: str) -> State | None:
    """The state that `signed` wrote for this scenario; None for anything else."""
    try:
        whose, value = signing.loads(words[:LONGEST], salt=SALT)
        return load(value) if whose == scenario else None
    except (signing.BadSignature, UnknownShape):
        return None


@dataclass(frozen=True, slots=True)
class Way:
    """A choice as its author may see it: with what it asks, does and where it leads."""

    slug: str
    words: str
    condition: str
    effects: str
    leads_to: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Gauge:
    """A counter where it stands; `before` is what it was before the last choice."""

    name: str
    says: str
    level: str
    number: int
    least: int
    most: int
    before: int | None = None

    @property
    def has_moved(self) -> bool:
        """Whether the last choice moved it."""
        return self.before is not None and self.before != self.number


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene as a learner meets it, and what only its author may see."""

    slug: str
    title: str
    when: str
    paragraphs: tuple[str, ...]
    know: Prose | None
    ways: tuple[Way, ...]
    ending: str
    debrief: Prose | None


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a choice, and the record beside it."""

    chosen: str
    consequence: tuple[str, ...]
    feedback: tuple[str, ...]
    record: Prose | None
    no_record: bool


def shown(story: Story, state: State, language: str) -> Shown | None:
    """Where the play stands; None where the draft has no such scene."""
    here = story.scene(state.scene)
    if here is None:
        return None
    view = play.scene(story, state)
    return Shown(
        here.slug,
        here.title.in_(language) or here.slug,
        here.when,
        tuple(_paragraphs((view.text, *view.texts), language)),
        _prose(here, "know", here.know, language),
        tuple(_way(choice, state, language) for choice in here.choices),
        here.ending,
        _prose(here, "debrief", here.debrief, language),
    )


def taken(story: Story, state: State, slug: str) -> State | None:
    """The state after a choice; None where it is not open in this state or does not exist."""
    try:
        return play.choose(story, state, slug)
    except play.NotOffered:
        return None


def told(story: Story, state: State, slug: str, language: str) -> Told | None:
    """What the player is told after taking a choice in this state."""
    here = story.scene(state.scene)
    choice = here.choice(slug) if here else None
    if here is None or choice is None:
        return None
    return Told(
        choice.text.in_(language) or choice.slug,
        tuple(_paragraphs([choice.consequence], language)),
        tuple(_paragraphs([choice.feedback], language)),
        _prose(here, "record", here.record, language),
        here.no_record,
    )


def gauges(story: Story, state: State, language: str, before: State | None = None) -> list[Gauge]:
    """All counters as they stand."""
    return [
        Gauge(
            one.name.in_(language) or one.slug,
            one.says.in_(language),
            one.level(state.counter(one.slug)).in_(language),
            state.counter(one.slug),
            one.least,
            one.most,
            before.counter(one.slug) if before else None,
        )
        for one in story.counters
    ]


def flags_up(story: Story, state: State, language: str) -> list[str]:
    """What is so, in the words of the story."""
    return [one.says.in_(language) or one.slug for one in story.flags if state.is_set(one.slug)]


def _way(choice: Choice, state: State, language: str) -> Way:
    opens: Expression = choice.opens
    return Way(
        choice.slug,
        choice.text.in_(language) or choice.slug,
        choice.condition,
        choice.effects,
        choice.leads_to,
        opens.holds(state),
    )


def _paragraphs(texts: Iterable[Text], language: str) -> Iterable[str]:
    for text in texts:
        yield from (one.strip() for one in text.in_(language).split("\n\n") if one.strip())


def _prose(scene: Scene, block: str, text: Text, language: str) -> Prose | None:
    return site().render(text, language, name=f"preview-{block}-{scene.slug}") if text else None
