"""What forecasts promise: nothing of the day itself, edges, and honest errors."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tests.cycle.days import ORIGIN, given, record
from yalu.cycle import (
    Baseline,
    DailyProcess,
    FittedDaily,
    Forecast,
    Foreseen,
    Hawkes,
    Intercept,
    Occurrences,
    Parameters,
    Renewal,
    Season,
    Spell,
    fit,
    forecast,
)
from yalu.cycle.daily_paths import draw_paths
from yalu.cycle.futures import futures
from yalu.errors import SchemaError
from yalu.periods import Interval, parse_period

QUIET = [[[0.0], [0.0]], [[0.0], [0.0]]]
GROUPS = {"a": ("a",), "both": ("a", "b")}
PROCESS = DailyProcess(half_lives=(10.0,))


def day(number: int) -> date:
    """Return a day by its number since the origin."""
    return ORIGIN + timedelta(days=number)


def foreseen(
    fitted: FittedDaily, occurrences: Occurrences, on: int, **asked: object
) -> Forecast:
    """Return a forecast of both groups."""
    asked = {"horizons": (1, 7, 30), "groups": GROUPS, **asked}
    rng = np.random.default_rng(1)
    return forecast(fitted, occurrences, on=day(on), rng=rng, **asked)  # type: ignore[arg-type]


def test_without_weights_the_probability_is_that_of_the_rate() -> None:
    """The closed form itself, for every horizon: there is nothing left to chance."""
    fitted = given(PROCESS, [0.02, 0.05], QUIET)

    found = foreseen(fitted, record(100, [5.0], [6.0]), 100)

    for group, rate in (("a", 0.02), ("both", 0.07)):
        for horizon in (1, 7, 30):
            one = found.of(group, horizon)
            exact = 1 - np.exp(-rate * horizon)
            assert one.probability == pytest.approx(exact, rel=1e-12)
            assert one.error == pytest.approx(0, abs=1e-12)


def test_two_days_with_excitation_by_hand() -> None:
    """An event of the first day raises the rate of the second."""
    process = DailyProcess(half_lives=(1.0,))
    fitted = given(process, [0.3], [[[2.0]]])

    drawn = futures(
        fitted,
        record(10, []),
        Interval(day(10), day(12)),
        paths=200_000,
        rng=np.random.default_rng(3),
    )

    centre = np.log(np.expm1(1.0))
    raised = -np.expm1(-0.3 * np.log1p(np.exp(centre + 2.0)))
    first, second = drawn.happened[:, :, 0]
    assert first.mean() == pytest.approx(-np.expm1(-0.3), abs=0.004)
    assert second[first].mean() == pytest.approx(raised, abs=0.006)
    assert second[~first].mean() == pytest.approx(-np.expm1(-0.3), abs=0.004)


def test_an_event_of_the_day_before_acts_and_one_of_the_day_does_not() -> None:
    """The forecast is made at the start of the day."""
    fitted = given(PROCESS, [0.05], [[[30.0]]])
    chances = [
        foreseen(fitted, record(100, [event]), 50, groups={"a": ("a",)})
        .of("a", 1)
        .probability
        for event in (49.0, 50.0)
    ]

    before, same = chances
    assert before == pytest.approx(-np.expm1(-0.05 * 30.54), abs=0.03)
    assert same == pytest.approx(-np.expm1(-0.05), abs=0.012)


def test_the_last_day_of_a_horizon_is_named() -> None:
    """A week from Monday ends on Sunday."""
    found = foreseen(given(PROCESS, [0.1, 0.1], QUIET), record(9, [1.0], [1.0]), 9)

    assert found.of("a", 7).until == day(15)
    assert found.of("a", 1).until == day(9)


def test_days_that_were_not_watched_are_drawn() -> None:
    """And what is known of the other stream in them is kept."""
    process = DailyProcess(half_lives=(10.0,))
    occurrences = record(30, [5.0], [28.0], windows=[(0.0, 20.0), (0.0, 30.0)])
    fitted = given(process, [1e-9, 1e-9], QUIET)

    known = draw_paths(
        process,
        fitted.by_day,
        [fitted.parameters],
        occurrences,
        between=Interval(day(20), day(40)),
        paths=3,
        rng=np.random.default_rng(1),
    )
    later = foreseen(fitted, occurrences, 40)

    assert known.unwatched == 0
    assert not known.happened[:, :, 1].any()
    assert "Of the 20 days before" in str(later)


def test_what_is_known_of_a_stream_acts_through_days_unknown_of_another() -> None:
    """The event of day 28 raises day 30 although a was not watched since 20."""
    occurrences = record(30, [5.0], [29.0], windows=[(0.0, 20.0), (0.0, 30.0)])
    weights = [[[0.0], [400.0]], [[0.0], [0.0]]]

    found = foreseen(given(PROCESS, [0.05, 1e-9], weights), occurrences, 30)

    assert found.of("a", 1).probability > 0.99


def test_no_probability_is_zero_or_one() -> None:
    """None of the paths has an event of a; a rate of a thousand a day rounds to one."""
    found = foreseen(given(PROCESS, [1e-9, 1e3], QUIET), record(9, [1.0], [1.0]), 9)

    assert found.of("a", 1).counts.max() == 0
    assert found.of("a", 1).probability == pytest.approx(1e-9)
    assert found.of("both", 1).probability == pytest.approx(4000.5 / 4001)


def test_draws_that_differ_are_told_by_their_spread() -> None:
    """Half of the draws know a rate twice that of the others."""
    fitted = given(PROCESS, [0.02], [[[0.0]]])
    centre = fitted.parameters.baseline
    high = Parameters(baseline=centre + 1.1, weights=fitted.parameters.weights)
    alike = [fitted.parameters] * 40
    apart = [fitted.parameters, high] * 20
    groups = {"a": ("a",)}

    same = foreseen(fitted, record(9, [1.0]), 9, draws=alike, groups=groups)
    wide = foreseen(fitted, record(9, [1.0]), 9, draws=apart, groups=groups)

    low_chance = 1 - np.exp(-0.02 * 30)
    high_chance = 1 - np.exp(-0.02 * 30 * np.log1p(np.exp(centre[0, 0] + 1.1)))
    assert same.of("a", 30).spread == pytest.approx((low_chance, low_chance))
    assert wide.of("a", 30).spread == pytest.approx((low_chance, high_chance))


def test_one_set_of_parameters_has_no_spread() -> None:
    """Nothing is known of how sure it is."""
    fitted = given(PROCESS, [0.1, 0.1], QUIET)

    one = foreseen(fitted, record(9, [1.0], [1.0]), 9, draws=[fitted.parameters])

    assert one.of("a", 7).spread is None


def test_the_median_wait_is_a_day_of_even_chance() -> None:
    """None where most paths have no event."""
    found = foreseen(given(PROCESS, [1e-6, 0.1], QUIET), record(9, [1.0], [1.0]), 9)

    waits = dict(found.waits)
    assert waits["a"] is None
    assert waits["both"] == pytest.approx(np.log(2) / 0.1, abs=1)


def test_a_season_and_an_open_spell_are_said() -> None:
    """A reader must know what the forecast takes for granted."""
    year = parse_period("2000")
    baseline = Baseline(
        terms=(
            Intercept(),
            Season(name="exercises", intervals=(), known=year),
            Spell(name="closed border", interval=Interval(day(20), day(60))),
        )
    )
    fitted = fit(DailyProcess(baseline=baseline, half_lives=()), record(50, [1.0, 9.0]))

    told = str(
        forecast(
            fitted,
            record(50, [1.0, 9.0]),
            on=day(50),
            groups={"a": ("a",)},
            rng=np.random.default_rng(1),
        )
    )

    assert "Exercises: that of the year before is taken." in told
    assert "Closed border: it is taken to last." in told


def test_a_forecast_of_days_that_were_fitted_says_so() -> None:
    """It knows too much."""
    fitted = fit(PROCESS, record(100, [1.0, 50.0, 90.0]))

    told = foreseen(fitted, record(100, [1.0, 50.0]), 60, groups={"a": ("a",)})

    assert "knows too much" in str(told)


def test_a_process_that_runs_away_is_bounded_and_told() -> None:
    """At most one event a day, and a word of how many paths do so."""
    fitted = given(DailyProcess(half_lives=(300.0,)), [0.05], [[[50.0]]])

    found = foreseen(fitted, record(100, [5.0, 50.0]), 100, groups={"a": ("a",)})

    assert fitted.feedback > 1
    assert found.of("a", 30).counts.max() <= 30
    assert "than 2 times the events it ever had" in str(found)


def test_what_cannot_be_foreseen_is_told_at_once() -> None:
    """A stream that was not fitted, no horizon, no path, no draw."""
    fitted = given(PROCESS, [0.1, 0.1], QUIET)

    with pytest.raises(SchemaError) as told:
        foreseen(
            fitted,
            record(9, [1.0], [1.0]),
            9,
            groups={"x": ("x",), "y": ()},
            horizons=(0,),
            paths=0,
            draws=[],
        )

    assert str(told.value).count("\n") == 5


def test_draws_are_refused_where_there_is_nothing_to_draw() -> None:
    """A renewal process has other parameters."""
    occurrences = record(100, [1.0, 20.0, 50.0, 70.0])
    parameters = given(PROCESS, [0.1], [[[0.0]]]).parameters

    with pytest.raises(SchemaError, match="takes none"):
        forecast(
            fit(Renewal(), occurrences),
            occurrences,
            on=day(100),
            groups={"a": ("a",)},
            draws=[parameters],
            rng=np.random.default_rng(1),
        )


def test_a_stream_not_yet_watched_cannot_be_foreseen() -> None:
    """Nothing is known of what it did before."""
    fitted = given(PROCESS, [0.1, 0.1], QUIET)
    late = record(30, [5.0], [25.0], windows=[(0.0, 30.0), (20.0, 30.0)])

    with pytest.raises(SchemaError, match="b was not watched before"):
        foreseen(fitted, late, 20)


def test_other_streams_than_those_fitted_are_refused() -> None:
    """The weights would be those of others."""
    with pytest.raises(SchemaError, match="Pass those fitted"):
        foreseen(
            given(PROCESS, [0.1], [[[0.0]]]),
            record(9, [1.0], [2.0]),
            9,
            groups={"a": ("a",)},
        )


def test_time_without_a_calendar_cannot_be_foreseen() -> None:
    """The day of the forecast has no number then."""
    fitted = given(PROCESS, [0.1, 0.1], QUIET)

    with pytest.raises(SchemaError, match="origin"):
        foreseen(fitted, replace(record(9, [1.0], [1.0]), origin=None), 9)


def test_a_hawkes_process_foresees_in_the_same_form() -> None:
    """The mean of a process without excitation is its rate times the days."""
    rng = np.random.default_rng(2)
    occurrences = record(2000, np.flatnonzero(rng.random(2000) < 0.03).tolist())
    fitted = fit(Hawkes(half_lives=(5.0,)), occurrences, rng=rng)

    found = forecast(
        fitted, occurrences, on=day(2000), groups={"a": ("a",)}, paths=300, rng=rng
    )

    assert found.of("a", 365).mean == pytest.approx(365 * 0.03, rel=0.35)


def test_what_was_not_asked_for_is_not_there() -> None:
    """The message names what is."""
    found = foreseen(given(PROCESS, [0.1, 0.1], QUIET), record(9, [1.0], [1.0]), 9)

    with pytest.raises(SchemaError, match="a 1, a 7, a 30, both 1"):
        found.of("a", 8)


def test_a_table_has_a_row_a_group_and_horizon() -> None:
    """With everything a reader needs to judge it."""
    found = foreseen(given(PROCESS, [0.1, 0.1], QUIET), record(9, [1.0], [1.0]), 9)

    rows = found.table

    assert len(rows) == 6
    assert rows[0]["method"] == "daily process"
    assert rows[0]["low"] <= rows[0]["mean"] <= rows[0]["high"]  # type: ignore[operator]


def test_an_interval_holds_the_middle_paths() -> None:
    """Five of a hundred below and five above."""
    one = Foreseen(
        group="a",
        horizon=1,
        until=day(1),
        probability=0.5,
        error=0.0,
        spread=None,
        counts=np.arange(1, 101),
    )

    assert one.interval() == (5, 95)
    assert one.mean == 50.5
