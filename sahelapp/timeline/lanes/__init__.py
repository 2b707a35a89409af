"""The timeline in lanes: pure layout, and the view that asks for it.

windows.py says which stretch of time is drawn, scales.py where a day stands in it; marks.py and shapes.py what is drawn
of an event, packing.py where in its lane. All but view.py know no Django.
Begin with: layout.py.
"""
