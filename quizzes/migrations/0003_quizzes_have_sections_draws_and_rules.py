import django.core.validators
import django.db.models.deletion
import quizzes.choices
from django.db import migrations, models


def forwards_nothing(apps, editor):
    pass


def back_to_questions_only(apps, editor):
    """Before, a quiz was a list of questions: sections, pages and draws cannot be kept."""
    apps.get_model("quizzes", "Item").objects.exclude(what="question").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("quizzes", "0002_versions_steps_and_moves_are_write_once"),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='count',
            field=models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='how many'),
        ),
        migrations.AddField(
            model_name='item',
            name='source',
            field=models.CharField(blank=True, help_text='The tag to draw from, or the filter of the timeline to make questions from.', max_length=200, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='item',
            name='text_en',
            field=models.TextField(blank=True, verbose_name='text (English)'),
        ),
        migrations.AddField(
            model_name='item',
            name='text_fr',
            field=models.TextField(blank=True, verbose_name='text (French)'),
        ),
        migrations.AddField(
            model_name='item',
            name='title_en',
            field=models.CharField(blank=True, max_length=200, verbose_name='title (English)'),
        ),
        migrations.AddField(
            model_name='item',
            name='title_fr',
            field=models.CharField(blank=True, max_length=200, verbose_name='title (French)'),
        ),
        migrations.AddField(
            model_name='item',
            name='what',
            field=models.CharField(choices=quizzes.choices.items, default='question', max_length=10, verbose_name='what'),
        ),
        migrations.AddField(
            model_name='question',
            name='hints',
            field=models.JSONField(blank=True, default=list, verbose_name='hints'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='attempts',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='attempts allowed'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='certainty',
            field=models.BooleanField(default=False, help_text='Each answer says how sure it is; who is sure and wrong loses points.', verbose_name='certainty'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='closes',
            field=models.DateTimeField(blank=True, null=True, verbose_name='closes'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='grading',
            field=models.CharField(choices=quizzes.choices.gradings, default='best', max_length=10, verbose_name='which attempt counts'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='layout',
            field=models.CharField(choices=quizzes.choices.layouts, default='one', max_length=10, verbose_name='screens'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='opens',
            field=models.DateTimeField(blank=True, null=True, verbose_name='opens'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='penalty',
            field=models.CharField(choices=quizzes.choices.penalties, default='1/3', max_length=10, verbose_name='penalty for each further try'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='review',
            field=models.JSONField(default=quizzes.choices.everything, help_text='During an attempt, after it, and once closed.', verbose_name='what may be seen'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='seconds',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='time limit in seconds'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='shuffle_options',
            field=models.BooleanField(default=True, verbose_name='shuffle the options'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='shuffle_questions',
            field=models.BooleanField(default=False, verbose_name='shuffle the questions'),
        ),
        migrations.AddField(
            model_name='quiz',
            name='tries_each',
            field=models.PositiveSmallIntegerField(default=3, help_text='Only where several tries are given.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='tries for each question'),
        ),
        migrations.AlterField(
            model_name='item',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='quizzes.question', verbose_name='question'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('question__isnull', False), ('what', 'question')), models.Q(models.Q(('what', 'question'), _negated=True), ('question', None)), _connector='OR'), name='item_has_a_question_if_it_is_one'),
        ),
        migrations.RunPython(forwards_nothing, back_to_questions_only),
    ]
