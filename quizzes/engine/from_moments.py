"""Questions made from dated events: put them in order, before or after, in which year.

No two moments of one question may overlap: where the dates leave open which came first, nobody is asked.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, pairwise

from quizzes.engine import durations
from quizzes.engine.dice import Dice, shuffled
from quizzes.engine.kinds.numerical import Numerical
from quizzes.engine.kinds.ordering import Item, Ordering
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.options import Option
from quizzes.engine.question import Kind, Question
from quizzes.engine.text import LANGUAGES, Text

PATIENCE = 60  # draws in a row that bring nothing new, before a selection counts as exhausted
_MARKS = re.compile(r"([\\`*_\[\]<>@])")  # that Markdown or a citation would take for its own
_IN_ORDER = Text(
    "Put these events in order, the earliest first.", "Classez ces événements du plus ancien au plus récent."
)
_FIRST = Text("Which of these two events came first?", "Lequel de ces deux événements a eu lieu en premier ?")
_LAST = Text("Which of these two events came last?", "Lequel de ces deux événements a eu lieu en dernier ?")
_YEAR = Text(
    'In which year did this happen, or begin: "%s"?', "En quelle année cela a-t-il eu lieu, ou commencé : « %s » ?"
)
_AFTER = Text("%s after the one before.", "%s après le précédent.")
_EARLIER = Text("It came %s earlier.", "C'était %s plus tôt.")
_LATER = Text("It came %s later.", "C'était %s plus tard.")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, or began, on a day between `earliest` and `latest`; `when` is its date in words."""

    id: str
    text: Text
    earliest: date
    latest: date
    when: Text = Text()
    sources: tuple[str, ...] = ()

    @property
    def is_dated_to_the_day(self) -> bool:
        return self.earliest == self.latest

    @property
    def may_be_asked(self) -> bool:
        """Only what is said in both languages, and by somebody."""
        return bool(self.sources and self.text.en and self.text.fr)

    def is_apart_from(self, other: "Moment") -> bool:
        """Whether one was certainly over before the other could be."""
        return self.latest < other.earliest or other.latest < self.earliest


def make(moments: Sequence[Moment], dice: Dice, count: int = 5) -> tuple[Question, ...]:
    """Up to `count` questions of all three sorts, no two of them about the same moments in the same way."""
    made: dict[str, Question] = {}
    makers, fruitless = cycle(shuffled((_in_order, before_or_after, year), dice)), 0
    while len(made) < count and fruitless < PATIENCE:
        question = next(makers)(moments, dice)
        is_new = question is not None and question.slug not in made
        fruitless = 0 if is_new else fruitless + 1
        if question is not None:
            made.setdefault(question.slug, question)
    return tuple(made.values())


def order(moments: Sequence[Moment], dice: Dice, count: int = 4) -> Question | None:
    """Several events to put in order; None where there are not `count` that cannot overlap."""
    right = _apart(moments, dice, count)
    if not right:
        return None
    names = _names(right, dice)
    after = (Text(), *(_capital(_told(_AFTER, _distance(*pair))) for pair in pairwise(right)))
    items = [Item(names[moment], moment.text, says) for moment, says in zip(right, after, strict=True)]
    return _question("order", right, _IN_ORDER, Ordering(tuple(items)))


def before_or_after(moments: Sequence[Moment], dice: Dice) -> Question | None:
    """Which of two came first, or last; None where all overlap."""
    pair = _apart(moments, dice, 2)
    if not pair:
        return None
    distance, names = _distance(*pair), _names(pair, dice)
    asks_first = dice.random() < 0.5
    right = pair[0] if asks_first else pair[1]
    says = dict(zip(pair, (_told(_EARLIER, distance), _told(_LATER, distance)), strict=True))
    options = [Option(names[moment], moment.text, moment is right, says[moment]) for moment in names]
    return _question("first", pair, _FIRST if asks_first else _LAST, SingleChoice(tuple(options)))


def year(moments: Sequence[Moment], dice: Dice) -> Question | None:
    """In which year something happened; None where no moment lies in one year that its own words do not tell."""
    within = [moment for moment in moments if moment.may_be_asked and _year_to_ask(moment)]
    if not within:
        return None
    moment = shuffled(within, dice)[0]
    return _question("year", (moment,), _told(_YEAR, _plain(moment.text)), _year_body(moment))


