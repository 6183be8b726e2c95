r"""Drawing events from a Hawkes process by thinning.

From the present on, as long as nothing happens, the excited part of the intensity only
falls and the baseline is constant within a day. A candidate is drawn at the present
total rate, and kept with the ratio of the rate at its time to that. Where the baseline
moves, a candidate beyond the day is thrown away and the drawing begins anew at its end.

References
----------
Ogata, Y. (1981). On Lewis' simulation method for point processes. *IEEE Transactions on
Information Theory* 27, 23–31.

"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, SchemaError

__all__ = ["simulate_hawkes"]

Array = NDArray[np.float64]

_MOST_EVENTS = 20_000_000


def simulate_hawkes(
    intensity: HawkesIntensity,
    until: float,
    rng: np.random.Generator,
    *,
    history: Occurrences | None = None,
) -> Occurrences:
    """Return events drawn from an intensity.

    Parameters
    ----------
    intensity : HawkesIntensity
        The rates. Its process must not explode.
    until : float
        Where to end, in days since time zero.
    rng : numpy.random.Generator
        The source of chance.
    history : Occurrences, optional
        What happened before; drawn is what comes after the last of its windows ends.
        By default nothing happened and time begins at zero, so that the first weeks
        are quieter than the long run.

    Returns
    -------
    Occurrences
        The drawn events only, every stream watched from the beginning to `until`.

    Raises
    ------
    ModelError
        If the process explodes, or more than 20 million events are drawn.
    SchemaError
        If there is no time between beginning and end, the design does not hold every
        day, or the history is of other streams.

    """
    intensity.require_stable()
    start = 0.0 if history is None else float(history.windows[:, 1].max())
    if not start < until < np.inf:
        msg = (
            f"Simulation from day {start:g} to day {until:g}: found no time in "
            "between. Choose a later end."
        )
        raise SchemaError(msg)
    times, streams = _drawn(
        np.ascontiguousarray(_day_rates(intensity, start, until)),
        np.ascontiguousarray(intensity.weights),
        np.ascontiguousarray(intensity.decays),
        _raised(intensity, history, start),
        start,
        float(until),
        not intensity.has_constant_baseline,
        rng,
        _MOST_EVENTS,
    )
    if len(times) == _MOST_EVENTS:
        msg = (
            f"Simulation of {', '.join(intensity.names)}: more than {_MOST_EVENTS:,} "
            f"events before day {until:g}. Choose an earlier end."
        )
        raise ModelError(msg)
    return Occurrences(
        names=intensity.names,
        times=times,
        streams=streams,
        windows=np.tile([start, float(until)], (len(intensity.names), 1)),
        origin=None if history is None else history.origin,
    )


def _day_rates(intensity: HawkesIntensity, start: float, until: float) -> Array:
    """Return the baseline rates of each day from that of the start on, (days, d)."""
    if intensity.has_constant_baseline:
        return intensity.mu[None, :].copy()
    days = np.arange(np.floor(start), np.ceil(until), dtype=np.float64)
    return intensity.baselines(days).T


def _raised(
    intensity: HawkesIntensity, history: Occurrences | None, start: float
) -> Array:
    """Return the excited part of each rate at the start, by kernel, (d, m)."""
    excited = np.zeros_like(intensity.decays)
    if history is None:
        return excited
    if history.names != intensity.names:
        msg = (
            f"Simulation of {', '.join(intensity.names)}: the history is of "
            f"{', '.join(history.names)}. Pass the same streams in the same order."
        )
        raise SchemaError(msg)
    before = history.times < start
    ages, sources = start - history.times[before], history.streams[before]
    for i in range(len(intensity.names)):
        decays = intensity.decays[i]
        left = decays * np.exp(-decays * ages[:, None])
        excited[i] = (intensity.weights[i, sources] * left).sum(axis=0)
    return excited


@njit(cache=True, error_model="numpy")
def _drawn(  # noqa: C901, PLR0917 - one loop, no keywords in it
    rates: Array,
    weights: Array,
    decays: Array,
    excited: Array,
    start: float,
    until: float,
    moves: bool,  # noqa: FBT001
    rng: np.random.Generator,
    most: int,
) -> tuple[Array, NDArray[np.int64]]:
    """Return times and streams; `excited` is used up."""
    streams, kernels = decays.shape
    times, sources = np.empty(1024), np.empty(1024, dtype=np.int64)
    count, now, day = 0, start, 0
    while count < most:
        bound = rates[day].sum() + excited.sum()
        then = now + rng.exponential() / bound
        day_end = np.floor(start) + day + 1.0 if moves else until
        ends = then >= min(day_end, until)
        if ends:
            then = min(day_end, until)
        for i in range(streams):
            for m in range(kernels):
                excited[i, m] *= np.exp(-decays[i, m] * (then - now))
        now = then
        if ends:
            if now >= until:
                break
            day += 1
            continue
        left = bound * rng.random()
        for i in range(streams):
            left -= rates[day, i] + excited[i].sum()
            if left < 0.0:
                if count == len(times):
                    times = np.append(times, np.empty(count))
                    sources = np.append(sources, np.empty(count, dtype=np.int64))
                times[count], sources[count] = now, i
                count += 1
                for k in range(streams):
                    for m in range(kernels):
                        excited[k, m] += weights[k, i, m] * decays[k, m]
                break
    return times[:count].copy(), sources[:count].copy()
