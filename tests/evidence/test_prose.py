"""What an author types, and what a reader gets."""

import re
import time
from pathlib import Path

import pytest

from quizzes.engine.problems import Problem
from quizzes.engine.text import Text
from sahelapp.evidence import prose
from sahelapp.evidence.prose import Check, Known, problems_in, render, split_checks, uncited


def html(words: str, language: str = "en", **options) -> str:
    return render(words, language, name="les-body", **options).html


def test_citations_are_numbered_by_first_use():
    page = render("One [@b]. Two [@a; @b].\n\nThree [@c].", "en", name="les-body")
    assert page.sources == ("b", "a", "c")
    assert '<sup class="cite"><a href="#n-les-body-1" id="c-les-body-1" aria-label="Note 1">1</a></sup>' in page.html
    assert 'href="#n-les-body-1" id="c-les-body-1-2"' in page.html
    assert ">3</a>" in page.html


def test_a_note_stands_close_to_its_word():
    assert "fact<sup" in html("A fact [@a].")


def test_a_term_opens_a_popover_without_javascript():
    page = render("The [[tuareg|Tuareg people]] rose.", "en", name="x")
    button = '<button type="button" class="term" popovertarget="term-tuareg">Tuareg people</button>'
    assert button in page.html
    assert page.mentions == (("term", "tuareg"),)


def test_a_term_without_words_shows_its_name():
    assert ">groupe touareg</button>" in html("[[tuareg]]", "fr", term_names={"tuareg": "groupe touareg"})


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("event:coup-2012", "/fr/timeline/coup-2012/"),
        ("actor:mnla", "/fr/actors/mnla/"),
        ("term:jihadist", "/fr/terms/jihadist/"),
        ("source:afp-1", "/fr/sources/afp-1/"),
        ("quiz:rupture", "/fr/quizzes/rupture/"),
        ("scenario:paris", "/fr/scenarios/paris/"),
        ("lesson:one", "/fr/lessons/one/"),
        ("place:gao", "/fr/places/gao/"),
    ],
)
def test_links_lead_to_our_pages_in_the_readers_language(target, path):
    page = render(f"Voir [ceci]({target}).", "fr", name="x")
    assert f'<a href="{path}">ceci</a>' in page.html
    assert page.mentions == (tuple(target.split(":")),)


def test_a_link_elsewhere_gives_nothing_away():
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="external noopener">' in html(
        "[x](https://example.org/?a=1&b=2)"
    )


@pytest.mark.parametrize("target", ["wiki:mali", "/admin/", "mali", "mailto:a@b.c", "#x"])
def test_a_link_to_nothing_known_is_told(target):
    page = render(f"[x]({target})", "en", name="x")
    assert page.problems == (Problem("link-unknown", target),)
    assert "href" not in page.html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://example.org/spy.png)",
        '{onclick="alert(1)" style="color:red" .evil}\nwords',
        '[[a"onclick=alert(1)|x]]',
        '[@a" onclick="x]',
        '[x](event:a"onclick=1)',
        "<div class=check data-check=x></div>",
    ],
)
def test_what_a_person_types_stays_text(evil):
    tags = " ".join(re.findall(r"<[^>]*>", html(evil)))
    for forbidden in ("<script", "<img", "<div", "onclick", "onerror", "javascript", "data:", "style", "evil"):
        assert forbidden not in tags


def test_french_is_set_as_print_even_around_bold_and_links():
    told = html("« *mot* » : l'*armée* ; **JNIM** !\n? Voir `l'code ;`.", "fr")
    assert "«&nbsp;<em>mot</em>&nbsp;»&nbsp;: l’<em>armée</em>\u202f; <strong>JNIM</strong>\u202f!\u202f?" in told
    assert "<code>l'code ;</code>" in told


def test_an_english_genitive_after_bold_has_its_apostrophe():
    assert "</strong>’s men" in html("**JNIM**'s men")


