"""What moves a rate apart from other events: season, holidays, spells, slow drift.

A baseline is a list of terms. Each has a name, a reason, and the columns it adds to the
design, whose rows are days; every column lies within [-1, 1], so that one width of
prior serves all. A term can be cut at a day: then it knows nothing of later days, and
what it says of them is what could be said on that day. The terms themselves are in
`yalu.cycle.calendar_terms` and `yalu.cycle.spells`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe

__all__ = ["Baseline", "Design", "Intercept", "Term"]

Array = NDArray[np.float64]
Days = NDArray[np.datetime64]


class Term(Protocol):
    """One reason for a rate to differ from day to day.

    Attributes
    ----------
    reason : str
        Why it is there, for readers.
    width : float
        Standard deviation of the normal prior of its coefficients; infinite for none.
        A coefficient of one about halves or doubles a rate at its mean.

    """

    @property
    def reason(self) -> str:
        """Why it is there."""

    @property
    def width(self) -> float:
        """Standard deviation of the prior of its coefficients."""

    @property
    def names(self) -> tuple[str, ...]:
        """What its columns are called."""

    def columns(self, days: Days) -> Array:
        """Return its columns for some days, shape (D, p)."""

    def before(self, day: date) -> "Term":
        """Return what was known of it just before a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intercept:
    """The level: one everywhere."""

    reason: str = "each stream has a level of its own"
    width: float = 3.0

    @property
    def names(self) -> tuple[str, ...]:
        """What its column is called."""
        return ("intercept",)

    def columns(self, days: Days) -> Array:
        """Return a column of ones."""
        return np.ones((len(days), 1))

    def before(self, day: date) -> Self:  # noqa: ARG002 - as every term
        """Return itself: nothing in it depends on the day."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What the baseline says of some days.

    Attributes
    ----------
    names : tuple of str
        What the columns are called; p of them.
    values : ndarray of float64, shape (D, p)
        Within [-1, 1].
    widths : ndarray of float64, shape (p,)
        Standard deviation of the prior of each coefficient.

    """

    names: tuple[str, ...]
    values: Array
    widths: Array

    def varying(self) -> tuple[str, ...]:
        """Return the columns that are worth keeping: the first, and all that vary."""
        vary = np.ptp(self.values, axis=0) > 0
        kept = zip(self.names, vary, strict=True)
        return tuple(n for place, (n, varies) in enumerate(kept) if varies or not place)

    def only(self, names: Sequence[str]) -> "Design":
        """Return some of the columns, in the given order."""
        places = [self.names.index(name) for name in names]
        return Design(
            names=tuple(names),
            values=self.values[:, places],
            widths=self.widths[places],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Terms that add up; the intercept comes first.

    Attributes
    ----------
    terms : tuple of Term
        The terms.

    Raises
    ------
    SchemaError
        If the first is no intercept, or two columns have one name.

    Examples
    --------
    >>> from yalu.cycle import Annual
    >>> baseline = Baseline(terms=(Intercept(), Annual(harmonics=1)))
    >>> days = np.array(["2017-01-01", "2017-07-02"], dtype="datetime64[D]")
    >>> baseline.design(days).values.round(2) + 0.0
    array([[ 1.  ,  0.  ,  1.  ],
           [ 1.  ,  0.01, -1.  ]])

    """

    terms: tuple[Term, ...] = (Intercept(),)

    def __post_init__(self) -> None:
        problems = []
        if not self.terms or not isinstance(self.terms[0], Intercept):
            problems.append(
                Problem("terms", "the first is no Intercept", "begin with Intercept()")
            )
        names = [name for term in self.terms for name in term.names]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            found = f"columns named twice: {', '.join(twice)}"
            problems.append(Problem("terms", found, "rename or drop one of them"))
        if problems:
            raise SchemaError(describe("This baseline cannot be used", problems))

    def design(self, days: Days) -> Design:
        """Return the columns of all terms for some days."""
        parts = [term.columns(days) for term in self.terms]
        widths = [np.full(len(term.names), term.width) for term in self.terms]
        return Design(
            names=tuple(name for term in self.terms for name in term.names),
            values=np.hstack(parts),
            widths=np.concatenate(widths),
        )

    def before(self, day: date) -> "Baseline":
        """Return what was known of it just before a day."""
        return Baseline(terms=tuple(term.before(day) for term in self.terms))

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Why each term is there, one plain row a term."""
        return [
            {"term": type(term).__name__, "reason": term.reason} for term in self.terms
        ]
