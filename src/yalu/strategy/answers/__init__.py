"""What the game answers, with ranges and the chance of each sign.

Importing this package is quick: what works answers out from equilibria, and needs the
solver for it, is imported by name, from `yalu.strategy.answers.working`.
"""

from yalu.strategy.answers.answer import (
    Answers,
    Basis,
    Figure,
    Quantity,
    Spread,
    Turn,
)
from yalu.strategy.answers.question import Question, Standing, Unit
from yalu.strategy.answers.storing import (
    answers_sha256,
    fit_sha256,
    store,
    stored,
)

__all__ = [
    "Answers",
    "Basis",
    "Figure",
    "Quantity",
    "Question",
    "Spread",
    "Standing",
    "Turn",
    "Unit",
    "answers_sha256",
    "fit_sha256",
    "store",
    "stored",
]
