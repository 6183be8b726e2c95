"""Axes of a game: what everybody sees, what they believe, and what they can do.

Every table of a game has one axis for each component of the public state, one for each
belief, and one for each action of the period. An axis has a name, and the functions
that state payoffs and chances use that name and never a position.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from yalu.errors import Problem, SchemaError, describe

__all__ = ["Action", "Axis", "Belief", "Component"]

Number = Callable[[Any], Any]
"""A function of the parameters, in named numbers, that returns one number."""


def _checked(place: str, problems: list[Problem]) -> None:
    if problems:
        raise SchemaError(describe(f"{place} is not well declared", problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A named axis with one level for each position.

    Attributes
    ----------
    name : str
        A Python name, by which functions refer to it.
    levels : tuple of float
        The number that functions see at each position.
    labels : tuple of str
        What each position is called; by default the levels themselves.

    Raises
    ------
    SchemaError
        If the name is no Python name, there is no level, or labels and levels differ
        in number.

    Examples
    --------
    >>> print(Axis(name="hardship", levels=(0.0, 1.0), labels=("none", "severe")))
    hardship: none, severe

    """

    name: str
    levels: tuple[float, ...]
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        place, problems = f"Axis {self.name!r}", []
        if not self.name.isidentifier():
            problems.append(
                Problem(
                    place, f"found {self.name}; expected a Python name", "Rename it"
                )
            )
        if not self.levels:
            problems.append(
                Problem(place, "found no level; expected at least one", "Give levels")
            )
        if not self.labels:
            object.__setattr__(self, "labels", tuple(f"{x:g}" for x in self.levels))
        if len(set(self.labels)) != len(self.levels):
            found = f"{len(set(self.labels))} different labels"
            wanted = f"{len(self.levels)}, one for each level"
            problems.append(
                Problem(
                    place,
                    f"found {found}; expected {wanted}",
                    "Give each its own label",
                )
            )
        _checked(place, problems)

    @property
    def size(self) -> int:
        """How many positions the axis has."""
        return len(self.levels)

    def index(self, label: str) -> int:
        """Return the position of a label.

        Raises
        ------
        SchemaError
            If no position is called so.

        """
        if label not in self.labels:
            msg = (
                f"Axis {self.name!r}: found {label!r}; expected one of "
                f"{', '.join(self.labels)}."
            )
            raise SchemaError(msg)
        return self.labels.index(label)

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.labels)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Axis):
    """One component of the public state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Axis):
    """One choice of one player.

    Attributes
    ----------
    player : str
        Who chooses.

    """

    player: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief(Axis):
    """What all others believe about the type of one player.

    The levels are chances of the last type, on a grid; between two of its points every
    function of the belief is taken to be linear. Others learn from the player's choices
    by Bayes' rule. The type is drawn anew now and then, which is why old evidence
    counts less and less.

    Attributes
    ----------
    about : str
        The player whose type is not seen.
    types : tuple of str
        Two names.
    signals : tuple of str
        The actions of the player that others learn from.
    redraw : callable
        The chance in a period that the type is drawn anew, as a function of the named
        parameters. By default never.
    prior : callable
        The chance of the last type when it is drawn. By default one half.

    Raises
    ------
    SchemaError
        If there are not two types, fewer than two levels, or levels that do not rise
        within 0 and 1.

    """

    about: str
    types: tuple[str, ...]
    signals: tuple[str, ...]
    redraw: Number = lambda _: 0.0
    prior: Number = lambda _: 0.5

    def __post_init__(self) -> None:
        # The class made by slots=True is another than the one super() looks for.
        Axis.__post_init__(self)
        place, problems = f"Belief {self.name!r}", []
        if len(self.types) != 2:  # noqa: PLR2004 - one axis holds one chance
            found = f"{len(self.types)} types"
            problems.append(
                Problem(place, f"found {found}; expected two", "Name two types")
            )
        rising = all(a < b for a, b in pairwise(self.levels))
        if self.size < 2 or not rising or self.levels[0] < 0 or self.levels[-1] > 1:  # noqa: PLR2004
            found = f"levels {', '.join(self.labels)}"
            wanted = "two or more that rise within 0 and 1"
            problems.append(
                Problem(
                    place, f"found {found}; expected {wanted}", "Give a grid of chances"
                )
            )
        if not self.signals:
            wanted = "an action that others learn from"
            problems.append(
                Problem(place, f"found no signal; expected {wanted}", "Name one")
            )
        _checked(place, problems)
