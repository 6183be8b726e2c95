r"""Residuals: whether events come as a fitted process says they do.

Time is rescaled: between two events of a stream, the intensity adds up to a number that
is drawn from the exponential distribution of mean one if the process is right. With
intensity :math:`\lambda_t` on day :math:`t` and an event on day :math:`k`, known by its
day only,

.. math::

    \xi = \sum_{t < k} \lambda_t - \log(1 - u (1 - e^{-\lambda_k})),

where the sum is over the days since the last event and :math:`u` is uniform: the moment
within the day is drawn. Without that correction rates per day that are not small would
look like a poor fit. The open stretch after the last event is made a whole one with an
exponential draw, which is what it would be if the process is right; to leave it out
would make waits look short where few events are followed by a long quiet. A Hawkes
process, whose events are many, leaves it out.

References
----------
Brown, E. N. and others (2002). The time-rescaling theorem and its application to neural
spike train data analysis. *Neural Computation* 14, 325–346.

Haslinger, R., Pipa, G. and Brown, E. (2010). Discrete time rescaling theorem:
determining goodness of fit for discrete time statistical models of neural spiking.
*Neural Computation* 22, 2477–2506.

"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kstest

from yalu.cycle.daily import Parameters, arrange
from yalu.cycle.daily_fit import FittedDaily
from yalu.cycle.futures import Fitted
from yalu.cycle.hawkes.fitted import FittedHawkes
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.poisson import FittedPoisson
from yalu.cycle.renewal import FittedRenewal
from yalu.errors import SchemaError

__all__ = ["Residuals", "StreamResiduals", "residuals"]

Array = NDArray[np.float64]

_FEWEST = 5
_SMALL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StreamResiduals:
    """The rescaled waits of one stream.

    Attributes
    ----------
    name : str
        The stream.
    waits : ndarray of float64, shape (n,)
        In order of time; of mean one and exponential if the process is right.
    statistic : float or None
        Of Kolmogorov and Smirnov: the largest distance between their distribution
        and the exponential one. None with fewer than five waits.
    p_value : float or None
        Probability of a larger distance if the process with these parameters is right.
        They were estimated from the same events, so it is too large: a small value
        speaks against the process, a large one hardly for it.

    """

    name: str
    waits: Array
    statistic: float | None
    p_value: float | None

    @property
    def quantiles(self) -> list[dict[str, float]]:
        """Points of a QQ plot: expected and observed, one plain row a wait."""
        n = len(self.waits)
        expected = -np.log1p(-(np.arange(n) + 0.5) / max(n, 1))
        return [
            {"expected": float(x), "observed": float(y)}
            for x, y in zip(expected, np.sort(self.waits), strict=True)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Residuals:
    """The rescaled waits of all streams.

    Attributes
    ----------
    streams : tuple of StreamResiduals
        One a stream, in the order of the process.

    """

    streams: tuple[StreamResiduals, ...]

    def of(self, name: str) -> StreamResiduals:
        """Return those of one stream.

        Raises
        ------
        SchemaError
            If there is none of that name.

        """
        for stream in self.streams:
            if stream.name == name:
                return stream
        names = ", ".join(stream.name for stream in self.streams)
        msg = f"Residuals of {name!r}: found {names}. Ask for one of these."
        raise SchemaError(msg)

    @property
    def table(self) -> list[dict[str, object]]:
        """One plain row a stream; an empty value where there are too few waits."""
        return [
            {
                "stream": stream.name,
                "waits": len(stream.waits),
                "mean": float(stream.waits.mean()) if stream.waits.size else None,
                "statistic": stream.statistic,
                "p_value": stream.p_value,
            }
            for stream in self.streams
        ]

    def __str__(self) -> str:
        poor = [
            f"{stream.name} (p = {stream.p_value:.3f})"
            for stream in self.streams
            if stream.p_value is not None and stream.p_value < _SMALL
        ]
        few = [stream.name for stream in self.streams if stream.p_value is None]
        told = [
            f"Events do not come as the process says: {', '.join(poor)}."
            if poor
            else "No stream speaks against the process."
        ]
        if few:
            told.append(f"Too few events to say: {', '.join(few)}.")
        told.append("The parameters were estimated, so the test is a mild one.")
        return " ".join(told)


def residuals(
    fitted: Fitted,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator,
    draws: Sequence[Parameters] | None = None,
) -> Residuals:
    """Return the rescaled waits of each stream.

    Parameters
    ----------
    fitted : FittedDaily, FittedPoisson, FittedRenewal or FittedHawkes
        The process.
    occurrences : Occurrences
        The events, those that were fitted or others of the same streams.
    rng : numpy.random.Generator
        Draws the moment of an event within its day.
    draws : sequence of Parameters, optional
        Of a daily or Poisson process: the probability of each day is the mean over
        them. By default the fitted parameters.

    """
    match fitted:
        case FittedDaily():
            waits = _of_daily(fitted, occurrences, rng, draws)
        case FittedPoisson():
            waits = _of_daily(fitted.daily, occurrences, rng, draws)
        case FittedRenewal():
            waits = _of_renewal(fitted, occurrences, rng)
        case FittedHawkes():
            # Loads a compiler, which no other process needs.
            from yalu.cycle.hawkes.likelihood import (  # noqa: PLC0415 - as above
                rescaled_times,
            )

            waits = [*rescaled_times(fitted.intensity, occurrences).values()]
        case _:
            assert_never(fitted)
    pairs = zip(occurrences.names, waits, strict=True)
    return Residuals(streams=tuple(_judged(name, found) for name, found in pairs))


def _of_daily(
    fitted: FittedDaily,
    occurrences: Occurrences,
    rng: np.random.Generator,
    draws: Sequence[Parameters] | None,
) -> list[Array]:
    by_day = arrange(fitted.process, occurrences)
    late = by_day.end >= fitted.by_day.end
    baseline = by_day.baseline if late else fitted.by_day.baseline
    design = baseline.design(by_day.days).only(fitted.by_day.design.names)
    seen = replace(by_day, design=design, scales=fitted.by_day.scales)
    used = draws or [fitted.parameters]
    none = sum(np.exp(-seen.rates(one, fitted.process.link)) for one in used)
    rates = -np.log(none / len(used))
    return [
        _rescaled(rates[seen.span(i), i], seen.happened[seen.span(i), i], rng)
        for i in range(len(seen.names))
    ]


def _of_renewal(
    fitted: FittedRenewal, occurrences: Occurrences, rng: np.random.Generator
) -> list[Array]:
    found = []
    for name, waits in zip(fitted.names, fitted.waits, strict=True):
        days = np.unique(np.floor(occurrences.of(name)))
        times = days + rng.random(len(days))
        passed = -waits.log_survival(np.diff(times))
        end = occurrences.windows[occurrences.names.index(name), 1]
        open_wait = -waits.log_survival(end - times[-1:]) + rng.standard_exponential()
        found.append(np.concatenate([passed, open_wait]))
    return found


def _rescaled(rates: Array, happened: Array, rng: np.random.Generator) -> Array:
    """Return the rescaled waits of one stream by day."""
    days = np.flatnonzero(happened)
    passed = np.concatenate([[0.0], np.cumsum(rates)])
    # The day of an event is over with it, as it holds one at most.
    after = np.concatenate([[0.0], passed[days + 1]])
    chance = -np.expm1(-rates[days])
    within = -np.log1p(-rng.random(len(days)) * chance)
    closing = passed[-1] - after[-1] + rng.standard_exponential()
    return np.append(passed[days] - after[:-1] + within, closing)


def _judged(name: str, waits: Array) -> StreamResiduals:
    if len(waits) < _FEWEST:
        return StreamResiduals(name=name, waits=waits, statistic=None, p_value=None)
    found = kstest(waits, "expon")
    return StreamResiduals(
        name=name,
        waits=waits,
        statistic=float(found.statistic),
        p_value=float(found.pvalue),
    )
