"""Finite dynamic games with a public state, stages, hidden types and noisy choice."""

from yalu.strategy.games.anderson import Iteration, anderson
from yalu.strategy.games.axes import Action, Axis, Belief, Component
from yalu.strategy.games.equilibrium import Equilibrium
from yalu.strategy.games.game import Game
from yalu.strategy.games.implicit import Score, gradient
from yalu.strategy.games.krylov import newton_krylov
from yalu.strategy.games.multiplicity import equilibria
from yalu.strategy.games.rules import Payoff, Stage, Transition, ladder
from yalu.strategy.games.solving import TOLERANCE, solve
from yalu.strategy.games.sweep import Supposed
from yalu.strategy.games.tabulated import tabulated

__all__ = [
    "TOLERANCE",
    "Action",
    "Axis",
    "Belief",
    "Component",
    "Equilibrium",
    "Game",
    "Iteration",
    "Payoff",
    "Score",
    "Stage",
    "Supposed",
    "Transition",
    "anderson",
    "equilibria",
    "gradient",
    "ladder",
    "newton_krylov",
    "solve",
    "tabulated",
]
