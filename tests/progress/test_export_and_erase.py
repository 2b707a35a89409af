"""What is kept is mine: all of it can be taken along, and all of it goes when I say so."""

import json
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import ForeignKey, OneToOneField
from django.test import Client
from django.utils.timezone import now

from quizzes.models import Move, Slot, Step
from sahelapp.accounts import actions as accounts
from sahelapp.accounts.models import User

PASSWORD = "a long enough password"
ERASE = "/en/progress/erase/"


def leftovers(pk: int) -> Iterator[str]:
    """Every row anywhere that still points to a user."""
    for model in apps.get_models(include_auto_created=True):
        keys = (field for field in model._meta.get_fields() if isinstance(field, ForeignKey | OneToOneField))
        for key in keys:
            if key.related_model is User and model._base_manager.filter(**{key.attname: pk}).exists():
                yield f"{model._meta.label}.{key.name}"


def test_the_export_holds_everything(as_awa, awa, work):
    work(awa)
    response = as_awa.get("/en/progress/export/")
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    told = json.loads(response.content)
    assert told["version"] == 1
    assert told["account"]["username"] == "awa"
    assert [mark["lesson"] for mark in told["lessons_read"]] == ["lesson-1"]
    [attempt] = told["attempts"]
    assert [answer["sent"] for answer in attempt["answers"]] == [["b"], ["c"]]
    [run] = told["runs"]
    assert [move["choice"] for move in run["moves"]] == ["load-salt", "draw-water"]


def test_the_export_holds_nothing_secret_and_nothing_of_others(as_awa, awa, fanta, work):
    work(fanta)
    body = as_awa.get("/en/progress/export/").content.decode()
    assert "fanta" not in body
    assert awa.password not in body
    told = json.loads(body)
    assert (told["lessons_read"], told["attempts"], told["runs"]) == ([], [], [])


def test_a_visitor_has_nothing_to_take_along(visitor, db):
    response = visitor.get("/en/progress/export/")
    assert response["Location"] == "/en/progress/"
    assert not response.cookies


def test_a_guest_takes_along_and_erases_without_a_password(guest_browser):
    guest = User.objects.get()
    assert json.loads(guest_browser.get("/en/progress/export/").content)["account"]["kind"] == "guest"
    response = guest_browser.post(ERASE, {"sure": "yes"})
    assert response["Location"] == "/en/progress/erased/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not list(leftovers(guest.pk))
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_the_page_says_exactly_what_goes(guest_browser):
    page = guest_browser.get(ERASE)
    assert (page.context["kept"].answers, page.context["kept"].runs, page.context["kept"].marks) == (2, 1, 1)
    assert User.objects.exists()


def test_without_the_box_ticked_nothing_goes(guest_browser):
    response = guest_browser.post(ERASE, {})
    assert response.status_code == 400
    assert "Nothing was erased" in response.content.decode()
    assert User.objects.exists()


def test_an_account_is_asked_for_its_password_and_then_goes_whole(as_awa, awa, fanta, work):
    work(awa)
    work(fanta)
    accounts.make_recovery_codes(awa, now=now())
    EmailAddress.objects.create(user=awa, email="awa@example.org", primary=True)
    Authenticator.objects.create(user=awa, type="recovery_codes", data={})
    elsewhere = Client()
    elsewhere.force_login(awa)
    asked = as_awa.post(ERASE, {"sure": "yes"})
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    assert User.objects.filter(pk=awa.pk).exists()
    done = as_awa.post(asked["Location"], {"password": PASSWORD})
    assert done["Location"] == "/en/progress/erased/"
    assert not list(leftovers(awa.pk))
    assert not User.objects.filter(username="awa").exists()
    assert not Session.objects.exists()
    assert as_awa.get(done["Location"]).status_code == 200
    # Fanta's work stands.
    assert (Slot.objects.count(), Step.objects.count(), Move.objects.count()) == (3, 2, 2)


def test_the_walk_over_all_models_would_find_a_leftover(as_awa, awa, work):
    work(awa)
    assert "quizzes.Attempt.learner" in set(leftovers(awa.pk))