def _year_to_ask(moment: Moment) -> bool:
    year = str(moment.earliest.year)
    return moment.earliest.year == moment.latest.year and year not in moment.text.en + moment.text.fr


def _year_body(moment: Moment) -> Numerical:
    key = moment.earliest.year
    bounds = {"earliest": moment.earliest.isoformat(), "latest": moment.latest.isoformat()}
    also = [{"key": str(near), "weight": "1/2"} for near in (key - 1, key + 1)]
    return Numerical.from_value({"key": str(key), "year": True, "also": also, "moment": bounds})


def _in_order(moments: Sequence[Moment], dice: Dice) -> Question | None:
    """Three will do where four are not to be had."""
    return order(moments, dice) or order(moments, dice, 3)


def _apart(moments: Sequence[Moment], dice: Dice, count: int) -> tuple[Moment, ...]:
    """A draw of so many moments, no two of which can overlap, the earliest first; empty where there are none such.

    Taking moments as they are drawn may end too soon; taking always the one that is over first finds the most there
    can be (interval scheduling).
    """
    drawn = shuffled([moment for moment in moments if moment.may_be_asked], dice)
    found = _taken(drawn, count)
    if len(found) < count:
        found = shuffled(_taken(sorted(drawn, key=lambda moment: moment.latest), len(drawn)), dice)[:count]
    return tuple(sorted(found, key=lambda moment: moment.earliest)) if len(found) == count else ()


def _taken(moments: Iterable[Moment], most: int) -> tuple[Moment, ...]:
    """Each that is apart from all taken before it, up to `most`."""
    taken: list[Moment] = []
    for moment in moments:
        if len(taken) < most and all(moment.is_apart_from(other) for other in taken):
            taken.append(moment)
    return tuple(taken)


def _names(moments: Sequence[Moment], dice: Dice) -> dict[Moment, str]:
    """Slugs in a drawn order: an id holds a year often enough, and a number that follows the order gives it away."""
    return {moment: f"event-{number}" for number, moment in enumerate(shuffled(moments, dice), 1)}


def _question(sort: str, moments: Sequence[Moment], stem: Text, body: Kind) -> Question:
    ids = hashlib.sha256("|".join(moment.id for moment in moments).encode()).hexdigest()
    explanation = Text(*("\n".join(_line(moment, language) for moment in moments) for language in LANGUAGES))
    return Question(f"{sort}-{ids[:16]}", stem, body, explanation)


def _line(moment: Moment, language: str) -> str:
    """A list item of Markdown: when, what, and who says so."""
    colon = " : " if language == "fr" else ": "
    words = colon.join(filter(None, (moment.when.raw(language), _plain(moment.text).raw(language))))
    return f"- {words} [{'; '.join(f'@{source}' for source in moment.sources)}]"


def _plain(text: Text) -> Text:
    """Words that Markdown leaves as they are."""
    return Text(*(_MARKS.sub(r"\\\1", text.raw(language)) for language in LANGUAGES))


def _distance(earlier: Moment, later: Moment) -> Text:
    """The time between two moments: `12 days`, or `at least 12 days` where a day is not known."""
    if earlier.is_dated_to_the_day and later.is_dated_to_the_day:
        return durations.in_words(earlier.latest, later.earliest)
    least = _whole(earlier.latest, later.earliest)
    return Text(f"at least {least.en}", f"au moins {least.fr}")


def _whole(earlier: date, later: date) -> Text:
    """As `durations.in_words`, except that months are never rounded up: "at least" must stay true."""
    if durations.days_apart(earlier, later) < durations.FEW_DAYS:
        return durations.in_words(earlier, later)
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    return Text(f"{max(months, 2)} months", f"{max(months, 2)} mois")


def _told(sentence: Text, words: Text) -> Text:
    return Text(sentence.en % words.en, sentence.fr % words.fr)


def _capital(text: Text) -> Text:
    return Text(text.en[:1].upper() + text.en[1:], text.fr[:1].upper() + text.fr[1:])
