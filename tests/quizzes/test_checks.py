"""A new kind is told what it lacks."""

from quizzes import checks
from quizzes.engine.kinds.unknown import UnknownKind


class Hieroglyphs(UnknownKind):
    """A kind added in a test, with nothing but its engine module."""

    kind = "hieroglyphs"


def test_our_kinds_and_behaviours_are_furnished():
    assert checks.kinds_are_furnished() == []
    assert checks.behaviours_are_named() == []


def test_a_kind_without_furniture_is_told_what_is_missing(monkeypatch):
    monkeypatch.setattr(checks, "KINDS", (Hieroglyphs,))
    assert [message.id for message in checks.kinds_are_furnished()] == ["quizzes.E001", "quizzes.E002", "quizzes.E003"]
