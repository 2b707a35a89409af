"""The people of our stories, and the guards that hold for every test."""

import socket
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

# On a busy machine making an example takes as long as it takes: that says nothing about us.
settings.register_profile("ours", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("ours")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the internet is a defect: raise instead."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _quick_settings(settings) -> None:
    """Cheap passwords; static files straight from their folder, since nothing was collected."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A view speaks the language of its path, and goes on speaking it: the next test begins in English."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """What a test wrote is rolled back, and its keys are given to what the next one writes."""
    from quizzes.models import shelf

    shelf.clear()


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What fixtures of a module make is there for all its tests and gone after the last; each test rolls back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def make_user(db) -> Callable:
    """Make a user of a kind."""
    from sahelapp.accounts.models import User

    def make(username: str, kind: str = "learner", **fields) -> User:
        return User.objects.create_user(username, password="a long enough password", kind=kind, **fields)

    return make


@pytest.fixture
def awa(make_user):
    """Awa learns."""
    return make_user("awa", first_name="Awa")


@pytest.fixture
def moussa(make_user):
    """Moussa teaches Awa's class."""
    return make_user("moussa", "teacher", first_name="Moussa", is_staff=True)


@pytest.fixture
def fanta(make_user):
    """Fanta teaches another class."""
    return make_user("fanta", "teacher", first_name="Fanta", is_staff=True)


@pytest.fixture
def visitor() -> Client:
    """A visitor has no account."""
    return Client()


@pytest.fixture
def as_awa(awa) -> Client:
    """A browser in which Awa is logged in."""
    client = Client()
    client.force_login(awa)
    return client
