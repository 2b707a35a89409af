"""A small course of our own, made in a folder: what happened in it is invented, how it is told is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sahelapp.course import loading
from sahelapp.course.telling import told

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

FILES = {
    "course.yaml": """\
title:
  en: The salt road
  fr: La route du sel
as_known_on: '2026-01-01'
licence: CC BY 4.0
""",
    "themes.yaml": """\
- slug: trade
  name_en: Trade
  name_fr: Commerce
""",
    "sources.yaml": """\
- id: caravan-news
  publisher: Caravan News
  title: The road opens
  url: https://example.org/road
  date: '2022-01'
  language: en
  kind: newspaper
  note_en: null
  note_fr: null

- id: salt-herald
  publisher: Salt Herald
  title: No road
  url: https://example.org/none
  date: null
  language: fr
  kind: newspaper
  note_en: Partial.
  note_fr: Partial aussi.
""",
    "events.yaml": """\
- id: road-opens
  date: '2022-01-31'
  precision: day
  end: null
  title_en: The road opens
  title_fr: La route ouvre
  summary_en: Caravans pass again.
  summary_fr: Les caravanes passent de nouveau.
  theme: [trade]
  actors: []
  place: null
  sources: [caravan-news, salt-herald]
  confidence: high
  disputed_en: The south calls it late.
  disputed_fr: Le sud la dit tardive.
  positions:
    - party: other
      holder_en: The south
      holder_fr: Le sud
      says_en: It came late.
      says_fr: Elle a tardé.
      sources: [salt-herald]
""",
    "quizzes/check-salt.yaml": """\
slug: check-salt
listed: false
title:
  en: Check salt
  fr: Le point sur le sel
intro:
  en: One question.
  fr: Une question.
behaviour: immediate
tags: [trade]
questions:
  - slug: when-did-it-open
    kind: numerical
    mark: '1'
    tags: [trade]
    stem:
      en: In which year did the road open?
      fr: En quelle année la route a-t-elle ouvert ?
    key: '2022'
    tolerance: '0'
    unit: null
    explanation:
      en: It [opened](event:road-opens) in 2022 [@caravan-news].
      fr: Elle a [ouvert](event:road-opens) en 2022 [@caravan-news].
""",
    "lessons/salt.en.md": """\
---
slug: salt
order: 1
title: Salt
summary: How the road opened.
objectives:
  - Say when the road opened.
themes: [trade]
events: [road-opens]
check: check-salt
---

## The road

{.ours}
What is a road?

The road [opened](event:road-opens) in January 2022 [@caravan-news].

::: check when-did-it-open
""",
    "lessons/salt.fr.md": """\
---
slug: salt
order: 1
title: Sel
summary: Comment la route a ouvert.
objectives:
  - Dire quand la route a ouvert.
themes: [trade]
events: [road-opens]
check: check-salt
---

## La route

{.ours}
Qu'est-ce qu'une route ?

La route a [ouvert](event:road-opens) en janvier 2022 [@caravan-news].

::: check when-did-it-open
""",
}


class Folder:
    """The course in a folder: edit it, check it, load it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, words in FILES.items():
            self.write(name, words)

    def write(self, name: str, words: str) -> None:
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(words, encoding="utf-8")

    def swap(self, name: str, old: str, new: str) -> None:
        """Edit a file as a person would."""
        words = (self.path / name).read_text(encoding="utf-8")
        assert old in words
        self.write(name, words.replace(old, new))

    def load(self) -> loading.Report:
        return loading.load(self.path, now=MONDAY)

    def problems(self) -> list[str]:
        """What is said of it, line by line."""
        return [told(problem) for problem in self.load().problems]


@pytest.fixture
def course(tmp_path: Path, db: None) -> Folder:
    """The folder, not yet loaded."""
    return Folder(tmp_path / "course")


@pytest.fixture
def manage(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """Run a management command: what it said, and what it said on the error stream."""
    from django.core.management import call_command

    def run(*arguments: str) -> tuple[str, str]:
        call_command(*arguments)
        said = capsys.readouterr()
        return said.out, said.err

    return run
