"""What is wrong in course files is told all at once, each with file and line, in words that say what to do."""

import pytest

from sahelapp.timeline.models import Event

pytestmark = pytest.mark.django_db


def test_a_course_without_mistakes_has_no_problems(course) -> None:
    assert course.problems() == []


def test_all_problems_are_told_at_once_with_file_and_line(course) -> None:
    course.swap("events.yaml", "[caravan-news, salt-herald]", "[caravan-news, nobody]")
    course.swap("themes.yaml", "name_fr", "nom_fr")
    course.swap("quizzes/check-salt.yaml", "2022 [@caravan-news].\n      fr", "2022.\n      fr")
    course.swap("sources.yaml", "language: fr", "language: xx")
    course.swap("lessons/salt.en.md", "order: 1", "order: 2")
    said = "\n".join(course.problems())
    for place in (
        "events.yaml:12 (road-opens, sources)",
        "themes.yaml:3 (trade",
        "themes.yaml:1 (trade)",
        "quizzes/check-salt.yaml:23",
        "sources.yaml:16 (salt-herald)",
        "lessons/salt.fr.md:3",
    ):
        assert place in said, said
    assert not Event.objects.exists()


def test_an_unknown_citation_names_lesson_paragraph_and_language(course) -> None:
    course.swap("lessons/salt.fr.md", "[@caravan-news]", "[@caravan-news; @nobody]")
    course.swap("lessons/salt.en.md", "[@caravan-news]", "[@caravan-news; @nobody]")
    assert course.problems() == [
        "lessons/salt.en.md:18 (English, paragraph 2): "
        "No source has the id “nobody”. Correct the id or add the source first.",
        "lessons/salt.fr.md:18 (French, paragraph 2): "
        "No source has the id “nobody”. Correct the id or add the source first.",
    ]


def test_a_bare_claim_is_told_with_its_opening_words(course) -> None:
    for language in ("en", "fr"):
        course.swap(f"lessons/salt.{language}.md", "{.ours}\n", "")
    assert course.problems()[0].startswith("lessons/salt.en.md:15 (English, paragraph 1): A paragraph states facts")


def test_the_two_languages_of_a_lesson_cite_the_same_sources(course) -> None:
    course.swap("lessons/salt.fr.md", "[@caravan-news]", "[@salt-herald]")
    [said] = course.problems()
    assert said.startswith("lessons/salt.fr.md:18 (French, paragraph 2): English and French do not cite")
    assert "caravan-news, salt-herald" in said


def test_the_two_languages_of_a_lesson_are_built_alike(course) -> None:
    course.swap("lessons/salt.fr.md", "## La route\n", "## La route\n\n### Encore un titre\n")
    [said] = course.problems()
    assert said.startswith("lessons/salt.fr.md:15 (French")
    assert "Encore un titre" in said


def test_a_lesson_in_one_language_lacks_the_other(course) -> None:
    (course.path / "lessons/salt.fr.md").unlink()
    assert course.problems() == [
        "lessons/salt.en.md:1: This lesson exists in one language only: there is no lessons/salt.fr.md."
    ]


def test_every_key_that_stands_twice_is_told(course) -> None:
    course.swap("events.yaml", "  confidence: high\n", "  confidence: high\n  confidence: low\n  end: null\n")
    said = course.problems()
    assert [line.partition(": ")[0] for line in said] == ["events.yaml:14", "events.yaml:15"]
    assert all("stands twice here" in line for line in said)


