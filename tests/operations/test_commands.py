"""Commands for those who run the site: they say what they did, can be run twice, and exit with 1 when they must."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.timezone import now

from quizzes.actions import attempts, runs
from quizzes.models import Attempt, Run, ScenarioVersion
from sahelapp.accounts.models import User
from sahelapp.catalogue.models import Entry
from sahelapp.operations import checks
from tests.course.conftest import Folder
from tests.quizzes.caravan import mapping as caravan
from tests.stories.conftest import cited, written

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = now() - timedelta(days=400)


@pytest.fixture
def course(tmp_path: Path) -> Folder:
    """A small course, loaded."""
    folder = Folder(tmp_path / "course")
    assert folder.load().problems == []
    return folder


def run(command: str, *arguments: str) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def sitting_of(user: User) -> Attempt:
    from quizzes.models import QuizVersion

    return attempts.start(user, QuizVersion.objects.get(), seed=1, now=now()).attempt


def session_of(user: User) -> None:
    store = import_module(django_settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store.save()


def make_guest(joined: datetime = LONG_AGO) -> User:
    return User.objects.create_user(f"guest-{uuid4().hex[:8]}", kind="guest", date_joined=joined)


def test_rebuild_finds_nothing_in_a_healthy_site(course, awa):
    sitting_of(awa)
    assert run("rebuild", "--check") == "Nothing differs.\n"


def test_rebuild_tells_a_wrong_score_and_mends_it(course, awa):
    sitting = attempts.finish(sitting_of(awa).pk, now=now())
    Attempt.objects.filter(pk=sitting.pk).update(score=7)
    with pytest.raises(CommandError, match="1 difference"):
        run("rebuild", "--check")
    assert Attempt.objects.get().score == 7
    assert "stored 7" in run("rebuild")
    assert Attempt.objects.get().score == 0
    assert run("rebuild") == "Nothing differs.\n"


def test_rebuild_tells_a_stale_catalogue_and_remakes_it(course):
    Entry.objects.filter(kind="lesson").update(title="Old")
    with pytest.raises(CommandError):
        run("rebuild", "--check")
    assert Entry.objects.filter(title="Old").exists()
    run("rebuild")
    assert not Entry.objects.filter(title="Old").exists()


def test_rebuild_finds_an_ending_again_from_the_moves(course, awa):
    course.write("scenarios/caravan.yaml", written(cited(caravan(tags=["trade"]))))
    assert course.problems() == []
    playing = runs.start(awa, ScenarioVersion.objects.get(), token=uuid4(), seed=1, now=now())
    Run.objects.filter(pk=playing.pk).update(ending="nowhere", finished_at=now())
    with pytest.raises(CommandError, match="1 difference"):
        run("rebuild", "--check")
    assert Run.objects.get().ending == "nowhere"
    assert "stored nowhere, recounted none" in run("rebuild")
    assert Run.objects.get().ending == ""


def test_guests_are_forgotten_when_nothing_leads_to_them(course):
    lost, known, new = make_guest(), make_guest(), make_guest(joined=now())
    sitting_of(lost)
    session_of(known)
    assert run("forget_guests") == "1 guest(s) forgotten.\n"
    assert set(User.objects.all()) == {known, new}
    assert not Attempt.objects.exists()
    assert run("forget_guests") == "0 guest(s) forgotten.\n"


def test_a_guest_whose_session_ended_is_forgotten_and_a_learner_never(course, awa):
    from django.contrib.sessions.models import Session

    session_of(make_guest())
    Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    run("forget_guests")
    assert list(User.objects.all()) == [awa]
    assert not Session.objects.exists()


def test_a_guest_whose_work_waits_for_a_log_in_is_kept(client):
    from django.core.signing import dumps

    guest, store = make_guest(), import_module(django_settings.SESSION_ENGINE).SessionStore()
    store["guest_left"] = dumps(guest.pk, salt="sahelapp.accounts.guest")
    store.save()
    assert run("forget_guests") == "0 guest(s) forgotten.\n"


def test_demo_accounts_are_made_once_and_told_each_time(settings):
    settings.DEBUG = True
    first, second = run("demo_accounts"), run("demo_accounts")
    assert first == second
    assert re.search(r"\| teacher +moussa +password sahel-and-savanna", first)
    assert len({len(line) for line in first.splitlines()}) == 1
    moussa = User.objects.get(username="moussa")
    assert moussa.is_staff
    assert moussa.has_perm("lessons.change_lesson")
    assert not User.objects.get(username="awa").is_staff


def test_demo_accounts_never_print_a_password_that_is_wrong(settings):
    settings.DEBUG = True
    run("demo_accounts")
    awa = User.objects.get(username="awa")
    awa.set_password("my own")
    awa.save()
    assert "awa      password (changed since)" in run("demo_accounts")


def test_demo_accounts_refuse_production():
    with pytest.raises(CommandError, match="development only"):
        run("demo_accounts")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "name", ["backup", "restore", "rebuild", "close_overdue", "forget_guests", "demo_accounts", "load_course"]
)
def test_every_command_explains_itself(name):
    done = manage(name, "--help")
    words = " ".join(done.stdout.partition("options:")[0].split())
    assert done.returncode == 0
    assert len(words) > 120


def test_closing_overdue_attempts_says_how_many(course, awa):
    sitting = sitting_of(awa)
    Attempt.objects.filter(pk=sitting.pk).update(deadline=LONG_AGO)
    assert run("close_overdue") == "1 attempt(s) closed.\n"
    assert Attempt.objects.get().finished_at == LONG_AGO


@pytest.mark.parametrize(("is_safe", "says"), [(False, ["sahelapp.I001"]), (True, [])])
def test_check_tells_when_the_slower_journal_is_in_force(settings, monkeypatch, is_safe, says):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    settings.WAL_IS_SAFE = is_safe
    assert [message.id for message in checks.journal_of_sqlite()] == says


def test_production_settings_pass_the_check_for_deployment(tmp_path):
    """As deploy/sahelapp.env.example gives them, with the secret filled in."""
    lines = (ROOT / "deploy/sahelapp.env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    given |= {"DJANGO_SECRET_KEY": "x9" * 20 + "".join(map(chr, range(48, 91))), "DATABASE_URL": "sqlite:///:memory:"}
    done = manage("check", "--deploy", "--fail-level", "WARNING", **given)
    assert done.returncode == 0, done.stderr
    assert "WARNINGS" not in done.stdout + done.stderr


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SAHELAPP_"))}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=base | environment, capture_output=True, text=True, check=False)
