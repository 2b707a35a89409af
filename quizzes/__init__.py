"""The engine app: true of a quiz in Norway, knows nothing of Mali.

The engine thinks, models remember, actions change, views speak, templates show. Words used here, one per idea:
question (of a kind), quiz, behaviour (when feedback comes); draft, version, publish; attempt (one sitting), slot (one
question in it), response (what the learner gives), step (what was kept of it), grade in [0, 1], mark (points), score
(cached sum of marks); scenario, scene, choice, run (one playing), move (one choice made).
Begin with: engine/kinds/numerical.py, then actions/attempts.py.
"""
