"""What every question kind promises. A newcomer inherits this and gives a sample: two lines."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import kinds
from quizzes.engine.faces import Face
from quizzes.engine.question import Kind
from quizzes.engine.shapes import NUMBER, TEXT, TRUTH, WORDS, misshapen
from quizzes.engine.steps import Posted

TYPED = st.text(max_size=30)
SIGNS = st.sampled_from([".", ","])
# What hand-written values may hold, the half-finished included: `misshapen` finds no fault with any of it.
SOME: Mapping[str, st.SearchStrategy[Any]] = {
    TEXT: st.none() | st.dictionaries(st.sampled_from(["en", "fr"]), st.sampled_from(["", " ", "*", "{a}", "Mopti"])),
    WORDS: st.sampled_from(["", "a", "b", "a=b", "choice", "text", "number", "positions", "2022-01-31"]),
    TRUTH: st.booleans(),
    NUMBER: st.sampled_from(["", "1", "1/2", "2", "-1", "1/0", "NaN", "1e999", "1" * 60, 0, 3, 0.5, float("inf")]),
}


def of_shape(wanted: Any) -> st.SearchStrategy[Any]:
    """Values of a kind's shape, whatever is missing in them."""
    if isinstance(wanted, list):
        return st.lists(of_shape(wanted[0]), max_size=3)
    if isinstance(wanted, Mapping):
        return st.fixed_dictionaries({}, optional={key: of_shape(part) for key, part in wanted.items()})
    return SOME[wanted]


def shown(face: Face) -> list[str]:
    """Everything with a name on a face."""
    return [slug for slug, _ in face.options] + [row.slug for row in face.rows] + list(given_in_rows(face))


def given_in_rows(face: Face) -> list[str]:
    """What can be chosen in its rows."""
    return [slug for row in face.rows for slug, _ in row.options]


def posts_for(face: Face) -> st.SearchStrategy[Posted]:
    """Posts as forms and mischief make them: names that are on the face, and any text, with and without a place."""
    words = st.sampled_from([*shown(face), "1", "2022", ""]) | TYPED
    places = st.sampled_from([*(row.slug for row in face.rows), "nowhere"])
    values = st.lists(words | st.builds("{}={}".format, places, words), max_size=5).map(tuple)
    return st.builds(Posted, values, SIGNS)


class KindContract:
    """Round trip, blank answers, full marks for the key, grades in [0, 1], summary, drafts, furniture."""

    sample: ClassVar[Any]

    def test_it_survives_the_post(self) -> None:
        again = kinds.from_value(self.sample.kind, json.loads(json.dumps(self.sample.to_value())))
        assert again == self.sample

    def test_its_value_has_the_shape_it_says(self) -> None:
        value = {key: part for key, part in self.sample.to_value().items() if key != "version"}
        assert misshapen({key: part for key, part in value.items() if part is not None}, self.sample.shape) == []

    def test_the_key_gets_full_marks(self) -> None:
        assert self.sample.grade(self.sample.key_response()).part == 1

    def test_a_blank_is_no_response(self) -> None:
        for values in ((), ("",), ("  ",)):
            assert self.sample.read(Posted(values)) is None

    def test_a_blank_in_every_row_is_no_response(self) -> None:
        values = tuple(f"{row.slug}= " for row in self.sample.face().rows)
        assert self.sample.read(Posted(values)) is None

    def test_a_response_written_and_read_is_the_same(self) -> None:
        key = self.sample.key_response()
        assert self.sample.read(self.sample.write(key)) == key

    def test_a_response_is_said_in_both_languages(self) -> None:
        summary = self.sample.summarise(self.sample.key_response())
        assert summary.en
        assert summary.fr

    def test_the_sample_may_be_published(self) -> None:
        assert self.sample.problems() == []

    def test_its_face_shows_what_it_shuffles(self) -> None:
        drawn, face = self.sample.shuffles(), self.sample.face()
        assert len(drawn) == len(set(drawn))
        wholes = ([slug for slug, _ in face.options], [row.slug for row in face.rows], given_in_rows(face))
        assert not drawn or set(drawn) in [set(whole) for whole in wholes]

    def test_what_the_key_gets_is_no_fault(self) -> None:
        verdicts = [comment.verdict for comment in self.sample.comments(self.sample.write(self.sample.key_response()))]
        assert set(verdicts) <= {"right"}

    def test_it_is_furnished(self) -> None:
        assert type(self.sample) in kinds.KINDS
        assert get_template(f"quizzes/kinds/{self.sample.kind}.html")

    def test_whatever_is_posted_is_read_or_not_and_graded_between_nothing_and_all(self) -> None:
        # Inside, because hypothesis will not have one property shared by several classes.
        @given(posts_for(self.sample.face()))
        def holds(posted: Posted) -> None:
            take(self.sample, posted)

        holds()

    def test_an_unfinished_draft_is_told_its_problems_and_breaks_nothing(self) -> None:
        @given(st.data(), of_shape(self.sample.shape))
        def holds(data: st.DataObject, value: dict[str, Any]) -> None:
            assert misshapen(value, self.sample.shape) == []
            draft = type(self.sample).from_value(value)
            draft.shuffles()
            assert all(problem.says for problem in draft.problems())
            assert type(draft).from_value(json.loads(json.dumps(draft.to_value()))).to_value() == draft.to_value()
            take(draft, data.draw(posts_for(draft.face())))

        holds()

    def test_nothing_written_at_all_cannot_be_published(self) -> None:
        assert type(self.sample).from_value({}).problems()


def take(body: Kind, posted: Posted) -> None:
    """Put a post through all that is done with one."""
    body.comments(posted)
    response = body.read(posted)
    if response is not None:
        assert 0 <= body.grade(response).part <= 1
        body.summarise(response)
        assert body.grade(body.read(body.write(response))) == body.grade(response)
