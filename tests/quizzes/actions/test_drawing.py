"""What an attempt consists of: found, drawn and made, in an order that is drawn once."""

import json
import random
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions import attempts, drawing
from quizzes.engine.dice import seeded
from quizzes.engine.from_moments import Moment, make
from quizzes.engine.plan import Plan
from quizzes.engine.text import Text
from quizzes.models import Attempt, Question, Slot
from quizzes.site import site
from tests.quizzes.conftest import MONDAY, choice, mapping, text

pytestmark = pytest.mark.django_db

SECTION = {"section": {"title": text("A part")}}
PAGE = {"page": {"title": text("To read"), "text": text("Salt is heavy.")}}


def drawn_by(tag, count):
    return {"draw": {"tag": tag, "count": count, "mark": "2"}}


def tagged(slug, *tags):
    return choice(slug) | {"tags": list(tags)}


@pytest.fixture
def pool(publish):
    """Six questions about salt, of which the quizzes below draw."""
    publish(mapping("pool", questions=[tagged(f"salt-{n}", "salt") for n in range(6)]))


@pytest.fixture
def quiz(publish):
    def make(*entries, **fields):
        return publish(mapping("quiz", questions=list(entries), **fields))

    return make


def draw(version, seed=7, seen=None, now=MONDAY):
    return drawing.draw(version, seed=seed, now=now, seen=seen or {})


def slugs(drawn):
    return [slot.question_version.draft.slug for slot in drawn.slots]


def keys(*names):
    return {Question.objects.get(slug=name).pk for name in names}


@pytest.mark.usefixtures("pool")
def test_no_question_comes_twice_however_it_comes_in(quiz):
    version = quiz(drawn_by("salt", 3), tagged("fixed", "salt"), drawn_by("salt", 2), drawn_by("gold", 1))
    for seed in range(30):
        names = slugs(draw(version, seed))
        assert len(names) == len(set(names)) == 6
        assert names.count("fixed") == 1


@pytest.mark.usefixtures("pool")
def test_what_a_learner_never_met_is_drawn_first(quiz):
    version = quiz(drawn_by("salt", 3))
    seen = dict.fromkeys(keys("salt-0", "salt-1", "salt-2"), 1)
    for seed in range(20):
        assert set(slugs(draw(version, seed, seen))) == {"salt-3", "salt-4", "salt-5"}


@pytest.mark.usefixtures("pool")
def test_attempt_after_attempt_every_question_comes_before_any_comes_again(quiz, awa):
    version, met = quiz(drawn_by("salt", 2)), []
    for seed in range(3):
        attempt = attempts.start(awa, version, seed=seed, now=MONDAY).attempt
        met += [slot.question_version.draft.slug for slot in attempt.slots.all()]
        attempts.finish(attempt.pk, now=MONDAY)
    assert Counter(met) == Counter(f"salt-{n}" for n in range(6))


@pytest.mark.usefixtures("pool")
def test_what_others_met_does_not_matter(quiz, begin, fanta, awa):
    begin(fanta, quiz(drawn_by("salt", 6)))
    assert drawing.seen_by(awa) == {}
    assert set(drawing.seen_by(fanta).values()) == {1}


@pytest.mark.usefixtures("pool")
def test_the_same_seed_draws_the_same_and_another_another(quiz):
    version = quiz(drawn_by("salt", 4), shuffle_questions=True)

    def orders(seed):
        return [(slot.question_version.draft.slug, slot.order) for slot in draw(version, seed).slots]

    assert orders(3) == orders(3)
    assert len({json.dumps(orders(seed)) for seed in range(20)}) > 15


@pytest.mark.usefixtures("pool")
def test_a_draw_takes_what_there_is_where_there_are_fewer(quiz):
    assert len(draw(quiz(drawn_by("salt", 50))).slots) == 6


@pytest.mark.usefixtures("pool")
def test_what_was_withdrawn_or_is_not_live_yet_is_not_drawn(quiz):
    version = quiz(drawn_by("salt", 6))
    Question.objects.filter(slug="salt-0").update(withdrawn=True)
    assert "salt-0" not in slugs(draw(version))
    assert draw(version, now=MONDAY - timedelta(days=1)).slots == ()


@pytest.mark.usefixtures("pool")
def test_a_tag_is_taken_whole(quiz, publish):
    publish(mapping("other", questions=[tagged("bars", "saltbars", "rock-salt")]))
    assert "bars" not in slugs(draw(quiz(drawn_by("salt", 9))))


@pytest.mark.usefixtures("pool")
def test_the_mark_is_that_of_the_entry(quiz):
    assert [slot.mark for slot in draw(quiz(drawn_by("salt", 1), tagged("fixed"))).slots] == [2, 1]


