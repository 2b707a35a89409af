"""A move and what goes with it: why, what it costs, what bars the way, taking it back, and what others chose."""

import re
from uuid import uuid4

import pytest

from quizzes.actions import runs
from quizzes.engine.scenario.paths import FEWEST_TO_SHOW, shares
from quizzes.models import Move, Run
from tests.quizzes.caravan import MONDAY, choice, mapping, published, text
from tests.quizzes.views.test_scenario_run import address, read, send

pytestmark = pytest.mark.django_db

CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def story(*choices, **fields):
    """The caravan with a flag, with one more counter whose levels have names, and these choices in the camp."""
    plain = mapping()
    [camp, well, end], [gold] = plain["scenes"], plain["counters"]
    words = [{"from": 0, "name": text("dry")}, {"from": 2, "name": text("enough")}]
    water = {**gold, "slug": "water", "name": text("Water"), "words": words}
    shout = choice("shout", "camp", effects="warned; water +1")
    camp["choices"] = [*choices, *camp["choices"], shout]
    flags = [{"slug": "warned", "says": text("The riders were warned.")}]
    return {"scenes": [{**camp, **fields}, well, end], "counters": [gold, water], "flags": flags}


@pytest.fixture
def begin(awa):
    """A run of Awa's in a caravan with these choices."""

    def make(*choices, undo=True, **fields):
        version = published(undo=undo, **story(*choices, **fields))
        return runs.start(awa, version, token=uuid4(), seed=7, now=MONDAY)

    return make


def take_back(client, run, seen, sent_as=None, **extra):
    return client.post(address(run), {"choice_undo": "1", "seen": seen, "sent_as": sent_as or uuid4()}, **extra)


def button(page, slug):
    return re.search(rf'<button class="choice" name="choice" value="{slug}".*?</button>', page, re.DOTALL)[0]


def test_what_a_choice_costs_is_said_in_words_and_sign_where_the_author_says_so(begin, as_awa):
    dear = choice("buy", "camp", effects="gold -2; water +1", shows=["gold", "water"])
    silent = choice("rest", "camp", effects="water -1")
    page = read(as_awa, address(begin(dear, silent)))
    assert "Gold: falls by 2 (−2)" in button(page, "buy")
    assert "Water: rises by 1 (+1)" in button(page, "buy")
    assert "Water" not in button(page, "rest")


def test_what_a_choice_costs_stops_where_the_counter_stops(begin, as_awa):
    page = read(as_awa, address(begin(choice("all", "camp", effects="gold -9; water +0", shows=["gold", "water"]))))
    assert "Gold: falls by 2 (−2)" in button(page, "all")
    assert "Water: stays as it is (0)" in button(page, "all")


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("gold >= 4", "Needs “Gold” at 4 or more; it stands at 2."),
        ("gold > 3", "Needs “Gold” at 4 or more; it stands at 2."),
        ("gold < 2", "Needs “Gold” at 1 or less; it stands at 2."),
        ("not gold <= 3", "Needs “Gold” at 4 or more; it stands at 2."),
        ("gold = 4", "Needs “Gold” at exactly 4; it stands at 2."),
        ("gold != 2", "Needs “Gold” at anything but 2."),
        ("warned", "Needs that this is so: “The riders were warned.”"),
        ("warned or gold >= 4", "warned.” Or: Needs “Gold” at 4 or more; it stands at 2."),
        ("not (gold <= 3 or water <= 3)", "What happened before closes this way."),
        ("seen(canary-well)", "What happened before closes this way."),
        ("chose(wait)", "What happened before closes this way."),
        ("gold >= 1 and warned", "Needs that this is so: “The riders were warned.”"),
    ],
)
def test_what_bars_a_way_is_said_in_words(begin, as_awa, condition, reason):
    barred = button(read(as_awa, address(begin(choice("pass", "camp", **{"if": condition})))), "pass")
    assert "disabled" in barred
    assert reason in barred
    assert "canary-well" not in barred


def test_a_flag_that_is_up_and_bars_a_way_is_said(begin, as_awa):
    run = begin(choice("warn", "camp", effects="warned"), choice("surprise", "camp", **{"if": "not warned"}))
    assert "disabled" not in button(read(as_awa, address(run)), "surprise")
    send(as_awa, run, "warn")
    barred = button(read(as_awa, address(run)), "surprise")
    assert "Needs that this is not so: “The riders were warned.”" in barred


def test_a_way_that_is_barred_says_no_price(begin, as_awa):
    barred = choice("buy", "camp", **{"if": "warned", "effects": "gold -2", "shows": ["gold"]})
    page = read(as_awa, address(begin(barred)))
    assert "falls" not in button(page, "buy")


