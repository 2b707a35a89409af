"""The cards of the words in a text."""

import pytest
from django.template.loader import render_to_string

from sahelapp.evidence import actions
from sahelapp.evidence.reading import terms_on

pytestmark = pytest.mark.django_db


def test_the_words_of_a_page_are_read_in_one_query(content, django_assert_num_queries):
    actions.load_terms(content("terms.yaml"))
    blocks = [
        {"mentions": [["term", "tuareg"], ["event", "x"]]},
        {"mentions": [["term", "tuareg"], ["term", "jihadist"]]},
    ]
    with django_assert_num_queries(1):
        cards = terms_on(blocks, "fr")
    assert [(card.slug, card.url) for card in cards] == [
        ("jihadist", "/fr/terms/jihadist/"),
        ("tuareg", "/fr/terms/tuareg/"),
    ]
    told = render_to_string("evidence/term_cards.html", {"cards": cards})
    assert '<div popover id="term-tuareg" class="term-card">' in told


def test_a_page_without_words_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert terms_on([{"mentions": [["event", "x"]]}], "en") == []
