"""The sentences for problem codes: what happened and what to do, in the reader's language."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.problems import Problem

SENTENCES: dict[str, Promise] = {
    "language-missing": _("The text is missing in one language: %(detail)s. Write both before publishing."),
    "citation-unknown": _("No source has the id “%(detail)s”. Correct the id or add the source first."),
    "term-unknown": _("No glossary term is called “%(detail)s”. Correct the name or add the term first."),
    "link-unknown": _("The link “%(detail)s” leads to nothing that is published here."),
    "citation-missing": _("A paragraph states facts without a source: “%(detail)s”. Cite one, or mark it as ours."),
    "empty": _("This must not be empty: %(detail)s."),
    "text-too-long": _("This text is longer than %(detail)s characters. Divide it."),
    "value-too-long": _("This is longer than %(detail)s characters. Shorten it."),
    "row-twice": _("Two rows have the id “%(detail)s”. Give each its own."),
    "row-key-missing": _("This row says nothing under “%(detail)s”. Add it."),
    "row-key-unknown": _("No such key is known here: “%(detail)s”. Correct its name or remove it."),
    "row-value-refused": _("This value cannot be used: %(detail)s"),
    "row-changed-here": _("“%(detail)s” was changed on the site since it was loaded, and was left as it is."),
    "options-too-few": _("A choice needs at least two options; there are %(detail)s."),
    "option-twice": _("Two options have the same short name “%(detail)s”. Each needs its own."),
    "options-right": _("The number of right options does not fit this kind of question: %(detail)s."),
    "rows-too-few": _("Too few rows: at least %(detail)s must stand here."),
    "match-unknown": _("What is right for the row “%(detail)s” is not among the choices. Choose it from them."),
    "credit-unknown": _("There is no way of giving credit called “%(detail)s”. Write positions, pairs or run."),
    "truth-missing": _("Say whether the statement is true or false."),
    "answers-none": _("Give at least one accepted answer: %(detail)s."),
    "full-marks-none": _("No answer brings full marks. Give one of them the weight 1: %(detail)s."),
    "weight": _("A weight lies above 0 and is at most 1, such as 1/2: %(detail)s."),
    "answer-anything": _("This accepts whatever is typed: %(detail)s. Write words beside the star."),
    "moment-order": _("The earliest day comes after the latest: %(detail)s."),
    "gaps-none": _("The text has no gaps yet. Give it at least one."),
    "gap-unknown": _("The text has a gap “%(detail)s” that is not described. Describe it or correct its name."),
    "gap-unwritten": _("The gap “%(detail)s” is not in the text. Write its name there between { and }."),
    "gap-twice": _("The gap “%(detail)s” stands twice in the text. Give each gap its own name."),
    "gap-takes": _("A gap takes choice, text or number, not “%(detail)s”."),
    "gap-weight": _("What a gap counts lies above 0: %(detail)s."),
    "kind-unknown": _("This kind of question does not exist here."),
    "behaviour-unknown": _("There is no way of giving feedback called “%(detail)s”."),
    "number": _("A number is expected here: %(detail)s. Write digits, with a point for decimals."),
    "row-names-match": _(
        "A row and its right choice share the short name “%(detail)s”, which would give the answer away."
    ),
    "choice-unknown": _("What stands under “%(detail)s” is none of the words on offer. Check its spelling."),
    "moment": _("This is no moment in time: %(detail)s. Write '2026-09-01T08:00', in quotes."),
    "quiz-empty": _("A quiz needs at least one question."),
    "draw-too-few": _(
        "Fewer questions are to be had than are asked for (%(detail)s). Ask for fewer, or publish more to draw from."
    ),
    "question-twice": _("The question “%(detail)s” stands twice in this quiz."),
    "key-unknown": _("“%(detail)s” means nothing here. Check its spelling."),
    "shape": _("What stands under “%(detail)s” does not have the right form."),
    "pair-shape": _(
        "From “%(detail)s” on, English and French are not built alike. Give both the same blocks in the same order."
    ),
    "pair-citations": _("English and French do not cite the same sources in this paragraph: %(detail)s."),
    "pair-fact": _("English and French differ under “%(detail)s”. Both must say the same there."),
    "reference-unknown": _(
        "This names something that does not exist here (%(detail)s). Correct the name or add it first."
    ),
    "question-elsewhere": _("The question “%(detail)s” is not in the check quiz of this lesson. Add it there."),
    "question-taken": _("Another quiz has a question called “%(detail)s”. Every question needs a name of its own."),
    "file-unreadable": _("This file cannot be read as text in UTF-8."),
    "file-unknown": _("This file belongs to nothing the course knows. Correct its name or move it elsewhere."),
    "not-yaml": _("Here the file cannot be understood as YAML: %(detail)s."),
    "key-twice": _("The key “%(detail)s” stands twice here; only one can be meant."),
    "date-unquoted": _("Put this date between quotation marks: '%(detail)s'."),
    "front-matter": _("A lesson begins with its facts between two lines of three hyphens. They are not here."),
    "slug-differs": _("The slug “%(detail)s” is not the name of the file. Change one of the two."),
    "twin-missing": _("This lesson exists in one language only: there is no %(detail)s."),
    "precision-differs": _("The date is not as precise as it says: “%(detail)s”."),
    "shape-mapping": _("Names with values are expected under “%(detail)s”, one to a line."),
    "shape-list": _("A list is expected under “%(detail)s”."),
    "shape-words": _("Words are expected here, in quotes where they look like a number: %(detail)s."),
    "shape-text": _("“%(detail)s” needs its words in English and French: en: ..., fr: ..."),
    "shape-number": _("A whole number is expected here: %(detail)s."),
    "shape-truth": _("true or false is expected here: %(detail)s."),
    "shape-unknown-key": _("No such name is known here: “%(detail)s”. Correct its spelling or remove it."),
    "shape-need": _("A condition on “%(detail)s” says at_least or at_most."),
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
    "date-shape": _("This is no date: “%(detail)s”. Write 2025-09-17, 2025-09 or 2025, in quotes."),
    "slug-twice": _("The name “%(detail)s” stands twice. Give each its own."),
    "slug-shape": _("“%(detail)s” is not a short name: use a-z, digits and hyphens."),
    "seat-unknown": _("No party is called “%(detail)s” here."),
    "story-empty": _("The story has no scenes yet."),
    "scene-unknown": _("No scene is called “%(detail)s”. Correct the name or write the scene."),
    "counter-unknown": _("No counter is called “%(detail)s”. Correct the name or add the counter."),
    "counter-range": _("A counter starts between its least and its most, and these differ: %(detail)s."),
    "dead-end": _("The scene “%(detail)s” leads nowhere: give it choices, or mark it as an ending."),
    "record-missing": _("The scene “%(detail)s” has choices and no record of what was really decided."),
    "debrief-missing": _("The ending “%(detail)s” has no debrief."),
    "ending-with-choices": _("The ending “%(detail)s” still has choices: remove them, or the mark as ending."),
    "unreachable": _("No play ever reaches the scene “%(detail)s”."),
    "never-available": _("The choice “%(detail)s” can never be taken: no play meets its conditions."),
    "no-choice-left": _("A play may arrive in the scene “%(detail)s” with every choice closed to it."),
    "no-ending-from": _("A play may stand in the scene “%(detail)s” and never reach an ending."),
    "yaml-unreadable": _("The text cannot be read from here on: %(detail)s."),
    "yaml-alias": _("References such as “%(detail)s” cannot be used. Write the text out."),
    "yaml-mapping": _("The text should begin with counters:, begins: and scenes:."),
}


# Mistakes that stand at a character; their detail is the character and what was found there.
AT_CHARACTER: dict[str, Promise] = {
    "words-too-long": _("This is too long. Divide it between several choices or texts."),
    "number-expected": _("a whole number is expected here."),
    "name-expected": _("the name of a counter or a flag is expected here."),
    "bracket-expected": _("a closing bracket “)” is expected here."),
    "bracket-open-expected": _("an opening bracket “(” is expected here."),
    "condition-goes-on": _("the condition is complete before this. Join two with “and” or “or”."),
    "condition-too-deep": _("there are too many brackets within one another."),
    "effect-goes-on": _("the effect is complete before this. Put a semicolon between two."),
    "step-expected": _("a step such as +1, -1 or = 3 is expected here."),
    "counter-needs-number": _("this is a counter: compare it with a number, or write a step."),
    "flag-has-no-number": _("this is a flag, which has no number."),
    "counter-unknown-here": _("no counter is called that. Correct the name or add the counter."),
    "flag-unknown-here": _("no flag is called that. Correct the name or add the flag."),
    "scene-unknown-here": _("no scene is called that. Correct the name or write the scene."),
    "choice-unknown-here": _("no choice is called that. Correct the name or write the choice."),
}
_DETAIL = re.compile(r"(\d+)(?: \((.*)\))?", re.DOTALL)


def sentence(problem: Problem) -> str:
    """One problem in words, with its place in front where it has one."""
    place = problem.where if problem.line is None else f"{problem.where}:{problem.line}".lstrip(":")
    return f"{place}: {words_of(problem)}" if place else words_of(problem)


def words_of(problem: Problem) -> str:
    """One problem in words, without its place."""
    if problem.says in AT_CHARACTER and (found := _DETAIL.fullmatch(problem.detail)):
        return at_character(problem.says, int(found[1]), found[2] or "")
    return str(SENTENCES.get(problem.says, problem.says + ": %(detail)s")) % {"detail": problem.detail}


def at_character(says: str, at: int, found: str) -> str:
    """A mistake in a condition or an effect: the 1-based character `at` which it is, and what stands there."""
    words = AT_CHARACTER[says]
    if found:
        return gettext("At character %(at)s (“%(found)s”): %(words)s") % {"at": at, "found": found, "words": words}
    return gettext("At character %(at)s: %(words)s") % {"at": at, "words": words}
