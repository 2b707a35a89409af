"""Pages that everybody may see are made once for all; what changes is seen at once; nothing of one person is kept."""

from collections.abc import Callable
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.contrib import messages
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils.timezone import now

from quizzes.actions import publishing
from sahelapp.catalogue import editions
from sahelapp.evidence.models import Source
from sahelapp.pages import stored
from sahelapp.pages.stored import Page, Pages, stored_pages
from sahelapp.timeline.models import Event, Theme
from tests.pages.test_middleware import PUBLIC

pytestmark = pytest.mark.django_db

ASKED = "/en/timeline/road-opens/"
IN_BROTLI = {"Accept-Encoding": "gzip, br"}
OF_HTMX = {"HX-Request": "true"}


def said(response: HttpResponse) -> dict[str, str]:
    """The headers, but for the number of the request."""
    return {name: value for name, value in response.items() if name != "X-Request-Id"}


def publish(event: Event, **fields) -> None:
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    assert publishing.publish(event, now=now(), channel="admin").is_new


@transaction.atomic
def fail_after_publishing(event: Event) -> None:
    publish(event, title_en="The road is open")
    raise RuntimeError


@pytest.fixture
def road(course) -> Event:
    return Event.objects.get(slug="road-opens")


class Site:
    """A site of one page behind the store, that counts how often the page is made."""

    def __init__(self, make: Callable[[HttpRequest], HttpResponse] | None = None) -> None:
        self.made = 0
        self.make = make or (lambda _request: public())
        self.ask = stored_pages(self._answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        return self.make(request)

    def get(self, path: str = "/en/salt/", **said) -> HttpResponse:
        return self.ask(RequestFactory().get(path, **said))


def public(words: str = "salt", **headers: str) -> HttpResponse:
    return HttpResponse(words, headers={"Cache-Control": "public, max-age=300", "Vary": "Cookie", **headers})


# What is kept, and for whom


@pytest.mark.parametrize("headers", [{}, IN_BROTLI, OF_HTMX, IN_BROTLI | OF_HTMX])
@pytest.mark.parametrize("path", PUBLIC)
def test_the_second_visitor_gets_the_very_same_page_for_one_query(course, path, headers, django_assert_num_queries):
    first = Client(headers=headers).get(f"/fr/{path}")
    with django_assert_num_queries(1):
        second = Client(headers=headers).get(f"/fr/{path}")
    assert (second.status_code, second.content, said(second)) == (200, first.content, said(first))
    assert second["X-Request-Id"] != first["X-Request-Id"]


def test_a_stored_page_says_all_that_a_browser_must_refuse(course, visitor):
    visitor.get(ASKED)
    again = visitor.get(ASKED)
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Content-Language", "ETag", "Vary"):
        assert again[name], name
    assert again["Cache-Control"] == "public, max-age=300"


def test_who_reads_brotli_and_who_does_not_get_each_their_own(course, visitor):
    plain, small = visitor.get(ASKED), visitor.get(ASKED, headers=IN_BROTLI)
    assert visitor.get(ASKED).content == plain.content
    again = visitor.get(ASKED, headers=IN_BROTLI)
    assert (again.content, again["Content-Encoding"]) == (small.content, "br")
    assert brotli.decompress(again.content) == plain.content


def test_htmx_and_browsers_get_each_their_own(course, visitor):
    whole, part = visitor.get("/en/timeline/").content, visitor.get("/en/timeline/", headers=OF_HTMX).content
    assert whole != part
    assert visitor.get("/en/timeline/").content == whole
    assert visitor.get("/en/timeline/", headers=OF_HTMX).content == part
    # django-htmx takes no other word for a yes, so neither do we.
    assert visitor.get("/en/timeline/", headers={"HX-Request": "1"}).content == whole


@pytest.mark.parametrize("name", ["HX-Target", "HX-Boosted", "HX-History-Restore-Request"])
def test_what_else_htmx_says_of_its_request_is_told_apart(name):
    site = Site()
    for headers in (OF_HTMX, OF_HTMX | {name: "true"}, OF_HTMX, OF_HTMX | {name: "true"}):
        site.get(headers=headers)
    assert site.made == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": "/en/timeline/"}, {"path": "/fr/timeline/"}),
        ({"path": "/en/search/?q=salt"}, {"path": "/en/search/?q=road"}),
        ({"path": "/en/search/?q=salt"}, {"path": "/en/search/"}),
        ({"secure": False}, {"secure": True}),
        ({"headers": {"Host": "localhost"}}, {"headers": {"Host": "testserver"}}),
    ],
)
def test_what_is_asked_differently_is_kept_apart(settings, one, other):
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    site = Site(lambda request: public(request.build_absolute_uri()))
    first, second = site.get(**one).content, site.get(**other).content
    assert first != second
    assert (site.get(**one).content, site.get(**other).content, site.made) == (first, second, 2)


