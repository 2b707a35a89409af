"""Where a page stands, told to machines: canonical, twins, share picture, sitemap, robots, health."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import OperationalError

from quizzes.engine.text import Text
from sahelapp.catalogue.actions import Listing, enter_all

pytestmark = pytest.mark.django_db

SITE = "https://sahelapp.example.org"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


def links(client, path: str) -> dict[str, str]:
    html = client.get(path).content.decode()
    twins = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html)
    [canonical] = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
    return {**dict(twins), "canonical": canonical}


def test_a_page_names_itself_and_its_twins_without_the_query(visitor):
    assert links(visitor, "/fr/search/?q=Mali&page=2") == {
        "en": f"{SITE}/en/search/",
        "fr": f"{SITE}/fr/search/",
        "x-default": f"{SITE}/en/search/",
        "canonical": f"{SITE}/fr/search/",
    }


def test_the_language_switch_keeps_the_exact_place(visitor):
    html = visitor.get("/en/search/?q=a%26b&page=2").content.decode()
    assert 'href="/fr/search/?q=a%26b&amp;page=2" lang="fr"' in html


@pytest.mark.parametrize(
    ("path", "other"), [("/nope", "/fr/"), ("/en/n%25pe/", "/fr/n%25pe/"), ("/fr/%3Cb%3E/", "/en/%3Cb%3E/")]
)
def test_the_language_switch_works_where_nothing_stands(visitor, path, other):
    assert f'href="{other}"' in visitor.get(path).content.decode()


def test_shared_pages_show_our_own_picture(visitor):
    html = visitor.get("/en/about/").content.decode()
    assert re.search(rf'<meta property="og:image" content="{SITE}/static/share[^"]*\.png">', html)
    assert '<meta property="og:title" content="Who says so">' in html


def test_the_sitemap_names_every_public_page_with_its_twin(visitor):
    salt = Text("Salt", "Sel")
    enter_all([Listing("term", "salt", salt, "terms/salt/"), Listing("term", "x", salt, "terms/x/", visible=False)])
    response = visitor.get("/sitemap.xml")
    assert response["Content-Type"].startswith("application/xml")
    pages = {
        url.findtext("s:loc", namespaces=SPACES): {link.get("href") for link in url.findall("x:link", SPACES)}
        for url in ElementTree.fromstring(response.content).findall("s:url", SPACES)
    }
    twins = {f"{SITE}/en/terms/salt/", f"{SITE}/fr/terms/salt/"}
    assert pages[f"{SITE}/en/terms/salt/"] == pages[f"{SITE}/fr/terms/salt/"] == twins
    assert not any("/terms/x/" in address for address in pages)


def test_every_place_in_the_sitemap_answers(visitor):
    for address in re.findall(r"<loc>(.*?)</loc>", visitor.get("/sitemap.xml").content.decode()):
        assert visitor.get(address.removeprefix(SITE)).status_code == 200, address


def test_the_sitemap_costs_one_query(visitor, django_assert_num_queries):
    enter_all([Listing("term", f"t{n}", Text("Salt", "Sel"), f"terms/t{n}/") for n in range(40)])
    with django_assert_num_queries(1):
        visitor.get("/sitemap.xml")


def test_robots_are_kept_from_what_is_private(visitor):
    told = visitor.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in told
    for place in ("/admin/", "/*/accounts/", "/*/attempts/", "/*/runs/", "/*/progress/"):
        assert f"Disallow: {place}\n" in told


def test_health_tells_how_the_database_is_kept(visitor, settings):
    from django.db import connection

    response = visitor.get("/healthz")
    told = response.json()
    assert (response.status_code, told["database"], told["engine"]) == (200, "ok", connection.vendor)
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])
    assert "migrations_pending" in told
    if connection.vendor == "sqlite":
        assert told["journal_by_rule"] == settings.SQLITE_JOURNAL
        assert told["synchronous"] == "FULL"


def test_health_says_when_the_database_is_gone(visitor, monkeypatch):
    def gone() -> None:
        raise OperationalError("password=secret")

    monkeypatch.setattr("sahelapp.pages.health.database", gone)
    response = visitor.get("/healthz")
    assert response.status_code == 503
    assert response["Cache-Control"] == "private, no-store"
    assert json.loads(response.content)["fault"] == "OperationalError"
    assert b"secret" not in response.content
