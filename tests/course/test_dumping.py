"""The course writes itself back: load, dump, load changes nothing."""

from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import QuestionVersion, QuizVersion, ScenarioVersion
from sahelapp.course import dumping, files, lined, loading
from sahelapp.course.writing import write
from sahelapp.lessons.models import Lesson, LessonVersion
from sahelapp.timeline.models import EventVersion
from tests.course.conftest import FILES, MONDAY

CONTENT = Path(__file__).resolve().parents[2] / "content"
VERSIONS = (EventVersion, QuestionVersion, QuizVersion, ScenarioVersion, LessonVersion)

awkward = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n :#'\"-,[]{}0129é\\|>&*!%@`~?\t"))


@given(st.text(alphabet=awkward), st.lists(st.text(alphabet=awkward), max_size=3))
def test_whatever_a_person_types_is_read_back_as_it_was(words: str, more: list[str]) -> None:
    value = {"a": {"en": words, "fr": "x"}, "list": more}
    read, problems = lined.read(write(value), "x.yaml")
    assert problems == []
    assert files.plain(read) == value


@pytest.mark.django_db
def test_a_dumped_course_is_the_course_that_was_loaded(course, tmp_path) -> None:
    course.load()
    dumping.dump(tmp_path / "out")
    again = loading.load(tmp_path / "out", now=MONDAY)
    assert again.problems == again.conflicts == []
    assert all(tally.created == tally.updated == 0 for tally in again.tallies.values())
    for name in ("events.yaml", "quizzes/check-salt.yaml"):
        assert (tmp_path / "out" / name).read_text().endswith(FILES[name])
    for language in ("en", "fr"):
        name = f"lessons/salt.{language}.md"
        assert (tmp_path / "out" / name).read_text() == FILES[name]


@pytest.mark.django_db
def test_the_real_course_is_written_back_byte_for_byte(tmp_path) -> None:
    assert loading.load(CONTENT, now=MONDAY).problems == []
    before = [model.objects.count() for model in VERSIONS]
    written = dumping.dump(tmp_path)
    assert set(written) == set(files.checksums(CONTENT))
    for name in written:
        assert (tmp_path / name).read_bytes() == (CONTENT / name).read_bytes(), name
    call_command("load_course", "--again", str(tmp_path), verbosity=0)
    assert [model.objects.count() for model in VERSIONS] == before


@pytest.mark.django_db
def test_what_a_teacher_edited_is_dumped(course, tmp_path, manage) -> None:
    course.load()
    Lesson.objects.update(title_fr="Le sel, par Moussa : une histoire")
    course.write("lessons/gold.en.md", "not of the site")
    out, err = manage("dump_course", str(course.path))
    assert "title: 'Le sel, par Moussa : une histoire'" in (course.path / "lessons/salt.fr.md").read_text()
    assert "7 files written" in out
    assert "lessons/gold.en.md: the site has no such thing" in err
