"""Home, about, privacy and the legal notice say what is so, in both languages."""

import pytest

from sahelapp.evidence.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources():
    """Three sources of two kinds."""
    for number, kind in enumerate(["newspaper", "newspaper", "UN"]):
        Source.objects.create(
            slug=f"s{number}", publisher="P", title="T", url="https://x.example", language="en", kind=kind
        )


def html(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_site_has_a_home_too(visitor):
    assert "Good places to begin" not in html(visitor, "/en/")


def test_about_counts_sources_by_kind(visitor, sources):
    told = html(visitor, "/en/about/")
    assert "There are 3 of them" in told
    assert '<a href="/en/sources/?kind=newspaper">Newspaper</a></td><td class="align-right">2<' in told
    assert "CC BY 4.0" in told
    assert "30 June 2026" in told


def test_contact_and_publisher_come_from_the_settings(visitor, settings):
    settings.CONTACT, settings.PUBLISHER = "awa@example.org", "School of Ségou"
    for path in ("legal", "privacy"):
        told = html(visitor, f"/en/{path}/")
        assert 'href="mailto:awa@example.org"' in told
        assert "School of Ségou" in told


def test_privacy_leads_to_export_and_erasure(visitor):
    told = html(visitor, "/fr/privacy/")
    assert 'href="/fr/progress/export/"' in told
    assert 'href="/fr/progress/erase/"' in told


@pytest.mark.parametrize("path", ["", "about/", "privacy/", "legal/"])
def test_nothing_is_left_in_english_on_a_french_page(visitor, path):
    """A sample of sentences; `make lint` knows whether all of them are translated."""
    told = html(visitor, f"/fr/{path}")
    assert " the " not in told.partition("<main")[2]
