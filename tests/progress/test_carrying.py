"""Work done as a guest: kept at sign-up, carried over at log-in: once, whole, and only when asked."""

import pytest
from django.db import connection
from django.test import Client

from quizzes.models import Attempt, Run
from sahelapp.accounts.models import User
from sahelapp.lessons.models import ReadingMark
from sahelapp.progress import actions
from tests.accounts.test_guests import act

PASSWORD = "a long enough password"
ADDRESS = "/en/progress/carry-over/"


def log_in(browser: Client, **more: str):
    return browser.post("/en/accounts/login/", {"login": "awa", "password": PASSWORD, **more})


def amounts(user: User) -> tuple[int, int, int]:
    return tuple(model.objects.filter(learner=user).count() for model in (Attempt, Run, ReadingMark))  # type: ignore[return-value]


def test_signing_up_keeps_the_guests_work(guest_browser):
    words = "the salt road opens"
    guest_browser.post(
        "/en/accounts/signup/", {"username": "mariam", "email": "", "password1": words, "password2": words}
    )
    assert amounts(User.objects.get()) == (1, 1, 1)
    assert "The quiz salt-road" in guest_browser.get("/en/progress/").content.decode()


def test_after_log_in_the_page_says_what_waits_and_nothing_has_moved(guest_browser, awa):
    response = log_in(guest_browser, next="/en/timeline/")
    assert response["Location"] == f"{ADDRESS}?next=%2Fen%2Ftimeline%2F"
    page = guest_browser.get(response["Location"])
    assert (page.context["waiting"].answers, page.context["waiting"].runs, page.context["waiting"].marks) == (2, 1, 1)
    assert amounts(awa) == (0, 0, 0)


def test_carrying_over_moves_all_and_ends_the_guest(guest_browser, awa):
    log_in(guest_browser)
    response = guest_browser.post(ADDRESS, {"decision": "carry", "next": "/en/timeline/"})
    assert response["Location"] == "/en/timeline/"
    assert amounts(awa) == (1, 1, 1)
    assert list(User.objects.all()) == [awa]


def test_twice_posted_is_once_done(guest_browser, awa):
    log_in(guest_browser)
    for _ in range(2):
        assert guest_browser.post(ADDRESS, {"decision": "carry"}).status_code == 302
    assert amounts(awa) == (1, 1, 1)


def test_a_second_carrying_finds_nothing(guest_browser, awa):
    guest = User.objects.get(kind="guest")
    assert actions.carry_over(guest, awa) == actions.Carried(1, 1, 1)
    assert actions.carry_over(guest, awa) is None


def test_leaving_it_deletes_nothing_and_mixes_nothing(guest_browser, awa):
    log_in(guest_browser)
    guest_browser.post(ADDRESS, {"decision": "leave"})
    assert amounts(awa) == (0, 0, 0)
    assert amounts(User.objects.get(kind="guest")) == (1, 1, 1)
    assert guest_browser.get(ADDRESS)["Location"] == "/en/progress/"


def test_a_post_that_decides_nothing_asks_again(guest_browser, awa):
    log_in(guest_browser)
    assert guest_browser.post(ADDRESS, {}).status_code == 200
    assert 'value="carry"' in guest_browser.get(ADDRESS).content.decode()


def test_until_it_is_decided_my_progress_says_so(guest_browser, awa):
    log_in(guest_browser)
    assert ADDRESS in guest_browser.get("/en/progress/").content.decode()


def test_a_failure_half_way_moves_nothing(guest_browser, awa, monkeypatch):
    guest = User.objects.get(kind="guest")

    def broken(*_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr("sahelapp.lessons.actions.carry_over", broken)
    with pytest.raises(RuntimeError):
        actions.carry_over(guest, awa)
    assert not connection.needs_rollback
    assert amounts(awa) == (0, 0, 0)
    assert amounts(guest) == (1, 1, 1)


def test_an_account_cannot_be_carried_over_as_if_it_were_a_guest(awa, fanta, work):
    work(fanta)
    assert actions.carry_over(fanta, awa) is None
    assert amounts(fanta) == (1, 1, 1)


def test_logging_in_without_having_done_anything_goes_straight_on(visitor, awa):
    assert log_in(visitor)["Location"] == "/en/progress/"


def test_a_guest_without_work_is_not_asked_about(visitor, awa):
    act(visitor)
    response = log_in(visitor)
    assert visitor.get(response["Location"])["Location"] == "/en/progress/"


def test_onward_never_leaves_the_site(guest_browser, awa):
    log_in(guest_browser)
    response = guest_browser.post(ADDRESS, {"decision": "carry", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/en/progress/"


def test_a_session_cannot_name_any_row_as_its_guest(as_awa, guest_browser):
    session = as_awa.session
    session["guest_left"] = str(User.objects.get(kind="guest").pk)
    session.save()
    assert as_awa.get(ADDRESS)["Location"] == "/en/progress/"
