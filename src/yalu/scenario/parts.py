r"""Lines in the parts whose share a law tells, and what each part weighs.

A line of worth :math:`V` is put together from what is on record within it: goods of
worth :math:`v_i` of which the law covers :math:`b_i`, and the rest, of which it covers
the share :math:`b_0` of the goods codes:

.. math:: c = \sum_i \frac{v_i}{V} b_i + \Bigl(1 - \sum_i \frac{v_i}{V}\Bigr) b_0 .

Of what is moved out of sight all is covered as soon as the law surely covers any of its
kind.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.goods import expand
from yalu.impact import Package, PressureCase, RecordedLine
from yalu.impact.exposing import line_shares
from yalu.regime import Direction
from yalu.scenario.line import REVISION, Line, shortened

__all__ = ["LineParts", "weights_of"]

Floats = NDArray[np.float64]

_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LineParts:
    """Lines in the parts whose share a law tells, and what each part weighs.

    `case` holds the parts behind its own lines: they are worth nothing there, so that
    they change no share but are told theirs.
    """

    lines: tuple[Line, ...]
    case: PressureCase
    own: int
    weights: Floats

    @classmethod
    def of(cls, lines: tuple[Line, ...], case: PressureCase) -> Self:
        """Return lines in their parts, as the record of a case has them."""
        parts = [
            (at, piece, weight)
            for at, line in enumerate(lines)
            for piece, weight in _parts(line, case)
        ]
        weights = np.zeros((len(parts), len(lines)))
        for row, (at, _, weight) in enumerate(parts):
            weights[row, at] = weight
        pieces = tuple(piece for _, piece, _ in parts)
        whole = replace(case, lines=(*case.lines, *pieces))
        return cls(lines=lines, case=whole, own=len(case.lines), weights=weights)

    def covered(self, package: Package) -> Floats:
        """Return (3, L): low, central and high share that a package covers."""
        told = np.array(line_shares(package, self.case)[self.own :])
        found: Floats = np.clip(told.T @ self.weights, 0.0, 1.0)
        for at, line in enumerate(self.lines):
            if not line.seen:
                # What nobody notifies falls under the first rule on its kind.
                found[:, at] = found[0, at] > _LEAST
        return found


def _parts(line: Line, case: PressureCase) -> Iterator[tuple[RecordedLine, float]]:
    """Yield goods within a line with their weights, which sum to 1."""
    left = {code for prefix in line.codes for code in expand(prefix, REVISION)}
    way = line.direction.direction
    inner = []
    if line.recorded:
        ranked = [
            (len(mine), number, mine, (one.low + one.high) / 2.0)
            for number, one in enumerate(case.lines)
            if one.direction is way and one.high > 0
            for mine in [_codes(one)]
            if mine and mine < left
        ]
        for _, _, mine, value in sorted(ranked, key=lambda one: one[:2]):
            if mine <= left:
                inner.append((mine, value))
                left -= mine
    worth = max(line.base[1], sum(value for _, value in inner)) or 1.0
    known = 0.0
    for mine, value in inner:
        known += value / worth
        yield _piece(mine, way), value / worth
    if left:
        yield _piece(left, way), 1.0 - known


def _piece(codes_of: Iterable[str], way: Direction) -> RecordedLine:
    return RecordedLine(
        codes=shortened(codes_of), direction=way, reporter="", low=0.0, high=0.0
    )


def _codes(one: RecordedLine) -> frozenset[str]:
    return frozenset(c for prefix in one.codes for c in expand(prefix, REVISION))


def weights_of(lines: Sequence[Line]) -> Floats:
    """Return (L,): share of each line in the trade that customs record."""
    worth = np.array([line.base[1] * line.recorded for line in lines])
    found: Floats = worth / worth.sum()
    return found
