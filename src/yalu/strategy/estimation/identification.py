"""What the record taught of each parameter: prior against posterior."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.laplace import Draws
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.quantiles import quantiles

__all__ = ["Learnt", "identification"]

Array = NDArray[np.float64]

_AT = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """One parameter before and after the record.

    Attributes
    ----------
    name : str
        The parameter.
    prior_low, prior_median, prior_high : float
        Its prior: middle, and range of 90 percent.
    low, median, high : float
        Its posterior.
    prior_above_zero, above_zero : float
        Chance that it is above zero, before and after.
    shrinkage : float
        Share of the prior variance that is gone, in free coordinates: 0 where the
        record says nothing, 1 where it says all; below 0 where it adds doubt.

    """

    name: str
    prior_low: float
    prior_median: float
    prior_high: float
    low: float
    median: float
    high: float
    prior_above_zero: float
    above_zero: float
    shrinkage: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.prior_median:.2f} [{self.prior_low:.2f} to "
            f"{self.prior_high:.2f}] before, {self.median:.2f} [{self.low:.2f} to "
            f"{self.high:.2f}] after, shrunk by {self.shrinkage:.0%}"
        )


def identification(
    model: Model, draws: Draws, *, rng: np.random.Generator, count: int = 2000
) -> tuple[Learnt, ...]:
    """Return what was learnt of each estimated parameter.

    Parameters
    ----------
    model : Model
        What was estimated.
    draws : Draws
        Its posterior.
    rng : numpy.random.Generator
        Where draws of the prior come from.
    count : int
        How many of them.

    """
    return tuple(_learnt(model, draws, [model.draw(rng) for _ in range(count)]))


def _learnt(model: Model, draws: Draws, drawn: list[Array]) -> Iterator[Learnt]:
    prior, alike = np.array(drawn), np.full(len(drawn), 1.0 / len(drawn))
    before, after = _values(model, prior), _values(model, draws.free)
    for place, name in enumerate(model.names):
        was, now = prior[:, place], draws.free[:, place]
        centre = float(draws.weights @ now)
        spread = float(draws.weights @ (now - centre) ** 2)
        ends = quantiles(before[:, place], alike, _AT)
        found = quantiles(after[:, place], draws.weights, _AT)
        yield Learnt(
            name=name,
            prior_low=ends[0],
            prior_median=ends[1],
            prior_high=ends[2],
            low=found[0],
            median=found[1],
            high=found[2],
            prior_above_zero=float(np.mean(before[:, place] > 0)),
            above_zero=float(draws.weights @ (after[:, place] > 0)),
            shrinkage=1.0 - spread / float(was.var()),
        )


def _values(model: Model, free: Array) -> Array:
    """Return the estimated parameters of each point, shape (points, P)."""
    found = [model.constrained(point) for point in free]
    return np.array([[one[name] for name in model.names] for one in found])
