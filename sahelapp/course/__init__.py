"""The course as files: reads content/ with line numbers for every problem, loads it, writes it back.

May import: every room below, quizzes and the plug. None imports it.
`files.py`, `lined.py` and `writing.py` know folders and YAML, `parts.py` what a course consists of, `checking.py` what
must hold, `known.py` what may be named, `telling.py` how a problem is told, `dumping.py` the way back.
Begin with: loading.py.
"""
