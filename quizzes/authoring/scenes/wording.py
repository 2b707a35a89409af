"""What is wrong with a condition, an effect or a story as a whole, in sentences for those who write one."""

import re

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes import wording
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.language import Mistake

# Mistakes that stand at a character; their detail is the character and what was found there.
AT: dict[str, Promise] = {
    "words-too-long": _("This is too long. Divide it between several choices or texts."),
    "number-expected": _("a whole number is expected here."),
    "name-expected": _("the name of a counter or a flag is expected here."),
    "bracket-expected": _("a closing bracket “)” is expected here."),
    "bracket-open-expected": _("an opening bracket “(” is expected here."),
    "condition-goes-on": _("the condition is complete before this. Join two with “and” or “or”."),
    "condition-too-deep": _("there are too many brackets within one another."),
    "effect-goes-on": _("the effect is complete before this. Put a semicolon between two."),
    "step-expected": _("a step such as +1, -1 or = 3 is expected here."),
    "flag-has-no-number": _("this is a counter: compare it with a number, or write a step."),
    "counter-needs-number": _("this is a flag, which has no number."),
    "counter-unknown-here": _("no counter is called that. Correct the name or add the counter."),
    "flag-unknown-here": _("no flag is called that. Correct the name or add the flag."),
    "scene-unknown-here": _("no scene is called that. Correct the name or write the scene."),
    "choice-unknown-here": _("no choice is called that. Correct the name or write the choice."),
}
SENTENCES: dict[str, Promise] = {
    "name-reserved": _("“%(detail)s” is a word of the conditions and cannot be a name. Choose another."),
    "level-order": _("The words of a counter begin at its least number and rise from there: %(detail)s."),
    "record-and-none": _("The scene “%(detail)s” has a record and says that there is none. Keep one of the two."),
    "weight-shape": _("The weight of a scene between which chance decides is 1 or more, not %(detail)s."),
    "pair-self": _("The other seat is another scenario, not this one."),
    "bound-hit": _("The story is too large to try every play; it was judged after %(detail)s positions."),
    "counter-leaves-range": _("Plays would carry this counter to %(detail)s; it is kept at the edge of its range."),
    "effect-never-whole": _("The effect on “%(detail)s” is cut short at the edge of its range in every play."),
    "text-never-shown": _("No play ever shows this text: %(detail)s."),
    "flag-never-set": _("Nothing ever sets the flag “%(detail)s”."),
    "flag-never-read": _("Nothing ever asks about the flag “%(detail)s”."),
}
_DETAIL = re.compile(r"(\d+)(?: \((.*)\))?", re.DOTALL)


def sentence(problem: Problem) -> str:
    """The problem in words, without its place."""
    if problem.says in AT and (found := _DETAIL.fullmatch(problem.detail)):
        return _pointed(problem.says, int(found[1]), found[2] or "")
    if problem.says in SENTENCES:
        return str(SENTENCES[problem.says]) % {"detail": problem.detail}
    return wording.sentence(Problem(problem.says, problem.detail))


def at_character(words: str, mistake: Mistake) -> SafeString:
    """A mistake in what was typed: in words, and the text with the character marked."""
    start = mistake.at - 1
    end = start + max(len(mistake.found), 1)
    return format_html(
        "{} <code>{}<mark>{}</mark>{}</code>",
        _pointed(mistake.says, mistake.at, mistake.found),
        words[:start],
        words[start:end] or "\N{OPEN BOX}",
        words[end:],
    )


def _pointed(says: str, at: int, found: str) -> str:
    words = str(AT[says])
    if found:
        return gettext("At character %(at)s (“%(found)s”): %(words)s") % {"at": at, "found": found, "words": words}
    return gettext("At character %(at)s: %(words)s") % {"at": at, "words": words}
