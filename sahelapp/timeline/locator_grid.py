"""The grid of the locator map: where on the drawing a point of the globe lies. Django-free.

`bin/map` draws the countries on the same grid, so that a place always lies where its country was drawn.
"""

from math import cos, radians

from quizzes.engine.text import Text

# Degrees. Mali and what touches it; the ocean in the west gives room to what is told at the edge.
WEST, EAST, SOUTH, NORTH = -19.0, 10.0, 4.2, 26.6
# Equirectangular: north is up everywhere, and distances are true along this parallel, the middle of Mali.
TRUE_PARALLEL = 17.0
WIDTH = 640
UNITS_PER_DEGREE = WIDTH / ((EAST - WEST) * cos(radians(TRUE_PARALLEL)))
HEIGHT = round((NORTH - SOUTH) * UNITS_PER_DEGREE)
KM_PER_DEGREE = 111.2  # of latitude

HOME = "ml"
# The countries that are named: Mali and those that touch it. For each the points about which its name may stand
# (latitude, longitude), best first: the map says the first that is free.
COUNTRIES: tuple[tuple[str, Text, tuple[tuple[float, float], ...]], ...] = (
    ("ml", Text("Mali", "Mali"), ((21.4, -3.2), (19.2, -3.6), (22.9, -4.0))),
    ("mr", Text("Mauritania", "Mauritanie"), ((20.2, -10.4), (18.2, -10.6), (21.4, -10.2), (16.9, -11.2))),
    ("dz", Text("Algeria", "Algérie"), ((23.6, 4.6), (24.6, 3.4), (22.6, 5.6), (21.8, 6.4))),
    ("ne", Text("Niger", "Niger"), ((17.0, 7.6), (15.6, 6.6), (18.4, 8.0))),
    ("bf", Text("Burkina Faso", "Burkina Faso"), ((11.5, -2.4), (13.3, -1.2), (12.9, -1.9), (11.2, -1.0))),
    ("ci", Text("Côte d'Ivoire", "Côte d'Ivoire"), ((7.6, -5.6), (8.8, -5.7), (6.6, -5.9))),
    ("gn", Text("Guinea", "Guinée"), ((10.9, -11.3), (10.1, -10.4), (11.5, -12.4))),
    ("sn", Text("Senegal", "Sénégal"), ((15.1, -14.7), (14.5, -14.8), (15.7, -14.9), (13.4, -14.6))),
)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point of the globe (in degrees) lies on the grid: x to the east, y to the south, from the corner in the
    north-west; beyond `WIDTH` and `HEIGHT`, or below zero, outside of the map."""
    across = (longitude - WEST) * cos(radians(TRUE_PARALLEL)) * UNITS_PER_DEGREE
    return across, (NORTH - latitude) * UNITS_PER_DEGREE
