"""The desk: what a teacher changes is found at once, and what is cited stays."""

import pytest
from django.test import Client

from quizzes.engine.text import Text
from sahelapp.catalogue import actions as catalogue
from sahelapp.catalogue.actions import Listing
from sahelapp.catalogue.models import Entry
from sahelapp.evidence import actions
from sahelapp.evidence.models import Figure, Source, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(moussa, settings) -> Client:
    moussa.is_superuser = True
    moussa.save()
    client = Client()
    client.force_login(moussa)
    return client


@pytest.mark.parametrize(
    "path", ["evidence/source", "evidence/actor", "evidence/place", "evidence/term", "evidence/figure"]
)
def test_every_list_and_form_opens(desk, path, source_row):
    assert desk.get(f"/admin/{path}/?q=x").status_code == 200
    assert desk.get(f"/admin/{path}/add/").status_code == 200


@pytest.mark.parametrize("path", ["catalogue/entry", "catalogue/mention"])
def test_the_catalogue_is_only_looked_at(desk, path):
    assert desk.get(f"/admin/{path}/").status_code == 200
    assert desk.get(f"/admin/{path}/add/").status_code == 403


def test_a_changed_word_is_found_under_its_new_name(desk, term_row):
    actions.load_terms([term_row])
    term = Term.objects.get()
    posted = {key: value for key, value in term_row.items() if key != "slug"} | {"term_fr": "Kel Tamasheq"}
    response = desk.post(f"/admin/evidence/term/{term.pk}/change/", posted)
    assert response.status_code == 302
    assert Entry.objects.get(kind="term", language="fr").title == "Kel Tamasheq"
    assert Term.objects.get().slug == "tuareg"


def test_a_cited_source_cannot_be_deleted(desk, source_row):
    actions.load_sources([source_row, source_row | {"id": "free"}])
    mentions = frozenset({("source", source_row["id"])})
    catalogue.enter(Listing("lesson", "one", Text("One", "Un"), "lessons/one/", mentions=mentions))
    for source in Source.objects.all():
        desk.post(f"/admin/evidence/source/{source.pk}/delete/", {"post": "yes"})
    assert [source.slug for source in Source.objects.all()] == [source_row["id"]]
    assert not Entry.objects.filter(slug="free").exists()


def test_a_figure_names_sources_that_exist(desk, content, source_row):
    actions.load_sources([source_row])
    fields = {"slug": "area", "label_en": "Area", "label_fr": "Superficie", "value": "5", "as_of": "2024"}
    desk.post("/admin/evidence/figure/add/", fields | {"sources": '["nobody"]'})
    assert not Figure.objects.exists()
    desk.post("/admin/evidence/figure/add/", fields | {"sources": f'["{source_row["id"]}"]'})
    assert Figure.objects.get().sources == [source_row["id"]]
