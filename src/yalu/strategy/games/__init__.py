"""Finite dynamic games with a public state, stages, hidden types and noisy choice."""

from yalu.strategy.games.anderson import Iteration, anderson
from yalu.strategy.games.axes import Action, Axis, Belief, Component
from yalu.strategy.games.equilibrium import Equilibrium
from yalu.strategy.games.game import Game
from yalu.strategy.games.krylov import newton_krylov
from yalu.strategy.games.rules import Payoff, Stage, Transition, ladder
from yalu.strategy.games.solving import TOLERANCE, solve
from yalu.strategy.games.sweep import Supposed

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
    "Stage",
    "Supposed",
    "Transition",
    "anderson",
    "ladder",
    "newton_krylov",
    "solve",
]
