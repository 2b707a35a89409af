"""What a reader asks of the timeline lives in the URL, and bad input never breaks it."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.filters import LONGEST_SEARCH, TimelineFilter
from sahelapp.timeline.layout import by_year
from sahelapp.timeline.values import EventValue, When

THEMES, ACTORS = ("russia", "economy"), ("mali", "france")


def event(slug: str = "e", start: str = "2022-01-31", end: str | None = None, **fields: object) -> EventValue:
    return EventValue(
        slug, When.read(start, end), Text("Mali expels the ambassador", "Expulsion"), Text(), "high", **fields
    )


def asked(**query: str) -> TimelineFilter:
    return TimelineFilter.from_query({k.rstrip("_"): v for k, v in query.items()}, themes=THEMES, actors=ACTORS)


def test_unknown_values_are_dropped_and_the_rest_holds() -> None:
    assert asked(theme="gold", actor="mali", from_="20x2") == TimelineFilter(actor="mali")


def test_years_given_the_wrong_way_round_are_turned() -> None:
    assert asked(from_="2025", to="2021") == TimelineFilter(since=Partial(2021), until=Partial(2025))


def test_an_event_belongs_to_every_year_it_lasted_in() -> None:
    blockade = event(start="2025-09-03", end="2026-01")
    assert asked(from_="2026").admits(blockade, "en")
    assert asked(to="2025").admits(blockade, "en")
    assert not asked(to="2024").admits(blockade, "en")


def test_every_word_must_occur_in_the_readers_language() -> None:
    assert asked(q="AMBASSADOR mali").admits(event(), "en")
    assert not asked(q="ambassador").admits(event(), "fr")


def test_nothing_asked_is_an_empty_address() -> None:
    assert (asked().to_query(), bool(asked())) == ("", False)


@given(st.dictionaries(st.sampled_from(["theme", "actor", "from", "to", "q", "x"]), st.text(max_size=300)))
def test_any_query_reads_and_its_canonical_form_reads_back_the_same(query: dict[str, str]) -> None:
    from urllib.parse import parse_qsl

    wanted = TimelineFilter.from_query(query, themes=THEMES, actors=ACTORS)
    assert len(wanted.words) <= LONGEST_SEARCH
    again = dict(parse_qsl(wanted.to_query(), errors="surrogatepass"))
    assert TimelineFilter.from_query(again, themes=THEMES, actors=ACTORS).to_query() == wanted.to_query()


@given(
    theme=st.sampled_from(["", *THEMES]),
    actor=st.sampled_from(["", *ACTORS]),
    place=st.sampled_from(["", "bamako"]),
    since=st.sampled_from(["", "2021", "2022-01", "2022-01-31", "2023"]),
    words=st.sampled_from(["", "ambassador", "EXPELS ambassador", "submarine"]),
)
def test_several_conditions_admit_what_each_of_them_admits(
    theme: str, actor: str, place: str, since: str, words: str
) -> None:
    events = [event("a", themes=("russia",), actors=("mali",), place="bamako"), event("b", "2021-05", actors=("mali",))]
    query = {"theme": theme, "actor": actor, "place": place, "from": since, "q": words}

    def found(asked: dict[str, str]) -> set[str]:
        wanted = TimelineFilter.from_query(asked, themes=THEMES, actors=ACTORS, places=["bamako"])
        return {one.slug for one in events if wanted.admits(one, "en")}

    alone = [found({name: value}) for name, value in query.items()]
    assert found(query) == set.intersection(*alone)


def test_words_are_found_whatever_their_accents() -> None:
    assert asked(q="évenement").admits(
        EventValue("e", When.read("2022", None), Text("Evénement"), Text(), "high"), "en"
    )


def test_the_list_is_grouped_and_a_year_alone_comes_before_its_months() -> None:
    years = by_year([event("b", "2025-09-17"), event("a", "2025"), event("c", "2025-09-03"), event("d", "2024-01")])
    assert [(year.number, [month.number for month in year.months]) for year in years] == [
        (2024, [1]),
        (2025, [None, 9]),
    ]
    assert [one.slug for one in years[1].months[1].events] == ["c", "b"]
