"""REMEMBERS. Fields, constraints and QuerySets that read; this plate lists the models, as Django asks.

May import: the engine and choices. Never actions or views, and a model never writes to a sibling.
Begin with: version.py, then attempt.py.
"""

from quizzes.models.attempt import Attempt as Attempt
from quizzes.models.attempt import Slot as Slot
from quizzes.models.item import Item as Item
from quizzes.models.question import Question as Question
from quizzes.models.question import QuestionVersion as QuestionVersion
from quizzes.models.quiz import Pinned as Pinned
from quizzes.models.quiz import Quiz as Quiz
from quizzes.models.quiz import QuizVersion as QuizVersion
from quizzes.models.regrading import Regrade as Regrade
from quizzes.models.regrading import Regrading as Regrading
from quizzes.models.run import Move as Move
from quizzes.models.run import Run as Run
from quizzes.models.scenario import Scenario as Scenario
from quizzes.models.scenario import ScenarioVersion as ScenarioVersion
from quizzes.models.step import Step as Step
