"""A guest has nothing but the cookie: whoever goes on acting stays known."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import RequestFactory
from django.utils.timezone import now

from sahelapp.accounts import actions

pytestmark = pytest.mark.django_db


def act(client) -> object:
    """What every POST view does first."""
    request = RequestFactory().post("/en/")
    request.session = client.session
    request.user = client.user
    actions.guest_for(request)
    return request.session


def test_the_first_act_of_a_day_renews_the_session_and_the_next_ones_cost_nothing(as_awa, awa) -> None:
    as_awa.user = awa
    first = act(as_awa)
    assert first.modified
    first.save()
    assert not act(as_awa).modified
    with time_machine.travel(now() + timedelta(days=300)):
        later = act(as_awa)
        assert later.modified
        assert later.get_expiry_age() == settings.SESSION_COOKIE_AGE
