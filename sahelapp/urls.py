"""The map of the site. Everything a visitor reads stands under /en/ and /fr/, same path in both."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from sahelapp.pages import errors, plumbing

urlpatterns = [
    path("", plumbing.front_door, name="front_door"),
    path("token/", plumbing.token, name="token"),
    path("healthz", plumbing.healthz, name="healthz"),
    path("favicon.ico", plumbing.favicon, name="favicon"),
    path("robots.txt", plumbing.robots, name="robots"),
    path("sitemap.xml", plumbing.sitemap, name="sitemap"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("quizzes.urls")),  # first, because each answer comes here
        path("", include("sahelapp.pages.urls")),
        path("lessons/", include("sahelapp.lessons.urls")),
        path("timeline/", include("sahelapp.timeline.urls")),
        path("lab/", include("sahelapp.lab.urls")),
        path("", include("sahelapp.evidence.urls")),
        path("progress/", include("sahelapp.progress.urls")),
        path("accounts/", include("sahelapp.accounts.urls")),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