def test_a_header_that_a_page_names_in_vary_is_heeded():
    site = Site(lambda request: public(request.headers.get("Accept-Language", ""), Vary="Cookie, Accept-Language"))
    for wish in ("fr", "fr", "en", "en", "fr"):
        assert site.get(headers={"Accept-Language": wish}).content == wish.encode()
    assert site.made == 3


@pytest.mark.parametrize("headers", [{}, IN_BROTLI])
def test_a_page_that_the_browser_has_is_not_sent_again(course, headers, django_assert_num_queries):
    etag = Client(headers=headers).get(ASKED)["ETag"]
    with django_assert_num_queries(1):
        again = Client(headers=headers).get(ASKED, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "public, max-age=300"
    assert Client(headers=headers).get(ASKED, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_page_is_stored_though_the_first_who_asks_has_it_already(course, django_assert_num_queries):
    etag = Client().get(ASKED)["ETag"]
    stored._pages.clear()
    assert Client().get(ASKED, headers={"If-None-Match": etag}).status_code == 304
    with django_assert_num_queries(1):
        assert Client().get(ASKED).status_code == 200


def test_a_question_for_the_head_is_answered_from_the_store_and_fills_nothing(course, django_assert_num_queries):
    Client().head(ASKED)
    assert not stored._pages._kept
    page = Client().get(ASKED)
    with django_assert_num_queries(1):
        head = Client().head(ASKED)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(page.content)))


def test_a_post_is_never_answered_from_the_store(course, visitor):
    visitor.get("/en/about/")
    assert visitor.post("/en/about/").status_code == 405


@pytest.mark.parametrize("path", ["/", "/token/", "/healthz", "/robots.txt", "/sitemap.xml", "/en/nowhere/"])
def test_what_is_no_page_to_read_is_not_kept(course, visitor, path):
    visitor.get(path)
    assert not stored._pages._kept


def test_in_development_every_page_is_made_anew(settings):
    settings.DEBUG, site = True, Site()
    assert (site.get().content, site.get().content, site.made) == (b"salt", b"salt", 2)


def test_without_the_database_a_page_that_needs_none_is_still_made(monkeypatch):
    site = Site()
    site.get()
    monkeypatch.setattr(editions, "edition", unreachable)
    assert (site.get().content, site.made) == (b"salt", 2)


def unreachable() -> int:
    raise Error("unreachable")


def test_whoever_gets_a_stored_page_may_change_its_headers():
    site = Site()
    site.get()["X-Mine"] = "yes"
    site.get()["X-Mine"] = "yes"
    assert "X-Mine" not in site.get()
    assert site.made == 1


# How long it is kept


def test_a_publication_is_seen_at_once(road, visitor):
    assert b"The road opens" in visitor.get(ASKED).content
    assert b"The road opens" in visitor.get("/en/timeline/").content
    publish(road, title_en="The road is open")
    assert b"The road is open" in visitor.get(ASKED).content
    assert b"The road is open" in visitor.get("/en/timeline/").content


