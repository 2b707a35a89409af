"""Small stories: parts to build one from by hand, and strategies that make them up."""

from hypothesis import strategies as st

from quizzes.engine.scenario.play import available, begin, choose
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Chance, Choice, Counter, Flag, Passage, Scene, Story
from quizzes.engine.text import Text

SLUGS = ("a", "b", "c", "d")


def both(words: str) -> Text:
    return Text(words, words)


def choice(slug: str, goto: str = "", **more) -> Choice:
    return Choice(slug, both(slug), both(f"{slug} happened"), goto, **more)


def a_scene(slug: str, *choices: Choice, **more) -> Scene:
    return Scene(slug, both(slug), both(f"in {slug}"), record=both("It was decided."), choices=choices, **more)


def an_ending(slug: str, **more) -> Scene:
    return Scene(slug, both(slug), both("The end"), ending="quiet", debrief=both("Think"), **more)


TRUST = Counter("trust", both("Trust"), start=2, least=0, most=3, says=both("What the others believe"))
EXPELLED = Flag("expelled", both("The ambassador has been told to leave"))

atoms = st.one_of(
    st.builds("trust {} {}".format, st.sampled_from([">=", "<=", ">", "<", "=", "!="]), st.integers(-1, 4)),
    st.sampled_from(["expelled", "seen(a)", "seen(b)", "chose(go-1)", "true"]),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
    ),
    max_leaves=3,
)
effects = st.lists(
    st.one_of(
        st.builds("trust {:+d}".format, st.integers(-2, 2)),
        st.builds("trust = {}".format, st.integers(0, 3)),
        st.sampled_from(["expelled", "not expelled"]),
    ),
    max_size=2,
).map("; ".join)


@st.composite
def _choices(draw, number: int) -> Choice:
    goto = draw(st.sampled_from(SLUGS))
    chances = (
        tuple(Chance(to, draw(st.integers(1, 3))) for to in (goto, draw(st.sampled_from(SLUGS))))
        if draw(st.integers(0, 3)) == 0
        else ()
    )
    return choice(
        f"go-{number}",
        "" if chances else goto,
        chances=chances,
        condition=draw(st.just("") | conditions),
        effects=draw(effects),
        shows=draw(st.sampled_from([(), ("trust",)])),
    )


@st.composite
def stories(draw) -> Story:
    """Four scenes or endings of at least one choice each; in form, but whether a play can end is left to chance."""

    def one(slug: str) -> Scene:
        if draw(st.booleans()):
            return an_ending(slug)
        texts = tuple(Passage(words, both(words)) for words in draw(st.lists(conditions, max_size=1)))
        options = [draw(_choices(number)) for number in range(1, draw(st.integers(2, 4)))]
        return a_scene(slug, *options, texts=texts)

    scenes = tuple(one(slug) for slug in SLUGS)
    # `chose(go-1)` names a choice: some scene has to have it.
    return Story("a", (a_scene("a", choice("go-1", "b"), *scenes[0].choices[1:]), *scenes[1:]), (TRUST,), (EXPELLED,))


picks = st.lists(st.integers(0, 5), max_size=15)


def a_play(story: Story, numbers: list[int], seed: int = 0):
    """The states of one play that takes, of the available choices, the one each number points at."""
    state = begin(story, seed)
    yield state
    for number in numbers:
        slugs = [one.slug for one in available(story, state)]
        if not slugs:
            return
        state = choose(story, state, slugs[number % len(slugs)])
        yield state


def last(story: Story, numbers: list[int], seed: int = 0) -> State:
    *_, state = a_play(story, numbers, seed)
    return state
