"""What every question kind promises. A newcomer inherits this and gives a sample: two lines."""

import json
from typing import Any, ClassVar

from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import kinds
from quizzes.engine.steps import Posted

ANYTHING = st.lists(st.text(max_size=30), max_size=5).map(tuple)


class KindContract:
    """Round trip, blank answers, full marks for the key, grades in [0, 1], summary, furniture."""

    sample: ClassVar[Any]

    def test_it_survives_the_post(self) -> None:
        again = kinds.from_value(self.sample.kind, json.loads(json.dumps(self.sample.to_value())))
        assert again == self.sample

    def test_the_key_gets_full_marks(self) -> None:
        assert self.sample.grade(self.sample.key_response()).part == 1

    def test_a_blank_is_no_response(self) -> None:
        for values in ((), ("",), ("  ",)):
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
        assert tuple(slug for slug, _ in self.sample.face().options) == self.sample.shuffles()

    def test_it_is_furnished(self) -> None:
        assert type(self.sample) in kinds.KINDS
        assert get_template(f"quizzes/kinds/{self.sample.kind}.html")

    def test_whatever_is_posted_is_read_or_not_and_graded_between_nothing_and_all(self) -> None:
        # Inside, because hypothesis will not have one property shared by several classes.
        @given(values=ANYTHING, sign=st.sampled_from([".", ","]))
        def holds(values: tuple[str, ...], sign: str) -> None:
            response = self.sample.read(Posted(values, sign))
            assert response is None or 0 <= self.sample.grade(response).part <= 1

        holds()