def test_a_version_that_waits_for_its_hour_is_seen_within_a_minute_of_it(road, visitor):
    with time_machine.travel(now(), tick=False) as clock:
        road.title_en = "The road is open"
        road.save()
        publishing.publish(road, now=now(), channel="admin", live_from=now() + timedelta(seconds=1))
        assert b"The road is open" not in visitor.get(ASKED).content
        clock.shift(stored.LONGEST)
        assert b"The road is open" in visitor.get(ASKED).content


def test_a_clock_that_was_put_back_keeps_no_page_longer():
    site = Site()
    with time_machine.travel(now(), tick=False) as clock:
        site.get()
        clock.shift(-3600)
        site.get()
    assert site.made == 2


def test_a_lesson_taken_off_the_site_is_gone_at_once(course, visitor):
    from sahelapp.lessons.models import Lesson

    assert visitor.get("/en/lessons/salt/").status_code == 200
    lesson = Lesson.objects.get(slug="salt")
    lesson.withdrawn = True
    lesson.save()
    assert visitor.get("/en/lessons/salt/").status_code == 404


def test_a_source_corrected_at_the_desk_is_right_at_once_wherever_it_is_cited(course, visitor, admin_client):
    source = Source.objects.get(slug="caravan-news")
    for path in (ASKED, "/en/sources/", "/en/sources/caravan-news/"):
        assert b"The road opens" in visitor.get(path).content
    form = {"publisher": "Caravan News", "title": "Sel et sable", "url": source.url, "language": "fr"}
    sent = admin_client.post(f"/admin/evidence/source/{source.pk}/change/", form | {"kind": "newspaper"})
    assert sent.status_code == 302
    for path in (ASKED, "/en/sources/", "/en/sources/caravan-news/"):
        assert "Sel et sable" in visitor.get(path).content.decode()


def test_a_theme_renamed_or_deleted_is_another_edition(course):
    before, theme = editions.edition(), Theme.objects.get(slug="trade")
    theme.save()
    between = editions.edition()
    Theme.objects.create(slug="dust", name_en="Dust", name_fr="Poussière")
    added = editions.edition()
    Theme.objects.filter(slug="dust").delete()
    assert before < between < added < editions.edition()


def test_a_course_loaded_again_is_another_edition_only_where_it_says_something_else(course):
    before = editions.edition()
    course.load()
    assert editions.edition() == before
    course.swap("themes.yaml", "name_en: Trade", "name_en: Commerce")
    course.load()
    assert editions.edition() > before


def test_a_publication_that_fails_leaves_the_edition_as_it_was(road, visitor, django_assert_num_queries):
    before, _page = editions.edition(), visitor.get(ASKED)
    with pytest.raises(RuntimeError):
        fail_after_publishing(road)
    assert editions.edition() == before
    with django_assert_num_queries(1):
        assert b"The road opens" in visitor.get(ASKED).content


def test_what_was_made_while_somebody_published_is_not_taken_for_the_new_edition():
    site = Site()
    site.make = lambda _request: editions.begin() or public("old")
    assert site.get().content == b"old"
    site.make = lambda _request: public("new")
    assert site.get().content == b"new"


# Nothing of one person


def test_with_a_session_nobody_gets_a_stored_page_or_fills_the_store(course, as_awa, visitor):
    assert b"Awa" in as_awa.get(ASKED).content
    assert not stored._pages._kept
    assert b"Awa" not in visitor.get(ASKED).content
    mine = as_awa.get(ASKED)
    assert b"Awa" in mine.content
    assert mine["Cache-Control"] == "private, no-store"


def test_a_session_cookie_that_means_nothing_is_one_too(course, visitor, django_assert_num_queries):
    visitor.get(ASKED)
    stranger = Client()
    stranger.cookies["sessionid"] = "long-gone"
    assert stranger.get(ASKED)["Cache-Control"] == "private, no-store"


def test_any_cookie_at_all_fills_nothing_and_is_given_what_others_filled():
    site, cookie = Site(), {"headers": {"Cookie": "csrftoken=" + "a" * 32}}
    site.get(**cookie)
    assert not stored._pages._kept
    site.get()
    site.get(**cookie)
    assert site.made == 2


