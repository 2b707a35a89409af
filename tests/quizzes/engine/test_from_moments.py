"""Questions made from dated events: never about what may overlap, always the same for a seed."""

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import from_moments
from quizzes.engine.dice import seeded
from quizzes.engine.from_moments import Moment
from quizzes.engine.kinds.numerical import Numerical
from quizzes.engine.kinds.ordering import Ordering
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.question import Question
from quizzes.engine.text import LANGUAGES, Text


def moment(name: str, earliest: date, days: int = 0, **fields) -> Moment:
    """A moment of which it is known to the day, or within some days, when it was."""
    said = {"text": Text(f"Event {name}", f"Événement {name}"), "sources": (f"source-{name}",), **fields}
    return Moment(name, earliest=earliest, latest=earliest + timedelta(days=days), **said)


DAYS = st.dates(date(1960, 1, 1), date(1963, 12, 31))
SPANS = st.tuples(DAYS, st.sampled_from([0, 0, 30, 364]))
SELECTIONS = st.lists(SPANS, max_size=12).map(
    lambda spans: [moment(f"e{number}", *span) for number, span in enumerate(spans)]
)
SEEDS = st.integers(0, 2**32)
FAIR, RAIN = moment("fair", date(1962, 1, 20)), moment("rain", date(1962, 2, 1))
CARAVAN = [FAIR, RAIN, moment("well", date(1964, 5, 3)), moment("toll", date(1967, 8, 9))]
TWO_YEARS = moment("long", date(1962, 6, 1), 400)


def asked(question: Question, moments: list[Moment]) -> list[Moment]:
    """The moments that a question is about, as its explanation lists them."""
    return [one for line in question.explanation.en.splitlines() for one in moments if f"[@source-{one.id}]" in line]


@given(moments=SELECTIONS, seed=SEEDS)
def test_no_two_moments_of_a_question_could_overlap(moments, seed):
    for question in from_moments.make(moments, seeded(seed), 6):
        for one, other in combinations(asked(question, moments), 2):
            assert one.latest < other.earliest or other.latest < one.earliest


@given(moments=SELECTIONS, seed=SEEDS)
def test_every_question_is_whole_and_its_key_gets_full_marks(moments, seed):
    questions = from_moments.make(moments, seeded(seed), 6)
    assert len({question.slug for question in questions}) == len(questions) <= 6
    for question in questions:
        assert question.problems() == []
        assert question.body.grade(question.body.key_response()).part == 1
        assert not question.stem.missing()
        assert all("[@source-" in line for lang in LANGUAGES for line in question.explanation.raw(lang).splitlines())


@given(moments=SELECTIONS, seed=SEEDS)
def test_the_key_is_what_the_dates_say(moments, seed):
    for question in from_moments.make(moments, seeded(seed), 6):
        first_to_last = [one.text for one in asked(question, moments)]
        assert first_to_last == [one.text for one in sorted(asked(question, moments), key=lambda one: one.earliest)]
        if isinstance(question.body, Ordering):
            assert [item.text for item in question.body.items] == first_to_last
        elif isinstance(question.body, SingleChoice):
            at = 0 if "first" in question.stem.en else 1
            assert question.body.summarise(question.body.key_response()) == first_to_last[at]


@given(moments=SELECTIONS, seed=SEEDS)
def test_the_same_seed_makes_the_same_questions(moments, seed):
    assert from_moments.make(moments, seeded(seed)) == from_moments.make(moments, seeded(seed))


@given(moments=SELECTIONS, seed=SEEDS)
def test_an_order_is_found_wherever_there_is_one(moments, seed):
    possible = any(
        all(one.is_apart_from(other) for one, other in combinations(some, 2)) for some in combinations(moments, 4)
    )
    assert (from_moments.order(moments, seeded(seed)) is not None) == possible


def test_a_selection_gives_questions_of_all_sorts_and_seeds_give_variety():
    rng = random.Random(1)
    many = [moment(f"e{n}", date(1960, 1, 1) + timedelta(days=rng.randrange(20_000))) for n in range(40)]
    made = [from_moments.make(many, seeded(seed)) for seed in range(20)]
    assert all({type(question.body) for question in five} == {Ordering, SingleChoice, Numerical} for five in made)
    assert len({question.slug for five in made for question in five}) > 70
    assert {question.stem.en[-6:] for five in made for question in five} >= {"first?", " last?"}


