"""What the chain runs on: a scenario and a case, compiled into arrays."""

from dataclasses import dataclass, field

import jax
from jax import Array

__all__ = ["Gains", "Levers", "Rules", "Start", "Terms"]


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How one draw of the fitted game is played.

    S counts public states, components in the order of the board and the belief last; a
    chance of the state of a component stands in its last axis.

    Attributes
    ----------
    move : Array, shape (S, 4)
        Chances of the target's move.
    response : Array, shape (S, 4, 4)
        Of the sender's response to each move.
    patron : Array, shape (types, S, 4, 4, 16)
        Of the patron's choice: vote, enforcement and overture in this order.
    learnt : Array, shape (S, 4, 4, 16)
        Logarithm of odds of the last type that what the patron does adds.
    capability, posture : Array
        After each state and move, or response.
    support, channel : Array
        After each state and channel; after each state, move and overture.
    adopted : Array, shape ()
        Chance that the class of law rises where a text is adopted.
    redraw, prior : Array, shape ()
        Chance that the type is drawn anew, and of the last type then.
    collapse : Array, shape (hardship,)
        Chance of a collapse in a quarter.
    beginning : Array, shape (types * S,)
        Chances of type and state at the beginning, summed up to each.

    """

    move: Array
    response: Array
    patron: Array
    learnt: Array
    capability: Array
    posture: Array
    support: Array
    channel: Array
    adopted: Array
    redraw: Array
    prior: Array
    collapse: Array
    beginning: Array


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How the economy stands at the beginning; of shape () unless said.

    Attributes
    ----------
    covered : Array, shape (L,)
        Share of each line that the law has covered until then.
    growth : Array
        Growth of income over the year before, as a share.
    enforcement : Array
        Of the last quarter that was read; NaN where none was.
    years : Array
        For how many years the law has been about what it is.

    """

    covered: Array
    growth: Array
    enforcement: Array
    years: Array


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """What the scenario sets, by quarter (Q) or by month (T).

    A position of -1, or a number that is none, leaves the matter to the players.

    Attributes
    ----------
    move, month : Array of int, shape (Q,)
        The move of the target, and the month of the quarter in which it falls.
    vote, posture, support : Array of int, shape (Q,)
        The vote of the patron, posture and support.
    least, most : Array, shape (T, L)
        Bounds of what is enforced of each line by the patron.
    alone : Array, shape (T, L)
        Share of each line that is covered only by measures whose own enforcement is
        set.
    alone_least, alone_most : Array, shape (T, L)
        Bounds of the share of each line that these measures stop.
    others_least, others_most : Array, shape (T,)
        Bounds of what the alternative patron enforces.
    closed : Array, shape (T,)
        Share of the month in which the border is closed.
    depth : Array, shape (T,)
        Share of trade that this stops; none for the uncertainty of that name.
    covered : Array, shape (T, L)
        Share of each line that the law covers.
    law : Array of int, shape (T,)
        Which toll is the law's.
    stringency : Array of int, shape (Q,)
        Class of the law.

    """

    move: Array
    month: Array
    vote: Array
    posture: Array
    support: Array
    least: Array
    most: Array
    alone: Array
    alone_least: Array
    alone_most: Array
    others_least: Array
    others_most: Array
    closed: Array
    depth: Array
    covered: Array
    law: Array
    stringency: Array


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What trade and income are made of.

    Attributes
    ----------
    base : Array, shape (L,)
        Value of each line, million USD a month, before the law.
    weight : Array, shape (L,)
        1 for a line of exports, 0 for one of imports.
    oil : Array, shape (L,)
        Thousand tonnes a month of each line of oil, before the law; 0 for other lines.
    crude, smuggled : Array, shape (L,)
        1 for the line of which the uncertainty of that name says how much there is.
    recorded : Array, shape (L,)
        1 for a line that the patron's customs print.
    seen : Array, shape (L,)
        1 for a line whose enforcement is what the patron plays; 0 for one that is
        stopped only where a scenario says so.
    capacity : Array, shape (L,)
        What the alternative patron can stand in for in a month, in units of `base`, or
        of `oil` for lines of oil.
    ladder : Array, shape (classes, L)
        Share of each line that the law of each class covers.
    tolls : Array, shape (Z, models, 2, levels, D)
        Share of a year's income lost under each law, by model, without and with the
        alternative patron, by enforcement, in rising order of what is drawn. The first
        law is that until the beginning, the last a closed border.
    levels : Array, shape (levels,)
        Enforcement at which tolls are known.
    telling : Array, shape (models, L)
        How much enforcement of each line counts for a toll by each model.
    rungs : Array of int, shape (classes,)
        Which toll stands for each class of law.
    replaced : Array, shape (support,)
        Share of what is stopped that the alternative patron replaces.
    grown : Array, shape (hardship - 1,)
        Growth below which hardship passes to the next level, as a share.

    """

    base: Array
    weight: Array
    oil: Array
    crude: Array
    smuggled: Array
    recorded: Array
    seen: Array
    capacity: Array
    ladder: Array
    tolls: Array
    levels: Array
    telling: Array
    rungs: Array
    replaced: Array
    grown: Array


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything that a chunk of draws needs.

    Attributes
    ----------
    rules : Rules
        How the game is played, stacked over K draws of the fit.
    start : Start
        How the economy stands.
    levers : Levers
        What the scenario sets.
    gains : Gains
        Trade and income.
    month : Array, shape (kinds, 4, 3)
        For each kind of event and quarter of the year, the chance of each month.
    number : Array, shape (kinds, 4, most + 1)
        For each kind of event and move, the chances of how many there are.
    levels : Array, shape (belief,)
        Grid of the belief.
    low, centre, high : Array, shape (d,)
        Of each uncertainty.
    shapes : tuple of str
        Shape of each.
    sizes : tuple of int
        How many levels each component has, and the belief.
    quarter : int
        Quarter of the year in which it begins, 0 to 3.

    """

    rules: Rules
    start: Start
    levers: Levers
    gains: Gains
    month: Array
    number: Array
    levels: Array
    low: Array
    centre: Array
    high: Array
    shapes: tuple[str, ...] = field(metadata={"static": True})
    sizes: tuple[int, ...] = field(metadata={"static": True})
    quarter: int = field(metadata={"static": True})

    @property
    def worlds(self) -> int:
        """How many draws of the fit there are."""
        return int(self.rules.move.shape[0])

    @property
    def months(self) -> int:
        """How many months are played."""
        return int(self.levers.covered.shape[0])
