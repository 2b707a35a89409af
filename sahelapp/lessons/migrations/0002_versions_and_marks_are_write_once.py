from django.db import migrations

from quizzes.models.write_once import WriteOnce


class Migration(migrations.Migration):
    """What learners met and what they sent never changes: the database refuses."""

    dependencies = [("lessons", "0001_initial")]

    operations = [
        WriteOnce("lessons_lessonversion", but=("publisher_id",)),
        WriteOnce("lessons_readingmark", but=("learner_id",)),
    ]