def test_a_small_selection_gives_what_there_is_and_no_question_twice():
    questions = from_moments.make([FAIR, RAIN], seeded(3), 10)
    assert sorted(question.slug.split("-")[0] for question in questions) == ["first", "year", "year"]
    assert from_moments.make([], seeded(3)) == ()


@pytest.mark.parametrize(
    "moments",
    [
        [],
        [FAIR],
        [FAIR, moment("same-day", FAIR.latest)],
        [FAIR, moment("same-year", date(1962, 1, 1), 364)],
        [FAIR, moment("bare", date(1990, 1, 1), sources=())],
        [FAIR, moment("english", date(1990, 1, 1), text=Text("Only in English"))],
    ],
    ids=["nothing", "one alone", "the same day", "overlapping", "nobody says so", "in one language"],
)
def test_nobody_is_asked_what_cannot_be_known(moments):
    assert from_moments.before_or_after(moments, seeded(1)) is None
    assert from_moments.order(moments, seeded(1), 2) is None


def test_no_year_is_asked_where_two_are_possible_or_the_words_tell_it():
    told = moment("told", date(1962, 1, 1), text=Text("The fair of 1962", "La foire de 1962"))
    assert from_moments.year([TWO_YEARS, told], seeded(1)) is None
    assert from_moments.year([TWO_YEARS, told, FAIR], seeded(1)) is not None


def test_a_year_off_by_one_counts_half():
    body = from_moments.year([FAIR], seeded(1)).body
    grades = [str(body.grade(body.read(body.write(body.key_response() + off))).part) for off in (-2, -1, 0, 1, 2)]
    assert grades == ["0", "1/2", "1", "1/2", "0"]


def test_the_distance_is_told_with_each_item_in_days_or_months():
    items = from_moments.order(CARAVAN, seeded(5)).body.items
    assert [item.feedback.en for item in items] == [
        "",
        "12 days after the one before.",
        "27 months after the one before.",
        "39 months after the one before.",
    ]
    assert items[1].feedback.fr == "12 jours après le précédent."


def test_both_options_say_how_far_apart_they_are():
    options = from_moments.before_or_after([FAIR, RAIN], seeded(2)).body.options
    assert {option.feedback for option in options} == {
        Text("It came 12 days earlier.", "C'était 12 jours plus tôt."),
        Text("It came 12 days later.", "C'était 12 jours plus tard."),
    }


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (moment("vague", date(1962, 2, 1), 27), "at least 12 days"),
        (moment("vague", date(1962, 6, 15), 15), "at least 4 months"),  # 4 months and 26 days: never rounded up
        (moment("vague", date(1963, 1, 1), 364), "at least 11 months"),
    ],
)
def test_where_a_day_is_not_known_the_least_distance_is_told(later, words):
    feedback = from_moments.order([FAIR, later], seeded(1), 2).body.items[1].feedback
    assert feedback.en == f"{words.capitalize()} after the one before."
    assert feedback.fr.startswith("Au moins ")


def test_the_explanation_lists_the_events_with_dates_and_sources():
    dated = moment(
        "fair",
        date(1962, 1, 20),
        text=Text("The *great* fair", "La *grande* foire"),
        when=Text("20 January 1962", "20 janvier 1962"),
        sources=("afp", "rfi"),
    )
    question = from_moments.year([dated], seeded(1))
    assert question.explanation == Text(
        "- 20 January 1962: The \\*great\\* fair [@afp; @rfi]",
        "- 20 janvier 1962 : La \\*grande\\* foire [@afp; @rfi]",
    )
    assert question.stem.fr == "En quelle année cela a-t-il eu lieu, ou commencé : « La \\*grande\\* foire » ?"


@pytest.mark.parametrize("seed", range(8))
def test_no_slug_tells_an_event_or_its_place(seed):
    question = from_moments.order(CARAVAN, seeded(seed))
    assert sorted(question.body.shuffles()) == ["event-1", "event-2", "event-3", "event-4"]
    assert not any(one.id in question.slug for one in CARAVAN)
    assert len(question.slug) <= 80


def test_the_names_of_the_items_follow_no_order():
    drawn = {from_moments.order(CARAVAN, seeded(seed)).body.shuffles() for seed in range(60)}
    assert len(drawn) > 12
