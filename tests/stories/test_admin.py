"""The desk: everything that the site keeps can be found there, opened, and searched without knowing addresses."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.forms import ModelChoiceField
from django.test import Client
from django.urls import reverse

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith(("sahelapp.", "quizzes.")) and not model._meta.auto_created
]
# A choice of more rows than a list on the page can hold is made by searching.
LONG = {"Source", "Actor", "Place", "Term", "Event", "Question", "User", "Lesson", "Quiz", "Scenario"}


def label(model: type) -> str:
    return model._meta.label


def lines() -> set[type]:
    """Models that are edited as lines of another one."""
    return {inline.model for desk in admin.site._registry.values() for inline in desk.inlines}


@pytest.fixture
def boss(make_user) -> Client:
    """A browser in which the one who runs the site is logged in."""
    client = Client()
    client.force_login(make_user("boss", "teacher", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_model_is_on_the_desk(model):
    assert admin.site.is_registered(model) or model in lines()


@pytest.mark.parametrize("model", [model for model in OURS if admin.site.is_registered(model)], ids=label)
def test_every_list_has_columns_and_a_search(model):
    desk = admin.site._registry[model]
    assert len(desk.list_display) > 1
    assert desk.search_fields


@pytest.mark.parametrize("model", OURS, ids=label)
def test_what_there_is_much_of_is_chosen_by_searching(boss, model):
    if not admin.site.is_registered(model):
        return
    page = boss.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
    if page.status_code == 403:
        return  # nobody writes this by hand
    fields = page.context["adminform"].form.fields
    for formset in page.context["inline_admin_formsets"]:
        fields |= formset.formset.empty_form.fields
    for name, field in fields.items():
        if isinstance(field, ModelChoiceField) and field.queryset.model.__name__ in LONG:
            assert isinstance(field.widget.widget, AutocompleteMixin), name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_the_desk_opens(left_by_awa, boss, language):
    boss.cookies["django_language"] = language
    for model in (model for model in OURS if admin.site.is_registered(model)):
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        page = boss.get(reverse(f"{at}_changelist"), {"q": "salt"})
        assert page.status_code == 200, label(model)
        assert boss.get(reverse(f"{at}_add")).status_code in (200, 403), label(model)
        row = model._base_manager.first()
        if row is not None:
            assert boss.get(reverse(f"{at}_change", args=[row.pk])).status_code == 200, label(model)
            assert boss.get(reverse(f"{at}_history", args=[row.pk])).status_code == 200, label(model)
