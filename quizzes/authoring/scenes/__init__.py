"""The desk of one scenario: its scenes, counters and flags as forms, and trying it out without anything being counted.

May import: `quizzes.actions`, `quizzes.models`, `quizzes.engine`, its neighbours in `quizzes.authoring`.
Begin with: editing.py (the story as one value in which a scene is replaced), then forms.py and pages.py;
preview.py plays a draft, its state lives in the address; placing.py leads from a problem to where it is mended.
"""
