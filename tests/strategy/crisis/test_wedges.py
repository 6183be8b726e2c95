"""What the chances of the sender's three ways promise."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import log_ndtr, ndtr
from scipy.stats import multivariate_normal

from yalu.strategy.crisis.wedges import (
    log_wedges,
    mills,
    wedge_curvature,
    wedge_slopes,
)

SOME = st.floats(-8, 8)


def three(*values: float) -> list[np.ndarray]:
    """Return threshold, firm and retreat as arrays of one value."""
    return [np.array([value]) for value in values]


def test_a_wedge_is_the_bivariate_normal_of_the_published_formula() -> None:
    """Lewis and Schultz (2003) write it with a correlation of 1/√2."""
    plane = multivariate_normal([0, 0], [[1, 0.5**0.5], [0.5**0.5, 1]])
    for bar, firm, retreat in ((0.3, -0.8, 0.4), (-1.0, 0.5, 0.2), (1.5, 1.0, -2.0)):
        wanted = plane.cdf([(firm - retreat) / 2**0.5, firm - bar])
        found = np.exp(log_wedges(*three(bar, firm, retreat))[0][0])

        assert found == pytest.approx(wanted, abs=1e-7)


@given(SOME, SOME, SOME)
def test_the_three_ways_make_up_everything(
    bar: float, firm: float, retreat: float
) -> None:
    """To leave things, stand firm or back down: something must be done."""
    stands, backs = np.exp(log_wedges(*three(bar, firm, retreat)))
    quiet = ndtr(bar - firm) * ndtr(bar - retreat)

    assert stands + backs + quiet == pytest.approx(1, abs=1e-12)


@given(SOME, SOME, SOME)
def test_to_stand_firm_and_to_back_down_are_mirror_images(
    bar: float, firm: float, retreat: float
) -> None:
    """Nothing but the payoffs tells the two ways apart."""
    one = log_wedges(*three(bar, firm, retreat))
    other = log_wedges(*three(bar, retreat, firm))

    assert one[0] == pytest.approx(other[1], rel=1e-9, abs=1e-11)


@given(st.floats(0, 25), st.floats(-20, 20))
def test_even_the_least_chance_keeps_its_digits(edge: float, gap: float) -> None:
    """A likelihood takes its logarithm, and 1e-150 is not nought."""

    def height(step: float) -> float:
        place = peak + step
        return float(
            np.exp(
                (peak * peak - place * place) / 2
                + log_ndtr(place + gap)
                - log_ndtr(peak + gap)
            )
        )

    peak = max(edge, -gap / 2)
    near = [
        quad(height, a, b, epsabs=0, epsrel=1e-12)[0] for a, b in pieces(edge - peak)
    ]
    wanted = (
        np.log(sum(near))
        - peak * peak / 2
        - np.log(2 * np.pi) / 2
        + log_ndtr(peak + gap)
    )
    found = log_wedges(*three(edge, 0.0, -gap))[0][0]

    assert found == pytest.approx(wanted, abs=1e-9)


def pieces(start: float) -> list[tuple[float, float]]:
    """Return where to integrate, in pieces that a rule can follow."""
    cuts = [max(start, -9.0), *[at for at in (-3.0, -1.0, 0.0) if at > start]]
    cuts += [at for at in (0.05, 0.3, 1.0, 3.0, 9.0) if at > cuts[-1]]
    return list(pairwise(cuts))


def test_a_tie_at_the_centre_gives_three_eighths_to_each_wedge() -> None:
    """By symmetry: 135 of 360 degrees."""
    found = np.exp(log_wedges(*three(0, 0, 0)))

    assert found.ravel().tolist() == pytest.approx([0.375, 0.375], abs=1e-15)


def test_a_tie_of_the_two_ways_is_told_like_any_other_payoffs() -> None:
    """Owen's function has no value there, so the limit is taken."""
    at, beside = three(0.7, -0.2, -0.2), three(0.7, -0.2, -0.2 + 1e-9)

    assert log_wedges(*at) == pytest.approx(np.array(log_wedges(*beside)), abs=1e-8)


def test_the_slopes_are_those_of_finite_differences() -> None:
    """Estimates and errors rest on them."""
    rng = np.random.default_rng(3)
    places = rng.normal(0, 3, (3, 200))
    step = 1e-5
    log = log_wedges(*places)[0]
    found = wedge_slopes(places[0], places[1], places[2], log)
    for index in range(3):
        ahead, behind = places.copy(), places.copy()
        ahead[index] += step
        behind[index] -= step
        wanted = (log_wedges(*ahead)[0] - log_wedges(*behind)[0]) / (2 * step)

        assert found[index] == pytest.approx(wanted, rel=1e-5, abs=1e-6)


def test_the_curvature_is_that_of_finite_differences() -> None:
    """A wrong one only slows a climb down, so no estimate would show it."""
    rng = np.random.default_rng(4)
    places = rng.normal(0, 2, (3, 200))
    step = 1e-5

    def slopes(where: np.ndarray) -> np.ndarray:
        return wedge_slopes(where[0], where[1], where[2], log_wedges(*where)[0])

    log = log_wedges(*places)[0]
    first = slopes(places)
    bar, firm, retreat = places
    found = wedge_curvature(bar, firm, retreat, log, first)
    found -= first[:, None] * first[None]
    for index in range(3):
        ahead, behind = places.copy(), places.copy()
        ahead[index] += step
        behind[index] -= step
        wanted = (slopes(ahead) - slopes(behind)) / (2 * step)

        assert found[index] == pytest.approx(wanted, rel=1e-5, abs=1e-5)


def test_the_slope_of_the_log_normal_never_cancels() -> None:
    """Far to the left it is the distance itself, a little more."""
    far = 1e7

    assert mills(np.array([-far]))[0] == pytest.approx(far, rel=1e-12)
    assert mills(np.array([60.0]))[0] == 0
