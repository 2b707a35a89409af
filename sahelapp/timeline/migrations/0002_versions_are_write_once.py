from django.db import migrations

from quizzes.models.write_once import WriteOnce


class Migration(migrations.Migration):
    """What learners met and what they sent never changes: the database refuses."""

    dependencies = [("timeline", "0001_initial")]

    operations = [
        WriteOnce("timeline_eventversion", but=("publisher_id",)),
    ]
