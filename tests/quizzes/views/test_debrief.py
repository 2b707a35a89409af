"""The ending, the four steps after it, and the sheet: one's own, kept, printable, silent about what was not met."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.actions import runs
from quizzes.actions.runs import LONGEST_ANSWER, Sent
from quizzes.models import Run, Scenario
from tests.quizzes.caravan import MONDAY, choice, mapping, published, text

pytestmark = pytest.mark.django_db

STEPS = (1, 2, 3, 4)
NOT_MET = ("UNMET-RUIN", "unmet-ruin", "UNMET-LOST", "unmet-lost")


def forked(**fields):
    """The caravan, with a scene and an ending that most never meet; choices may be taken back."""
    value = mapping(undo=True, **fields)
    camp, well, end = value["scenes"]
    camp["choices"].append(choice("stray", "unmet-ruin"))
    ruin = {
        "slug": "unmet-ruin",
        "title": text("UNMET-RUIN"),
        "text": text("UNMET-RUIN of mud."),
        "when_date": "1352-02-09",
        "no_record": True,
        "choices": [choice("sleep", "unmet-lost")],
    }
    lost = {**end, "slug": "unmet-lost", "title": text("UNMET-LOST"), "debrief": text("UNMET-LOST: why?")}
    return {**value, "scenes": [camp, well, ruin, end, lost]}


def walk(learner, version, *choices, why=""):
    """A run in which these choices were taken; "back" takes the last one back."""
    run = runs.start(learner, version, token=uuid4(), seed=7, now=MONDAY)
    for slug in choices:
        run = Run.objects.whole().get(pk=run.pk)
        if slug == "back":
            outcome = runs.undo(run.pk, sent_as=uuid4(), seen=run.seen, now=MONDAY)
        else:
            outcome = runs.move(run.pk, Sent(slug, uuid4(), run.seen, why), now=MONDAY)
        assert outcome.refusal is None
    return Run.objects.whole().get(pk=run.pk)


def pages(run, language="en"):
    """Every page about a finished run."""
    steps = [f"/{language}/runs/{run.token}/debrief/{number}/" for number in STEPS]
    return [f"/{language}/runs/{run.token}/result/", f"/{language}/runs/{run.token}/debrief/", *steps]


def step(run, number):
    return reverse("quizzes:run_debrief", args=[run.token, number])


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.fixture
def version(db):
    return published(**{name: field for name, field in forked().items() if name != "slug"})


@pytest.fixture
def run(awa, version):
    return walk(awa, version, "load-salt", "draw-water", why="Salt keeps.")


def test_the_ending_leads_into_four_steps_and_to_the_sheet(run, as_awa):
    page = read(as_awa, pages(run)[0])
    for told in ("They arrive.", "CANARY-DEBRIEF", *pages(run)[1:]):
        assert told in page


def test_each_step_leads_to_the_next_and_says_where_one_is(run, as_awa):
    for number in STEPS:
        page = read(as_awa, step(run, number))
        assert f"Step {number} of 4" in page
        assert page.count('aria-current="step"') == 1
        if number < 4:
            assert step(run, number + 1) in page


def test_what_happened_is_told_with_the_reasons_the_player_gave(run, as_awa):
    page = read(as_awa, step(run, 1))
    for told in ("Let us load-salt", "CANARY-CONSEQUENCE of draw-water.", "<q>Salt keeps.</q>", "CANARY-END"):
        assert told in page
    assert "took" not in page


def test_what_was_taken_back_is_told_as_such_and_is_no_decision_beside_the_record(awa, version, as_awa):
    run = walk(awa, version, "load-salt", "turn-back", "back", "draw-water")
    assert "You chose, and took it back: <strong>Let us turn-back" in " ".join(read(as_awa, step(run, 1)).split())
    assert "You took 1 choice back." in read(as_awa, step(run, 1))
    assert "Let us turn-back" not in read(as_awa, step(run, 2))


def test_counters_and_the_path_are_drawn_with_a_table_each(run, as_awa):
    page = read(as_awa, step(run, 1))
    assert "Gold: 2 at the start, 1 at the end" in page
    assert page.count("<table") == 2


def test_each_decision_stands_beside_its_record(run, as_awa):
    page = read(as_awa, step(run, 2))
    assert page.index("Let us load-salt") < page.index("CANARY-RECORD of the camp.") < page.index("Let us draw-water")
    assert page.index("Let us draw-water") < page.index("CANARY-RECORD of the well.")


def test_a_scene_passed_twice_shows_its_record_once(awa, version, as_awa):
    run = walk(awa, version, "wait", "load-salt", "draw-water")
    page = read(as_awa, step(run, 2))
    assert page.count("CANARY-RECORD of the camp.") == 1
    assert page.index("CANARY-RECORD of the camp.") < page.index("You were here before")


def test_where_no_record_exists_the_step_says_so(awa, version, as_awa):
    run = walk(awa, version, "stray", "sleep")
    assert read(as_awa, step(run, 2)).count("There is no public record of this decision.") == 1


@pytest.mark.parametrize("address", range(6))
def test_nothing_is_told_of_scenes_and_endings_that_were_not_met(run, as_awa, address):
    for language in ("en", "fr"):
        page = read(as_awa, pages(run, language)[address])
        assert [canary for canary in NOT_MET if canary in page] == []


def test_what_was_written_is_kept_and_stands_there_when_one_comes_back(run, as_awa):
    response = as_awa.post(step(run, 3), {"held": "The desert.\r\nAlways.", "gave-way": " ", "different": "Rain."})
    assert response.url == step(run, 4)
    assert Run.objects.get().answers == {"held": "The desert.\nAlways.", "different": "Rain."}
    assert "The desert.\nAlways.</textarea>" in read(as_awa, step(run, 3))
    assert "<p>Rain.</p>" in read(as_awa, pages(run)[1])
    [told] = runs.export(run.learner)
    assert told["debrief"]["different"]["text"] == "Rain."


def test_the_latest_words_count_and_those_left_alone_keep_their_time(run, as_awa):
    as_awa.post(step(run, 3), {"held": "Sand.", "gave-way": "Price."})
    first = Run.objects.get().debrief
    as_awa.post(step(run, 3), {"held": "Wind.", "gave-way": "Price."})
    assert Run.objects.get().answers == {"held": "Wind.", "gave-way": "Price."}
    assert Run.objects.get().debrief["gave-way"] == first["gave-way"]


def test_a_form_that_holds_fewer_fields_takes_nothing_away(run, as_awa):
    as_awa.post(step(run, 3), {"held": "Sand."})
    as_awa.post(step(run, 3), {})
    assert Run.objects.get().answers == {"held": "Sand."}


def test_the_last_step_leads_to_where_one_can_go_from_here(run, as_awa):
    response = as_awa.post(step(run, 4), {"ask": "What did you fear?", "held": "not asked here"})
    assert response.url == f"{pages(run)[0]}#next"
    assert Run.objects.get().answers == {"ask": "What did you fear?"}
    page = read(as_awa, response.url)
    assert "What you wrote is kept." in page
    assert 'id="next"' in page


def test_nothing_written_is_not_said_to_be_kept(run, as_awa):
    assert "is kept" not in read(as_awa, as_awa.post(step(run, 3), {"held": ""}).url)


def test_steps_without_a_question_keep_nothing(run, as_awa):
    as_awa.post(step(run, 2), {"held": "Sand."})
    assert Run.objects.get().debrief == {}


def test_words_are_words_and_not_a_page(run, as_awa):
    as_awa.post(step(run, 3), {"held": "</textarea><script>alert(1)</script>\0" + "x" * LONGEST_ANSWER})
    assert len(Run.objects.get().answers["held"]) == LONGEST_ANSWER
    assert all("<script>alert" not in read(as_awa, page) for page in pages(run))


def test_writing_needs_the_token_of_the_form(run, awa):
    client = Client(enforce_csrf_checks=True)
    client.force_login(awa)
    assert client.post(step(run, 3), {"held": "Sand."}).status_code == 403
    assert Run.objects.get().debrief == {}


def test_a_debrief_is_private(run, visitor, fanta):
    as_fanta = Client()
    as_fanta.force_login(fanta)
    for client in (visitor, as_fanta):
        assert {client.get(page).status_code for page in pages(run)} == {404}
    assert as_fanta.post(step(run, 3), {"held": "Sand."}).status_code == 404
    assert Run.objects.get().debrief == {}


def test_whoever_is_logged_out_keeps_the_words_on_the_page_and_learns_of_no_run(run, visitor):
    real, invented = (visitor.post(step(one, 3), {"held": "The desert."}) for one in (run, Run(token=uuid4())))
    assert real.status_code == invented.status_code == 403
    assert "The desert.</textarea>" in real.content.decode()
    assert len(real.content) == len(invented.content)
    assert Run.objects.get().debrief == {}


def test_every_page_is_never_stored(run, as_awa, visitor):
    assert {as_awa.get(page)["Cache-Control"] for page in pages(run)} == {"private, no-store"}
    assert visitor.post(step(run, 3), {"held": "Sand."})["Cache-Control"] == "private, no-store"


def test_a_run_under_way_has_no_debrief_yet(awa, version, as_awa):
    run = walk(awa, version, "load-salt")
    here = reverse("quizzes:run", args=[run.token])
    assert {as_awa.get(page).url for page in pages(run)} == {here}
    assert as_awa.post(step(run, 3), {"held": "Sand."}).url == here
    assert Run.objects.get().debrief == {}


@pytest.mark.parametrize("number", [0, 5, 99999999999])
def test_there_are_four_steps_and_no_more(run, as_awa, number):
    assert as_awa.get(f"/en/runs/{run.token}/debrief/{number}/").status_code == 404


def test_the_sheet_opens_the_folds_and_leaves_lines_to_write_on(run, as_awa):
    as_awa.post(step(run, 4), {"ask": "What did you fear?"})
    page = read(as_awa, pages(run)[1])
    assert page.count("<details open>") == 2  # what came of each choice
    assert page.count('<details class="debrief-record" open>') == 2
    assert page.count("debrief-lines print-only") == 3
    assert "What did you fear?" in page


def test_endings_found_are_named_and_of_the_others_only_the_number(awa, version, run, as_awa):
    assert "You have found 1 of 2 endings: CANARY-END" in " ".join(read(as_awa, pages(run)[0]).split())
    walk(awa, version, "stray", "sleep")
    assert "You have found 2 of 2 endings: CANARY-END · UNMET-LOST" in " ".join(read(as_awa, pages(run)[0]).split())


def test_endings_that_others_found_are_not_ones_own(fanta, version, run, as_awa):
    walk(fanta, version, "stray", "sleep")
    assert "You have found 1 of 2 endings" in read(as_awa, pages(run)[0])


def test_the_other_seat_is_offered_and_once_played_both_side_by_side(awa, as_awa):
    run = walk(awa, published(pair="oasis"), "load-salt", "draw-water")
    other = published(slug="oasis", pair="caravan")
    page = read(as_awa, pages(run)[0])
    assert "Take the other seat" in page
    assert reverse("quizzes:scenario_pair", args=["caravan"]) not in page
    walk(awa, other, "load-salt", "draw-water")
    assert reverse("quizzes:scenario_pair", args=["caravan"]) in read(as_awa, pages(run)[0])


def test_after_its_scenario_was_withdrawn_a_run_can_still_be_looked_back_on(run, as_awa):
    Scenario.objects.update(withdrawn=True)
    for page in pages(run):
        assert reverse("quizzes:scenario", args=["caravan"]) not in read(as_awa, page)


def test_one_run_is_looked_back_on_in_either_language(run, as_awa):
    assert "Let us load-salt (fr)" in read(as_awa, pages(run, "fr")[2])


@pytest.mark.parametrize("address", range(6))
def test_a_page_costs_the_same_after_2_or_20_moves(awa, version, as_awa, address, django_assert_max_num_queries):
    counts = []
    for waits in (0, 20):
        run = walk(awa, version, *["wait"] * waits, "load-salt", "draw-water")
        with django_assert_max_num_queries(8) as queries:
            read(as_awa, pages(run)[address])
        counts.append(len(queries))
    assert counts[0] == counts[1]
