"""Filling in the pages of the desk as a browser does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def as_moussa(moussa: Any) -> Client:
    """A browser in which Moussa, who may do everything at this desk, is logged in."""
    moussa.is_superuser = True
    moussa.save()
    client = Client()
    client.force_login(moussa)
    return client


@pytest.fixture
def sheet(as_moussa: Client) -> Callable[[str], dict[str, Any]]:
    """What a browser would send back from a page of the desk as it stands: `sheet(url)`."""

    def read(url: str) -> dict[str, Any]:
        page = as_moussa.get(url)
        forms = [page.context["adminform"].form]
        for inline in page.context["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        return {
            name: value for form in forms for name, value in _values(form) if value is not None and value is not False
        }

    return read


def _values(form: Any) -> list[tuple[str, Any]]:
    values = []
    for name in form.fields:
        field = form[name]
        widget = field.field.widget
        if hasattr(widget, "decompress"):  # one field, two boxes
            parts = zip(widget.widgets_names, widget.decompress(field.value()), strict=True)
            values += [(field.html_name + part, value) for part, value in parts]
        else:
            values.append((field.html_name, field.value()))
    return values