def test_addresses_are_not_typeset():
    assert 'href="https://example.org/l\'un"' in html("[x](https://example.org/l'un)").replace("&#x27;", "'")


def test_headings_start_below_the_title_and_have_ids_that_both_languages_share():
    assert '<h2 id="s-les-body-1">A</h2>' in html("# A")
    assert '<h3 id="s-les-body-2">B</h3>' in html("## A\n\n### B")


def test_a_table_scrolls_by_itself_and_says_what_it_is():
    told = html("| Date | [[jnim|JNIM]] |\n|---:|:-:|\n| 12 | x [@a] |")
    assert '<div class="table-scroll" tabindex="0" role="region" aria-label="Table: Date"><table>' in told
    assert '<th scope="col" class="align-right">Date</th>' in told
    assert 'popovertarget="term-jnim"' in told
    assert "style" not in told


def test_two_texts_on_a_page_have_ids_of_their_own():
    assert 'id="c-scene-1-record-1"' in render("x [@a]", "en", name="Scene 1 / record").html


def test_a_check_stands_between_pieces_of_prose():
    told = html("Before.\n\n::: check q-one\n\n## After\n\n::: check q-two")
    before, one, after, two = split_checks(told)
    assert (one, two) == (Check("q-one"), Check("q-two"))
    assert before == "<p>Before.</p>\n"
    assert "After" in after


def test_a_check_inside_a_paragraph_is_only_words():
    assert split_checks(html("So ::: check q-one")) == ["<p>So ::: check q-one</p>\n"]


def test_each_statement_names_its_source_or_is_marked_ours():
    words = """## Heading

Cited [@a].

Bare paragraph.

{.ours}
A question?

- cited [@b]
- bare item
    - nested, cited [@a]

{.ours}
- ours

| bare | table |
|---|---|
| 1 | 2 |

> Bare quotation.

::: check q
"""
    assert uncited(words) == ["Bare paragraph.", "bare table 1 2", "Bare quotation."]
    assert uncited("- cited [@a]\n- bare") == ["bare"]


KNOWN = Known(frozenset({("source", "a"), ("term", "tuareg"), ("event", "coup")}))


def test_problems_name_their_place():
    texts = {"body": Text("Good [@a] [[tuareg]] [x](event:coup).", "Mauvais [@z] [[zut]] [x](event:non) [x](non:oui).")}
    assert problems_in(texts, KNOWN) == [
        Problem("link-unknown", "non:oui", "body (fr)"),
        Problem("citation-unknown", "z", "body (fr)"),
        Problem("term-unknown", "zut", "body (fr)"),
        Problem("link-unknown", "event:non", "body (fr)"),
    ]


def test_a_missing_language_and_a_bare_claim_are_told():
    texts = {"explanation": Text("Bare.", "")}
    assert problems_in(texts, KNOWN, must_cite=True) == [
        Problem("language-missing", "explanation (fr)", "explanation"),
        Problem("citation-missing", "Bare.", "explanation (en)"),
    ]
    assert problems_in({"intro": Text("Bare.", "Nu.")}, KNOWN) == []


@pytest.mark.parametrize("piece", ["[", "*a", "[[a|", "> ", "`", "| a ", "[x](", "a\n", "{.a "])
def test_absurdly_long_text_is_answered_quickly(piece):
    started = time.monotonic()
    page = render(piece * (1_000_000 // len(piece)), "fr", name="x")
    longest_allowed = piece * (prose.LONGEST // len(piece))
    render(longest_allowed, "fr", name="x")
    assert page.problems[0].says == "text-too-long"
    assert time.monotonic() - started < 8


def test_the_lessons_of_the_course_are_cited_throughout():
    for file in sorted(Path("content/lessons").glob("*.md")):
        body = file.read_text("utf-8").split("---\n", 2)[2]
        page = render(body, file.suffixes[0][1:], name="x")
        assert (page.problems, uncited(body)) == ((), []), file.name
        assert page.sources
