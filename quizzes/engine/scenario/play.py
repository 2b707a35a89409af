"""Playing: a story and a state in, a new state out. Nothing is changed, so undo is playing all but the last again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizzes.engine.dice import seeded
from quizzes.engine.scenario.expression import Expression, Put, Step, Turn, unmet
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Choice, Scene, Story
from quizzes.engine.text import Text

_MOVES = 1 << 20  # more than anybody makes: the dice of one seed and move are those of no other


class NotOffered(LookupError):
    """Our own mistake: a choice was played that the scene does not offer in this state. Ask `scene` first."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as the player meets it: neither its consequence nor its effects, but for what the author shows.

    `unmet` are the conditions that do not hold; `shows` by how much each counter the author names would change.
    """

    slug: str
    text: Text
    unmet: tuple[Expression, ...] = ()
    shows: tuple[tuple[str, int], ...] = ()

    @property
    def is_available(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.unmet


@dataclass(frozen=True, slots=True)
class View:
    """A scene as the player meets it: nothing that comes after the choice is in here.

    `texts` are those paragraphs after `text` whose condition holds; `ending` is the kind of an ending, else empty.
    """

    slug: str
    title: Text
    text: Text
    when: str
    ending: str
    options: tuple[Option, ...]
    texts: tuple[Text, ...] = ()
    know: Text = Text()

    @property
    def is_ending(self) -> bool:
        """Whether the play is over."""
        return bool(self.ending)

    def option(self, slug: str) -> Option | None:
        """The option of that name, available or not."""
        return next((option for option in self.options if option.slug == slug), None)


def begin(story: Story, seed: int) -> State:
    """The state before the first choice."""
    return State(story.begins, tuple((counter.slug, counter.start) for counter in story.counters), seed)


def scene(story: Story, state: State) -> View:
    """What the player sees in this state."""
    here = _here(story, state)
    options = tuple(
        Option(choice.slug, choice.text, unmet(choice.opens, state), _shown(story, state, choice))
        for choice in here.choices
    )
    texts = tuple(passage.text for passage in here.texts if passage.holds.holds(state))
    return View(here.slug, here.title, here.text, here.when, here.ending, options, texts, here.know)


def choose(story: Story, state: State, slug: str) -> State:
    """The state after taking the choice `slug`. Where chance decides, seed and number of the move say how.

    So taking a choice back and taking it again comes to the same.
    """
    choice = _offered(story, state, slug)
    return _after(story, state, choice, _drawn(choice, state) if choice.chances else choice.goto)


def outcomes(story: Story, state: State, slug: str) -> tuple[State, ...]:
    """All states that may follow the choice `slug`: one, or one for each scene that chance may lead to."""
    choice = _offered(story, state, slug)
    return tuple(_after(story, state, choice, to) for to in choice.leads_to)


def replay(story: Story, seed: int, choices: Iterable[str]) -> State:
    """The state to which a history of choices leads."""
    state = begin(story, seed)
    for slug in choices:
        state = choose(story, state, slug)
    return state


def undo(story: Story, state: State) -> State:
    """The state before the last choice: all but that one, played again."""
    if not state.path:
        raise NotOffered("undo")
    return replay(story, state.seed, [choice for _, choice in state.path[:-1]])


def available(story: Story, state: State) -> Iterator[Choice]:
    """The choices that can be taken here."""
    return (choice for choice in _here(story, state).choices if choice.opens.holds(state))


def overshooting(story: Story, state: State, choice: Choice) -> Iterator[tuple[str, int]]:
    """Where the effects of a choice would carry counters out of their range: each with the number it is kept from."""
    numbers = dict(state.counters)
    for effect in choice.does:
        if not isinstance(effect, Turn) and (counter := story.counter(effect.counter)):
            wanted = _wanted(effect, numbers)
            numbers[counter.slug] = counter.clamp(wanted)
            if wanted != numbers[counter.slug]:
                yield counter.slug, wanted


def _here(story: Story, state: State) -> Scene:
    here = story.scene(state.scene)
    if here is None:
        raise NotOffered(state.scene)
    return here


def _offered(story: Story, state: State, slug: str) -> Choice:
    choice = _here(story, state).choice(slug)
    if choice is None or not choice.opens.holds(state):
        raise NotOffered(slug)
    return choice


def _drawn(choice: Choice, state: State) -> str:
    at = seeded(state.seed * _MOVES + len(state.path)).random() * sum(chance.weight for chance in choice.chances)
    for chance in choice.chances:
        at -= chance.weight
        if at < 0:
            return chance.to
    return choice.chances[-1].to


def _after(story: Story, state: State, choice: Choice, to: str) -> State:
    counters, flags = _moved(story, state, choice)
    path = (*state.path, (state.scene, choice.slug))
    return State(to, counters, state.seed, path, flags, state.draws + bool(choice.chances))


def _moved(story: Story, state: State, choice: Choice) -> tuple[tuple[tuple[str, int], ...], frozenset[str]]:
    """Counters and flags after a choice; each effect is kept in range before the next one counts."""
    numbers, flags = dict(state.counters), set(state.flags)
    for effect in choice.does:
        if isinstance(effect, Turn):
            (flags.add if effect.up else flags.discard)(effect.flag)
        elif counter := story.counter(effect.counter):
            numbers[counter.slug] = counter.clamp(_wanted(effect, numbers))
    return tuple((counter.slug, numbers.get(counter.slug, 0)) for counter in story.counters), frozenset(flags)


def _wanted(effect: Step | Put, numbers: dict[str, int]) -> int:
    return effect.to if isinstance(effect, Put) else numbers.get(effect.counter, 0) + effect.by


def _shown(story: Story, state: State, choice: Choice) -> tuple[tuple[str, int], ...]:
    if not choice.shows:
        return ()
    after = dict(_moved(story, state, choice)[0])
    return tuple((slug, after.get(slug, 0) - state.counter(slug)) for slug in choice.shows)
