"""Production is safe by its settings alone: asked of a fresh process, as an operator would start it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a long random text " * 4
TELL = """
import json
from django.conf import settings
names = ("DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "X_FRAME_OPTIONS", "SECURE_CSP", "DATABASES", "CSRF_TRUSTED_ORIGINS",
    "SESSION_COOKIE_HTTPONLY", "MFA_REQUIRED_FOR_STAFF", "SQLITE_JOURNAL", "WAL_IS_SAFE")
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def start(code: str = TELL, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process with nothing but this environment."""
    base = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "sahelapp.settings", **environment}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=base, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def production() -> dict:
    given = {"DJANGO_DEBUG": "0", "DJANGO_SECRET_KEY": SECRET, "DJANGO_ALLOWED_HOSTS": "sahelapp.example.org"}
    done = start(**given, SAHELAPP_SITE_URL="https://sahelapp.example.org/", DATABASE_URL="sqlite:////tmp/x.sqlite3")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_without_a_secret_does_not_start() -> None:
    done = start(DJANGO_DEBUG="0")
    assert done.returncode == 1
    assert "Set DJANGO_SECRET_KEY" in done.stderr


def test_production_sends_cookies_over_https_alone(production: dict) -> None:
    assert production["DEBUG"] is False
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY"):
        assert production[name] is True, name
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert production["ALLOWED_HOSTS"] == ["sahelapp.example.org"]
    assert production["CSRF_TRUSTED_ORIGINS"] == ["https://sahelapp.example.org"]


def test_the_content_policy_names_us_alone(production: dict) -> None:
    policy = production["SECURE_CSP"]
    assert policy["default-src"] == ["'none'"]
    assert {source for sources in policy.values() for source in sources} == {"'none'", "'self'"}
    assert production["X_FRAME_OPTIONS"] == "DENY"


def test_staff_need_a_second_factor_in_production(production: dict) -> None:
    assert production["MFA_REQUIRED_FOR_STAFF"] is True


def test_sqlite_is_kept_so_that_no_acknowledged_answer_is_lost(production: dict) -> None:
    options = production["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "PRAGMA synchronous=FULL" in options["init_command"]
    assert f"PRAGMA journal_mode={production['SQLITE_JOURNAL']}" in options["init_command"]


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 44, 7), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_wal_is_used_only_where_its_race_is_mended(version: tuple[int, ...], journal: str) -> None:
    done = start(f"import sqlite3; sqlite3.sqlite_version_info = {version}\n{TELL}")
    assert json.loads(done.stdout)["SQLITE_JOURNAL"] == journal


def test_postgresql_is_left_to_its_own_ways() -> None:
    done = start(DATABASE_URL="postgres://awa:salt@localhost/sahelapp")
    assert "init_command" not in json.loads(done.stdout)["DATABASES"]["default"].get("OPTIONS", {})
