"""How fast the site answers, beside the least a Django site can do: the same server, the same disk, the same minute.

`make bench` runs `__main__.py`, which says what is measured and what is aimed at. `bare.py` is the yardstick and
`visits.py` holds the requests; `prepare.py` and `events.py` fill a throwaway database, `serving.py` starts gunicorn as
production, `load.py` sends requests and `figures.py` says what came of them. `make bench-browser` runs `browsing.py`:
what a visitor of the timeline waits for in a Chromium, which `browser.py` drives. Only tests import from here.
"""