def test_a_date_without_quotation_marks_is_told(course) -> None:
    course.swap("events.yaml", "'2022-01-31'", "2022-01-31")
    assert course.problems() == ["events.yaml:2: Put this date between quotation marks: '2022-01-31'."]


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "words"),
    [
        ("events.yaml", "'2022-01-31'", "'2022-02-31'", "events.yaml:2 (road-opens, date)", "cannot be used"),
        ("events.yaml", "precision: day", "precision: month", "events.yaml:3", "not as precise"),
        ("events.yaml", "end: null", "end: '2021'", "events.yaml:2", "before"),
        ("events.yaml", "confidence: high", "confidence: total", "events.yaml:13", "cannot be used"),
        ("events.yaml", "party: other", "party: north", "events.yaml:16", "cannot be used"),
        ("events.yaml", "place: null", "place: taoudenni", "events.yaml:11", "place: taoudenni"),
        ("events.yaml", "  disputed_fr: Le sud la dit tardive.\n", "", "events.yaml:14", "one language"),
        ("events.yaml", "Caravans pass", "Caravans [pass](event:never)", "events.yaml:7", "leads to nothing"),
        ("events.yaml", "- id: road-opens", "- id: [", "events.yaml:", "understood as YAML"),
        ("sources.yaml", "id: salt-herald", "id: caravan-news", "sources.yaml:11", "Two rows"),
        ("themes.yaml", "- slug: trade", "- trade\n- slug: trade", "themes.yaml:1", "Names with values"),
        ("quizzes/check-salt.yaml", "slug: check-salt", "slug: salt", "quizzes/check-salt.yaml:1", "name of the file"),
        ("quizzes/check-salt.yaml", "kind: numerical", "kind: magic", "quizzes/check-salt.yaml:12", "kind of question"),
        ("quizzes/check-salt.yaml", "tags: [trade]\nq", "tags: [gold]\nq", "quizzes/check-salt.yaml:10", "tags: gold"),
        ("lessons/salt.en.md", "events: [road-opens]", "events: [never]", "lessons/salt.en.md:9", "events: never"),
        ("lessons/salt.en.md", "title: Salt", "title: ''", "lessons/salt.en.md:4", "nothing under “title”"),
        ("lessons/salt.en.md", "order: 1", "order: first", "lessons/salt.en.md:3", "the right form"),
        ("lessons/salt.en.md", "order: 1", "order: 1\ncolour: red", "lessons/salt.en.md:4", "No such key"),
        ("lessons/salt.en.md", "---\nslug", "slug", "lessons/salt.en.md:1", "two lines of three hyphens"),
        ("course.yaml", "licence", "license", "course.yaml:5", "No such key"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told_where_it_is(course, name, old, new, place, words) -> None:
    course.swap(name, old, new)
    said = course.problems()
    assert any(line.startswith(place) and words in line for line in said), said


def test_a_question_of_the_text_must_be_in_the_check_quiz(course) -> None:
    for language in ("en", "fr"):
        course.swap(f"lessons/salt.{language}.md", "::: check when-did-it-open", "::: check another")
    assert any(
        "lessons/salt.en.md:20 (English, paragraph 3)" in line and "another" in line for line in course.problems()
    )


def test_two_quizzes_cannot_hold_questions_of_one_name(course) -> None:
    words = (course.path / "quizzes/check-salt.yaml").read_text()
    course.write("quizzes/more.yaml", words.replace("slug: check-salt", "slug: more"))
    said = course.problems()
    assert any(line.startswith("quizzes/more.yaml:12") and "name of its own" in line for line in said), said


def test_a_file_that_would_be_passed_over_is_told(course) -> None:
    course.write("lessons/gold.md", "---\n---\n")
    course.write("event.yaml", "[]\n")
    said = course.problems()
    assert [line.partition(":")[0] for line in said] == ["event.yaml", "lessons/gold.md"]


def test_a_file_in_another_encoding_is_told(course) -> None:
    (course.path / "themes.yaml").write_bytes("- slug: trade\n  name_en: Été\n".encode("latin-1"))
    assert course.problems() == ["themes.yaml:2: This file cannot be read as text in UTF-8."]


LONG = "x" * 301


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("themes.yaml", "name_en: Trade", f"name_en: {LONG}", "longer than 80"),
        ("events.yaml", "title_fr: ", f"title_fr: {LONG}", "longer than 90"),
        ("lessons/salt.en.md", "title: ", f"title: {LONG}", "longer than 200"),
        ("quizzes/check-salt.yaml", "title:\n  en: ", f"title:\n  en: {LONG}", "longer than 200"),
        ("quizzes/check-salt.yaml", "mark: '1'", "mark: '1000000'", "mark: 1000000"),
    ],
)
def test_what_no_column_can_hold_is_told_with_its_line(course, file, old, new, said) -> None:
    course.swap(file, old, new)
    told = course.problems()
    assert [line.partition(":")[0] for line in told] == [file], told
    assert told[0].split(":")[1].split()[0].isdigit()
    assert said in told[0]
