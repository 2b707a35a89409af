"""An edition stands until something that the public sees changes; what learners do changes none."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.test.utils import CaptureQueriesContext

from quizzes.models import Attempt, Run, Slot, Step
from quizzes.models.version import Draft, Version
from sahelapp.accounts.models import User
from sahelapp.catalogue import actions, editions
from sahelapp.catalogue.apps import is_for_the_public
from sahelapp.evidence.models import Evidence, Figure, Source
from sahelapp.lessons.models import ReadingMark
from sahelapp.timeline.models import Theme
from tests.catalogue.test_catalogue import LESSON

pytestmark = pytest.mark.django_db

PUBLIC = [model for model in apps.get_models() if issubclass(model, (Draft, Version, Evidence, Theme))]


@transaction.atomic
def fail_after(change: Callable[[], object]) -> None:
    change()
    raise RuntimeError


def test_there_is_an_edition_before_anything_was_published():
    assert editions.edition() == 0


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)
def test_whoever_saves_or_deletes_what_the_public_may_see_makes_an_edition(model):
    assert is_for_the_public(model)
    assert post_save.has_listeners(model)
    assert post_delete.has_listeners(model)


@pytest.mark.parametrize("model", [Attempt, Slot, Step, Run, ReadingMark, User, Session], ids=lambda m: m.__name__)
def test_what_learners_do_makes_none(model):
    assert not is_for_the_public(model)
    assert not post_save.has_listeners(model)


def test_every_change_of_the_catalogue_makes_one():
    numbers = [editions.edition()]
    for change in (
        lambda: actions.enter(LESSON),
        lambda: actions.hide("lesson", "one"),
        lambda: actions.rebuild([LESSON]),
        lambda: actions.forget("lesson", "one"),
    ):
        change()
        numbers.append(editions.edition())
    assert numbers == sorted(set(numbers))


def test_looking_for_differences_or_finding_none_makes_none():
    actions.enter(LESSON)
    before = editions.edition()
    actions.rebuild([LESSON])
    actions.rebuild([], check=True)
    assert editions.edition() == before


def test_many_rows_in_one_transaction_make_one_edition():
    before = editions.edition()
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        for number in range(20):
            Figure(slug=f"f{number}", label_en="F", label_fr="F", value=number, as_of="2022").save()
    assert editions.edition() == before + 1
    assert sum("catalogue_edition" in query["sql"] for query in asked.captured_queries) == 1


def test_a_part_that_is_taken_back_does_not_hide_what_comes_after_it():
    before = editions.edition()
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            fail_after(lambda: Source.objects.create(slug="afp", title="Salt", url="https://example.org/"))
        Source.objects.create(slug="reuters", title="Salt", url="https://example.org/")
    assert editions.edition() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_makes_none():
    editions.begin()
    before = editions.edition()
    with pytest.raises(RuntimeError):
        fail_after(editions.begin)
    assert editions.edition() == before
    with transaction.atomic():
        editions.begin()
    assert editions.edition() == before + 1
