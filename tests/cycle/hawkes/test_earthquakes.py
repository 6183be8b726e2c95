"""Promises about a public sample that others have fitted; see its README."""

from pathlib import Path

import numpy as np
from numpy.testing import assert_allclose

from tests.cycle.hawkes.slow import events, one_stream
from yalu.cycle.hawkes.fitting import fit_hawkes
from yalu.cycle.hawkes.likelihood import log_likelihood
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.occurrences import Occurrences

FILE = Path(__file__).resolve().parents[1] / "reference" / "earthquakes.csv"
DAY, SINCE_1973, WATCHED = 86_400, 94_694_400, 17_531.0
MU, JUMP, DECAY = 6.6484e-5, 0.39048, 0.39056
LOG_LIKELIHOOD = 1510.52934


def earthquakes() -> Occurrences:
    """Return the sample in days since 1973."""
    seconds = np.loadtxt(FILE, skiprows=1)
    return events(*(seconds - SINCE_1973) / DAY, until=WATCHED)


def test_the_published_parameters_have_the_published_log_likelihood() -> None:
    """Hawkesbook's jump is our weight times the decay."""
    intensity = one_stream(MU, JUMP / DECAY, DECAY)

    found = log_likelihood(intensity, earthquakes())

    assert_allclose(found, LOG_LIKELIHOOD, atol=1e-5)


def test_the_fit_is_the_published_one() -> None:
    """And no less likely."""
    fitted = fit_hawkes(Hawkes(), earthquakes(), rng=np.random.default_rng(1))

    assert fitted.log_likelihood >= 1510.5293
    assert_allclose(fitted.intensity.mu, MU, rtol=5e-5)
    jump = fitted.intensity.weights * fitted.intensity.decays
    assert_allclose(jump.item(), JUMP, rtol=5e-5)
    assert_allclose(fitted.intensity.decays.item(), DECAY, rtol=5e-5)
