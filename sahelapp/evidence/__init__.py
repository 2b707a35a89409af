"""Sources, actors, places, the glossary, figures, and the one prose renderer (Markdown with citations).

May import: catalogue and accounts, the engine, and the seam's values (`quizzes.site`).
`markdown.py` reads, `printing.py` prints, `prose.py` is what others call; `rows.py` knows files, `actions.py` writes,
`reading.py` gives notes and cards to pages. Begin with: prose.py.
"""
