"""ONE FORM PER QUESTION KIND: the class `AuthorForm` in the module that is called as the kind is.

A form lays out the kind's JSON in sections (groups of fields, and rows for lists) and writes it back; what it does not
show it leaves alone, and what was not touched stays as it was written.
May import: models, the engine, `authoring.fields`. Never other desks, or another kind's form.
Begin with: numerical.py, then rows.py.
"""
