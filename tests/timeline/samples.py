"""Events as hypothesis draws them and as tests name them, for what is written out and read in."""

from typing import Any

from hypothesis import strategies as st

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.moves import Move
from sahelapp.timeline.values import EventValue, Position, When

SLUGS = st.sampled_from(["a", "salt-road", "le-monde-2022", "0", "gao"])
# All that people type and paste: formulas, quotation marks, separators, line ends, accents, what no keyboard has.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["=1+1", "'=1+1", "''@x", "'Tis", "-5 °C", "+223", "\tx", "a;b", 'say "no"', "l'été ;\n« déjà »\r\nœuvre", " x "]
)
TEXTS = st.builds(Text, WORDS, WORDS)
DATES = st.dates().flatmap(
    lambda day: st.sampled_from(
        [Partial(day.year), Partial(day.year, day.month), Partial(day.year, day.month, day.day)]
    )
)
LISTS = st.lists(SLUGS, max_size=3, unique=True).map(tuple)
MOVES = st.builds(
    *(
        Move,
        SLUGS,
        st.just("e"),
        st.sampled_from(["paris", "bamako"]),
        st.just("other"),
        st.just("recall"),
        TEXTS,
        DATES,
    ),
    made_latest=st.none() | DATES,
    announced=st.none() | DATES,
    effective=st.none() | DATES,
    movers=TEXTS,
    confidential=st.booleans(),
    size=st.none() | st.integers(1, 99),
    reasons=TEXTS,
    notes=TEXTS,
    reply_to=st.just("") | SLUGS,
    reply_source=st.just("") | SLUGS,
    sources=LISTS,
    row=st.sampled_from(["", "15r"]),
)
EVENTS = st.builds(
    EventValue,
    slug=SLUGS,
    when=st.builds(When, DATES, st.none() | DATES, st.booleans()).filter(lambda when: when.last >= when.earliest),
    titles=TEXTS,
    summaries=TEXTS,
    confidence=st.sampled_from(["high", "low"]),
    themes=LISTS,
    actors=LISTS,
    place=st.none() | SLUGS,
    sources=LISTS,
    disputes=TEXTS,
    positions=st.lists(st.builds(Position, st.just("paris"), TEXTS, TEXTS, LISTS), max_size=2).map(tuple),
    kind_of_date=st.sampled_from(["", "announced"]),
    laters=TEXTS,
    moves=st.lists(MOVES, max_size=2).map(tuple),
)


def event(slug: str = "fair", start: str = "2022-01-31", end: str | None = None, **fields: Any) -> EventValue:
    about = fields.pop("about", False)
    said = {"titles": Text("The fair", "La foire"), "summaries": Text("It opens.", "Elle ouvre."), "confidence": "high"}
    return EventValue(slug, When.read(start, end, about=about), **(said | fields))
