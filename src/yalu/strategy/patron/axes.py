"""The axes of the game, on the full board or on a coarser one.

Labels and their order are those of the record (`yalu.strategy.record.CLASSES`), so that
a code there is a position here. A coarser board merges neighbouring levels: then a
level is the mean of those that it stands for, and its label names them all.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.games import Action, Belief, Component
from yalu.strategy.patron.terms import Table
from yalu.strategy.record import CLASSES, Column

__all__ = [
    "FULL",
    "MIDDLE",
    "SMALL",
    "TYPES",
    "Actor",
    "Move",
    "Response",
    "Setting",
    "actions_of",
    "belief",
    "chose",
    "components",
    "merging",
]

TYPES = ("fearful", "resolute")
"""Types of the patron, in the order in which the prior belief names them.

The first is the one held likelier to be drawn. Which of them loses more by a collapse
is a parameter; see `patron.steadier`.
"""

_THIRDS = (0.0, 1 / 3, 2 / 3, 1.0)


class Actor(StrEnum):
    """Who plays."""

    TARGET = "target"
    SENDER = "sender"
    PATRON = "patron"


class Move(StrEnum):
    """What the target may do."""

    HOLD = "hold"
    MISSILE = "missile"
    TEST = "test"
    OVERTURE = "overture"

    @property
    def position(self) -> int:
        """Where it stands on its axis."""
        return tuple(Move).index(self)


class Response(StrEnum):
    """What the sender may do after it."""

    NOTHING = "nothing"
    TABLE = "table"
    DEPLOY = "deploy"
    ENGAGE = "engage"

    @property
    def position(self) -> int:
        """Where it stands on its axis."""
        return tuple(Response).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How finely the game is drawn, and two facts about trade.

    Attributes
    ----------
    capability, stringency, hardship, posture, support, channel : int
        How many levels each component of the state has; from 2 up to as many as the
        record has classes.
    beliefs : tuple of float
        Grid of the belief: chances, rising within 0 and 1, that the patron is of the
        last type. With fewer than five, what is linear between them has kinks on which
        no equilibrium may be found where much is learnt.
    shares : tuple of float
        For each class of stringency, the share of the target's trade that the law
        covers: the middle of the class's bounds in the record, and for the last class
        what the ten sanctions resolutions covered of exports, some nine tenths.
    replaced : tuple of float
        For each class of support, the share of the patron's trade with the target that
        the alternative patron can stand in for.

    Raises
    ------
    SchemaError
        If a number of levels is not possible, or a share is not within 0 and 1.

    Examples
    --------
    >>> FULL.states, MIDDLE.states, SMALL.states
    (5760, 1920, 320)

    """

    capability: int = 4
    stringency: int = 4
    hardship: int = 4
    posture: int = 3
    support: int = 3
    channel: int = 2
    beliefs: tuple[float, ...] = (0.02, 0.2, 0.4, 0.7, 0.98)
    shares: tuple[float, float, float, float] = (0.0, 0.05, 0.3, 0.9)
    replaced: tuple[float, float, float] = (0.02, 0.12, 0.4)

    def __post_init__(self) -> None:
        problems = []
        for column, size in self.sizes.items():
            most = len(CLASSES[column])
            if not 2 <= size <= most:  # noqa: PLR2004 - one level is no component
                found = f"found {size} levels; expected 2 to {most}"
                problems.append(Problem(column, found, "Give another number"))
        for name in ("shares", "replaced"):
            wrong = [x for x in getattr(self, name) if not 0 <= x <= 1]
            if wrong:
                found = f"found {wrong[0]:g}; expected shares from 0 to 1"
                problems.append(Problem(name, found, "Give shares, not percent"))
        if problems:
            raise SchemaError(describe("The setting makes no board", problems))

    @property
    def sizes(self) -> dict[Column, int]:
        """Return how many levels each component has, in the order of the board."""
        return {
            Column.CAPABILITY: self.capability,
            Column.STRINGENCY: self.stringency,
            Column.HARDSHIP: self.hardship,
            Column.POSTURE: self.posture,
            Column.SUPPORT: self.support,
            Column.CHANNEL: self.channel,
        }

    @property
    def states(self) -> int:
        """How many public states the board has, points of belief included."""
        count = len(self.beliefs)
        for size in self.sizes.values():
            count *= size
        return count


