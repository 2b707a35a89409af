"""The comments at the head of each file: what a person who edits it must know."""

HEADERS = {
    "course.yaml": """\
The course itself. as_known_on: the day up to which the fact base was gathered.
""",
    "sources.yaml": """\
Sources, each as it was read; some are mirrors of agency copy, and the url is that of the mirror.
date: ISO day, month or year, quoted; null where the copy read gave none. language: of the text read.
Titles marked as paraphrased in the note were not shown in full. note_*: what to know before trusting the text.
""",
    "actors.yaml": """\
People, states, armed groups, organisations and institutions of the story.
party: paris, bamako or other, by the rule in README.md. active: years of activity in this story, quoted;
null means not applicable or still active.
""",
    "places.yaml": """\
Places of the events. Coordinates are general reference values in decimal degrees, rounded; good enough for a map
at the scale of a country. approximate: true marks small villages and sites: show them as an area, not a pin.
""",
    "terms.yaml": """\
Glossary for newcomers. Definitions are original and simplified; legal articles are paraphrased.
slug: made once from the English term; it stays when the term is reworded, because lessons link to it.
""",
    "figures.yaml": """\
Key figures. value is a number, as_of an ISO day, month or year, quoted. Always show the note with the figure.
""",
    "themes.yaml": """\
Themes of the course: a filter of the timeline and a label of lessons, events and questions.
""",
    "eras.yaml": """\
Eras of the story, in order. start and end: ISO, quoted; end null while it goes on. sources: ids of sources.yaml.
""",
    "moves.yaml": """\
Moves of the exchange, in the order of the ladder. row: their number there; 15r is a reply told in the cell of row 15.
event: the event of events.yaml that the move is, or is part of. date: the first day on which it can have been made,
date_latest: the last, where the day is in doubt; announced: when the public learned of it, effective: when it took
effect, each null where that is the same day or not known. mover_*: who moved, where that is not the state itself.
reply_to: the move it replies to; reply_source: the source that calls it a reply, else null: our reading.
""",
    "events.yaml": """\
Events of the course, in date order.
date and end: ISO, quoted, as precise as `precision` says; end is the last day of an event that spans days, else null.
theme: one or two slugs of themes.yaml. actors, place and sources: ids of actors.yaml, places.yaml and sources.yaml.
disputed_*: null, or the full sentence saying what is contested and by whom. It is kept whole even where positions
split it. positions: one row for each speaker that sentence names; sources is empty where no single source is known
to carry the position. Parties: see README.md.
kind_of_date, about, later_*: written only where they say something, see README.md.
""",
}
