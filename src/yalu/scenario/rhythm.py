"""Rhythm: in which month of a quarter things happen, and how many there are.

The game tells what is done in a quarter; the rhythm spreads it over the months. Its
*kinds* are the series that it makes: ``tests`` (nuclear tests and long-range launches),
``launches`` (days with launches of other missiles), ``talks`` (target with sender),
``overtures`` (by the patron) and ``texts`` (adopted by the Council).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe

__all__ = ["KINDS", "MOVES", "Rhythm"]

Table = NDArray[np.float32]

KINDS = ("tests", "launches", "talks", "overtures", "texts")
"""What is spread over the months, in the order of the tables."""

MOVES = ("hold", "missile", "test", "overture")
"""Moves of the target, in the order of the tables."""

_SUM = 1e-5
_QUARTERS, _MONTHS = 4, 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rhythm:
    """When in a quarter things happen, and how many.

    Attributes
    ----------
    month : ndarray of float32, shape (kinds, 4, 3)
        For each of `KINDS` and each quarter of the calendar, the chance that one event
        of the kind that falls in such a quarter falls in its first, second, third
        month. Events of one quarter are placed one by one, independently.
    number : ndarray of float32, shape (kinds, moves, most + 1)
        Chances of 0, 1, ... `most` events of the kind in a quarter, given the move of
        the target. Tests: one or more where the move is a test, none else. Launches:
        one or more where it is a missile, any number where it is a test, none else.
        Talks, overtures and texts: one or more whatever the move, *given that the
        quarter has any*, which the game tells (a response that engages, an overture of
        the patron, a text that is tabled and accepted).
    seen : mapping of str to int
        For each kind, in how many quarters (drawn by the cycle model, or recorded)
        it was seen and counted.
    source : str
        Where the chances come from, in words.
    digest : str
        SHA-256 of all that the rhythm was made from.

    Raises
    ------
    SchemaError
        If shapes differ, or chances do not sum to one.

    """

    month: Table
    number: Table
    seen: Mapping[str, int]
    source: str
    digest: str

    def __post_init__(self) -> None:
        kinds, moves = len(KINDS), len(MOVES)
        most = self.number.shape[-1] if self.number.ndim else 0
        tables = {
            "month": (self.month, (kinds, _QUARTERS, _MONTHS)),
            "number": (self.number, (kinds, moves, most)),
        }
        problems = []
        for name, (table, shape) in tables.items():
            if table.shape != shape:
                found = f"found shape {table.shape}; expected {shape}"
            elif (table < 0).any() or (np.abs(table.sum(axis=-1) - 1) > _SUM).any():
                found = "found a chance below 0, or chances that do not sum to 1"
            else:
                continue
            problems.append(Problem(name, found, "Mend the table"))
        if problems:
            raise SchemaError(describe("The rhythm is not well formed", problems))

    @property
    def most(self) -> int:
        """The greatest number of events of a kind in a quarter."""
        return int(self.number.shape[-1]) - 1

    @property
    def launches(self) -> Table:
        """Chances of 1, 2, ... launches in a quarter of missiles, shape (most,)."""
        return np.asarray(
            self.number[KINDS.index("launches"), MOVES.index("missile"), 1:]
        )
