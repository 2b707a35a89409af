"""The course as files: reads content/ with line numbers for every problem, loads it, writes it back.

May import: every room below, quizzes and the plug. None imports it.
`lined.py` and `writing.py` know YAML, `reading.py` a folder, `checking.py` what a course must be, `rooms.py` how each
kind of thing is kept. Begin with: loading.py.
"""
