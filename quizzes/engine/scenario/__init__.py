"""Branching scenarios: a story is what the author wrote, a state is where one player stands in it.

May import: `engine.text`, `engine.problems`, `engine.dice`. `state` never imports `story`.
Begin with: story.py, then play.py; language.py reads conditions and effects, reading.py turns a mapping into a story,
lint.py says what is wrong with one.
"""
