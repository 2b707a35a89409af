"""SPEAKS. Find, check, call one action, choose a template.

May import: actions, models, forms, `quizzes.site`. Never writes through the ORM, never grades.
Begin with: play.py.
"""
