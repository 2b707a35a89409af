"""Stored prose in templates: `{% load prose %}`, `{{ block|prose }}`, `{{ text|words }}`, `{{ name|anchor }}`."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from quizzes.engine.text import Text, fold

register = template.Library()


@register.filter
def prose(block: Mapping[str, Any] | str | None) -> SafeString:
    """The HTML of a rendered block, or of a piece of one.

    The one place that trusts it: it was sanitised when it was published, and versions never change.
    """
    html = block.get("html", "") if isinstance(block, Mapping) else block
    return mark_safe(html or "")


@register.filter
def words(text: Text) -> str:
    """A text in the reader's language, typeset."""
    return text.in_(get_language() or "en")


@register.filter
def anchor(name: str) -> str:
    """`name` as ids on a page hold it: notes of "slug-body" are `n-slug-body-1`, `n-slug-body-2`, ..."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
