import hashlib
import json

from django.db import migrations, models

from quizzes.models.write_once import WriteOnce


def forwards_nothing(apps, editor):
    pass


def moves_never_change(apps, editor):
    """SQLite made the table anew on the way back too."""
    WriteOnce("quizzes_move").code(apps, editor)


def back_to_moves_that_stand(apps, editor):
    """Before, every move chose: what was taken back cannot be kept, and numbers had no gaps."""
    Move = apps.get_model("quizzes", "Move")
    for run in Move.objects.exclude(undoes=None).order_by().values_list("run_id", flat=True).distinct():
        stands = []
        for pk, number, undoes in Move.objects.filter(run_id=run).order_by("number").values_list("pk", "number", "undoes"):
            stands = [*stands, (pk, number)] if undoes is None else [one for one in stands if one[1] < undoes]
        Move.objects.filter(run_id=run).exclude(pk__in=[pk for pk, _ in stands]).delete()
        for number, (pk, _) in enumerate(stands, 1):
            Move.objects.filter(pk=pk).update(number=number)


def loaded_says_what_files_say_now(apps, editor):
    """A draft that is still as its file said it is written in the second shape from now on: that is no edit by hand."""
    _rehash(apps, lambda story: story, _as_version_2)


def loaded_says_what_files_said_then(apps, editor):
    _rehash(apps, _as_version_2, lambda story: story)


def _rehash(apps, before, after):
    Scenario = apps.get_model("quizzes", "Scenario")
    for draft in Scenario.objects.exclude(loaded_hash=""):
        if draft.loaded_hash == _fingerprint(_said(draft, before(draft.story))):
            hashed = _fingerprint(_said(draft, after(draft.story)))
            Scenario.objects.filter(pk=draft.pk).update(loaded_hash=hashed)


def _said(draft, story):
    texts = {name: {side: getattr(draft, f"{name}_{side}") for side in ("en", "fr")} for name in ("title", "summary", "briefing")}
    named = {"slug": draft.slug, "seat": draft.seat, "as_known_on": str(draft.as_known_on), "tags": draft.tags}
    return {**texts, **named, **story}


def _as_version_2(story):
    return {**story, "scenes": [_scene(scene) for scene in story.get("scenes") or ()]}


def _scene(scene):
    scene = {**scene}
    if scene.get("ending") is True:
        scene["ending"] = "open"
    if scene.get("choices"):
        scene["choices"] = [_choice(choice) for choice in scene["choices"]]
    return scene


def _choice(choice):
    choice = {**choice}
    if isinstance(choice.get("needs"), dict):
        signs = {"at_least": ">=", "at_most": "<="}
        needs = choice.pop("needs").items()
        choice["if"] = " and ".join(f"{slug} {signs[name]} {need[name]}" for slug, need in needs for name in signs if name in need)
    if isinstance(choice.get("effects"), dict):
        choice["effects"] = "; ".join(f"{slug} {step:+d}" for slug, step in choice["effects"].items())
    return choice


def _fingerprint(value):
    """As the course reckons it, kept here as it was."""
    return hashlib.sha256(json.dumps(_compact(value), sort_keys=True, default=str).encode()).hexdigest()


def _compact(value):
    if isinstance(value, dict):
        return {key: _compact(child) for key, child in value.items() if child not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [_compact(child) for child in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0005_regradings_and_regrades'),
    ]

    operations = [
        migrations.RunPython(forwards_nothing, moves_never_change),
        migrations.AddField(
            model_name='move',
            name='undoes',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='takes back from number'),
        ),
        migrations.AddField(
            model_name='move',
            name='why',
            field=models.CharField(blank=True, max_length=300, verbose_name='why'),
        ),
        migrations.AddField(
            model_name='run',
            name='debrief',
            field=models.JSONField(blank=True, default=dict, verbose_name='debrief'),
        ),
        migrations.AddField(
            model_name='scenario',
            name='pair',
            field=models.SlugField(blank=True, help_text='The scenario that plays the same facts from there.', max_length=80, verbose_name='the other seat'),
        ),
        migrations.AddField(
            model_name='scenario',
            name='undo',
            field=models.BooleanField(default=False, help_text='The debrief tells where the player did.', verbose_name='choices may be taken back'),
        ),
        migrations.AlterField(
            model_name='move',
            name='choice',
            field=models.CharField(blank=True, max_length=80, verbose_name='choice'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undoes', None), models.Q(('choice', ''), _negated=True)), models.Q(('choice', ''), ('undoes__isnull', False), ('why', '')), _connector='OR'), name='move_chooses_or_takes_back'),
        ),
        migrations.RunPython(forwards_nothing, back_to_moves_that_stand),
        migrations.RunPython(loaded_says_what_files_say_now, loaded_says_what_files_said_then),
        WriteOnce("quizzes_move"),  # SQLite made the table anew, and the trigger went with the old one
    ]
