"""THE TEACHER'S DESK. Admin classes and one form per question kind. ModelAdmin saves drafts; publishing is an action.

May import: actions, models, the engine. Never views or grading logic.
Begin with: question.py.
"""
