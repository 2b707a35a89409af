"""The teacher's desk: drafts are saved, published, and told what is missing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.actions import quizzes
from quizzes.authoring.fields import LinesField
from quizzes.models import Question, QuestionVersion, Quiz, QuizVersion
from tests.quizzes.authoring.bodies import BODIES
from tests.quizzes.conftest import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_moussa(moussa) -> Client:
    moussa.is_superuser = True
    moussa.save()
    client = Client()
    client.force_login(moussa)
    return client


def filled(client, url):
    """What a browser would send back from the form on this page."""
    form = client.get(url).context["adminform"].form
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value not in (None, False)}


def inlines(client, url):
    data = {}
    for inline in client.get(url).context["inline_admin_formsets"]:
        formset = inline.formset
        for form in [formset.management_form, *formset.forms]:
            for name in form.fields:
                value = form[name].value()
                data[form.add_prefix(name)] = "" if value is None else value
    return data


def change_page(draft):
    return reverse(f"admin:quizzes_{draft._meta.model_name}_change", args=[draft.pk])


def test_a_teacher_makes_a_choice_question_and_publishes_it(as_moussa):
    as_moussa.post(
        reverse("admin:quizzes_question_add"),
        {
            "slug": "which",
            "question_kind": "single_choice",
            "stem_en": "Which?",
            "stem_fr": "Lequel ?",
            "_continue": "1",
        },
    )
    question = Question.objects.get()
    url = change_page(question)
    data = filled(as_moussa, url) | {
        "text_1_en": "Salt", "text_1_fr": "Sel", "right_1": "on",
        "text_2_en": "Gold", "text_2_fr": "Or", "feedback_2_en": "No.", "feedback_2_fr": "Non.",
        "explanation_en": "Salt it is.", "explanation_fr": "C'est le sel.", "_publish": "1",
    }  # fmt: skip
    response = as_moussa.post(url, data, follow=True)
    assert "version 1 is published" in response.content.decode()
    body = QuestionVersion.objects.get().value["body"]
    assert [(option["slug"], option["right"]) for option in body["options"]] == [("salt", True), ("gold", False)]


def test_what_is_missing_is_said_and_the_draft_is_saved(as_moussa):
    question = Question.objects.create(slug="half", question_kind="numerical", stem_en="How many?", body={"key": "3"})
    url = change_page(question)
    response = as_moussa.post(url, filled(as_moussa, url) | {"stem_en": "How many bars?", "_publish": "1"}, follow=True)
    page = response.content.decode()
    assert "missing in one language" in page
    assert "saved as a draft and not published" in page
    assert Question.objects.get().stem_en == "How many bars?"
    assert not QuestionVersion.objects.exists()


def test_a_word_where_a_number_belongs_is_refused_by_the_form(as_moussa):
    question = Question.objects.create(slug="half", question_kind="numerical", body={"key": "3"})
    url = change_page(question)
    response = as_moussa.post(url, filled(as_moussa, url) | {"key": "many"})
    assert "This is not a number" in response.content.decode()
    assert Question.objects.get().body["key"] == "3"


def test_publishing_a_quiz_publishes_its_questions(as_moussa, salt):
    question = Question.objects.get(slug="salt-road-one")
    Question.objects.filter(pk=question.pk).update(stem_en="Which one now?")
    quiz = Quiz.objects.get()
    url = change_page(quiz)
    response = as_moussa.post(url, filled(as_moussa, url) | inlines(as_moussa, url) | {"_publish": "1"}, follow=True)
    assert "version 2 is published" in response.content.decode()
    newest = QuizVersion.objects.order_by("-number").first()
    assert newest.pinned.get(position=1).question_version.number == 2
    assert newest.publisher_name == "moussa"


def test_an_option_keeps_its_name_when_its_words_change(as_moussa, salt):
    question = Question.objects.get(slug="salt-road-one")
    url = change_page(question)
    as_moussa.post(url, filled(as_moussa, url) | {"text_1_en": "Other words", "_save": "1"})
    option = Question.objects.get(pk=question.pk).body["options"][0]
    assert (option["slug"], option["text"]["en"]) == ("a", "Other words")


@pytest.mark.parametrize("kind", BODIES)
def test_the_page_of_every_kind_sends_back_what_it_shows(as_moussa, kind):
    hints = [{"en": "Think of the desert.", "fr": "Pensez au désert."}]
    question = Question.objects.create(slug="salt", question_kind=kind, body=BODIES[kind], hints=hints)
    url = change_page(question)
    page = as_moussa.get(url)
    shown = set(re.findall(r'name="([a-z0-9_]+)"', page.content.decode()))
    assert set(page.context["adminform"].form.fields) <= shown
    as_moussa.post(url, filled(as_moussa, url) | {"_save": "1", "stem_en": "Which?"})
    question = Question.objects.get()
    assert (question.stem_en, question.body, question.hints) == ("Which?", BODIES[kind], hints)


@pytest.mark.parametrize("model", ["question", "questionversion", "quiz", "quizversion", "attempt", "step"])
def test_every_list_and_page_opens_and_searches(as_moussa, salt, begin, awa, model):
    attempt = begin(awa, salt)
    from uuid import uuid4

    as_awa = Client()
    as_awa.force_login(awa)
    as_awa.post(f"/en/attempts/{attempt.token}/1/", {"response": "a", "seen": 0, "sent_as": uuid4()})
    listing = as_moussa.get(reverse(f"admin:quizzes_{model}_changelist"), {"q": "salt"})
    assert listing.status_code == 200
    links = re.findall(rf'href="(/admin/quizzes/{model}/\d+/change/[^"]*)"', as_moussa.get(
        reverse(f"admin:quizzes_{model}_changelist")).content.decode())  # fmt: skip
    assert links
    assert as_moussa.get(links[0]).status_code == 200


def test_what_learners_did_cannot_be_changed_by_hand(as_moussa, salt, begin, awa):
    attempt = begin(awa, salt)
    url = reverse("admin:quizzes_attempt_change", args=[attempt.pk])
    assert as_moussa.post(url, {"score": "9"}).status_code == 403
    assert (
        as_moussa.post(reverse("admin:quizzes_attempt_delete", args=[attempt.pk]), {"post": "yes"}).status_code == 403
    )


def test_a_question_published_anew_tells_which_quizzes_still_ask_the_older_one(as_moussa, publish):
    question = publish().pinned.first().question_version.draft
    url = change_page(question)
    data = filled(as_moussa, url) | {"stem_en": "What is dearer than salt?", "_publish": "1"}
    page = as_moussa.post(url, data, follow=True).content.decode()
    assert "version 2 is published" in page
    assert "Still asked in its older version, until the quiz is published again: " in page
    quizzes.publish_quiz(Quiz.objects.get(), now=MONDAY, channel="admin")
    assert not Quiz.objects.asking_an_older(question)


def test_a_text_sent_back_unchanged_has_not_changed():
    field = LinesField(label="x")
    assert not field.has_changed("one\ntwo", "one\r\ntwo")
    assert field.has_changed("one\ntwo", "one\r\nthree")
