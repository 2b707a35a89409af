"""The tit-for-tat laboratory: iterated games between strategies, by hand, in matches and in tournaments.

Nothing here has a table: what a page shows follows from its address. game.py, strategies.py, tournament.py, spells.py,
record.py and drawing.py are Django-free; hidden.py keeps the name of an opponent from its player. May import: timeline
(the recorded moves), evidence, catalogue, the engine; never lessons or classroom.
Begin with: game.py.
"""
