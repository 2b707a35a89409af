"""The whole site with a small course in it, and what people left there: the stories begin here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from quizzes.models import Attempt, Run
from tests.course.conftest import Folder
from tests.quizzes.caravan import mapping as caravan
from tests.quizzes.conftest import mapping as quiz

# Things that have pages but no lesson of their own.
ROWS = {
    "actors.yaml": """\
- id: amanar
  kind: person
  party: other
  name_en: Amanar
  name_fr: Amanar
  description_en: A guide of caravans.
  description_fr: Un guide de caravanes.
  active:
    from: '2020'
    to: null
""",
    "places.yaml": """\
- id: taoudenni
  name_en: Taoudenni
  name_fr: Taoudénit
  lat: 22.67
  lon: -3.98
  country_en: Mali
  country_fr: Mali
  kind_en: village
  kind_fr: village
  approximate: true
""",
    "terms.yaml": """\
- slug: azalai
  term_en: azalai
  term_fr: azalaï
  definition_en: A caravan that carries salt.
  definition_fr: Une caravane qui porte du sel.
""",
}
SLUGS = {
    "lesson": "salt",
    "mark_read": "salt",
    "event": "road-opens",
    "source": "caravan-news",
    "actor": "amanar",
    "term": "azalai",
    "place": "taoudenni",
    "quiz": "salt-road",
    "start": "salt-road",
    "scenario": "caravan",
    "scenario_start": "caravan",
    "scenario_paths": "caravan",
    "scenario_pair": "caravan",
}


def cited(value: dict) -> dict:
    """The same quiz or scenario; what must be cited cites a source of the small course."""
    for question in value.get("questions", ()):
        _cite(question["explanation"])
    for scene in value.get("scenes", ()):
        _cite(scene.get("record") or {})
        _cite(scene.get("debrief") or {})
    _cite(value.get("briefing") or {})
    return value


def _cite(text: dict[str, str]) -> None:
    for language, words in text.items():
        text[language] = f"{words} [@caravan-news]"


def written(value: dict) -> str:
    """As a file: JSON is YAML too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def small_course(path: Path) -> Folder:
    """A lesson, an event, a thing of each kind, a quiz with feedback at once and one at the end, a scenario."""
    folder = Folder(path)
    for name, words in ROWS.items():
        folder.write(name, words)
    for slug, behaviour in (("salt-road", "immediate"), ("gold-road", "deferred")):
        value = quiz(slug, behaviour, tags=["trade"])
        for question in value["questions"]:
            question["tags"] = ["trade"]
        folder.write(f"quizzes/{slug}.yaml", written(cited(value)))
    folder.write("scenarios/caravan.yaml", written(cited(caravan(tags=["trade"]))))
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, made_once: None) -> Folder:
    """The small course, loaded."""
    folder = small_course(tmp_path_factory.mktemp("course"))
    assert folder.problems() == []
    return folder


@pytest.fixture(autouse=True)
def _rolled_back(db: None) -> None:
    """Every story ends where it began, with the course alone."""


@pytest.fixture
def as_moussa(moussa) -> Client:
    """A browser in which Moussa, who teaches, is logged in."""
    client = Client()
    client.force_login(moussa)
    return client


@pytest.fixture
def as_fanta(fanta) -> Client:
    """A browser in which Fanta, who teaches another class, is logged in."""
    client = Client()
    client.force_login(fanta)
    return client


def read_lesson(client: Client, slug: str = "salt") -> None:
    """Mark a lesson as read."""
    client.post(reverse("lessons:mark_read", args=[slug]), {"sent_as": uuid4()})


def begin_quiz(client: Client, slug: str = "salt-road") -> UUID:
    """Start a quiz; the token of the attempt."""
    client.post(reverse("quizzes:start", args=[slug]))
    return Attempt.objects.order_by("-pk")[0].token


