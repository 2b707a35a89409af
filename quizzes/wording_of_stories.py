"""What is wrong with a story that comes in as a file, in sentences for the person who gave it."""

from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes import wording_of_files

SENTENCES: dict[str, Promise] = {
    "passages-none": _("There are no passages in this file. Each begins with a line such as “:: Name”."),
    "passages-too-many": _("A file may hold %(detail)s passages; this is one more. Divide it."),
    "passage-twice": _("Two passages are called “%(detail)s”. Give each its own name."),
    "header-broken": _(
        "This line should begin a passage and cannot be read: “%(detail)s”. Write :: Name [tags], and a backslash "
        "before brackets that belong to the name."
    ),
    "header-metadata": _("What stands in braces at the end of this line is no JSON: “%(detail)s”."),
    "story-data-broken": _("StoryData cannot be understood as JSON: %(detail)s."),
    "start-missing": _("The file does not say where the story begins. Name the passage under “start” in StoryData."),
    "start-unknown": _("The story should begin with “%(detail)s”, and no passage is called that."),
    "script-passage": _("“%(detail)s” is a script. Nothing is executed here: remove it."),
    "style-passage": _("“%(detail)s” is a style sheet. The site has its own: remove it."),
    "code-passage": _("“%(detail)s” is code of a story format. Nothing is executed here: remove it."),
    "script-tag": _("A script or a style sheet stands here: “%(detail)s”. Nothing is executed: remove it."),
    "macro": _("A macro stands here that is not understood: “%(detail)s”. Nothing is executed: remove it."),
    "include": _("“%(detail)s” names other files. Only this one is read: put the passages into it."),
    "link-open": _("A link begins here and does not end on this line: “%(detail)s”. Close it with ]]."),
    "link-empty": _("This link names no passage: “%(detail)s”."),
    "link-nowhere": _("This link leads nowhere: no passage is called “%(detail)s”."),
    "links-too-many": _("A passage may have %(detail)s links; this is one more."),
    "html-no-story": _("There is no story of Twine 2 in this page (no tw-storydata)."),
    "html-many-stories": _("A second story begins here. Export each story to a file of its own."),
    "html-broken": _("From here on this page cannot be read: “%(detail)s” is not closed."),
    "data-broken": _("ScenarioData cannot be read (%(detail)s). Take it from the export as it was."),
    "data-version": _("ScenarioData is of another version than the one that can be read here: %(detail)s."),
    "chance-changed": _(
        "Chance decides where the choice “%(detail)s” leads, and its links were changed. Change them on the site."
    ),
    "scenario-here": _(
        "A scenario called “%(detail)s” is here already, and this file says less than it. Change the title of the "
        "story, or say --replace."
    ),
    "left-out-before": _("Left out, because it stands before the first passage: “%(detail)s”."),
    "left-out-passage": _("Left out, because the site has no place for it: “%(detail)s”."),
    "html-plain": _("HTML became plain words in “%(detail)s”."),
    "scene-changed": _("The scene “%(detail)s” was changed; see whether the other language still says the same."),
    "scene-new": _("The scene “%(detail)s” is new."),
    "scene-gone": _("The scene “%(detail)s” is no longer in the file and goes, with its record."),
    "choice-gone": _("The choice “%(detail)s” has no link any more and goes."),
    "draft-lacks": _(
        "To mend before it can be published: %(detail)s. The page of the scenario in the admin lists all."
    ),
}

told = partial(wording_of_files.told, sentences=SENTENCES)
