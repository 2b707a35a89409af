"""Problems of a file that comes in, as lines for a person: `events.csv:12 (salt-road, title_fr): ...`."""

from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes import wording_of_files

SENTENCES: dict[str, Promise] = {
    "character-unusable": _("“%(detail)s” holds a character that cannot be kept. Remove it."),
    "events-too-many": _("A file may hold %(detail)s events; this is one more. Divide it."),
    "quote": _(
        "From here on this is no table: a quotation mark is not closed, or stands within words without its twin."
    ),
    "cell-too-long": _(
        "A cell that begins here is longer than %(detail)s characters, or its quotation mark is not closed."
    ),
    "cells": _("This row has more or fewer cells than the first one (%(detail)s). Give it as many."),
    "column-missing": _("The first row names no column “%(detail)s”. Add it."),
    "column-unknown": _("No column “%(detail)s” is known here. Correct its name or remove it."),
    "column-twice": _("Two columns are called “%(detail)s”. Keep one."),
    "not-json": _("From here on this cannot be understood as JSON (%(detail)s)."),
    "json-shape": _("The file should be an object, { }, with a list of “events”."),
    "json-format": _(
        "The file does not say that it is of this timeline (“format”: “%(detail)s”). If TimelineJS is to read it, "
        "add --format timelinejs."
    ),
    "json-version": _("This is another version of the form than the one that can be read here: %(detail)s."),
    "move-elsewhere": _("The move “%(detail)s” belongs to another event. Give this one its own id."),
    "left-out": _("Left out, because the timeline has no place for it: %(detail)s."),
    "group-unknown": _("No theme is called “%(detail)s”: the event has none from it."),
    "published-stays": _("This event is published here and stays as it is: the site says more of it than such a file."),
    "incomplete": _("Not to be published yet: nothing is said under %(detail)s."),
}

told = partial(wording_of_files.told, sentences=SENTENCES)
