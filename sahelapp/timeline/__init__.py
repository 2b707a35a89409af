"""Events with the positions of the parties, moves and the replies to them, and dates that know how precise they are.

`selection.py` is what an address asks for. Its views are `listing.py`, `lanes/`, `table.py` and `map_view.py` with
`locator/`; `cards.py` tells of one event, `exchange_view.py` of all moves. `formats/` goes out and comes in.

May import: evidence, catalogue, accounts, the engine, and the publishing machine of the engine app
(`quizzes.models.version`, `quizzes.actions.publishing`), which is true of anything published.
Begin with: models.py; the dates are those of `sahelapp/evidence/dates.py`.
"""
