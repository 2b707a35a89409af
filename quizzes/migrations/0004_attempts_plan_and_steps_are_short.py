from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

import quizzes.models.sent_as
from quizzes.models.write_once import WriteOnce


def numbers_as_bytes(apps, editor):
    """SQLite keeps what it is given, so the numbers of steps sent before are still text after the column changed."""
    _rewrite(editor, "text", lambda number: UUID(number).bytes)


def numbers_as_text(apps, editor):
    _rewrite(editor, "blob", lambda number: UUID(bytes=number).hex)


def forwards_nothing(apps, editor):
    pass


def back_to_questions_with_versions(apps, editor):
    """Before, every slot had a version and every attempt a score: made questions cannot be kept."""
    apps.get_model("quizzes", "Slot").objects.filter(question_version=None).delete()
    apps.get_model("quizzes", "Attempt").objects.filter(score=None).update(score=0)


def steps_never_change(apps, editor):
    """SQLite made the table anew on the way back too."""
    WriteOnce("quizzes_step").code(apps, editor)


def _rewrite(editor, kept_as, rewritten):
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, sent_as FROM quizzes_step WHERE typeof(sent_as) = %s", [kept_as])
        rows = [(rewritten(number), pk) for pk, number in cursor.fetchall()]
        cursor.executemany("UPDATE quizzes_step SET sent_as = %s WHERE id = %s", rows)


class Migration(migrations.Migration):

    dependencies = [
        ("quizzes", "0003_quizzes_have_sections_draws_and_rules"),
    ]

    operations = [
        migrations.RunPython(forwards_nothing, steps_never_change),
        migrations.AddField(
            model_name='attempt',
            name='again_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='again', to='quizzes.attempt', verbose_name='goes over again'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='plan',
            field=models.JSONField(default=dict, verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='regraded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='regraded'),
        ),
        migrations.AddField(
            model_name='slot',
            name='flagged',
            field=models.BooleanField(default=False, verbose_name='flagged for later'),
        ),
        migrations.AddField(
            model_name='slot',
            name='frozen',
            field=models.JSONField(blank=True, null=True, verbose_name='question made for this attempt'),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='score',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='score'),
        ),
        migrations.AlterField(
            model_name='slot',
            name='attempt',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='quizzes.attempt'),
        ),
        migrations.AlterField(
            model_name='slot',
            name='question_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='quizzes.questionversion', verbose_name='question version'),
        ),
        migrations.AlterField(
            model_name='step',
            name='sent_as',
            field=quizzes.models.sent_as.SentAs(verbose_name='sent as'),
        ),
        migrations.AlterField(
            model_name='step',
            name='slot',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='quizzes.slot'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('frozen__isnull', True), ('question_version__isnull', False)), models.Q(('frozen__isnull', False), ('question_version', None)), _connector='OR'), name='slot_has_one_question'),
        ),
        migrations.RunPython(forwards_nothing, back_to_questions_with_versions),
        migrations.RunPython(numbers_as_bytes, numbers_as_text),
        WriteOnce("quizzes_step"),  # SQLite made the table anew, and the trigger went with the old one
    ]
