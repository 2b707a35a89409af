from django.db import migrations

from quizzes.models.write_once import WriteOnce


class Migration(migrations.Migration):
    """What learners met and what they sent never changes: the database refuses."""

    dependencies = [("quizzes", "0001_initial")]

    operations = [
        WriteOnce("quizzes_questionversion", but=("publisher_id",)),
        WriteOnce("quizzes_quizversion", but=("publisher_id",)),
        WriteOnce("quizzes_scenarioversion", but=("publisher_id",)),
        WriteOnce("quizzes_pinned"),
        WriteOnce("quizzes_step"),
        WriteOnce("quizzes_move"),
    ]
