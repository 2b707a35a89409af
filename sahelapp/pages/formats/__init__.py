"""How dates and times are written, where Django's own way is not ours: 24 hours, day before month, in both languages.

May import: nothing. Begin with: en/formats.py. Numbers stay as Django knows them.
"""
