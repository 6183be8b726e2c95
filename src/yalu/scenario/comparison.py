"""A comparison: what a scenario changes, draw by draw.

Draw n of both runs has the same chance, the same unknowns and the same fitted game, so
what differs between them is the scenario's doing, and an error of counting is far
smaller than that of either run. What is told are quantiles of the differences, not
differences of quantiles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.scenario.against import against_of
from yalu.scenario.fan import level_name, told_values
from yalu.scenario.outcome import Outcome
from yalu.scenario.series import Series
from yalu.scenario.spread import LEVELS, means, quantiles
from yalu.scenario.statement import QUESTIONS, Statement, is_asked, percent

__all__ = ["Contrast", "Difference", "SeriesDifference", "compare", "paired_range"]

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeriesDifference:
    """How one series differs from the baseline.

    Attributes
    ----------
    series : Series
        Which one; counts are summed since the start.
    levels : tuple of float
        Which quantiles.
    values : ndarray of float64, shape (len(levels), T)
        Quantiles of the draw-by-draw differences, scenario less baseline.
    mean, error, between : ndarray of float64, shape (T,)
        Their mean, its standard error for the number of draws, and its standard
        deviation between fitted games.
    above, below : ndarray of float64, shape (T,)
        Share of draws in which the scenario lies above the baseline, and below it.

    """

    series: Series
    levels: tuple[float, ...]
    values: NDArray[np.float64]
    mean: NDArray[np.float64]
    error: NDArray[np.float64]
    between: NDArray[np.float64]
    above: NDArray[np.float64]
    below: NDArray[np.float64]

    def table(self, months: Sequence[str]) -> pa.Table:
        """Return it as a table: one row a month, see `yalu.scenario.fan.Fan.table`.

        Parameters
        ----------
        months : sequence of str
            Names of the T months.

        """
        columns = {
            "series": [self.series.value] * len(months),
            "month": list(months),
            "mean": self.mean,
            "error": self.error,
            "between": self.between,
            "above": self.above,
            "below": self.below,
        }
        quantile = zip(map(level_name, self.levels), self.values, strict=True)
        return pa.table({**columns, **dict(quantile)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One statement in both runs.

    Attributes
    ----------
    baseline, other : Statement
        The statement without and with the scenario's levers.
    change : float
        Chance with less chance without.
    low, high : float
        Range of 95 percent of the change for the number of draws.
    games_low, games_high : float or None
        The change in the middle 90 percent of fitted games; None where there is one.

    """

    baseline: Statement
    other: Statement
    change: float
    low: float
    high: float
    games_low: float | None
    games_high: float | None

    @property
    def is_sure(self) -> bool:
        """Whether the range of the change leaves out that there is none."""
        return self.low > 0 or self.high < 0

    def __str__(self) -> str:
        told = (
            f"{self.other.words}: {percent(self.other.chance)} of the draws, "
            f"{percent(self.baseline.chance)} in the baseline; "
        )
        if self.low == self.high == 0:
            return f"{told}no draw differs."
        return (
            f"{told}{_points(self.change)} points ({_points(self.low)} to "
            f"{_points(self.high)} for the number of draws{self._games})."
        )

    @property
    def _games(self) -> str:
        if self.games_low is None or self.games_high is None:
            return ""
        ends = f"{_points(self.games_low)} to {_points(self.games_high)}"
        return f"; {ends} between fitted games"


