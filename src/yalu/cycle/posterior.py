"""The posterior of a daily process: draws of its parameters, and whether they agree.

`yalu.cycle.sampling` draws them; what is done with them needs none of its libraries.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.daily import ByDay, DailyProcess, Parameters, linked

__all__ = ["Diagnostics", "Posterior"]

Array = NDArray[np.float64]

_MOST_R_HAT = 1.01
_FEWEST_ESS = 400
_LOW, _HIGH = 0.05, 0.95
_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """Whether the chains of one target agree.

    Attributes
    ----------
    target : str
        The stream.
    r_hat : float
        The largest over its parameters; one where chains agree.
    ess : float
        The smallest effective number of draws over its parameters.
    divergences : int
        Steps at which the sampler lost its way.

    """

    target: str
    r_hat: float
    ess: float
    divergences: int

    @property
    def converged(self) -> bool:
        """Whether r-hat is 1.01 at most, ESS 400 at least, and nothing diverged."""
        return (
            self.r_hat <= _MOST_R_HAT
            and self.ess >= _FEWEST_ESS
            and self.divergences == 0
        )

    def __str__(self) -> str:
        return (
            f"{self.target}: r-hat {self.r_hat:.3f}, ESS {self.ess:.0f}, "
            f"{self.divergences} divergences"
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    r"""Draws of the parameters of a daily process, given the record.

    Attributes
    ----------
    process : DailyProcess
        What was drawn of.
    by_day : ByDay
        The record as it saw it; d streams, p columns of the baseline, m kernels.
    baseline : ndarray of float64, shape (draws, d, p)
        Coefficients.
    weights : ndarray of float64, shape (draws, d, d, m)
        As in `yalu.cycle.daily.Parameters`.
    strengths : ndarray of float64, shape (draws, d, m)
        What the weights of a target have in common by kernel, :math:`\kappa`.
    diagnostics : tuple of Diagnostics
        One a target.
    chains : int
        How many chains the draws are from.

    """

    process: DailyProcess
    by_day: ByDay
    baseline: Array
    weights: Array
    strengths: Array
    diagnostics: tuple[Diagnostics, ...]
    chains: int

    @property
    def names(self) -> tuple[str, ...]:
        """The streams."""
        return self.by_day.names

    @property
    def converged(self) -> bool:
        """Whether the chains of every target agree."""
        return all(one.converged for one in self.diagnostics)

    @property
    def status(self) -> str:
        """``"converged"``, or which targets did not."""
        bad = [str(one) for one in self.diagnostics if not one.converged]
        return f"did not converge ({'; '.join(bad)})" if bad else "converged"

    @property
    def parameters(self) -> tuple[Parameters, ...]:
        """The draws, one set of parameters each."""
        return tuple(
            Parameters(baseline=baseline, weights=weights)
            for baseline, weights in zip(self.baseline, self.weights, strict=True)
        )

    def thinned(self, draws: int) -> "Posterior":
        """Return so many of the draws, evenly spread; all if there are no more."""
        step = np.unique(
            np.linspace(0, len(self.weights) - 1, draws).round().astype(int)
        )
        return Posterior(
            process=self.process,
            by_day=self.by_day,
            baseline=self.baseline[step],
            weights=self.weights[step],
            strengths=self.strengths[step],
            diagnostics=self.diagnostics,
            chains=self.chains,
        )

    def branching(self, *, horizon: int = _YEAR) -> Array:
        """Return how many events of each stream one event brings about itself.

        Each stream is taken at its mean rate, and nothing but the one event acts.
        Below zero means that events are held back.

        Parameters
        ----------
        horizon : int
            Days to count.

        Returns
        -------
        ndarray, shape (draws, d, d)
            Events of the row for one event of the column.

        """
        gaps = np.arange(horizon)
        faded = np.exp(-np.outer(self.process.decays, gaps))
        centre, link = self.process.link.centre, self.process.link
        total = np.zeros(self.weights.shape[:3])
        for day in range(horizon):
            moved = self.weights @ faded[:, day]
            total += linked(centre + moved, link) - linked(np.asarray(centre), link)
        scaled: Array = total * self.by_day.scales[:, None]
        return scaled

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row a parameter: name, median, interval of 90 percent, method."""
        streams, columns = self.names, self.by_day.design.names
        draws: dict[str, Array] = {
            f"{column} -> {stream}": self.baseline[:, i, c]
            for i, stream in enumerate(streams)
            for c, column in enumerate(columns)
        }
        draws |= {
            f"{source} -> {target}, half-life {life:g} days": self.weights[:, i, j, m]
            for i, target in enumerate(streams)
            for j, source in enumerate(streams)
            if self.by_day.acts[i, j]
            for m, life in enumerate(self.process.half_lives)
        }
        branching = self.branching()
        draws |= {
            f"{source} -> {target}, events in {_YEAR} days": branching[:, i, j]
            for i, target in enumerate(streams)
            for j, source in enumerate(streams)
            if self.by_day.acts[i, j]
        }
        return [{"name": name, **_summary(found)} for name, found in draws.items()]

    def __str__(self) -> str:
        branching = self.branching()
        sure = [
            f"{'more' if low > 0 else 'fewer'} {target} after {source}"
            for i, target in enumerate(self.names)
            for j, source in enumerate(self.names)
            for low, high in [np.quantile(branching[:, i, j], (_LOW, _HIGH))]
            if low > 0 or high < 0
        ]
        days = self.by_day.days
        told = (
            f"{len(self.weights):,} draws from {self.chains} chains of a daily process "
            f"of {len(self.names)} streams, {days[0]} to {days[-1]}; {self.status}. "
        )
        if not sure:
            return f"{told}No effect of one stream on another is told from none."
        pairs = f"Of {int(self.by_day.acts.sum())} pairs"
        return f"{told}{pairs}, told from none at 90 percent: {'; '.join(sure)}."


def _summary(draws: Array) -> dict[str, object]:
    low, middle, high = np.quantile(draws, (_LOW, 0.5, _HIGH))
    return {
        "estimate": float(middle),
        "low": float(low),
        "high": float(high),
        "method": "posterior by NUTS, median and 90 % interval",
    }
