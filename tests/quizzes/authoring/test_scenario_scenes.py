"""The desk of scenarios, scene by scene: forms that lose nothing, mistakes at their character, names that stay."""

from copy import deepcopy
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from quizzes import wording
from quizzes.actions import publishing, scenarios
from quizzes.authoring.scenes import editing
from quizzes.engine.problems import Problem
from quizzes.engine.scenario import language
from quizzes.models import Run, Scenario, ScenarioVersion
from tests.quizzes.caravan import MONDAY, choice, mapping, text

pytestmark = pytest.mark.django_db

PAGES = ("text", "counters", "scene_add", "preview")


def rich() -> dict[str, Any]:
    """The caravan with all that a story may hold: flags, chance, texts that remember, words of a counter."""
    value = mapping()
    value["flags"] = [{"slug": "robbed", "says": text("The caravan was robbed")}]
    value["counters"][0]["words"] = [{"from": 0, "name": text("poor")}, {"from": 3, "name": text("rich")}]
    camp = value["scenes"][0]
    camp["know"] = text("Wells lie apart.")
    camp["texts"] = [{"if": "robbed and gold < 2", "text": text("The guide counts what is left.")}]
    by_chance = [{"to": "canary-well", "weight": 2}, {"to": "camp", "weight": 1}]
    camp["choices"][0] |= {"effects": "gold -1; robbed", "shows": ["gold"], "feedback": text("Salt is heavy.")}
    camp["choices"].append(choice("ride-by-night", "canary-well") | {"goto": by_chance})
    return value


@pytest.fixture
def draft() -> Scenario:
    return scenarios.keep(scenarios.scenario_from_value(rich()))


def page_of(draft: Scenario, slug: str = "camp") -> str:
    return reverse("admin:quizzes_scenario_scene", args=[draft.pk, slug])


