"""Signalling trees: some rounds of public moves, and one player who knows more.

A tree is declared by its types, moves and payoffs, and solved for a logit equilibrium
in which every information set is reached, so that what is believed after the least
likely move is still what Bayes' rule says.
"""

from yalu.strategy.trees.board import At
from yalu.strategy.trees.equilibrium import TOLERANCE, InformationSet, TreeEquilibrium
from yalu.strategy.trees.patron import patron_tree
from yalu.strategy.trees.solving import solve_tree
from yalu.strategy.trees.tree import MOST_ENDS, Move, Payoff, SignallingTree, Types

__all__ = [
    "MOST_ENDS",
    "TOLERANCE",
    "At",
    "InformationSet",
    "Move",
    "Payoff",
    "SignallingTree",
    "TreeEquilibrium",
    "Types",
    "patron_tree",
    "solve_tree",
]
