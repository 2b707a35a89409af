"""SQLite for many writers: Django's own backend, with a queue before the write lock. `settings.DATABASES` names it.

`base.py` is what Django loads; `turns.py` is the queue, which knows nothing of Django or of databases.
May import: Django. Imported by nobody. Begin with: turns.py.
"""
