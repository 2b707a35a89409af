"""Events with the positions of the parties, dates that know how precise they are, and filters.

May import: evidence, catalogue, accounts, the engine, and the publishing machine of the engine app
(`quizzes.models.version`, `quizzes.actions.publishing`), which is true of anything published.
Begin with: models.py; the dates are those of `sahelapp/evidence/dates.py`.
"""
