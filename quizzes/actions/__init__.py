"""CHANGES. The only verbs that write; each opens its own transaction.

May import: models and the engine, and `quizzes.site`. Never `request`, forms, templates or the site's own code.
Begin with: attempts.py.
"""
