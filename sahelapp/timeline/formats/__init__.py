"""The timeline in and out: events as values <-> the bytes of a file, with problems instead of exceptions.

May import: the values of this room, dates and Markdown of evidence, the engine. Never Django, models, uploads or paths.
What is read comes back as rows like those of events.yaml (`given.py`), for `sahelapp/timeline/importing.py` to keep.
Begin with: csv_events.py.
"""
