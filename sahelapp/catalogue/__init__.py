"""Entries and mentions: what search, backlinks and the sitemap read.

May import: accounts. The rooms above write here when they publish.
Begin with: models.py, then actions.py (writing) and reading.py (search, backlinks).
"""
