"""A new kind is told what it lacks."""

import sys
from types import ModuleType

import pytest

from quizzes import checks
from quizzes.authoring.bodies import author_form, form_for
from quizzes.authoring.forms.question import QuestionForm
from quizzes.engine.kinds.unknown import UnknownKind
from quizzes.engine.text import Text


class Hieroglyphs(UnknownKind):
    """A kind added in a test, with nothing but its engine module."""

    kind = "hieroglyphs"
    named = Text()


def test_our_kinds_and_behaviours_are_furnished():
    assert checks.kinds_are_furnished() == []
    assert checks.behaviours_are_named() == []


def lacking() -> list[str]:
    return [message.id for message in checks.kinds_are_furnished()]


@pytest.fixture
def _hieroglyphs(monkeypatch):
    monkeypatch.setattr(checks, "KINDS", (Hieroglyphs,))


@pytest.fixture
def name(monkeypatch):
    return lambda: monkeypatch.setattr(Hieroglyphs, "named", Text("signs", "signes"))


@pytest.fixture
def form(monkeypatch):
    address = "quizzes.authoring.forms.hieroglyphs"
    module = ModuleType(address)
    module.AuthorForm = type("AuthorForm", (QuestionForm,), {"Meta": QuestionForm.Meta})
    return lambda: monkeypatch.setitem(sys.modules, address, module)


@pytest.fixture
def template(settings, tmp_path):
    def write():
        (tmp_path / "quizzes/kinds").mkdir(parents=True)
        (tmp_path / "quizzes/kinds/hieroglyphs.html").write_text("<p>", encoding="utf-8")
        first, *others = settings.TEMPLATES
        settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], tmp_path]}, *others]

    return write


@pytest.mark.usefixtures("_hieroglyphs")
def test_a_kind_without_furniture_is_told_what_is_missing():
    assert lacking() == ["quizzes.E001", "quizzes.E002", "quizzes.E003"]


@pytest.mark.usefixtures("_hieroglyphs")
def test_each_piece_that_is_added_is_no_longer_missed(name, form, template):
    name()
    assert lacking() == ["quizzes.E002", "quizzes.E003"]
    form()
    assert lacking() == ["quizzes.E003"]
    template()
    assert lacking() == []


def test_a_form_is_found_by_the_name_of_its_kind(form):
    assert author_form("hieroglyphs") is None
    form()
    assert issubclass(form_for("hieroglyphs", {}), author_form("hieroglyphs"))


def test_a_form_that_cannot_be_imported_is_an_error_and_not_a_missing_form(monkeypatch):
    monkeypatch.setitem(sys.modules, "quizzes.authoring.forms.options", None)
    monkeypatch.delitem(sys.modules, "quizzes.authoring.forms.single_choice")
    with pytest.raises(ModuleNotFoundError, match="options"):
        author_form("single_choice")


@pytest.mark.parametrize("kind", ["retired", "rows", "question"])
def test_what_is_no_kind_has_only_what_every_question_has(kind):
    assert form_for(kind, {}).fieldsets == []
