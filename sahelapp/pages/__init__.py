"""Home, about, search, error pages, health, feeds, and the middleware at the front door.

May import: the read side of every room. No models of its own, no writing.
Begin with: views.py.
"""
