"""A story in which all that comes later sings: no byte that is sent holds it before its moment, and then it does."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from quizzes.actions import runs
from quizzes.models import Run
from tests.quizzes.caravan import MONDAY, published, text

pytestmark = pytest.mark.django_db

PAGE, PART = {}, {"HX-Request": "true"}


def choice(slug, goto, **fields):
    told = {"text": text(f"Let us {slug}"), "consequence": text(f"CANARY-CONSEQUENCE-{slug}")}
    return {"slug": slug, **told, "feedback": text(f"CANARY-FEEDBACK-{slug}"), "goto": goto, **fields}


def decision(slug, title, *choices, **fields):
    passages = [
        {"if": "canary-flag", "text": text(f"CANARY-IF-SO-{slug}")},
        {"if": "not canary-flag", "text": text(f"CANARY-IF-NOT-{slug}")},
        {"if": "canary-counter >= 4", "text": text(f"CANARY-IF-MUCH-{slug}")},
    ]
    record = {"record": text(f"CANARY-RECORD-{slug}")}
    return {"slug": slug, "title": text(title), "text": text("Here it is."), "choices": list(choices)} | {
        "know": text(f"CANARY-KNOW-{slug}"),
        "texts": passages,
        **record,
        **fields,
    }


def ending(slug):
    told = {"title": text(f"CANARY-TITLE-{slug}"), "text": text(f"CANARY-TEXT-{slug}")}
    return {"slug": slug, **told, "ending": "open", "debrief": text(f"CANARY-DEBRIEF-{slug}")}


def story():
    """Two decisions and two endings between which chance decides; one effect is shown, all others are not."""
    counters = [
        {"slug": "canary-counter", "name": text("Salt"), "start": 2, "least": 0, "most": 5, "says": text("In bags")},
        {"slug": "canary-hidden", "name": text("Trust"), "start": 3, "least": 0, "most": 7, "says": text("Theirs")},
    ]
    counters[0]["words"] = [{"from": 0, "name": text("little")}, {"from": 3, "name": text("CANARY-LEVEL")}]
    first = decision(
        "first",
        "The first",
        choice(
            "go", "canary-second", effects="canary-counter +1; canary-flag; canary-hidden -3", shows=["canary-counter"]
        ),
        choice("stay", "canary-second", effects="canary-hidden +2; not canary-flag"),
        choice("hide", "canary-second", **{"if": "canary-hidden >= 6 or seen(canary-second)"}),
        choice("dig", "first", effects="canary-hidden +1; canary-counter +1"),
    )
    chances = [{"to": "canary-end-1", "weight": 31415}, {"to": "canary-end-2", "weight": 27182}]
    second = decision("canary-second", "CANARY-TITLE-canary-second", choice("on", chances), choice("back", "first"))
    return {
        "counters": counters,
        "flags": [{"slug": "canary-flag", "says": text("CANARY-SAYS: they were warned")}],
        "begins": "first",
        "scenes": [first, second, ending("canary-end-1"), ending("canary-end-2")],
        "undo": True,
    }


@pytest.fixture
def run(awa):
    return runs.start(awa, published(**story()), token=uuid4(), seed=7, now=MONDAY)


def told(client, url):
    """What sings in a page, whole and in part, in both languages."""
    heard = set()
    for headers in (PAGE, PART):
        for language in ("en", "fr"):
            response = client.get(re.sub(r"^/../", f"/{language}/", url), headers=headers)
            assert response.status_code == 200, url
            heard |= songs(response.content.decode() + str(dict(response.headers)))
    return heard


def songs(words):
    return set(re.findall(r"CANARY-[A-Za-z0-9-]+|canary-[a-z0-9-]+|\b31415\b|\b27182\b", words))


def address(run):
    return f"/en/runs/{run.token}/"


def send(client, run, slug, seen, headers=PAGE):
    sent = {"choice": slug, "seen": seen, "sent_as": uuid4()}
    return client.post(address(run), sent, headers=headers)


KNOWN = {"CANARY-KNOW-first", "CANARY-IF-NOT-first"}
CAME = {"CANARY-CONSEQUENCE-go", "CANARY-FEEDBACK-go", "CANARY-RECORD-first", "CANARY-LEVEL"}
SECOND = {"CANARY-TITLE-canary-second", "CANARY-KNOW-canary-second", "CANARY-IF-SO-canary-second", "CANARY-LEVEL"}


def test_before_it_begins_nothing_is_told(run, client):
    for path in ("", "caravan/", "caravan/start/"):
        assert told(client, f"/en/scenarios/{path}") == set()


def test_a_scene_tells_what_is_known_and_so_there_and_nothing_else(run, as_awa):
    assert told(as_awa, address(run)) == KNOWN


def test_a_refused_choice_tells_no_more_than_the_scene(run, as_awa):
    for slug, seen in (("hide", 0), ("on", 0), ("go", 5), ("x", 0)):
        for headers in (PAGE, PART):
            response = send(as_awa, run, slug, seen, headers)
            assert response.status_code == 409
            assert songs(response.content.decode() + str(dict(response.headers))) == KNOWN


def test_after_a_choice_its_own_consequence_and_record_are_told_and_not_what_follows(run, as_awa):
    sent = send(as_awa, run, "go", 0, PART)
    assert songs(sent.content.decode() + str(dict(sent.headers))) == set()
    assert told(as_awa, sent.url) == CAME


def test_the_next_scene_tells_its_own_and_the_record_of_the_last_stays_behind(run, as_awa):
    send(as_awa, run, "go", 0)
    assert told(as_awa, address(run)) == SECOND


def test_a_choice_taken_back_leaves_nothing_of_what_followed(run, as_awa):
    send(as_awa, run, "go", 0)
    as_awa.post(address(run), {"choice_undo": "1", "seen": 1, "sent_as": uuid4()})
    assert told(as_awa, address(run)) == KNOWN


def test_what_a_player_takes_along_tells_nothing_of_the_story(run, as_awa, awa):
    send(as_awa, run, "go", 0)
    assert songs(json.dumps(runs.export(awa))) == set()


def test_only_the_price_that_its_author_shows_is_told(run, as_awa):
    page = as_awa.get(address(run)).content.decode()
    buttons = "".join(re.findall(r'<button class="choice".*?</button>', page, re.DOTALL))
    assert re.findall(r"(Salt|Trust): (?:rises|falls) by \d", buttons) == ["Salt"]


def test_at_the_end_the_ending_reached_sings_and_the_other_does_not(run, as_awa):
    send(as_awa, run, "go", 0)
    send(as_awa, run, "on", 1)
    reached = Run.objects.get().ending
    other = {"canary-end-1": "canary-end-2", "canary-end-2": "canary-end-1"}[reached]
    with_result = told(as_awa, reverse("quizzes:run_result", args=[run.token]))
    assert {f"CANARY-TITLE-{reached}", f"CANARY-DEBRIEF-{reached}"} <= with_result
    assert not [song for song in with_result if other in song or song in ("31415", "27182")]
