"""What an author types is text, never markup; what the browser may do is said on every answer."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from quizzes.models import Run
from tests.course.conftest import Folder
from tests.quizzes.caravan import mapping as caravan
from tests.quizzes.conftest import mapping as quiz
from tests.stories.conftest import Left, addresses, answer, begin_quiz, cited, decide, take_seat, written

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
# Where HTML is made by hand, and why that is safe, is told in these files; format_html escapes what it is given.
AUDITED = {"quizzes/templatetags/prose.py", "quizzes/templatetags/charts.py", "sahelapp/evidence/prose.py"}

FORBIDDEN = {
    "unescaped text": re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off"),
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"""<[^>{]*\s(?:on[a-z]+|hx-on[^\s=]*)\s*=\s*["']""", re.IGNORECASE),
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "an address that runs": re.compile(r"javascript:|data:text/html", re.IGNORECASE),
    "another host": re.compile(r"""(?:src|srcset|poster)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_what_the_policy_forbids(template):
    words = template.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(words)] == []


@pytest.mark.parametrize(
    "words",
    [
        "{{ x|safe }}",
        '<p style="color:red">',
        '<a onclick="x()">',
        '<a hx-on:click="x()">',
        "<script>x()</script>",
        "<style>p{}</style>",
        '<a href="javascript:x()">',
        '<img src="//cdn.example/x.png">',
    ],
)
def test_the_lint_finds_what_it_looks_for(words):
    assert any(pattern.search(words) for pattern in FORBIDDEN.values())


def test_html_is_called_safe_in_the_audited_places_only():
    found = {}
    for path in [*(ROOT / "quizzes").rglob("*.py"), *(ROOT / "sahelapp").rglob("*.py")]:
        words, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        if name not in AUDITED and re.search(r"\bmark_safe\(|SafeString\(|SafeText\(|__html__|csrf_exempt", words):
            found[name] = "mark_safe"
        # A pattern that is put together from what people typed is no pattern.
        if re.search(r"format_html(?:_join)?\(\s*(?:f[\"']|[a-z_]+\s*[,)%+])", words):
            found[name] = "format_html"
    # `when.dash` of a date is one of two constants.
    found.pop("sahelapp/timeline/templatetags/timeline.py", None)
    assert found == {}


# --- what authors type ----------------------------------------------------------------------------------------------

ATTACKS = (
    "<script>XSS1</script>",
    '"><img src=x onerror=XSS2>',
    "' onmouseover='XSS3",
    "</title></textarea><svg/onload=XSS4>",
    "{{ XSS5 }}{% debug %}",
)
EVIL = " ".join(ATTACKS)
SHORT = '"><img src=x onerror=XSS1>'  # names have few characters


class Dangers(HTMLParser):
    """What in a page, read as a browser reads it, would run or load something that is not ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "object", "embed", "style") or _runs(tag, given):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in given if name.startswith(("on", "hx-on")) or name == "style"]
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            address = given.get(name, "").strip().lower()
            if not address.startswith(("/", "#", "http://", "https://", "?", "mailto:")) and address:
                self.found.append(f"{tag} {name}={address}")
            if address.startswith("//") or (name == "src" and address.startswith("http")):
                self.found.append(f"{tag} {name}={address}")


def _runs(tag: str, given: dict[str, str]) -> bool:
    return tag == "script" and not given.get("src") and given.get("type") != "application/json"


def _spoiled(value, keys=("title", "summary", "text", "feedback", "consequence", "name", "says", "unit")):
    """The same mapping with an attack in every plain text of it."""
    if isinstance(value, list):
        return [_spoiled(one, keys) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: {language: f"{words} {EVIL}" for language, words in one.items()}
        if key in keys and isinstance(one, dict) and set(one) == {"en", "fr"}
        else _spoiled(one, keys)
        for key, one in value.items()
    }


def _spoil_prose(value):
    """The same in its Markdown: raw HTML in it is text; links that are none are refused when loading."""
    prose = ("stem", "intro", "explanation", "briefing", "record", "debrief")
    return _spoiled(value, prose)


EVENT = {
    **{"id": "road-opens", "date": "2022-01-31", "precision": "day", "end": None},
    **{"title_en": SHORT, "title_fr": SHORT},
    **{f"{name}_{language}": EVIL for name in ("summary", "disputed") for language in ("en", "fr")},
    **{"theme": ["trade"], "actors": ["amanar"], "place": "taoudenni", "sources": ["caravan-news"]},
    "confidence": "high",
    "positions": [
        {
            "party": "other",
            **{"holder_en": SHORT, "holder_fr": SHORT, "says_en": EVIL, "says_fr": EVIL},
            "sources": ["salt-herald"],
        }
    ],
}