def test_a_gauge_says_the_authors_word_the_number_and_a_shape(begin, as_awa):
    page = read(as_awa, send(as_awa, begin(choice("spill", "camp", effects="water -1")), "spill").url)
    [water] = re.findall(r"<div data-moved>.*?</div>", page, re.DOTALL)
    for told in ("Water", "dry", "1 of 5", 'value="1"', "lower than before (2)"):
        assert told in water


def test_what_is_known_that_day_stands_above_the_choices(begin, as_awa):
    page = read(as_awa, address(begin(know=text("The well was full in spring."))))
    assert page.index("What you know today") < page.index("The well was full in spring.") < page.index("<button class")


def test_only_the_passages_that_hold_are_told(begin, as_awa):
    passages = [
        {"if": "warned", "text": text("Somebody rides off.")},
        {"if": "not warned", "text": text("Nobody stirs.")},
    ]
    run = begin(choice("warn", "camp", effects="warned"), texts=passages)
    before = read(as_awa, address(run))
    send(as_awa, run, "warn")
    now = read(as_awa, address(run))
    assert ("Nobody stirs." in before, "Somebody rides off." in before) == (True, False)
    assert ("Nobody stirs." in now, "Somebody rides off." in now) == (False, True)


def test_why_is_kept_with_the_move_and_read_again(begin, as_awa):
    run = begin()
    sent = {"choice": "wait", "choice_why": " The guide\nwaits & sees ", "seen": 0, "sent_as": uuid4()}
    after = as_awa.post(address(run), sent).url
    assert Move.objects.get().why == "The guide waits & sees"
    for page in (read(as_awa, after), read(as_awa, address(run))):
        assert "Why: The guide waits &amp; sees" in page


def test_why_that_was_written_to_a_refused_choice_stays_in_its_field(begin, as_awa):
    run = begin()
    sent = {"choice": "hire-riders", "choice_why": "They are <b>fast</b>", "seen": 0, "sent_as": uuid4()}
    response = as_awa.post(address(run), sent)
    assert response.status_code == 409
    assert ">They are &lt;b&gt;fast&lt;/b&gt;</textarea>" in response.content.decode()


def test_a_session_that_ended_keeps_the_choice_and_its_why(begin, visitor):
    sent = {"choice": "wait", "choice_why": "Because", "seen": 0, "sent_as": uuid4()}
    page = visitor.post(address(begin()), sent).content.decode()
    assert 'name="choice" value="wait"' in page
    assert 'name="choice_why" value="Because"' in page


def test_a_choice_is_taken_back_on_either_page_and_the_scene_says_so(begin, as_awa):
    run = begin()
    for seen, page in ((0, "?after=1"), (2, "")):
        send(as_awa, run, "load-salt", seen=seen)
        assert 'name="choice_undo"' in read(as_awa, address(run) + page)
        assert take_back(as_awa, run, seen + 1).url == address(run)
        told = read(as_awa, address(run))
        assert "Night falls on the camp." in told
        assert "Taken back: “Let us load-salt”" in told
    assert [move.undoes for move in Run.objects.get().log()] == [None, 1, None, 3]


def test_a_choice_after_the_one_taken_back_ends_the_notice_but_not_the_thread(begin, as_awa):
    run = begin()
    send(as_awa, run, "load-salt")
    take_back(as_awa, run, 1)
    send(as_awa, run, "wait", seen=2)
    page = read(as_awa, address(run))
    assert "You are where you were before it." not in page
    assert page.count("Taken back: “Let us load-salt”") == 1


def test_taking_back_twice_takes_back_once(begin, as_awa):
    run, sent_as = begin(), uuid4()
    for seen in (0, 1):
        send(as_awa, run, "wait", seen=seen)
    first, again = (take_back(as_awa, run, 2, sent_as) for _ in range(2))
    assert first.url == again.url == address(run)
    assert len(Run.objects.get().history()) == 1


def test_what_came_of_a_choice_taken_back_leads_to_where_the_run_stands(begin, as_awa):
    run = begin()
    send(as_awa, run, "load-salt")
    take_back(as_awa, run, 1)
    assert as_awa.get(address(run) + "?after=1").url == address(run)
    assert as_awa.get(address(run) + "?after=2").status_code == 404


def test_where_the_author_does_not_allow_it_nothing_is_taken_back(begin, as_awa):
    run = begin(undo=False)
    send(as_awa, run, "load-salt")
    assert "choice_undo" not in read(as_awa, address(run)) + read(as_awa, address(run) + "?after=1")
    response = take_back(as_awa, run, 1)
    assert response.status_code == 409
    assert "no choice can be taken back" in response.content.decode()
    assert Move.objects.count() == 1