def filled(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send back from the forms of a page."""
    context = client.get(url).context
    rows = [context[name] for name in ("texts", "choices", "counters", "flags") if name in context]
    forms = [context["form"]] if "form" in context else []
    for formset in rows:
        forms += [formset.management_form, *formset.forms]
    fields = [form[name] for form in forms for name in form.fields if not form.fields[name].disabled]
    sent = {field.html_name: field.value() for field in fields}
    return {name: value for name, value in sent.items() if value is not None and value is not False} | {
        "seen": context["seal"]
    }


def save(client: Client, url: str, **changes: Any) -> Any:
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(url, filled(client, url) | {"_continue": "1"} | changes, follow=True)


@pytest.mark.parametrize("slug", ["camp", "canary-well", "canary-end"])
def test_saving_a_scene_without_a_change_changes_nothing(as_moussa, draft, slug):
    before = deepcopy(draft.story)
    assert "Saved in the draft" in save(as_moussa, page_of(draft, slug)).content.decode()
    draft.refresh_from_db()
    assert draft.story == before


def test_saving_counters_and_flags_without_a_change_changes_nothing(as_moussa, draft):
    before = deepcopy(draft.story)
    save(as_moussa, reverse("admin:quizzes_scenario_counters", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.story == before


def test_a_scene_is_changed_and_all_else_stays(as_moussa, draft):
    save(as_moussa, page_of(draft), title_en="The oasis", choices__0__ORDER="9")
    draft.refresh_from_db()
    camp, *others = draft.story["scenes"]
    assert camp["title"] == {"en": "The oasis", "fr": "The camp (fr)"}
    assert [one["slug"] for one in camp["choices"]] == ["hire-riders", "wait", "ride-by-night", "load-salt"]
    assert others == scenarios.scenario_from_value(rich()).fields["story"]["scenes"][1:]


def test_a_choice_is_added_and_one_removed(as_moussa, draft):
    added = {f"choices-4-text_{one}": "Sing" for one in ("en", "fr")} | {
        "choices-4-slug": "sing",
        "choices-4-goto": "camp",
    }
    data = filled(as_moussa, page_of(draft)) | added | {"choices-2-DELETE": "on"}
    as_moussa.post(page_of(draft), data)
    draft.refresh_from_db()
    choices = draft.story["scenes"][0]["choices"]
    assert [one["slug"] for one in choices] == ["load-salt", "hire-riders", "ride-by-night", "sing"]
    assert choices[-1]["goto"] == "camp"


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("choices__0__condition", "gold >> 3", "At character 7 (“&gt;”): a whole number is expected here."),
        ("choices__0__condition", "gold >= 3 robbed", "<code>gold &gt;= 3 <mark>robbed</mark></code>"),
        ("choices__0__effects", "gold 3", "At character 6 (“3”): a step such as +1, -1 or = 3 is expected here."),
        ("texts__0__condition", "(robbed", "<code>(robbed<mark>␣</mark></code>"),
        ("choices__0__chances", "camp", "Write a scene and its weight"),
        ("choices__1__slug", "load-salt", "The name “load-salt” stands twice."),
        ("choices__0__slug", "Load Salt", "is not a short name"),
        ("when", "spring", "This is no date."),
        ("ending", "open", "An ending has no choices"),
        ("debrief_en", "What else?", "Only an ending has a debrief"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_saved(as_moussa, draft, field, typed, told):
    before = deepcopy(draft.story)
    response = save(as_moussa, page_of(draft), **{field: typed})
    assert response.status_code == 422
    assert told in response.content.decode()
    draft.refresh_from_db()
    assert draft.story == before


def test_a_name_that_the_story_does_not_know_is_saved_and_listed_with_its_place(as_moussa, draft):
    page = save(as_moussa, page_of(draft), choices__0__condition="gold >= 1 and sandstorm").content.decode()
    assert f'<a href="{page_of(draft)}#choice-load-salt">scene “camp”, choice “load-salt”, condition</a>' in page
    assert "At character 15 (“sandstorm”): no flag is called that." in page


def test_what_was_changed_elsewhere_meanwhile_is_not_overwritten(as_moussa, draft):
    data = filled(as_moussa, page_of(draft)) | {"title_en": "Mine"}
    save(as_moussa, page_of(draft), title_en="Theirs")
    response = as_moussa.post(page_of(draft), data)
    assert response.status_code == 409
    assert 'value="Mine"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.story["scenes"][0]["title"]["en"] == "Theirs"


def test_two_authors_at_two_scenes_do_not_stand_in_each_others_way(as_moussa, draft):
    data = filled(as_moussa, page_of(draft)) | {"title_en": "Mine"}
    save(as_moussa, page_of(draft, "canary-well"), title_en="Theirs")
    assert as_moussa.post(page_of(draft), data).status_code == 302
    draft.refresh_from_db()
    assert [one["title"]["en"] for one in draft.story["scenes"][:2]] == ["Mine", "Theirs"]


def test_a_scene_is_added_and_opened(as_moussa, draft):
    url = reverse("admin:quizzes_scenario_scene_add", args=[draft.pk])
    response = as_moussa.post(url, {"slug": "dune", "title_en": "The dune", "title_fr": "La dune"}, follow=True)
    assert response.redirect_chain[0][0] == page_of(draft, "dune")
    assert "The scene “dune” leads nowhere" in response.content.decode()
    refused = as_moussa.post(url, {"slug": "dune", "title_en": "Again", "title_fr": "Encore"})
    assert "Another scene has this name." in refused.content.decode()


def test_the_first_scene_of_a_story_is_where_it_begins(as_moussa, draft):
    Scenario.objects.filter(pk=draft.pk).update(story={})
    url = reverse("admin:quizzes_scenario_scene_add", args=[draft.pk])
    as_moussa.post(url, {"slug": "dune", "title_en": "The dune", "title_fr": "La dune"})
    draft.refresh_from_db()
    assert draft.story["begins"] == "dune"


def test_removing_a_scene_tells_first_what_leads_to_it(as_moussa, draft):
    url = reverse("admin:quizzes_scenario_scene_delete", args=[draft.pk, "canary-well"])
    page = as_moussa.get(url)
    assert "camp: load-salt" in page.content.decode()
    assert len(Scenario.objects.get().story["scenes"]) == 3
    after = as_moussa.post(url, {"seen": page.context["seal"]}, follow=True).content.decode()
    assert [one["slug"] for one in Scenario.objects.get().story["scenes"]] == ["camp", "canary-end"]
    assert "No scene is called “canary-well”." in after


def test_names_that_are_published_stay(as_moussa, draft):
    publishing.publish(draft, now=MONDAY, channel="files")
    save(as_moussa, page_of(draft), choices__0__slug="load-gold")
    save(as_moussa, reverse("admin:quizzes_scenario_counters", args=[draft.pk]), counters__0__slug="silver")
    draft.refresh_from_db()
    assert draft.story["scenes"][0]["choices"][0]["slug"] == "load-salt"
    assert draft.story["counters"][0]["slug"] == "gold"


def test_a_name_that_is_not_published_may_change(as_moussa, draft):
    save(as_moussa, page_of(draft), choices__0__slug="load-gold")
    draft.refresh_from_db()
    assert draft.story["scenes"][0]["choices"][0]["slug"] == "load-gold"


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("counters__0__start", "9", "It starts between its least and its most."),
        ("counters__0__most", "0", "The most is above the least."),
        ("counters__0__levels", "0 poor", "Write a number, then English | French"),
        ("flags__0__slug", "not", "This is a word of the conditions."),
    ],
)
def test_a_mistake_in_a_counter_or_a_flag_is_told_at_its_field(as_moussa, draft, field, typed, told):
    response = save(as_moussa, reverse("admin:quizzes_scenario_counters", args=[draft.pk]), **{field: typed})
    assert response.status_code == 422
    assert told in response.content.decode()


def _spoilt(**changes: Any) -> Scenario:
    value = scenarios.scenario_from_value(rich()).fields
    camp = value["story"]["scenes"][0]
    for key, one in changes.items():
        if one is None:
            del camp[key]
        else:
            camp[key] = one
    return Scenario.objects.create(**value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"record": None}, "has choices and no record"),
        ({"title": {"en": "The camp", "fr": ""}}, "The text is missing in one language: title (fr)."),
        ({"choices": []}, "leads nowhere"),
        ({"no_record": True}, "has a record and says that there is none"),
    ],
)
def test_publishing_is_refused_with_the_list_until_the_story_is_clean(as_moussa, changes, told):
    draft = _spoilt(**changes)
    as_moussa.post(
        reverse("admin:quizzes_scenario_changelist"),
        {"action": "publish_selected", "_selected_action": [draft.pk]},
    )
    page = as_moussa.get(reverse("admin:quizzes_scenario_change", args=[draft.pk])).content.decode()
    assert "saved as a draft and not published" in page
    assert page.count(told) == 2  # in the message, and in the list with its link
    assert f'<a href="{page_of(draft)}' in page
    assert not ScenarioVersion.objects.exists()


def test_a_decision_without_a_public_record_may_be_published_once_that_is_said(as_moussa):
    draft = _spoilt(record=None)
    save(as_moussa, page_of(draft), no_record="on")
    as_moussa.post(
        reverse("admin:quizzes_scenario_changelist"),
        {"action": "publish_selected", "_selected_action": [draft.pk]},
    )
    assert ScenarioVersion.objects.get().value["story"]["scenes"][0]["no_record"] is True


def test_the_map_names_every_scene_and_marks_what_is_to_mend(as_moussa):
    draft = _spoilt(record=None)
    page = as_moussa.get(reverse("admin:quizzes_scenario_change", args=[draft.pk])).content.decode()
    assert "<title>To mend: The camp</title>" in page
    assert "<title>CANARY-WELL</title>" in page
    assert 'class="path-dot"' not in page


@pytest.mark.parametrize(
    "story",
    [
        {},
        {"scenes": "none"},
        {"begins": "moon", "scenes": [{"slug": "Bad Name/1"}, {}, {"slug": 5}, "words"]},
        {"scenes": [{"slug": "a", "choices": [{"slug": "b", "goto": "moon"}]}], "counters": [{"slug": "c"}]},
    ],
)
def test_a_story_in_whatever_state_can_be_opened(as_moussa, draft, story):
    Scenario.objects.filter(pk=draft.pk).update(story=story)
    assert as_moussa.get(reverse("admin:quizzes_scenario_change", args=[draft.pk])).status_code == 200
    for name in PAGES:
        assert as_moussa.get(reverse(f"admin:quizzes_scenario_{name}", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_for_those_who_may_change_scenarios(draft, moussa, name):
    url = reverse(f"admin:quizzes_scenario_{name}", args=[draft.pk])
    assert Client().get(url).status_code == 302
    moussa.is_staff, moussa.is_superuser = True, False
    moussa.save()
    moussa.user_permissions.clear()
    moussa.groups.clear()
    client = Client()
    client.force_login(moussa)
    assert client.get(url).status_code == 403
    moussa.user_permissions.add(Permission.objects.get(codename="view_scenario"))
    assert client.get(url).status_code == (200 if name == "preview" else 403)


def test_a_form_from_elsewhere_is_refused(as_moussa, draft):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_moussa.cookies
    for url in (page_of(draft), reverse("admin:quizzes_scenario_scene_delete", args=[draft.pk, "camp"])):
        assert strict.post(url, filled(as_moussa, page_of(draft))).status_code == 403
    assert len(Scenario.objects.get().story["scenes"]) == 3


def test_nothing_on_the_pages_is_written_inline(as_moussa, draft):
    urls = [page_of(draft), reverse("admin:quizzes_scenario_scene_delete", args=[draft.pk, "camp"])]
    urls += [reverse(f"admin:quizzes_scenario_{name}", args=[draft.pk]) for name in PAGES]
    for url in urls:
        page = as_moussa.get(url).content.decode()
        assert " style=" not in page
        assert "<script>" not in page


def test_what_is_typed_is_never_markup(as_moussa, draft):
    page = save(as_moussa, page_of(draft), choices__0__condition="<b>x</b>").content.decode()
    assert "<b>x</b>" not in page


def test_every_mistake_of_the_language_has_its_words():
    words = ["gold >", "", "(gold", "seen gold", "gold robbed", "not " * 30 + "a", "and", "x" * 501]
    mistakes = [one for said in words for one in language.condition(said).mistakes]
    mistakes += [one for said in ("gold 3", "robbed 3 4", "not a b") for one in language.effects(said).mistakes]
    assert len({one.says for one in mistakes}) >= 7
    for one in mistakes:
        told = wording.sentence(Problem(one.says, one.detail))
        assert told.startswith("At character"), told


def test_a_counter_and_a_flag_that_change_roles_are_told_apart():
    counter = Problem("counter-needs-number", "5 (gold)")
    assert wording.words_of(counter).startswith("At character 5 (“gold”): this is a counter")
    assert "this is a flag" in wording.words_of(Problem("flag-has-no-number", "1 (robbed)"))


def _preview(client: Client, draft: Scenario, **query: Any) -> Any:
    return client.get(reverse("admin:quizzes_scenario_preview", args=[draft.pk]), query, follow=True)


def test_a_draft_is_played_from_any_scene_with_any_state_and_nothing_is_kept(as_moussa, draft):
    page = _preview(as_moussa, draft, **{"scene": "camp", "seed": 1, "counter-gold": 1, "flag-robbed": "on"})
    assert "The guide counts what is left." in page.content.decode()
    assert "Wells lie apart." in page.content.decode()
    came = _preview(as_moussa, draft, at=page.context["at"], choice="load-salt")
    assert "CANARY-CONSEQUENCE of load-salt." in came.content.decode()
    assert "CANARY-RECORD of the camp." in came.content.decode()
    well = as_moussa.get(came.context["on_url"])
    assert "The well is deep." in well.content.decode()
    end = _preview(as_moussa, draft, at=well.context["at"], choice="draw-water")
    assert "CANARY-DEBRIEF: what else?" in as_moussa.get(end.context["on_url"]).content.decode()
    assert not Run.objects.exists()


def test_a_closed_choice_stays_closed_in_the_preview(as_moussa, draft):
    page = _preview(as_moussa, draft, **{"scene": "camp", "seed": 1, "counter-gold": 1})
    refused = _preview(as_moussa, draft, at=page.context["at"], choice="hire-riders")
    assert refused.status_code == 409
    assert "This choice is not open here" in refused.content.decode()


def test_the_address_of_a_preview_belongs_to_one_scenario_and_cannot_be_made_up(as_moussa, draft):
    other = scenarios.keep(scenarios.scenario_from_value(mapping("other-caravan")))
    page = _preview(as_moussa, draft, **{"scene": "camp", "seed": 1, "counter-gold": 1})
    assert _preview(as_moussa, other, at=page.context["at"]).status_code == 400
    assert _preview(as_moussa, draft, at=page.context["at"] + "x").status_code == 400


def test_a_preview_that_leads_nowhere_says_so(as_moussa, draft):
    page = _preview(as_moussa, draft, **{"scene": "camp", "seed": 1, "counter-gold": 1})
    came = _preview(as_moussa, draft, at=page.context["at"], choice="load-salt")
    changed = editing.without_scene(draft.story, "canary-well")
    Scenario.objects.filter(pk=draft.pk).update(story=changed)
    nowhere = as_moussa.get(came.context["on_url"])
    assert nowhere.status_code == 409
    assert "no scene called “canary-well”" in nowhere.content.decode()


def test_a_scene_as_version_1_wrote_it_is_kept_in_the_language_of_today(as_moussa, draft):
    story = deepcopy(draft.story)
    load, hire, *_others = story["scenes"][0]["choices"]
    load["effects"] = {"gold": -1}
    del hire["if"]
    hire["needs"] = {"gold": {"at_least": 4}}
    Scenario.objects.filter(pk=draft.pk).update(story=story)
    save(as_moussa, page_of(draft))
    draft.refresh_from_db()
    load, hire, *_others = draft.story["scenes"][0]["choices"]
    assert (load["effects"], hire["if"], "needs" in hire) == ("gold -1", "gold >= 4", False)


def test_what_the_forms_cannot_show_is_told_before_it_is_lost(as_moussa, draft):
    assert "would be lost by saving here" not in as_moussa.get(page_of(draft)).content.decode()
    story = deepcopy(draft.story)
    story["scenes"][0]["mood"] = "calm"
    Scenario.objects.filter(pk=draft.pk).update(story=story)
    assert "would be lost by saving here" in as_moussa.get(page_of(draft)).content.decode()