def test_shuffles_stay_between_sections_and_pages(quiz):
    blocks = [["a1", "a2", "a3"], ["b1", "b2", "b3", "b4"], ["c1", "c2"]]
    first, second, third = ([tagged(slug) for slug in block] for block in blocks)
    version = quiz(*first, SECTION, *second, PAGE, *third, shuffle_questions=True)
    orders = set()
    for seed in range(30):
        names = slugs(draw(version, seed))
        assert [sorted(names[:3]), sorted(names[3:7]), sorted(names[7:])] == blocks
        orders.add(tuple(names))
    assert len(orders) > 20


def test_questions_keep_their_order_unless_the_author_shuffles_them(quiz):
    version = quiz(*[tagged(f"q{n}") for n in range(5)])
    assert {tuple(slugs(draw(version, seed))) for seed in range(9)} == {("q0", "q1", "q2", "q3", "q4")}


def test_options_keep_their_order_where_the_author_says_so(quiz):
    version = quiz(tagged("one"), shuffle_options=False)
    assert {tuple(draw(version, seed).slots[0].order) for seed in range(9)} == {("a", "b", "c", "d")}


@pytest.mark.usefixtures("pool")
def test_the_plan_says_where_sections_begin_and_pages_stand(quiz):
    version = quiz(PAGE, tagged("a"), SECTION, drawn_by("salt", 2), PAGE, PAGE, tagged("b"), SECTION, PAGE)
    drawn = draw(version)
    assert drawn.plan == Plan(4, "one", begins=((2, 3), (5, 8)), pages=((1, 1), (4, 5), (4, 6), (5, 9)))
    assert [(s.first, s.last, s.entry) for s in drawn.plan.sections()] == [(1, 1, 0), (2, 4, 3)]
    assert [drawn.plan.pages_before(position) for position in range(1, 6)] == [[1], [], [], [5, 6], [9]]
    assert [drawn.plan.section_of(position).number for position in range(1, 5)] == [1, 2, 2, 2]


def test_a_plan_is_written_and_read_as_it_was():
    dice = random.Random(1)
    for _ in range(50):
        length = dice.randint(0, 9)
        places = [tuple((dice.randint(1, length + 1), n) for n in range(dice.randint(0, 3))) for _ in range(2)]
        plan = Plan(length, dice.choice(["one", "sections"]), *places)
        assert Plan.read(json.loads(json.dumps(plan.write()))) == plan


@pytest.mark.parametrize("begins", [(), ((1, 1),), ((3, 2),), ((1, 1), (4, 5)), ((2, 1), (2, 2), (6, 3))])
def test_every_question_stands_in_exactly_one_section(begins):
    plan = Plan(6, begins=begins)
    covered = [position for s in plan.sections() for position in range(s.first, s.last + 1)]
    assert covered == [1, 2, 3, 4, 5, 6]
    assert [section.number for section in plan.sections()] == list(range(1, len(plan.sections()) + 1))


# Questions made for one attempt.


@pytest.fixture
def timeline(monkeypatch):
    """The site makes questions from six moments."""
    days = [MONDAY.date() + timedelta(days=40 * n) for n in range(6)]
    moments = [
        Moment(f"m{n}", Text(f"Day {n}", f"Jour {n}"), day, day, sources=("salt-book",)) for n, day in enumerate(days)
    ]
    monkeypatch.setattr(site(), "make_questions", lambda key, seed: make(moments, seeded(seed), 5), raising=False)


def made(count):
    return {"timeline": {"from": "theme=salt", "count": count, "mark": "1"}}


@pytest.mark.usefixtures("timeline")
def test_made_questions_are_frozen_into_the_attempt(quiz, awa, begin, monkeypatch):
    attempt = begin(awa, quiz(made(3)))

    def asked():
        slots = Slot.objects.in_full([Attempt.objects.get(pk=attempt.pk)])
        return [(slot.version.draft.slug, slot.version.value, slot.version.rendered) for slot in slots]

    before = asked()
    assert len(before) == 3
    monkeypatch.setattr(site(), "make_questions", lambda key, seed: (), raising=False)
    assert asked() == before
    assert not Question.objects.exists()


@pytest.mark.usefixtures("timeline")
def test_made_questions_never_come_twice_and_depend_on_the_seed_alone(quiz):
    version = quiz(made(4), SECTION, made(4))
    seen = set()
    for seed in range(15):
        names = [slot.frozen["slug"] for slot in draw(version, seed).slots]
        assert len(names) == len(set(names))
        assert names == [slot.frozen["slug"] for slot in draw(version, seed).slots]
        seen.add(tuple(names))
    assert len(seen) > 10


@pytest.mark.usefixtures("timeline")
def test_a_made_question_is_answered_and_counted_like_any_other(quiz, awa, begin):

    attempt = begin(awa, quiz(made(2)))
    for slot in Slot.objects.in_full([attempt]):
        body = slot.to_engine()
        sent = body.write(body.key_response())
        attempts.submit(Slot.objects.filter(pk=slot.pk), sent, sent_as=uuid4(), seen=0, now=MONDAY)
    assert attempts.finish(attempt.pk, now=MONDAY).score == 2
