"""What is asked of a Hawkes process: its kernels and what moves its baseline."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe

__all__ = ["Hawkes"]

Array = NDArray[np.float64]

_MOST_KERNELS = 5


def _nothing() -> Array:
    return np.empty((0, 0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hawkes:
    """A Hawkes process whose parameters are to be found.

    Attributes
    ----------
    kernels : int
        How many exponentials make up a kernel; their half-lives are found for each
        stream, unless `half_lives` gives them.
    half_lives : tuple of float
        Half-lives of the exponentials in days, the same for all streams. Where they are
        given, `kernels` is their number.
    design : ndarray of float64, shape (D, p)
        What moves the logarithm of the baseline, one row a day since time zero; by
        default nothing. The level is there already: no column may be constant.
    terms : tuple of str
        What the columns are called.

    Raises
    ------
    SchemaError
        If there is no kernel or there are too many, a half-life is not above zero or
        given twice, or the columns of the design depend on one another, are not named
        or hold missing values. All problems at once.

    Examples
    --------
    >>> Hawkes(half_lives=(10, 60)).number
    2

    """

    kernels: int = 1
    half_lives: tuple[float, ...] = ()
    design: Array = field(default_factory=_nothing)
    terms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = self._problems()
        if problems:
            raise SchemaError(describe("This Hawkes process cannot be asked", problems))

    @property
    def number(self) -> int:
        """How many exponentials make up a kernel."""
        return len(self.half_lives) or self.kernels

    @property
    def decays(self) -> Array | None:
        """Decays that are given, a day, shape (m,); None where they are to be found."""
        if not self.half_lives:
            return None
        return np.asarray(np.log(2) / np.array(self.half_lives, dtype=np.float64))

    def _problems(self) -> list[Problem]:
        found = []
        if not 1 <= self.number <= _MOST_KERNELS:
            finding = f"{self.number}; expected 1 to {_MOST_KERNELS}"
            found.append(Problem("kernels", finding, "ask for fewer exponentials"))
        lives = self.half_lives
        if any(not 0 < life < np.inf for life in lives) or len({*lives}) < len(lives):
            finding = f"{lives}; expected different numbers above zero"
            found.append(Problem("half_lives", finding, "give days, each once"))
        rows, columns = self.design.shape if self.design.ndim == 2 else (0, -1)  # noqa: PLR2004 - a table
        if columns != len(self.terms):
            finding = f"shape {self.design.shape} and {len(self.terms)} terms"
            found.append(Problem("design", finding, "name each column"))
        elif not np.isfinite(self.design).all():
            found.append(Problem("design", "missing values", "fill or leave them out"))
        elif columns:
            whole = np.column_stack([np.ones(rows), self.design])
            if np.linalg.matrix_rank(whole) <= columns:
                finding = "columns that, with the level, depend on one another"
                found.append(Problem("design", finding, "leave one out"))
        return found
