"""What effects promise: the formula, the truth of a small world, and honest words."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from yalu.cycle.daily import DailyProcess, Parameters
from yalu.cycle.daily_fit import FittedDaily, fit_daily
from yalu.cycle.effect import Way, effect
from yalu.cycle.occurrences import Occurrences
from yalu.errors import ModelError, SchemaError

ORIGIN = date(2001, 1, 1)
PROCESS = DailyProcess(half_lives=(5.0,))
BASE = float(np.log(np.expm1(1.0)))


def world(days: int = 1500) -> Occurrences:
    """Return a rare cause, and a stream that has nothing to do with it."""
    rng = np.random.default_rng(3)
    happened = rng.random((days, 2)) < (0.01, 0.05)
    times, streams = np.nonzero(happened)
    return Occurrences(
        names=("resolutions", "tests"),
        times=times.astype(float),
        streams=streams.astype(np.int64),
        windows=np.asarray([[0.0, days]] * 2, dtype=float),
        origin=ORIGIN,
    )


def known(push: float, back: float = 0.0) -> FittedDaily:
    """Return a model that is sure of its parameters: what the cause does to tests.

    `back` is what tests do to the cause.
    """
    fitted = fit_daily(PROCESS, world())
    weights = np.zeros((2, 2, 1))
    weights[1, 0, 0], weights[0, 1, 0] = push, back
    baseline = np.full((2, 1), BASE)
    sure = tuple(np.eye(len(one)) * 1e-18 for one in fitted.covariances)
    parameters = Parameters(baseline=baseline, weights=weights)
    return replace(fitted, parameters=parameters, covariances=sure)


def day(number: int) -> date:
    """Return a day of the world."""
    return ORIGIN + timedelta(days=number)


def test_the_direct_effect_is_the_formula() -> None:
    """Two days after one occasion, computed by hand."""
    model, occurrences = known(2.0), world()
    quiet = day(int(occurrences.of("resolutions")[0]) - 4)
    (found,) = effect(
        model, occurrences, on=[quiet], horizons=[2], rng=np.random.default_rng(1)
    )
    scale = model.by_day.scales[1]
    having, lacking = (
        sum(
            -np.expm1(-scale * np.logaddexp(0.0, BASE + push * 0.5 ** (gap / 5)))
            for gap in (0, 1)
        )
        for push in (2.0, 0.0)
    )

    assert found.ratio == pytest.approx(having / lacking, rel=1e-6)
    assert found.difference == pytest.approx(having - lacking, rel=1e-6)


def test_a_day_of_the_record_and_a_day_put_in_are_told_alike() -> None:
    """What happened is taken away, what did not is added."""
    model, occurrences = known(2.0), world()
    rng = np.random.default_rng(1)
    real = day(int(occurrences.of("resolutions")[1]))
    (given,) = effect(model, occurrences, on=[real], horizons=[5], rng=rng)
    without = np.flatnonzero(occurrences.times == (real - ORIGIN).days)
    changed = replace(
        occurrences,
        times=np.delete(occurrences.times, without),
        streams=np.delete(occurrences.streams, without),
    )
    fewer = replace(
        model,
        by_day=replace(fit_daily(PROCESS, changed).by_day, scales=model.by_day.scales),
    )
    (put,) = effect(fewer, changed, on=[real], horizons=[5], rng=rng)

    assert given.ratio == pytest.approx(put.ratio, rel=1e-6)


def test_without_feedback_to_find_both_ways_agree() -> None:
    """Where the target acts on nothing, drawing futures adds only noise."""
    model, occurrences = known(2.0), world()
    choices = {"horizons": [20], "draws": 2}
    (direct,) = effect(model, occurrences, rng=np.random.default_rng(1), **choices)  # type: ignore[arg-type]
    (drawn,) = effect(
        model,
        occurrences,
        way=Way.FEEDBACK,
        paths=300,
        rng=np.random.default_rng(2),
        **choices,  # type: ignore[arg-type]
    )

    assert drawn.difference == pytest.approx(direct.difference, rel=0.1)


def test_feedback_adds_what_comes_by_way_of_others() -> None:
    """Tests that bring resolutions that bring tests are more than the first ones."""
    model, occurrences = known(2.0, back=6.0), world()
    common = {"horizons": [60], "draws": 2}
    (direct,) = effect(model, occurrences, rng=np.random.default_rng(1), **common)  # type: ignore[arg-type]
    (drawn,) = effect(
        model,
        occurrences,
        way=Way.FEEDBACK,
        paths=100,
        rng=np.random.default_rng(2),
        **common,  # type: ignore[arg-type]
    )

    assert drawn.difference > 1.2 * direct.difference


def test_a_cause_that_does_nothing_has_a_ratio_of_one() -> None:
    """And with the same chance twice, no future differs either."""
    model, occurrences = known(0.0), world()
    for way in Way:
        (found,) = effect(
            model,
            occurrences,
            way=way,
            horizons=[30],
            draws=2,
            paths=5,
            rng=np.random.default_rng(1),
        )

        assert found.ratio == pytest.approx(1.0, abs=1e-6)


def test_an_effect_that_is_told_from_none_says_which_way() -> None:
    """A sure model is believed."""
    raised, lowered = (
        effect(known(push), world(), horizons=[30], rng=np.random.default_rng(1))[0]
        for push in (3.0, -3.0)
    )

    assert str(raised).endswith("more with it.")
    assert str(lowered).endswith("fewer with it.")
    assert raised.row["chance_above_one"] == 1.0


def test_an_estimate_from_the_record_holds_the_truth() -> None:
    """The streams have nothing to do with each other, and the interval says so."""
    occurrences = world()
    fitted = fit_daily(PROCESS, occurrences)
    found = effect(fitted, occurrences, rng=np.random.default_rng(1))

    assert [one.horizon for one in found] == [30, 90, 180, 365]
    assert not any(one.told for one in found)
    assert all("cannot tell more from fewer" in str(one) for one in found)


def test_an_occasion_too_close_to_the_end_is_left_out() -> None:
    """The days after it are not known."""
    model, occurrences = known(1.0), world()
    rng = np.random.default_rng(1)
    (found,) = effect(model, occurrences, horizons=[700], rng=rng)
    dates = occurrences.of("resolutions")

    assert found.occasions == (dates + 700 < 1500).sum()
    with pytest.raises(ModelError, match="fewer days"):
        effect(model, occurrences, horizons=[5000], rng=rng)


def test_what_cannot_be_reckoned_is_told_at_once() -> None:
    """Stream, number and chance, in one message."""
    with pytest.raises(SchemaError, match=r"(?s)'moons'.*found 0.*rng: none"):
        effect(known(1.0), world(), of="moons", horizons=[0])


def test_a_day_that_was_not_watched_is_refused() -> None:
    """Nothing is known around it."""
    with pytest.raises(SchemaError, match="1999-01-01 is outside"):
        effect(
            known(1.0),
            world(),
            on=[date(1999, 1, 1)],
            horizons=[5],
            rng=np.random.default_rng(1),
        )
