r"""Sensitivity: which of the things that are not known decide an outcome.

A function is asked at many points :math:`u \in [0, 1)^d`, one axis for each
uncertainty, and answers with outcomes. Where chance plays a part, each point is asked
:math:`m` times: in repeat :math:`r` row :math:`n` has a chance of its own, the same in
every call with that repeat, and all rows of a repeat may have something in common
(which draw of a fitted game they play). Write :math:`y_{nr}` for an answer and
:math:`g(u)` for what is expected at a point. Then, for each outcome,

- the variance of one course is the sum of that of :math:`g` (*uncertainties*), of what
  the rows of a repeat share (*common*) and of the rest (*chance*), estimated as in an
  analysis of variance of rows and repeats;
- the *first index* of uncertainty :math:`i` is the share of the variance of :math:`g`
  that would vanish, on average, if it were known;
- the *total index* is the share that would be left if all others were known. First and
  total differ by what it does together with others.

Points are those of Saltelli: matrices :math:`A` and :math:`B`, and :math:`A` with the
column :math:`i` of :math:`B`, :math:`A_i`. With means over repeats :math:`\bar y`,

.. math::
    V_i &= \tfrac1N \sum_n \bar y_{B,n} (\bar y_{A_i,n} - \bar y_{A,n}), \\
    V^T_i &= \tfrac1{2N} \sum_n (\bar y_{A_i,n} - \bar y_{A,n})^2
             - \tfrac1{2mN} \sum_n s^2_n(A_i - A),

where :math:`s^2_n` is the variance over repeats of the difference in row :math:`n`: the
part of the square that is chance. :math:`A` and :math:`A_i` share repeats, so that most
of chance cancels; :math:`B` has repeats of its own, so that chance which they share
does not pass for an effect. With one repeat nothing is subtracted and the formulas are
those of SALib, which also draws the points.

Errors are standard errors over resampled rows; points that fill the space evenly err
less than that.

References
----------
Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output.
*Computer Physics Communications* 181(2), 259-270, table 2 (b) and (f).

Searle, S. R., Casella, G. and McCulloch, C. E. (1992). *Variance components*. Wiley,
section 4.3 (rows and columns, one answer in each cell).

"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.scenario.points import saltelli
from yalu.scenario.variance import Components, Floats, components, indices

__all__ = ["Attribution", "Evaluate", "Index", "Sensitivity", "sensitivity"]

_TOLD = 2.0  # standard errors from zero
_LEAST = 0.005  # rounds to more than 0.00


class Evaluate(Protocol):
    """A function that is asked at points."""

    def __call__(self, points: Floats, repeat: int, /) -> NDArray[np.floating[Any]]:
        """Return outcomes (n,) or (n, M) at points (n, d) in [0, 1).

        Row `n` has the same chance in each call with the same `repeat`, whatever its
        point. A function without chance ignores `repeat`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """How much one uncertainty decides an expected outcome.

    Attributes
    ----------
    name : str
        The uncertainty.
    first, first_error : float
        Share of the variance of the expected outcome that would vanish if it were
        known, and its standard error. Near zero it may fall below zero by error.
    total, total_error : float
        Share that would be left if all others were known, and its standard error.

    """

    name: str
    first: float
    first_error: float
    total: float
    total_error: float

    @property
    def told(self) -> bool:
        """Whether its total share lies two standard errors above zero."""
        return self.total > _TOLD * self.total_error

    def __str__(self) -> str:
        doubt = "" if self.told else ", not told from nothing"
        return (
            f"{self.name}: alone {self.first:.2f} ± {self.first_error:.2f}, with "
            f"others {self.total:.2f} ± {self.total_error:.2f}{doubt}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Where the spread of one outcome comes from.

    Attributes
    ----------
    outcome : str
        The outcome.
    mean, deviation : float
        Of one course, in units of the outcome.
    uncertain, common, chance : float or None
        Shares of the variance of one course that are due to the uncertainties, to
        what all rows of a repeat share, and to chance; their sum is 1, and one that
        comes out below zero is zero. None of `common` and `chance` where each point
        was asked once, and all None where the outcome never varies.
    uncertain_error, common_error, chance_error : float or None
        Standard errors.
    indices : tuple of Index
        The greatest total first. Empty where the uncertainties move the expected
        outcome by less than two standard errors.

    """

    outcome: str
    mean: float
    deviation: float
    uncertain: float | None
    uncertain_error: float | None
    common: float | None
    common_error: float | None
    chance: float | None
    chance_error: float | None
    indices: tuple[Index, ...]

    def __str__(self) -> str:
        if self.uncertain is None:
            return f"{self.outcome}: the same in every course"
        shares = [f"what is not known {self.uncertain:.0%}"]
        if self.common is not None and self.chance is not None:
            shares += [
                f"which fit is right {self.common:.0%}",
                f"chance {self.chance:.0%}",
            ]
        told = [one for one in self.indices if one.told and one.total >= _LEAST]
        first = f"{self.outcome}: of the spread of one course {', '.join(shares)}"
        if not told:
            return f"{first}; no uncertainty moves what is expected by more than error"
        return "\n  ".join([first, *map(str, told)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Where the spread of each outcome comes from.

    Attributes
    ----------
    attributions : tuple of Attribution
        One for each outcome.
    names : tuple of str
        The uncertainties, in the order of the axes.
    base, repeats : int
        Rows of each matrix of points, and how often each point was asked; the matrix
        that only first indices need has repeats of its own.
    runs : int
        Courses that were run in all.
    resamples, seed : int
        Of the errors, and of points and errors.

    """

    attributions: tuple[Attribution, ...]
    names: tuple[str, ...]
    base: int
    repeats: int
    runs: int
    resamples: int
    seed: int

    def of(self, outcome: str) -> Attribution:
        """Return the attribution of one outcome.

        Raises
        ------
        SchemaError
            If there is no such outcome.

        """
        for one in self.attributions:
            if one.outcome == outcome:
                return one
        known = ", ".join(one.outcome for one in self.attributions)
        raise SchemaError(f"No outcome {outcome!r}; there are {known}.")

    @property
    def rows(self) -> tuple[dict[str, str | float], ...]:
        """One row for each outcome and uncertainty that has an index."""
        return tuple(
            {"outcome": held.outcome, **asdict(one)}
            for held in self.attributions
            for one in held.indices
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        return asdict(self) | {"words": str(self)}

    def __str__(self) -> str:
        lines = [str(one) for one in self.attributions]
        asked = "once" if self.repeats == 1 else f"{self.repeats} times"
        return "\n".join(
            [*lines, f"{self.runs:,} courses were run, each point {asked}."]
        )


def sensitivity(
    evaluate: Evaluate,
    names: Sequence[str],
    *,
    outcomes: Sequence[str] = ("outcome",),
    base: int = 256,
    repeats: int = 1,
    resamples: int = 400,
    threads: int = 1,
    seed: int,
) -> Sensitivity:
    """Return which uncertainties decide what a function answers.

    Parameters
    ----------
    evaluate : Evaluate
        The function; called (d + 2) * `repeats` times with `base` points each. Repeats
        are numbered from 0; those from `repeats` on belong to the matrix B.
    names : sequence of str
        The uncertainties, one for each of the d axes.
    outcomes : sequence of str
        The outcomes, one for each of the M columns of answers.
    base : int
        Points of each matrix; a power of two.
    repeats : int
        How often each point is asked; 1 for a function without chance.
    resamples : int
        Of rows, for the errors.
    threads : int
        How many calls are made at a time; what is answered does not depend on it.
    seed : int
        Of points and errors; chance is the function's own.

    Raises
    ------
    SchemaError
        If names or `base` are unfit, or answers have another shape than asked for or
        are no numbers.

    Examples
    --------
    >>> def added(points, repeat):
    ...     return 2 * points[:, 0] + points[:, 1]
    >>> found = sensitivity(added, ["x", "y", "z"], base=512, seed=1)
    >>> [f"{one.name} {one.total:.1f}" for one in found.of("outcome").indices]
    ['x 0.8', 'y 0.2', 'z 0.0']
    >>> found.runs
    2560

    """
    if repeats < 1:
        raise SchemaError(f"repeats is {repeats}; ask each point once or more.")
    points = saltelli(names, base, seed=seed)
    last = len(points) - 1

    def ask(call: tuple[int, int]) -> Floats:
        place, repeat = call
        number = repeat + repeats if place == last else repeat
        return _asked(evaluate, points[place], number, outcomes)

    calls = [*product(range(last + 1), range(repeats))]
    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            found = [*pool.map(ask, calls)]
    else:
        found = [ask(call) for call in calls]
    answers = np.stack(found).reshape(last + 1, repeats, base, len(outcomes))
    rng = np.random.default_rng([seed, 1])
    weights = rng.multinomial(base, np.full(base, 1 / base), size=resamples) / base
    return Sensitivity(
        attributions=tuple(
            _attribution(name, answers[..., column], names, weights)
            for column, name in enumerate(outcomes)
        ),
        names=tuple(names),
        base=base,
        repeats=repeats,
        runs=len(points) * base * repeats,
        resamples=resamples,
        seed=seed,
    )


def _asked(
    evaluate: Evaluate, points: Floats, repeat: int, outcomes: Sequence[str]
) -> Floats:
    """Return answers as (N, M), or tell what is wrong with them."""
    found = np.asarray(evaluate(points, repeat), float)
    found = found[:, None] if found.ndim == 1 else found
    if found.shape != (len(points), len(outcomes)):
        raise SchemaError(
            f"The function answers with an array of shape {found.shape}; expected one "
            f"row for each of {len(points)} points and one column for each of "
            f"{len(outcomes)} outcomes. Name as many outcomes as it has."
        )
    bad = ~np.isfinite(found)
    if bad.any():
        problems = [
            Problem(
                name,
                f"no number at {bad[:, column].sum()} of {len(points)} points",
                "say what the outcome is there: a mean over known months, say",
            )
            for column, name in enumerate(outcomes)
            if bad[:, column].any()
        ]
        raise SchemaError(describe("Indices need a number at each point", problems))
    return found


def _attribution(
    outcome: str, answers: Floats, names: Sequence[str], weights: Floats
) -> Attribution:
    """Return where the spread of one outcome comes from; answers (d + 2, m, N)."""
    found = components(answers[0], answers[-1])
    size = answers.shape[-1]
    whole = np.full((1, size), 1 / size)
    value, again = found.variances(whole)[:, 0], found.variances(weights)
    told = value[0] > _TOLD * again[0].std()
    value, again = np.maximum(value, 0.0), np.maximum(again, 0.0)
    mean, deviation = float(answers[[0, -1]].mean()), float(np.sqrt(value.sum()))
    shares = _shares(value, again, answers.shape[1])
    return Attribution(
        outcome=outcome,
        mean=mean,
        deviation=deviation,
        **shares,
        indices=_indices(answers, names, found, weights) if told else (),
    )


def _shares(value: Floats, again: Floats, repeats: int) -> dict[str, float | None]:
    """Return shares of the variance and their errors."""
    kinds = ("uncertain", "common", "chance")
    spread = value.sum()
    if not spread > 0:
        return {f"{kind}{end}": None for kind in kinds for end in ("", "_error")}
    share = value / spread
    error = (again / again.sum(axis=0)).std(axis=1)
    if repeats > 1:
        # Resampled rows keep the repeats: what these err by is that of a variance.
        error[1] = np.hypot(error[1], share[1] * np.sqrt(2 / (repeats - 1)))
    known = 1 if repeats == 1 else 3
    shares: dict[str, float | None] = {}
    for place, kind in enumerate(kinds):
        shares[kind] = float(share[place]) if place < known else None
        shares[f"{kind}_error"] = float(error[place]) if place < known else None
    return shares


def _indices(
    answers: Floats, names: Sequence[str], found: Components, weights: Floats
) -> tuple[Index, ...]:
    """Return indices of one outcome with errors, the greatest total first."""
    size = answers.shape[-1]
    whole = np.full((1, size), 1 / size)
    first, total = indices(answers, found, whole)
    first_again, total_again = indices(answers, found, weights)
    rows = [
        Index(
            name=name,
            first=float(first[0, place]),
            first_error=float(first_again[:, place].std()),
            total=float(total[0, place]),
            total_error=float(total_again[:, place].std()),
        )
        for place, name in enumerate(names)
    ]
    return tuple(sorted(rows, key=lambda one: -one.total))
