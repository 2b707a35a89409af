
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('timeline', '0002_versions_are_write_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='about',
            field=models.BooleanField(default=False, verbose_name='the sources say “about”'),
        ),
        migrations.AddField(
            model_name='event',
            name='kind_of_date',
            field=models.CharField(blank=True, choices=[('announced', 'announced'), ('decided', 'decided'), ('effective', 'took effect'), ('reported', 'reported')], help_text='Only where it makes a difference.', max_length=10, verbose_name='which date this is'),
        ),
        migrations.AddField(
            model_name='event',
            name='later_en',
            field=models.TextField(blank=True, help_text='Hidden where the timeline is shown as known on an earlier day.', verbose_name='what came to light later (English)'),
        ),
        migrations.AddField(
            model_name='event',
            name='later_fr',
            field=models.TextField(blank=True, verbose_name='what came to light later (French)'),
        ),
        migrations.CreateModel(
            name='Era',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                ('start', models.CharField(max_length=10, verbose_name='began')),
                ('end', models.CharField(blank=True, help_text='Empty while it goes on.', max_length=10, verbose_name='ended')),
                ('name_en', models.CharField(max_length=80, verbose_name='name (English)')),
                ('name_fr', models.CharField(max_length=80, verbose_name='name (French)')),
                ('summary_en', models.TextField(verbose_name='summary (English)')),
                ('summary_fr', models.TextField(verbose_name='summary (French)')),
                ('loaded_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('sources', models.ManyToManyField(blank=True, related_name='eras', to='evidence.source', verbose_name='sources')),
            ],
            options={
                'verbose_name': 'era',
                'verbose_name_plural': 'eras',
                'ordering': ('start', 'slug'),
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                ('row', models.CharField(blank=True, max_length=8, verbose_name='number in the ladder of moves')),
                ('date', models.CharField(help_text='The first day on which it can have been made.', max_length=10, verbose_name='date')),
                ('date_latest', models.CharField(blank=True, help_text='Only where the day is in doubt.', max_length=10, verbose_name='last possible day')),
                ('announced', models.CharField(blank=True, help_text='When the public learned of it, if on another day.', max_length=10, verbose_name='announced')),
                ('effective', models.CharField(blank=True, max_length=10, verbose_name='took effect')),
                ('mover', models.CharField(choices=[('paris', 'Paris'), ('bamako', 'Bamako'), ('other', 'others')], max_length=10, verbose_name='mover')),
                ('mover_en', models.CharField(blank=True, max_length=120, verbose_name='mover in words (English)')),
                ('mover_fr', models.CharField(blank=True, max_length=120, verbose_name='mover in words (French)')),
                ('target', models.CharField(choices=[('paris', 'Paris'), ('bamako', 'Bamako'), ('other', 'others')], max_length=10, verbose_name='target')),
                ('instrument', models.CharField(choices=[('statement', 'statement'), ('report', 'report'), ('demand', 'demand'), ('accusation', 'accusation'), ('complaint', 'complaint'), ('information', 'publication'), ('cancellation', 'cancellation'), ('refusal', 'refusal'), ('summons', 'summons'), ('recall', 'recall'), ('persona-non-grata', 'persona non grata'), ('expulsion', 'expulsion'), ('arrest', 'arrest'), ('legal-step', 'legal step'), ('release', 'release'), ('coup', 'coup'), ('sanctions', 'sanctions'), ('ban', 'ban'), ('denunciation', 'denunciation of a treaty'), ('withdrawal', 'withdrawal'), ('resumption', 'resumption'), ('travel-advice', 'travel advice'), ('suspension-operations', 'suspension of operations'), ('suspension-media', 'suspension of media'), ('suspension-aid', 'suspension of aid'), ('suspension-visas', 'suspension of visas'), ('suspension-flights', 'suspension of flights'), ('suspension-intelligence', 'suspension of intelligence exchange')], max_length=30, verbose_name='instrument')),
                ('confidential', models.BooleanField(default=False, verbose_name='confidential when it was made')),
                ('size', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many it struck')),
                ('what_en', models.CharField(max_length=200, verbose_name='what was done (English)')),
                ('what_fr', models.CharField(max_length=200, verbose_name='what was done (French)')),
                ('reason_en', models.CharField(blank=True, max_length=300, verbose_name='declared reason (English)')),
                ('reason_fr', models.CharField(blank=True, max_length=300, verbose_name='declared reason (French)')),
                ('reply_to', models.SlugField(blank=True, db_index=False, help_text='The slug of the move it answers.', max_length=80, verbose_name='replies to')),
                ('note_en', models.CharField(blank=True, max_length=400, verbose_name='note (English)')),
                ('note_fr', models.CharField(blank=True, max_length=400, verbose_name='note (French)')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='timeline.event')),
                ('reply_source', models.ForeignKey(blank=True, help_text='Without one, the link is drawn dashed: our reading.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.source', verbose_name='source that calls it a reply')),
                ('sources', models.ManyToManyField(blank=True, related_name='moves', to='evidence.source', verbose_name='sources')),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'moves',
                'ordering': ('date', 'pk'),
            },
        ),
    ]