def _points(change: float) -> str:
    """Return a change of a chance in points of percent, with its sign.

    Examples
    --------
    >>> _points(0.1234), _points(-0.0004), _points(0.0)
    ('+12.3', '-0.0', '+0.0')

    """
    return f"{100 * change:+.1f}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """What a scenario changes against its baseline.

    Attributes
    ----------
    baseline, other : str
        Identifiers of the scenarios.
    title : str
        What the scenario is called.
    months : tuple of str
        The months.
    series : mapping of str to SeriesDifference
        By name of the series.
    contrasts : tuple of Contrast
        Statements that can be made of each run alone.
    statements : tuple of Statement
        Statements that need both runs, such as oil below half of the baseline's.
    digests : tuple of str
        Hashes of both runs.

    """

    baseline: str
    other: str
    title: str
    months: tuple[str, ...]
    series: Mapping[str, SeriesDifference]
    contrasts: tuple[Contrast, ...]
    statements: tuple[Statement, ...]
    digests: tuple[str, str]

    @property
    def is_none(self) -> bool:
        """Whether no number of any draw differs."""
        return self.digests[0] == self.digests[1]

    @property
    def table(self) -> pa.Table:
        """Differences of all series: one row a series and month."""
        return pa.concat_tables(one.table(self.months) for one in self.series.values())

    def __str__(self) -> str:
        span = f"{self.months[0]} to {self.months[-1]}"
        if self.is_none:
            return f"{self.title} against the baseline, {span}: no draw differs."
        lines = [
            f"{self.title} against the baseline, {span}, draw by draw:",
            *map(str, self.contrasts),
            *map(str, self.statements),
        ]
        return "\n".join(lines)


def compare(
    baseline: Outcome, other: Outcome, *, levels: Sequence[float] = LEVELS
) -> Difference:
    """Return what a scenario changes, draw by draw.

    Parameters
    ----------
    baseline, other : Outcome
        Runs of one case with the same seed, draws and months.
    levels : sequence of float
        Which quantiles.

    Raises
    ------
    SchemaError
        If they are not: their draws would not belong together.

    """
    _require_pair(baseline, other)
    posterior = other.posterior
    pairs = zip(baseline.statements(), other.statements(), strict=True)
    holds = {
        one.id: (one.decide(baseline.series), one.decide(other.series))
        for one in QUESTIONS
        if is_asked(one, other.series, len(other.months))
    }
    alike = baseline.digest == other.digest
    return Difference(
        baseline=baseline.scenario.id,
        other=other.scenario.id,
        title=other.scenario.title,
        months=other.months,
        series=MappingProxyType(
            {
                name: _series_difference(name, baseline, other, levels)
                for name in other.series
            }
        ),
        contrasts=tuple(
            _contrast(one, two, *holds[two.id], posterior, alike=alike)
            for one, two in pairs
        ),
        statements=against_of(baseline.series, other.series, posterior),
        digests=(baseline.digest, other.digest),
    )


def _require_pair(baseline: Outcome, other: Outcome) -> None:
    """Refuse runs of which the draws do not belong together."""
    problems = [
        Problem(
            f"{field} of {other.scenario.id}",
            f"found {found}; expected {wanted}, as of {baseline.scenario.id}",
            "run both scenarios on one case with the same seed, draws and months",
        )
        for field, wanted, found in (
            ("case", baseline.case_digest[:12], other.case_digest[:12]),
            ("start", baseline.start, other.start),
            ("months", len(baseline.months), len(other.months)),
            ("seed", baseline.seed, other.seed),
            ("draws", baseline.draws, other.draws),
            ("chunk", baseline.chunk, other.chunk),
            ("games", baseline.games, other.games),
            ("series", ", ".join(baseline.series), ", ".join(other.series)),
        )
        if found != wanted
    ]
    if problems:
        raise SchemaError(describe("These runs cannot be compared", problems))


def _series_difference(
    name: str, baseline: Outcome, other: Outcome, levels: Sequence[float]
) -> SeriesDifference:
    """Return the differences of one series."""
    series = Series(name)
    ours, theirs = (told_values(series, run.series[name]) for run in (other, baseline))
    gap = ours - theirs
    found = means(gap, other.posterior)
    return SeriesDifference(
        series=series,
        levels=tuple(levels),
        values=quantiles(gap, levels),
        mean=found.value,
        error=found.error,
        between=found.between,
        above=(gap > 0).mean(axis=0),
        below=(gap < 0).mean(axis=0),
    )


def _contrast(
    one: Statement,
    two: Statement,
    before: NDArray[np.bool_],
    after: NDArray[np.bool_],
    posterior: NDArray[np.int64],
    *,
    alike: bool,
) -> Contrast:
    """Return how a chance changes, with the range for as many pairs of draws."""
    at = two.months - 1
    gained = after[:, at] & ~before[:, at]
    missed = before[:, at] & ~after[:, at]
    low, high = (0.0, 0.0) if alike else paired_range(gained, missed)
    gap = gained.astype(np.float64) - missed
    ends = means(gap[:, None], posterior).middle[:, 0]
    several = bool(np.isfinite(ends).all())
    return Contrast(
        baseline=one,
        other=two,
        change=float(gap.mean()),
        low=low,
        high=high,
        games_low=float(ends[0]) if several else None,
        games_high=float(ends[1]) if several else None,
    )


def paired_range(
    gained: NDArray[np.bool_], missed: NDArray[np.bool_]
) -> tuple[float, float]:
    r"""Return the range at 95 percent of the difference of two shares of paired draws.

    With :math:`p_+ = (n_+ + 1)/(n + 2)` of the pairs gained and :math:`p_-` alike of
    those missed, it is :math:`p_+ - p_- \pm z \sqrt{(p_+ + p_- - (p_+ - p_-)^2)/(n +
    2)}`, which holds for rare changes, too.

    Parameters
    ----------
    gained, missed : ndarray of bool, shape (N,)
        In which draws something holds in the scenario only, in the baseline only.

    References
    ----------
    Bonett, D. G. and Price, R. M. (2012). Adjusted Wald confidence interval for a
    difference of binomial proportions based on paired data. *Journal of Educational and
    Behavioral Statistics* 37(4), 479–488.

    Examples
    --------
    >>> draws = np.arange(100)
    >>> low, high = paired_range(draws < 30, draws >= 90)
    >>> round(low, 3), round(high, 3)
    (0.078, 0.315)

    """
    count = len(gained) + 2
    plus, minus = ((int(part.sum()) + 1) / count for part in (gained, missed))
    change = plus - minus
    reach = _Z * sqrt((plus + minus - change**2) / count)
    return max(-1.0, change - reach), min(1.0, change + reach)
