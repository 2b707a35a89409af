"""The forms of counters and flags, and the story with what was typed in them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import LinesField
from quizzes.authoring.scenes.forms import NamedRows, ShortNameField, TwoLanguages, in_fields, in_order
from quizzes.engine.scenario.language import is_name
from quizzes.engine.scenario.story import Counter, Flag, Level
from quizzes.engine.text import Text

MOST = 1000  # either way; more says nothing on a gauge
_LEVEL = re.compile(r"(-?\d{1,4})\s+([^|]+?)\s*\|\s*([^|]+?)\s*", re.ASCII)


class NamedForm(TwoLanguages):
    """Has a name that conditions use."""

    slug = ShortNameField()

    def __init__(self, *args: Any, fixed: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("slug") in fixed:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = gettext("Published, so it stays.")

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug and not is_name(slug):
            raise ValidationError(_("This is a word of the conditions. Choose another name."))
        return slug


class CounterForm(NamedForm):
    """A counter: its range, where it starts, and what it is called from a number on."""

    start = forms.IntegerField(label=_("Starts at"), min_value=-MOST, max_value=MOST)
    least = forms.IntegerField(label=_("Least"), min_value=-MOST, max_value=MOST)
    most = forms.IntegerField(label=_("Most"), min_value=-MOST, max_value=MOST)
    name_en = forms.CharField(label=_("Name (English)"), required=False, max_length=80)
    name_fr = forms.CharField(label=_("Name (French)"), required=False, max_length=80)
    says_en = forms.CharField(label=_("What it stands for (English)"), required=False, max_length=400)
    says_fr = forms.CharField(label=_("What it stands for (French)"), required=False, max_length=400)
    levels = LinesField(
        label=_("Words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 40}),
        help_text=_("From which number on it is called what, one to a line: 0 cut | coupé"),
    )

    def clean_levels(self) -> tuple[Level, ...]:
        levels: list[Level] = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["levels"].splitlines())):
            if (found := _LEVEL.fullmatch(line)) is None:
                raise ValidationError(gettext("Write a number, then English | French: %s") % line)
            levels.append(Level(int(found[1]), Text(found[2], found[3])))
        return tuple(levels)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        least, start, most = (data.get(name) for name in ("least", "start", "most"))
        if least is not None and most is not None and least >= most:
            self.add_error("most", _("The most is above the least."))
        elif least is not None and most is not None and start is not None and not least <= start <= most:
            self.add_error("start", _("It starts between its least and its most."))
        return data

    def to_counter(self) -> Counter:
        """The counter as it was typed."""
        data = self.cleaned_data
        return Counter(
            data["slug"],
            self.both("name"),
            data["start"],
            data["least"],
            data["most"],
            self.both("says"),
            data["levels"],
        )


def counter_initial(counter: Counter) -> dict[str, Any]:
    """A counter as the initial values of its form. Levels in one language only are left to the text of the story."""
    return {
        **in_fields(name=counter.name, says=counter.says),
        **{name: getattr(counter, name) for name in ("slug", "start", "least", "most")},
        "levels": "\n".join(f"{one.since} {one.name.en} | {one.name.fr}" for one in counter.levels),
    }


class FlagForm(NamedForm):
    """A flag: what is so when it is up."""

    says_en = forms.CharField(label=_("What is so (English)"), required=False, max_length=400)
    says_fr = forms.CharField(label=_("What is so (French)"), required=False, max_length=400)

    def to_flag(self) -> Flag:
        """The flag as it was typed."""
        return Flag(self.cleaned_data["slug"], self.both("says"))


def flag_initial(flag: Flag) -> dict[str, Any]:
    """A flag as the initial values of its form."""
    return {**in_fields(says=flag.says), "slug": flag.slug}


_ROWS: dict[str, Any] = {"formset": NamedRows, "can_order": True, "can_delete": True}
CounterRows = forms.formset_factory(CounterForm, extra=1, max_num=20, **_ROWS)
FlagRows = forms.formset_factory(FlagForm, extra=2, max_num=50, **_ROWS)


def typed(counters: Any, flags: Any) -> dict[str, Any]:
    """The two keys of a story that valid rows stand for."""
    return {
        "counters": [row.to_counter().write() for row in in_order(counters)],
        "flags": [row.to_flag().write() for row in in_order(flags)],
    }
