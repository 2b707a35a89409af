"""The locator map: Mali and its neighbours, with a point for every place of the chosen events.

Pure: no Django. May import: the engine's text, the values of the timeline.
Begin with: layout.py (`lay_out` gives the map); grid.py has the projection, which `bin/map` shares, marks.py the
points, labels.py the words beside them, edge.py what lies beyond the frame. `static/sahel.svg` has the countries.
"""
