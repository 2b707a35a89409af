"""The laboratory's pages: they follow from their address, refuse what makes no game, and store nothing."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sahelapp.lab.steps import STEPS

pytestmark = pytest.mark.django_db
STEP_PAGES = [f"steps/{step.slug}/" for step in STEPS]
PAGES = ["", "play/", "match/", "tournament/", *STEP_PAGES]
NOISY = "match/?a=tit-for-tat&b=tit-for-tat&rounds=60&misreads=5&seed=3"


def read(visitor, path: str, status: int = 200, language: str = "en") -> str:
    answer = visitor.get(f"/{language}/lab/{path}")
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages_without_inline_style_or_script(visitor, path, language) -> None:
    text = read(visitor, path, language=language)
    assert " style=" not in text
    assert "<style" not in text
    assert "<script" not in text
    assert len(re.findall("<h1[ >]", text)) == 1


@pytest.mark.parametrize("path", [*PAGES, NOISY])
def test_a_page_may_be_cached_sets_no_cookie_and_writes_nothing(visitor, path) -> None:
    with CaptureQueriesContext(connection) as seen:
        answer = visitor.get(f"/en/lab/{path}")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert [query["sql"] for query in seen if not query["sql"].startswith("SELECT")] == []
    assert len(seen) <= (4 if path.startswith(("match", "tournament", "steps/record")) else 1)


@pytest.mark.parametrize("path", [*PAGES, "play/new/"])
def test_nothing_is_posted_here(visitor, path) -> None:
    assert visitor.post(f"/en/lab/{path}").status_code == 405


@pytest.mark.parametrize("path", [NOISY, "tournament/?misreads=5&seed=8"])
def test_the_same_address_brings_the_same_page_back(visitor, path) -> None:
    first = read(visitor, path)
    cache.clear()
    assert read(visitor, path) == first
    assert read(visitor, path.replace("seed=", "seed=9")) != first


def test_the_steps_lead_through_all_six_and_back_home(visitor) -> None:
    path, seen = STEP_PAGES[0], []
    while path:
        seen.append(path)
        text = read(visitor, path)
        assert f"Step {len(seen)} of 6" in text
        path = re.search(r'class="next" href="/en/lab/([^"]*)"', text)[1]
    assert seen == STEP_PAGES
    read(visitor, "steps/seventh/", status=404)


def test_step_one_answers_the_move_one_tries(visitor) -> None:
    assert "You defect. If the other cooperates, you get 5 points and it gets 0." in read(
        visitor, f"{STEP_PAGES[0]}?move=d"
    )
    assert "You cooperate. If the other cooperates too, you get 3" in read(visitor, f"{STEP_PAGES[0]}?move=c")
    assert 'id="answer"' not in read(visitor, f"{STEP_PAGES[0]}?move=x")


def test_the_tournaments_of_step_three_lead_to_the_tournament_they_tell_of(visitor) -> None:
    text = read(visitor, "steps/tournament/")
    links = re.findall(r'<th scope="row"><a href="/en/lab/([^"]+)">.*?</th><td>([^,]+), ([\d.]+)</td>', text)
    assert len(links) == 5
    for address, name, points in links:
        page = read(visitor, address.replace("&amp;", "&"))
        assert f"First: {name}</h2>" in page
        assert points in page


def test_a_feud_is_told_in_words_and_drawn(visitor) -> None:
    text = read(visitor, NOISY)
    assert "Echo feud, rounds 5 to 13: the two defect in turns. Just before, A misread a move." in text
    assert 'class="spell" data-kind="echo"' in text
    assert 'class="rings"' in text
    assert "No echo feud" in read(visitor, "match/?misreads=0")


def test_a_match_shows_every_round_and_the_total(visitor) -> None:
    text = read(visitor, "match/?a=suspicious-tit-for-tat&b=always-cooperate&rounds=3&misreads=0")
    rows = re.findall(r'<th scope="row" class="number">(\d+)</th>(.*?)</tr>', text)
    assert [number for number, _row in rows] == ["1", "2", "3"]
    assert re.findall(r">(\d+ : \d+)<", rows[-1][1]) == ["3 : 3", "11 : 6"]


def test_a_misread_move_is_marked_where_it_stands(visitor) -> None:
    rows = re.findall(r'<th scope="row" class="number">\d+</th><td>(.*?)</td><td>(.*?)</td>', read(visitor, NOISY))
    assert [number for number, (ours, theirs) in enumerate(rows, 1) if "misread" in theirs] == [4, 47, 59]
    assert "misread" in rows[12][0], "A's move of round 13, which B misread"


def test_numbers_are_written_as_the_language_writes_them(visitor) -> None:
    assert re.search(r">2\.\d\d<", read(visitor, "tournament/"))
    french = read(visitor, "tournament/", language="fr")
    assert re.search(r">2,\d\d<", french)
    assert re.search(r'<meter min="0" max="5" value="2\.\d\d\d"', french)


def test_losses_are_written_with_a_minus(visitor) -> None:
    text = read(visitor, "match/?a=always-cooperate&b=always-defect&rounds=2&misreads=0&s=-9")
    assert "\N{MINUS SIGN}18 : 10" in text


BAD = [
    ("match/?rounds=1000000000", "from 1 to 200", 'value="1000000000"'),
    ("match/?rounds=0", "from 1 to 200", 'value="0"'),
    ("match/?rounds=ten", "from 1 to 200", 'value="ten"'),
    ("match/?misreads=200", "from 0 to 50", 'value="200"'),
    ("match/?misreads=2.5", "from 0 to 50", 'value="2.5"'),
    ("match/?generosity=101", "from 0 to 100", 'value="101"'),
    ("match/?seed=-1", "from 0 to 10000000000", 'value="-1"'),
    (f"match/?seed={'9' * 5000}", "from 0 to 10000000000", "9" * 5000),
    ("match/?t=3&r=5", "it needs T &gt; R &gt; P &gt; S", 'name="t" value="3"'),
    ("match/?t=9", "it needs 2 × R &gt; T + S", 'name="t" value="9"'),
    ("match/?t=1000", "from -99 to 99", 'value="1000"'),
    ("match/?a=nobody", "There is no such strategy here", "<option"),
    ("match/?a=%00", "There is no such strategy here", "<option"),
    ("tournament/?who=grim", "at least two strategies", 'value="grim"'),
    ("tournament/?hold=1", "at least two strategies", 'value="grim"'),
    ("tournament/?who=grim&who=nobody", "There is no such strategy here", 'value="grim"'),
    ("tournament/?repeats=21", "from 1 to 20", 'value="21"'),
    ("play/?misreads=51", "from 0 to 50", 'value="51"'),
    ("play/new/?misreads=51", "from 0 to 50", 'value="51"'),
    ("play/?r=0", "it needs T &gt; R &gt; P &gt; S", 'name="r" value="0"'),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("path", "says", "kept"), BAD, ids=[path[:40] for path, _says, _kept in BAD])
def test_what_makes_no_game_is_told_and_what_was_typed_is_kept(visitor, path, says, kept, language) -> None:
    text = read(visitor, path, status=422, language=language)
    assert kept in text
    assert 'role="alert"' in text
    assert 'id="result"' not in text
    assert language == "fr" or says in text


def test_the_fold_of_payoffs_is_open_when_something_is_wrong_in_it(visitor) -> None:
    assert '<details class="payoff-fold" open>' in read(visitor, "match/?t=3", status=422)
    assert '<details class="payoff-fold">' in read(visitor, "match/")


def test_a_tournament_keeps_to_who_was_ticked(visitor) -> None:
    text = read(visitor, "tournament/?hold=1&who=grim&who=always-defect&who=grim&repeats=1&rounds=10")
    assert "3 matches of 10 rounds. Seed 1." in text
    ranked = re.findall(r'<tr><td class="number">(\d+)</td><th scope="row">([^<]+)</th>', text)
    # Against each other 9 and 14, against their twins 30 and 10.
    assert ranked == [("1", "Grim trigger"), ("2", "Always defect")]


def test_a_number_of_a_tournament_leads_to_its_match(visitor) -> None:
    text = read(visitor, "tournament/?who=tit-for-tat&who=random&repeats=1&rounds=30&misreads=10&seed=5")
    address, points = re.search(
        r'href="/en/lab/(match/[^"]+)#result" aria-label="[Tt]it for tat against random: ([\d.]+)"', text
    ).groups()
    match = read(visitor, address.replace("&amp;", "&"))
    ours = int(re.search(r"<dt>points of A</dt><dd>(\d+)</dd>", match)[1])
    assert f"{ours / 30:.2f}" == points


# The record


def test_without_moves_the_record_says_so_and_nobody_can_choose_it(visitor) -> None:
    assert "No move is told yet." in read(visitor, "steps/record/")
    assert "record-paris" not in read(visitor, "match/")
    read(visitor, "match/?a=record-paris", status=422)


def test_the_record_is_drawn_told_and_can_be_played(visitor, publish_move) -> None:
    publish_move("2022-01-31", "bamako", "paris")
    publish_move("2022-04-17", "paris", "bamako")
    publish_move("2022-05-01", "other", "bamako")
    text = read(visitor, "steps/record/")
    assert "in how many of the 2 quarters" in text
    assert "1 recorded move by others or against others is missing" in text
    assert 'href="/en/timeline/exchange/#move-bamako-expulsion-2022-01-31">expulsion</a>' in text
    match = read(visitor, "match/?a=record-paris&b=record-bamako&rounds=2&misreads=0")
    assert "points of A</dt><dd>5<" in match
    assert "A, the coded record of Paris, against B, the coded record of Bamako" in match


def test_the_record_says_how_each_kind_of_move_is_coded(visitor, publish_move) -> None:
    publish_move("2022-01-31")
    text = read(visitor, "steps/record/")
    assert re.search(r"<dt>Easing: cooperation</dt><dd>release, resumption</dd>", text)
    assert re.search(r"<dt>Not counted[^<]*</dt><dd>statement, report, publication, coup, travel advice</dd>", text)