def with_token(request: HttpRequest) -> HttpResponse:
    return public(get_token(request))


def with_message(request: HttpRequest) -> HttpResponse:
    request.session = {}
    request._messages = messages.storage.default_storage(request)
    messages.success(request, "Well done, Awa")
    return public("Well done, Awa")


def with_cookie(_request: HttpRequest) -> HttpResponse:
    response = public()
    response.set_cookie("who", "awa")
    return response


NOT_TO_BE_KEPT = {
    "a token": with_token,
    "a message": with_message,
    "a cookie": with_cookie,
    "a private page": lambda _: public(**{"Cache-Control": "private, no-store"}),
    "a page both public and not to be stored": lambda _: public(**{"Cache-Control": "public, no-store"}),
    "a page that says nothing of it": lambda _: HttpResponse("salt"),
    "a page that depends on everything": lambda _: public(Vary="*"),
    "a page with a nonce": lambda _: public(**{"Content-Security-Policy": "script-src 'nonce-abc'"}),
    "a page beyond all size": lambda _: public("salt" * stored.LARGEST),
    "a page in pieces": lambda _: StreamingHttpResponse([b"salt"], headers={"Cache-Control": "public"}),
    **{
        f"status {status}": lambda _, status=status: HttpResponse(status=status, headers={"Cache-Control": "public"})
        for status in (206, 301, 302, 403, 404, 410, 500, 503)
    },
}


@pytest.mark.parametrize("make", NOT_TO_BE_KEPT.values(), ids=NOT_TO_BE_KEPT.keys())
def test_what_is_not_for_everybody_is_made_anew_each_time(make):
    site = Site(make)
    site.get()
    site.get()
    assert site.made == 2
    assert not stored._pages._kept


def test_whatever_awa_and_others_do_no_stored_byte_is_hers_or_a_token(course, as_awa, visitor):
    private = ("progress/", "accounts/login/", "accounts/signup/", "quizzes/check-salt/", "quizzes/check-salt/start/")
    token = visitor.get("/token/").json()["token"]
    for path in (*PUBLIC, *private, "nowhere/", "search/?q=Awa"):
        for client in (as_awa, Client(), visitor, Client(headers=IN_BROTLI), as_awa, Client(headers=OF_HTMX)):
            client.get(f"/en/{path}")
    pages = stored._pages._kept.values()
    assert len(pages) >= len(PUBLIC) * 3
    for page in pages:
        told = brotli.decompress(page.body) if page.headers.get("Content-Encoding") == "br" else page.body
        assert b"csrfmiddlewaretoken" not in told
        assert token.encode() not in told
        assert b"Log out" not in told
        assert "Set-Cookie" not in page.headers
        assert "X-Request-Id" not in page.headers


# How much is kept


def page(body: bytes = b"") -> Page:
    return Page(edition=1, made_at=0, body=body, headers={})


def test_the_store_never_takes_more_room_than_it_has():
    pages = Pages(100_000)
    for number in range(300):
        pages.keep((number,), page(b"x" * (number * 97 % 30_000)))
        assert pages.size == sum(one.size for one in pages._kept.values()) <= 100_000
    assert pages.get((299,)) is not None


def test_the_page_not_asked_for_longest_goes_first():
    pages = Pages(3 * page(b"x" * 9000).size)
    for name in ("a", "b", "c"):
        pages.keep((name,), page(b"x" * 9000))
    pages.get(("a",))
    pages.keep(("d",), page(b"x" * 9000))
    assert [key for key in "abcd" if pages.get((key,))] == ["a", "c", "d"]


def test_a_page_kept_again_takes_its_room_once():
    pages = Pages(100_000)
    for _ in range(50):
        pages.keep(("a",), page(b"x" * 9000))
    assert pages.size == page(b"x" * 9000).size
    pages.clear()
    assert (pages.size, pages.get(("a",))) == (0, None)
