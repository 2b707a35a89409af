"""A mistake in what an author typed, told beside its field with the character marked."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from quizzes import wording
from quizzes.engine.scenario.language import Mistake


def marked(words: str, mistake: Mistake) -> SafeString:
    """A mistake in what was typed: in words, and the text with the character marked."""
    start = mistake.at - 1
    end = start + max(len(mistake.found), 1)
    return format_html(
        "{} <code>{}<mark>{}</mark>{}</code>",
        wording.at_character(mistake.says, mistake.at, mistake.found),
        words[:start],
        words[start:end] or "\N{OPEN BOX}",
        words[end:],
    )
