"""THINKS. Frozen values and functions: grading, behaviours, scenarios, text.

May import: the standard library and itself. Never Django, models, the clock, dice, files or gettext; time, chance,
language and number format come in as arguments. A teacher's mistake is a `Problem` in a result; an exception means
that we were wrong.
Begin with: kinds/numerical.py.
"""
