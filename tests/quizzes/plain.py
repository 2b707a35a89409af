"""The plain site with guests: what `settings.QUIZZES_SITE` names in these tests."""

from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model, login
from django.http import HttpRequest

from quizzes.site import PlainSite


class GuestSite(PlainSite):
    """Makes a guest where nobody is logged in, as ours does."""

    def learner_for(self, request: HttpRequest) -> Any:
        if not request.user.is_authenticated:
            guest = get_user_model().objects.create(username=uuid4().hex, kind="guest")
            login(request, guest, backend="django.contrib.auth.backends.ModelBackend")
        return request.user