FULL = Setting()
"""Every class of the record by itself."""

MIDDLE = Setting(hardship=3, posture=2, support=2)
"""A third of the full board."""

SMALL = Setting(
    capability=2,
    stringency=2,
    hardship=2,
    posture=2,
    support=2,
)
"""For studies that solve the game thousands of times."""


def merging(column: Column, size: int) -> tuple[int, ...]:
    """Return, for each class of the record, its position on a board of that size.

    Examples
    --------
    >>> merging(Column.HARDSHIP, 4), merging(Column.HARDSHIP, 3)
    ((0, 1, 2, 3), (0, 0, 1, 2))

    """
    classes = len(CLASSES[column])
    return tuple(place * size // classes for place in range(classes))


def components(setting: Setting) -> tuple[Component, ...]:
    """Return the components of the public state.

    Examples
    --------
    >>> print(components(SMALL)[0])
    capability: unproven or nuclear, regional or intercontinental

    """
    levels = {
        Column.CAPABILITY: _THIRDS,
        Column.STRINGENCY: setting.shares,
        Column.HARDSHIP: _THIRDS,
        Column.POSTURE: (0.0, 0.5, 1.0),
        Column.SUPPORT: setting.replaced,
        Column.CHANNEL: (0.0, 1.0),
    }
    return tuple(
        _component(column, levels[column], size)
        for column, size in setting.sizes.items()
    )


def _component(column: Column, levels: tuple[float, ...], size: int) -> Component:
    places = merging(column, size)
    groups = [
        [place for place, merged in enumerate(places) if merged == group]
        for group in range(size)
    ]
    return Component(
        name=column.value,
        levels=tuple(sum(levels[i] for i in group) / len(group) for group in groups),
        labels=tuple(
            " or ".join(CLASSES[column][i] for i in group) for group in groups
        ),
    )


def belief(setting: Setting) -> Belief:
    """Return what all believe of the patron: the chance that he is of the last type.

    They learn from his enforcement. The chance that he is drawn anew is the parameter
    `redraw`, and that of the last type then `prior_resolute`.
    """
    return Belief(
        name="resolve",
        about=Actor.PATRON,
        types=TYPES,
        levels=setting.beliefs,
        signals=("enforcement",),
        redraw=_redraw,
        prior=_prior,
    )


# Functions with a name, so that two games of one setting are equal and compile once.
def _redraw(by: SimpleNamespace) -> Table:
    return by.redraw


def _prior(by: SimpleNamespace) -> Table:
    return by.prior_resolute


def chose(rank: Table, choice: Move | Response) -> Table:
    """Return one where an action is that choice, zero elsewhere.

    Parameters
    ----------
    rank : array of int
        Positions on the action's axis, such as ``at.rank.move``.
    choice : Move or Response
        The choice.

    Examples
    --------
    >>> import numpy as np
    >>> chose(np.arange(4), Move.TEST).tolist()
    [0.0, 0.0, 1.0, 0.0]

    """
    return 1.0 * (rank == choice.position)


def actions_of(player: Actor) -> tuple[Action, ...]:
    """Return the choices of a player in a quarter, in order.

    Examples
    --------
    >>> for action in actions_of(Actor.PATRON):
    ...     print(action)
    vote: accept, refuse
    enforcement: 0, 1/3, 2/3, 1
    overture: no, yes

    """
    levels = {
        Column.MOVE: (0.0, 1.0, 2.0, 3.0),
        Column.RESPONSE: (0.0, 1.0, 2.0, 3.0),
        Column.VOTE: (1.0, 0.0),
        Column.ENFORCEMENT: _THIRDS,
        Column.OVERTURE: (0.0, 1.0),
    }
    columns = {
        Actor.TARGET: (Column.MOVE,),
        Actor.SENDER: (Column.RESPONSE,),
        Actor.PATRON: (Column.VOTE, Column.ENFORCEMENT, Column.OVERTURE),
    }
    return tuple(
        Action(
            name=column.value,
            player=player,
            levels=levels[column],
            labels=CLASSES[column],
        )
        for column in columns[player]
    )
