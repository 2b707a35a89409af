"""Users (guest, learner, teacher), sign-up, recovery codes, and the language of a visitor.

May import: Django and allauth only: no other room, and nothing of quizzes.
Begin with: models.py, then actions.py.
"""