def answer(client: Client, token: UUID, position: int, *values: str, **fields):
    """Answer one question."""
    url = reverse("quizzes:play", args=[token, position])
    return client.post(url, {"response": values, "seen": 0, "sent_as": uuid4()} | fields)


def take_seat(client: Client, slug: str = "caravan") -> UUID:
    """Begin a run; its token."""
    client.post(reverse("quizzes:scenario_start", args=[slug]), {"token": uuid4()})
    return Run.objects.order_by("-pk")[0].token


def decide(client: Client, token: UUID, choice: str, seen: int, **fields):
    """Make one choice."""
    url = reverse("quizzes:run", args=[token])
    return client.post(url, {"choice": choice, "seen": seen, "sent_as": uuid4()} | fields)


@dataclass(frozen=True)
class Left:
    """What one person has done: the tokens in their private addresses."""

    attempt: UUID = field(default_factory=uuid4)
    over: UUID = field(default_factory=uuid4)
    run: UUID = field(default_factory=uuid4)
    ended: UUID = field(default_factory=uuid4)

    def private_pages(self) -> list[str]:
        """Everything that is theirs alone."""
        return [
            *(reverse("quizzes:result", args=[token]) for token in (self.attempt, self.over)),
            *(reverse("quizzes:finish", args=[token]) for token in (self.attempt, self.over)),
            *(reverse("quizzes:play", args=[self.attempt, position]) for position in (1, 2, 3)),
            *(reverse("quizzes:run", args=[token]) for token in (self.run, self.ended)),
            f"{reverse('quizzes:run', args=[self.ended])}?after=1",
            *(reverse("quizzes:run_result", args=[token]) for token in (self.run, self.ended)),
            reverse("quizzes:run_sheet", args=[self.ended]),
            *(reverse("quizzes:run_debrief", args=[self.ended, step]) for step in (1, 2, 3, 4)),
        ]


@pytest.fixture
def left_by_awa(course: Folder, as_awa: Client) -> Left:
    """Awa read a lesson, has one quiz and one run under way, and one of each behind her."""
    read_lesson(as_awa)
    over = begin_quiz(as_awa, "gold-road")
    answer(as_awa, over, 1, "b")
    as_awa.post(reverse("quizzes:finish", args=[over]))
    attempt = begin_quiz(as_awa)
    answer(as_awa, attempt, 1, "a")
    ended = take_seat(as_awa)
    for seen in range(20):
        if Run.objects.get(token=ended).is_finished:
            break
        page = as_awa.get(reverse("quizzes:run", args=[ended]))
        choice = next(one for one in page.context["scene"].offered if not one.reasons)
        decide(as_awa, ended, choice.slug, seen)
    assert Run.objects.get(token=ended).is_finished
    return Left(attempt, over, take_seat(as_awa), ended)


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern of the site outside the admin, as (path with its parts in angle brackets, name)."""
    for one in (resolver or get_resolver()).url_patterns:
        path = prefix + str(one.pattern)
        if path.startswith("admin/"):
            continue
        if isinstance(one, URLResolver):
            yield from patterns(one, path)
        else:
            yield path, one.name or ""


def addresses(left: Left, language: str = "en") -> list[str]:
    """Every address of the site outside the admin, its parts filled in with what exists."""
    return [_filled(path, name, left).replace("/en/", f"/{language}/", 1) for path, name in patterns()]


def _filled(path: str, name: str, left: Left) -> str:
    token = left.run if name.startswith("run") else left.attempt
    parts = {
        "<slug:slug>": SLUGS.get(name, "salt-road"),
        "<uuid:token>": str(token),
        "<int:position>": "1",
        "<int:number>": "1",
        "<int:item>": "1",
        "<int:pk>": "1",
        r"^confirm-email/(?P<key>[-:\w]+)/$": "confirm-email/no-such-key/",
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/reset/key/1-no-such-key/",
    }
    for part, value in parts.items():
        path = path.replace(part, value)
    assert not set(path) & set("<>^$"), f"{path} has parts that no test fills in"
    return f"/{path}"