@pytest.mark.parametrize(
    ("before", "seen", "says"),
    [
        ((), 0, "There is no choice to take back."),
        (("wait", "wait"), 1, "Nothing was taken back"),
        (("load-salt", "draw-water"), 2, "nothing in it can be taken back any more"),
    ],
)
def test_what_cannot_be_taken_back_says_why_and_shows_the_scene(begin, as_awa, before, seen, says):
    run = begin()
    for number, made in enumerate(before):
        send(as_awa, run, made, seen=number)
    response = take_back(as_awa, run, seen)
    assert response.status_code == 409
    assert says in response.content.decode()
    assert Move.objects.count() == len(before)


def test_a_form_to_take_back_that_arrives_broken_changes_nothing(begin, as_awa):
    run = begin()
    send(as_awa, run, "wait")
    assert as_awa.post(address(run), {"choice_undo": "1", "seen": "x", "sent_as": "y"}).status_code == 422
    assert Move.objects.count() == 1


def test_where_there_is_no_public_record_the_page_says_so(begin, as_awa):
    run = begin(record={}, no_record=True)
    page = read(as_awa, send(as_awa, run, "load-salt").url)
    assert "There is no public record of this decision." in page
    assert "CANARY-RECORD" not in page


@pytest.fixture
def others(make_user):
    """So many other players, each with finished runs of these choices, one after the other."""

    def play(version, *paths):
        for number, tries in enumerate(paths):
            player = make_user(f"player-{number}-{uuid4().hex[:6]}")
            for path in tries:
                run = runs.start(player, version, token=uuid4(), seed=1, now=MONDAY)
                for slug in path:
                    back = slug == "-"
                    seen = Run.objects.get(pk=run.pk).seen
                    if back:
                        runs.undo(run.pk, sent_as=uuid4(), seen=seen, now=MONDAY)
                    else:
                        runs.move(run.pk, runs.Sent(slug, uuid4(), seen), now=MONDAY)

    return play


SALT, WAIT = ("load-salt", "draw-water"), ("wait", "load-salt", "draw-water")


def test_what_others_chose_is_told_after_ones_own_choice_and_from_enough_players_on(begin, others, as_awa):
    run = begin()
    others(run.scenario_version, *[[SALT]] * (FEWEST_TO_SHOW - 1))
    few = read(as_awa, send(as_awa, run, "wait").url)
    assert "Told once 5 players" in few
    assert "%</strong>" not in few
    others(run.scenario_version, [WAIT])
    enough = read(as_awa, address(run) + "?after=1")
    assert re.search(r"Let us load-salt</span> <strong class=\"number\">80%", enough)
    assert re.search(r"Let us wait <strong>\(your choice\)</strong></span> <strong class=\"number\">20%", enough)
    assert "Of 5 players" in enough
    assert "80%" not in read(as_awa, address(run))


def test_shares_agree_with_those_of_whole_paths(begin, others, as_awa):
    run = begin()
    back_and_on = ("load-salt", "-", "wait", "wait", "load-salt", "draw-water")
    turned = ("load-salt", "turn-back", "wait", "load-salt", "draw-water")
    others(run.scenario_version, [SALT, WAIT], [WAIT, SALT], [back_and_on], [turned], [WAIT], [("wait",)], [SALT])
    expected = shares(Run.objects.paths(run.scenario_version), "camp")
    told = as_awa.get(send(as_awa, run, "wait").url).context["players"]
    assert (told.count, expected.players) == (6, 6)
    assert {one.words: one.percent for one in told.shares}["Let us wait"] == expected.percent("wait") == 50
    assert {one.words: one.percent for one in told.shares}["Let us load-salt"] == expected.percent("load-salt") == 50


def statements(queries):
    return [query["sql"] for query in queries if not query["sql"].startswith(CONTROL)]


def test_a_scene_costs_six_queries_at_most_and_a_move_eight(begin, others, as_awa, django_assert_max_num_queries):
    run = begin(know=text("The well was full."))
    others(run.scenario_version, *[[SALT]] * 6)
    for seen, slug in enumerate(WAIT):
        with django_assert_max_num_queries(99) as scene:
            as_awa.get(address(run))
        assert 2 <= len(statements(scene)) <= 6
        with django_assert_max_num_queries(99) as move:
            after = send(as_awa, run, slug, seen=seen, headers={"HX-Request": "true"}).url
        assert 2 <= len(statements(move)) <= 8
        with django_assert_max_num_queries(99) as page:
            as_awa.get(after)
        assert 2 <= len(statements(page)) <= 7
