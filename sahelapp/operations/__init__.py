"""Commands for those who run the site: backup, restore, rebuild, demo accounts.

May import: every room below, the plug, and quizzes. None imports it.
Begin with: management/commands/.
"""
