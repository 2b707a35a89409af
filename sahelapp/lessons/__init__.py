"""Lessons, what they cite and ask, and reading marks.

May import: timeline, evidence, catalogue, accounts and quizzes.
Begin with: models.py.
"""
