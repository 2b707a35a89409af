"""The site: everything that knows Mali, schools, French and English.

Floors, top first: pages | course | operations, progress, lessons, timeline, evidence, catalogue, accounts. A room
imports only from the floors below it (checked by tests/house/test_floor_plan.py). `plug.py` stands above all rooms and
answers what the engine app asks.
Begin with: urls.py, then the room you need.
"""
