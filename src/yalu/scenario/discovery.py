r"""Discovery: under which conditions something happens.

Courses have conditions (numbers, or one of several names) and something happens in them
or does not. Half of the courses teach a tree of cuts, each at one condition; the other
half says how well its leaves do, so that nothing that is told was chosen because it
looked good there. A leaf is a *box*: bounds of a few conditions. Of each box

- the *density* is the share of its courses in which the thing happens;
- the *coverage* is the share of all courses in which it happens that lie in the box;
- the *support* is the share of all courses that lie in it,

all three from the courses held out, with intervals. How many leaves a tree has is the
smallest number whose squared error, in courses left out in turn, is no more than one
standard error above that of the best: where conditions tell nothing there is one leaf,
and no box.

Intervals are those of `yalu.scenario.spread`: 95 percent for the number of courses, and
by how much draws of the fitted game differ, where courses say which one they play.

References
----------
Bryant, B. P. and Lempert, R. J. (2010). Thinking inside the box. *Technological
Forecasting and Social Change* 77(1), 34-49 (density, coverage).

Breiman, L. et al. (1984). *Classification and regression trees*. Wadsworth, section
3.4.3 (the rule of one standard error).

"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.scenario.boxing import Cuts, leaves
from yalu.scenario.spread import Share, share
from yalu.scenario.statement import percent

__all__ = ["Box", "Condition", "Discovery", "discover"]

_FEWEST = 100  # courses; fewer leave boxes of a handful


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One bound, or two, of one condition.

    Attributes
    ----------
    name : str
        What is bounded.
    low, high : float or None
        Above `low` and at most `high`, in its unit; None where there is no bound.
    among : tuple of str or None
        The names left of a choice; None of a number.

    """

    name: str
    low: float | None = None
    high: float | None = None
    among: tuple[str, ...] | None = None

    def holds(self, values: NDArray[Any]) -> NDArray[np.bool_]:
        """Return where the condition holds."""
        if self.among is not None:
            left: NDArray[np.bool_] = np.isin(values, self.among)
            return left
        held: NDArray[np.bool_] = np.ones(len(values), bool)
        if self.low is not None:
            held &= values > self.low
        if self.high is not None:
            held &= values <= self.high
        return held

    def __str__(self) -> str:
        if self.among is not None:
            return f"{self.name} is {' or '.join(self.among)}"
        bounds = [
            f"{words} {end:.3g}".replace("-", "\u2212")
            for words, end in (("above", self.low), ("at most", self.high))
            if end is not None
        ]
        return f"{self.name} {' and '.join(bounds)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Conditions that hold together, and how often the thing happens under them.

    Attributes
    ----------
    conditions : tuple of Condition
        All of them hold in the box.
    density, coverage : Share or None
        Of the courses held out; None where none of them is in the box, or it happens
        in none.
    support : Share
        Of the courses held out.

    """

    conditions: tuple[Condition, ...]
    density: Share | None
    coverage: Share | None
    support: Share

    def holds(self, values: Mapping[str, NDArray[Any]]) -> NDArray[np.bool_]:
        """Return which courses lie in the box."""
        return _inside(self.conditions, values)

    def __str__(self) -> str:
        return (
            f"in {_told(self.density)} of draws with "
            f"{', '.join(map(str, self.conditions))} (these are {_told(self.support)} "
            f"of all draws, and {_told(self.coverage)} of those in which it happens)"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Under which conditions something happens.

    Attributes
    ----------
    event : str
        What happens.
    rate : Share
        In which share of the courses held out it does.
    boxes : tuple of Box
        All leaves, the densest first; together they hold each course once. Empty
        where no condition tells anything.
    names : tuple of str
        Conditions that were offered.
    learnt, held : int
        Courses that taught the tree, and courses held out.
    seed : int
        Of the split.

    """

    event: str
    rate: Share
    boxes: tuple[Box, ...]
    names: tuple[str, ...]
    learnt: int
    held: int
    seed: int

    @property
    def raised(self) -> tuple[Box, ...]:
        """Boxes in which it happens more often than in all, beyond their error."""
        return tuple(
            one
            for one in self.boxes
            if one.density is not None and one.density.low > self.rate.chance
        )

    @property
    def lowered(self) -> tuple[Box, ...]:
        """Boxes in which it happens less often than in all, the least dense first."""
        return tuple(
            one
            for one in self.boxes[::-1]
            if one.density is not None and one.density.high < self.rate.chance
        )

    @property
    def rows(self) -> tuple[dict[str, str | float | None], ...]:
        """One row for each box."""
        return tuple(_row(one) for one in self.boxes)

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        return asdict(self) | {"rows": self.rows, "words": str(self)}

    def __str__(self) -> str:
        lines = [f"{self.event}: {_told(self.rate)} of {self.held:,} draws held out."]
        if not self.boxes:
            lines.append(f"None of {len(self.names)} conditions tells when.")
        for words, boxes in (("more", self.raised), ("less", self.lowered)):
            if boxes:
                lines.append(f"It happens {words} often:")
                lines += [f"  {one}" for one in boxes]
        return "\n".join(lines)


