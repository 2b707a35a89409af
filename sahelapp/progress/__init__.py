"""My progress: pulls what a learner did from every room; carries over, exports and erases it.

May import: every room below; none of them imports it.
Begin with: actions.py.
"""
