"""The yardstick: the least a Django site does that knows its visitor and keeps something.

One view reads session and user and writes one row, under Django's session and authentication middleware alone, on the
same kind of SQLite file with the same pragmas and connections as the site. Served as `bench.bare:application`; run as
`python -m bench.bare N` it makes the tables and N people, and prints their session keys as JSON.
"""

import json
import os
import sys

import django
from django.conf import settings

from sahelapp import settings as site

settings.configure(
    SECRET_KEY="only for the bench " * 3,
    ALLOWED_HOSTS=["localhost"],
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    ROOT_URLCONF="bench.bare",
    DATABASES={
        "default": {
            **site.DATABASES["default"],
            # The stock backend, whatever the site itself uses: the yardstick stays the same length.
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_BARE_DATABASE"],
        }
    },
    USE_TZ=True,
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.timezone import now  # noqa: E402


class Row(models.Model):
    """What the bare view writes."""

    user = models.ForeignKey("auth.User", models.CASCADE)
    at = models.DateTimeField()
    words = models.CharField(max_length=100)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.words


def write(request: HttpRequest) -> HttpResponse:
    """Who is it? Then one row."""
    Row.objects.create(user=request.user, at=now(), words=request.POST["words"])
    # Without its length gunicorn would send the answer in chunks, for which Django's CommonMiddleware otherwise sees.
    return HttpResponse("kept", headers={"Content-Length": "4"})


urlpatterns = [path("write/", write)]
application = get_wsgi_application()


def _make(people: int) -> list[str]:
    from django.core.management import call_command

    from bench.prepare import log_in

    call_command("migrate", "-v0")
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    with transaction.atomic():
        users = [get_user_model().objects.create(username=f"learner-{number}") for number in range(people)]
        return [log_in(user) for user in users]


if __name__ == "__main__":
    print(json.dumps(_make(int(sys.argv[1]))))