@pytest.fixture
def evil(tmp_path: Path, db: None) -> Folder:
    """A course whose author is no friend."""
    folder = Folder(tmp_path / "course")
    both = {"name_en": f"Name {SHORT}", "name_fr": f"Nom {SHORT}"}
    told = {"description_en": EVIL, "description_fr": EVIL}
    where = {f"{name}_{language}": SHORT for name in ("country", "kind") for language in ("en", "fr")}
    folder.write(
        "actors.yaml",
        written(
            [
                {
                    **{"id": "amanar", "kind": "person", "party": "other", **both, **told},
                    "active": {"from": "2020", "to": None},
                    **{"side_notes_en": EVIL, "side_notes_fr": EVIL},
                }
            ]
        ),
    )
    folder.write(
        "places.yaml", written([{"id": "taoudenni", **both, "lat": 22.67, "lon": -3.98, **where, "approximate": True}])
    )
    term = {"term_en": SHORT, "term_fr": SHORT, "definition_en": EVIL, "definition_fr": EVIL}
    folder.write("terms.yaml", written([{"slug": "azalai", **term}]))
    folder.write("themes.yaml", written([{"slug": "trade", **both}]))
    source = {"date": "2022-01", "language": "en", "kind": "newspaper", "note_en": EVIL, "note_fr": EVIL}
    source |= {"publisher": EVIL, "title": EVIL}
    sources = [{"id": slug, "url": "https://example.org/road", **source} for slug in ("caravan-news", "salt-herald")]
    folder.write("sources.yaml", written(sources))
    folder.write("events.yaml", written([EVENT]))
    folder.swap("lessons/salt.en.md", "What is a road?", f"What is a road? {EVIL}")
    folder.swap("lessons/salt.fr.md", "Qu'est-ce qu'une route ?", f"Qu'est-ce qu'une route ? {EVIL}")
    for slug, behaviour in (("salt-road", "immediate"), ("gold-road", "deferred")):
        value = quiz(slug, behaviour, tags=["trade"])
        for question in value["questions"]:
            question["tags"] = ["trade"]
        folder.write(f"quizzes/{slug}.yaml", written(cited(_spoil_prose(_spoiled(value)))))
    folder.write("scenarios/caravan.yaml", written(cited(_spoil_prose(_spoiled(caravan(tags=["trade"]))))))
    assert folder.problems() == []
    return folder


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whatever_an_author_types_is_shown_as_text(evil, as_awa, as_moussa, language):
    over = begin_quiz(as_awa, "gold-road")
    as_awa.post(f"/en/attempts/{over}/finish/")
    attempt = begin_quiz(as_awa)
    for position, value in ((1, "a"), (2, "a"), (3, f"{EVIL}")):
        answer(as_awa, attempt, position, value)
    ended = take_seat(as_awa)
    for seen, choice in enumerate(("load-salt", "draw-water")):
        decide(as_awa, ended, choice, seen)
    assert Run.objects.get(token=ended).is_finished
    left = Left(attempt, over, take_seat(as_awa), ended)
    pages = [*addresses(left, language), *(page.replace("/en/", f"/{language}/") for page in left.private_pages())]
    pages += [f"/{language}/search/?q=XSS1", f"/{language}/search/?q={EVIL}", f"/{language}/timeline/?q={EVIL}"]
    shown = 0
    for page in pages:
        response = as_awa.get(page, follow=True)
        if not response["Content-Type"].startswith("text/html"):
            continue  # files: an export, a feed, a calendar
        words = response.content.decode()
        assert Dangers(words).found == [], page
        shown += "XSS1" in words
    assert shown > 20, "the attacks must have reached the pages, or nothing was tested"


@pytest.mark.parametrize("target", ["javascript:XSS", "data:text/html,XSS", "//evil.example", "vbscript:XSS"])
def test_links_that_run_are_refused_or_stay_text(evil, visitor, target):
    evil.swap("lessons/salt.en.md", "(event:road-opens)", f"({target})")
    refused = evil.problems()
    page = visitor.get("/en/lessons/salt/").content.decode()
    assert Dangers(page).found == []
    assert refused or f"[opened]({target})" in page


def test_what_a_person_calls_themselves_is_text(course, as_awa, awa):
    awa.first_name = "<script>XSS1</script>"
    awa.save()
    for page in ("/en/", "/en/progress/", "/en/accounts/settings/", "/en/progress/leave/"):
        assert "<script>XSS1" not in as_awa.get(page).content.decode()


def test_what_came_with_a_refused_form_is_text(course, awa):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(awa)
    page = strict.post("/en/lessons/salt/read/", {"sent_as": EVIL, EVIL: EVIL}).content.decode()
    assert "XSS1" in page
    assert Dangers(page).found == []


# --- what every answer says -----------------------------------------------------------------------------------------


def test_every_answer_has_the_policy(left_by_awa, as_awa, visitor, settings, make_user):
    boss = Client()
    boss.force_login(make_user("boss", "teacher", is_staff=True, is_superuser=True))
    settings.MFA_REQUIRED_FOR_STAFF = False
    admin = ["/admin/", "/admin/quizzes/quiz/", "/admin/quizzes/quiz/add/", "/admin/nowhere/"]
    pages = [*addresses(left_by_awa), *addresses(left_by_awa, "fr"), *left_by_awa.private_pages(), *admin]
    for client in (visitor, as_awa, boss):
        for page in [*pages, "/nowhere", "/en/nowhere/"]:
            _has_policy(client.get(page), page)
    _has_policy(
        as_awa.post("/en/lessons/salt/read/", "x=" + "a" * 4_000_000, "application/x-www-form-urlencoded"), "400"
    )
    _has_policy(visitor.get("/en/", headers={"Host": "evil.example"}), "400")
    _has_policy(Client(enforce_csrf_checks=True).post("/en/quizzes/salt-road/start/"), "403")


def test_a_page_that_breaks_has_the_policy_too(course, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("sahelapp.pages.home.doors", broken)
    response = Client(raise_request_exception=False).get("/fr/")
    page = response.content.decode()
    assert response.status_code == 500
    assert '<html lang="fr">' in page
    assert "broken on purpose" not in page
    _has_policy(response, "500")


def _has_policy(response, page: str) -> None:
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy, page
    assert "script-src 'self'" in policy, page
    assert "frame-ancestors 'none'" in policy, page
    assert "unsafe" not in policy, page
    assert "*" not in policy, page
    assert response["X-Content-Type-Options"] == "nosniff", page
