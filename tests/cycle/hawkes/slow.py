"""The Hawkes process by the book: every pair of events, in plain Python."""

from collections.abc import Callable
from math import exp, inf, log
from typing import Any

import numpy as np
from hypothesis import strategies as st

from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.occurrences import Occurrences


def baseline(intensity: HawkesIntensity, stream: int, time: float) -> float:
    """Return the baseline rate of a stream."""
    rate = float(intensity.mu[stream])
    if intensity.coefficients.size:
        row = intensity.design[int(time // 1)]
        rate *= exp(
            sum(x * c for x, c in zip(row, intensity.coefficients[stream], strict=True))
        )
    return rate


def rate(
    intensity: HawkesIntensity, seen: Occurrences, stream: int, time: float
) -> float:
    """Return the rate of a stream just before a time."""
    total = baseline(intensity, stream, time)
    for then, source in zip(seen.times, seen.streams, strict=True):
        if then < time:
            for m, decay in enumerate(intensity.decays[stream]):
                weight = intensity.weights[stream, source, m]
                total += weight * decay * exp(-decay * (time - then))
    return total


def compensator(
    intensity: HawkesIntensity, seen: Occurrences, stream: int, start: float, end: float
) -> float:
    """Return the integral of the rate of a stream between two times."""
    total, day = 0.0, start
    while day < end:
        following = min(day // 1 + 1, end)
        total += baseline(intensity, stream, day) * (following - day)
        day = following
    for then, source in zip(seen.times, seen.streams, strict=True):
        if then < end:
            for m, decay in enumerate(intensity.decays[stream]):
                weight = intensity.weights[stream, source, m]
                begun = exp(-decay * max(start - then, 0.0))
                total += weight * (begun - exp(-decay * (end - then)))
    return total


def log_likelihood(intensity: HawkesIntensity, seen: Occurrences) -> float:
    """Return the log-likelihood of all streams."""
    total = 0.0
    for stream, (start, end) in enumerate(seen.windows):
        total -= compensator(intensity, seen, stream, start, end)
        total += sum(
            log(rate(intensity, seen, stream, time))
            for time, source in zip(seen.times, seen.streams, strict=True)
            if source == stream and start <= time < end
        )
    return total


@st.composite
def worlds(
    draw: Callable[..., Any], kernels: int = 3
) -> tuple[HawkesIntensity, Occurrences]:
    """Return an intensity and events that need not come from it, some of them tied."""
    d = draw(st.integers(1, 3))
    m = draw(st.integers(1, kernels))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    columns = draw(st.sampled_from([0, 0, 2]))
    n = draw(st.integers(0, 25))
    times = np.sort(chance.uniform(0, 40, n))
    tied = chance.random(n) < draw(st.sampled_from([0.0, 0.5]))
    times[tied] = np.sort(np.floor(times))[tied]
    starts = chance.uniform(0, 15, d) * (chance.random(d) < 0.5)
    ends = np.where(chance.random(d) < 0.5, 40.0, chance.uniform(20, 40, d))
    intensity = HawkesIntensity(
        names=tuple("abc"[:d]),
        mu=np.exp(chance.normal(-1, 1, d)),
        weights=chance.uniform(0, 1, (d, d, m)) * (chance.random((d, d, m)) < 0.7),
        decays=np.exp(chance.normal(0, draw(st.sampled_from([1.0, 4.0])), (d, m))),
        design=chance.normal(0, 1, (40, columns)),
        coefficients=chance.normal(0, 1, (d if columns else 0, columns)),
    )
    seen = Occurrences(
        names=intensity.names,
        times=np.sort(times),
        streams=chance.integers(0, d, n),
        windows=np.column_stack([starts, ends]),
    )
    return intensity, seen


def events(*times: float, until: float = inf, start: float = 0.0) -> Occurrences:
    """Return the events of one stream."""
    return Occurrences(
        names=("a",),
        times=np.array(times, dtype=float),
        streams=np.zeros(len(times), dtype=np.int64),
        windows=np.array([[start, until]]),
    )


def one_stream(mu: float, weight: float, decay: float) -> HawkesIntensity:
    """Return the intensity of one stream that excites itself."""
    return HawkesIntensity(
        names=("a",),
        mu=np.array([mu]),
        weights=np.array([[[weight]]]),
        decays=np.array([[decay]]),
    )
