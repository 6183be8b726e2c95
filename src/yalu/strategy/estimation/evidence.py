"""What a record says of each axis of a game, period by period, as weights.

A weight is the chance of what was recorded if that position was the true one: one and
zeros where it is known, the record's chances where it is uncertain, and ones all along
where nothing is known, so that a sum over positions leaves nothing out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.games import Axis, Game
from yalu.strategy.games.paths import Paths
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.strategic_record import StrategicRecord

__all__ = ["Evidence", "evidence", "evidence_of_path"]

Array = NDArray[np.float64]

_DIGITS = 6
_OR = " or "


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What is known of every component and action of a game, period by period.

    Attributes
    ----------
    periods : tuple of str
        Names of the periods in order.
    weights : mapping of str to ndarray of float64, shape (periods, positions)
        For each component and action, how well each position fits what is recorded;
        none negative, at least one positive in each period.
    unasked : mapping of str to ndarray of bool, shape (periods,)
        For actions that are not always asked for, the periods in which they were not.

    Raises
    ------
    SchemaError
        If shapes differ, or in some period no position fits.

    """

    periods: tuple[str, ...]
    weights: Mapping[str, Array]
    unasked: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = []
        for name, rows in self.weights.items():
            right = rows.ndim == 2 and len(rows) == len(self.periods)  # noqa: PLR2004
            if not right:
                found = f"found shape {rows.shape}"
                wanted = f"expected one row for each of {len(self.periods)} periods"
                problems.append(Problem(name, f"{found}; {wanted}", "Mend the shape"))
            elif (
                not (np.isfinite(rows) & (rows >= 0)).all() or (rows.sum(1) <= 0).any()
            ):
                found = "found a weight below 0, none above 0, or no number"
                wanted = "expected weights with one above 0 in each period"
                problems.append(Problem(name, f"{found}; {wanted}", "Mend the weights"))
        if problems:
            raise SchemaError(describe("Evidence is not well formed", problems))

    def is_known(self, name: str) -> NDArray[np.bool_]:
        """Return for each period whether an axis was asked about and is known of."""
        told = np.ptp(self.weights[name], axis=1) > 0
        return np.asarray(told & ~self.unasked.get(name, np.zeros_like(told)))

    def shares(self, name: str) -> Array:
        """Return the weights of an axis as chances: each period sums to one."""
        rows = self.weights[name]
        return np.asarray(rows / rows.sum(axis=1, keepdims=True))

    def until(self, periods: int) -> Self:
        """Return the evidence of the first periods alone."""
        return replace(
            self,
            periods=self.periods[:periods],
            weights=MappingProxyType(
                {name: rows[:periods] for name, rows in self.weights.items()}
            ),
            unasked=MappingProxyType(
                {name: rows[:periods] for name, rows in self.unasked.items()}
            ),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of periods and weights, rounded to six digits."""
        made = sha256("\n".join(self.periods).encode())
        for name in sorted(self.weights):
            made.update(name.encode())
            made.update((np.round(self.weights[name], _DIGITS) + 0.0).tobytes())
        return made.hexdigest()


def evidence(record: StrategicRecord, game: Game) -> Evidence:
    """Return what a record says of the axes of a game.

    Positions are matched by label. A position that merges several classes, on a coarser
    board, names them all (``regional or intercontinental``) and has their mean weight.

    Raises
    ------
    SchemaError
        If the game has an axis that the record has no column for, or labels differ.

    """
    arrays = record.arrays()
    names = [axis.name for axis in (*game.components, *game.actions)]
    columns = {column.value: column for column in Column}
    strange = [name for name in names if name not in columns]
    if strange:
        msg = (
            f"Game {game.name!r}: found axes {', '.join(strange)}; expected columns of "
            f"the record ({', '.join(columns)}). Name them so."
        )
        raise SchemaError(msg)
    weights, unasked = {}, {}
    for name in names:
        column = columns[name]
        chances = arrays.chances[column]
        unknown = np.asarray(np.isnan(chances).any(axis=1))
        shares = _shares(game.axis(name), CLASSES[column])
        # Chances weigh a likelihood: of merged classes the mean counts and not the sum,
        # or what says nothing would speak for the position that merges most.
        rows = np.nan_to_num(chances) @ (shares / shares.sum(axis=0))
        rows[unknown] = 1.0
        rows /= np.where(unknown, 1.0, rows.sum(axis=1))[:, None]
        # Who is not asked does what is open to all who are not: the first choice.
        silent = ~np.asarray(arrays.asked[column])
        rows[silent] = np.eye(rows.shape[1])[0]
        weights[name] = rows
        if silent.any():
            unasked[name] = silent
    return Evidence(
        periods=arrays.quarters,
        weights=MappingProxyType(weights),
        unasked=MappingProxyType(unasked),
    )


def _shares(axis: Axis, classes: tuple[str, ...]) -> Array:
    """Return a matrix of ones where a class of the record is a position of the axis."""
    places = [label.split(_OR) for label in axis.labels]
    if sorted(name for names in places for name in names) != sorted(classes):
        msg = (
            f"Axis {axis.name!r}: found labels {', '.join(axis.labels)}; expected each "
            f"of {', '.join(classes)} once, merged ones joined by {_OR!r}. Rename them."
        )
        raise SchemaError(msg)
    return np.array([[float(name in names) for names in places] for name in classes])


def evidence_of_path(
    paths: Paths,
    run: int,
    *,
    noisy: Mapping[str, float] = MappingProxyType({}),
    unseen: Mapping[str, Iterable[int]] = MappingProxyType({}),
    rng: np.random.Generator,
) -> Evidence:
    """Return what a record would say of one simulated path.

    Parameters
    ----------
    paths : Paths
        Simulated paths.
    run : int
        Which of them.
    noisy : mapping of str to float
        For axes that are read with error, the chance that the reading is right; else
        it is another position, all alike. The evidence tells that chance.
    unseen : mapping of str to iterable of int
        For axes that are not always looked at, the periods without a reading.
    rng : numpy.random.Generator
        Where errors come from.

    """
    game, weights = paths.game, {}
    for axis in (*game.components, *game.actions):
        codes = paths.positions[axis.name][run]
        rows = np.eye(axis.size)[codes]
        if axis.name in noisy and axis.size > 1:
            right = noisy[axis.name]
            others = rng.integers(1, axis.size, len(codes))
            wrong = rng.random(len(codes)) >= right
            read = np.where(wrong, (codes + others) % axis.size, codes)
            share = (1.0 - right) / (axis.size - 1)
            rows = share + (right - share) * np.eye(axis.size)[read]
        rows[list(unseen.get(axis.name, ()))] = 1.0
        weights[axis.name] = rows
    periods = tuple(str(number) for number in range(paths.periods))
    return Evidence(periods=periods, weights=MappingProxyType(weights))