def discover(
    values: Mapping[str, NDArray[Any]],
    happened: NDArray[np.bool_],
    *,
    posterior: NDArray[np.integer] | None = None,
    event: str = "event",
    most: int = 12,
    fewest: float = 0.03,
    seed: int,
) -> Discovery:
    """Return under which conditions something happens.

    Parameters
    ----------
    values : mapping
        Of each condition the value in each course, shape (n,): numbers, or strings
        for a choice among names.
    happened : ndarray of bool
        (n,): whether it happened.
    posterior : ndarray of int, optional
        (n,): which fitted game each course was played with; by default all with one.
    event : str
        What happened, in words.
    most : int
        Most boxes that are tried.
    fewest : float
        Smallest support of a box among the courses that teach, 0 to 1.
    seed : int
        Of the split into courses that teach and courses held out.

    Raises
    ------
    SchemaError
        If there are fewer than 100 courses, lengths differ, or a condition has values
        that are no numbers.

    Examples
    --------
    >>> x, y = np.random.default_rng(0).random((2, 4000))
    >>> found = discover({"x": x, "y": y}, (x > 0.5) & (y <= 0.25), seed=1)
    >>> [str(one) for one in found.raised[0].conditions]
    ['x above 0.499', 'y at most 0.249']
    >>> found.raised[0].coverage.chance > 0.98
    True

    """
    held = {name: np.asarray(column) for name, column in values.items()}
    hits = np.asarray(happened, bool)
    _checked(held, hits)
    order = np.random.default_rng([seed, 2]).permutation(len(hits))
    teach, test = np.sort(order[: len(hits) // 2]), np.sort(order[len(hits) // 2 :])
    cuts = Cuts.of(held)
    found = leaves(cuts.columns[teach], hits[teach], most, fewest, seed)
    rest = {name: column[test] for name, column in held.items()}
    shape = [
        tuple(
            Condition(name=name, low=low, high=high, among=among)
            for name, low, high, among in cuts.bounds(*leaf)
        )
        for leaf in found
    ]
    games = np.zeros(len(hits), int) if posterior is None else np.asarray(posterior)
    boxes = [_box(one, rest, hits[test], games[test]) for one in shape if one]
    return Discovery(
        event=event,
        rate=share(hits[test], games[test]),
        boxes=tuple(sorted(boxes, key=_density, reverse=True)),
        names=tuple(held),
        learnt=len(teach),
        held=len(test),
        seed=seed,
    )


def _box(
    conditions: Sequence[Condition],
    values: Mapping[str, NDArray[Any]],
    happened: NDArray[np.bool_],
    games: NDArray[np.integer],
) -> Box:
    """Return a box with what the courses held out say of it."""
    inside = _inside(conditions, values)
    return Box(
        conditions=tuple(conditions),
        density=_share(happened[inside], games[inside]),
        coverage=_share(inside[happened], games[happened]),
        support=share(inside, games),
    )


def _inside(
    conditions: Sequence[Condition], values: Mapping[str, NDArray[Any]]
) -> NDArray[np.bool_]:
    """Return which courses meet all conditions."""
    held = [one.holds(np.asarray(values[one.name])) for one in conditions]
    found: NDArray[np.bool_] = np.logical_and.reduce(held)
    return found


def _share(hits: NDArray[np.bool_], games: NDArray[np.integer]) -> Share | None:
    return share(hits, games) if len(hits) else None


def _density(box: Box) -> float:
    return -1.0 if box.density is None else box.density.chance


def _told(found: Share | None) -> str:
    """Return a share with its interval, in words."""
    if found is None:
        return "none"
    ends = f"{percent(found.low)} to {percent(found.high)}"
    return f"{percent(found.chance)} ({ends})"


def _row(box: Box) -> dict[str, str | float | None]:
    """Return a box as a row of a table."""
    row: dict[str, str | float | None] = {
        "conditions": ", ".join(map(str, box.conditions))
    }
    shares = {"density": box.density, "coverage": box.coverage, "support": box.support}
    for name, found in shares.items():
        row[name] = None if found is None else found.chance
        row[f"{name}_low"] = None if found is None else found.low
        row[f"{name}_high"] = None if found is None else found.high
    return row


def _checked(values: Mapping[str, NDArray[Any]], happened: NDArray[np.bool_]) -> None:
    """Tell all that is wrong with conditions at once."""
    size = len(happened)
    problems = []
    if size < _FEWEST or not values:
        problems.append(
            Problem(
                "happened",
                f"{size} courses with {len(values)} conditions; expected at least "
                f"{_FEWEST} with one",
                "run more draws",
            )
        )
    for name, column in values.items():
        if column.shape != (size,):
            finding = f"shape {column.shape}; expected ({size},), one for each course"
        elif column.dtype.kind not in "biufU":
            finding = f"values of type {column.dtype}; expected numbers or names"
        elif column.dtype.kind == "f" and not np.isfinite(column).all():
            missing = int((~np.isfinite(column)).sum())
            finding = f"no number in {missing} of {size} courses"
        else:
            continue
        problems.append(
            Problem(name, finding, "leave the condition out, or say what it is there")
        )
    if problems:
        raise SchemaError(describe("Conditions cannot be searched", problems))
