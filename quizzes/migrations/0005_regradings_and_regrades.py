import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from quizzes.models.write_once import WriteOnce


class Migration(migrations.Migration):

    dependencies = [
        ("quizzes", "0004_attempts_plan_and_steps_are_short"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Regrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voids', models.BooleanField(default=False, verbose_name='full marks')),
                ('old', models.CharField(blank=True, max_length=30, verbose_name='grade before')),
                ('new', models.CharField(blank=True, max_length=30, verbose_name='grade after')),
            ],
            options={
                'verbose_name': 'regrade',
                'verbose_name_plural': 'regrades',
                'ordering': ('slot_id', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Regrading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correct', 'graded by another version'), ('void', 'full marks to all'), ('undo', 'undone'), ('taken', 'corrected question taken by the learner'), ('declined', 'corrected question declined by the learner')], max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='by')),
            ],
            options={
                'verbose_name': 'regrading',
                'verbose_name_plural': 'regradings',
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.AddField(
            model_name='regrade',
            name='from_version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.questionversion', verbose_name='from version'),
        ),
        migrations.AddField(
            model_name='regrade',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regrades', to='quizzes.slot', verbose_name='slot'),
        ),
        migrations.AddField(
            model_name='regrade',
            name='to_version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.questionversion', verbose_name='to version'),
        ),
        migrations.AddField(
            model_name='regrading',
            name='by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regrading',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regradings', to='quizzes.question', verbose_name='question'),
        ),
        migrations.AddField(
            model_name='regrading',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='quizzes.regrading', verbose_name='undoes'),
        ),
        migrations.AddField(
            model_name='regrade',
            name='regrading',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regrades', to='quizzes.regrading', verbose_name='regrading'),
        ),
        WriteOnce("quizzes_regrade"),
    ]
