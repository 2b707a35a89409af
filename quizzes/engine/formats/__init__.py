"""Text or plain mappings <-> questions and quizzes as values, with problems instead of exceptions.

May import: kinds, questions, problems. Never models, uploads or paths.
Begin with: course.py.
"""
