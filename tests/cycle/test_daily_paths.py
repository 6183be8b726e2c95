"""What holding events back promises: the same probability, with hardly any noise."""

from datetime import timedelta

import numpy as np
import pytest

from tests.cycle.days import ORIGIN, given, record
from yalu.cycle import (
    DailyProcess,
    FittedDaily,
    Forecast,
    Occurrences,
    Parameters,
    forecast,
)
from yalu.cycle.daily_paths import draw_paths
from yalu.periods import Interval

PROCESS = DailyProcess(half_lives=(5.0,))
GROUPS = {"a": ("a",), "both": ("a", "b")}
STRONG = [[[3.0], [6.0]], [[8.0], [-2.0]]]


def asked(
    fitted: FittedDaily, occurrences: Occurrences, on: int, **more: object
) -> Forecast:
    """Return a forecast from a day by its number, of a and of both."""
    more = {"horizons": (1, 7, 30), "groups": GROUPS, **more}
    first = ORIGIN + timedelta(days=on)
    rng = np.random.default_rng(5)
    return forecast(fitted, occurrences, on=first, rng=rng, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("ahead", [0, 9])
def test_it_is_the_share_of_futures_where_events_feed_on_each_other(ahead: int) -> None:
    """Within four standard errors, also where days before are drawn as well."""
    fitted = given(PROCESS, [0.01, 0.02], STRONG)
    occurrences = record(100, [40.0], [97.0])

    found = asked(fitted, occurrences, 100 + ahead, paths=20_000)

    for one in found.foreseen:
        share = (one.counts > 0).mean()
        chance = np.sqrt(share * (1 - share) / 20_000)
        assert one.error < chance
        assert abs(one.probability - share) < 4 * np.hypot(chance, one.error)


def test_two_days_of_two_streams_by_hand() -> None:
    """No a on two days: b of the first one raises the second, or does not come."""
    process, weights = DailyProcess(half_lives=(1.0,)), [[[9.0], [2.0]], [[9.0], [9.0]]]
    fitted = given(process, [0.3, 0.4], weights)
    raised = 0.3 * np.log1p(np.exp(PROCESS.link.centre + 2.0))
    other = -np.expm1(-0.4)
    quiet = np.exp(-0.3) * (other * np.exp(-raised) + (1 - other) * np.exp(-0.3))

    found = asked(fitted, record(10, [], []), 10, horizons=(2,), paths=40_000)
    one = found.of("a", 2)

    assert one.probability == pytest.approx(1 - quiet, abs=4 * one.error)
    assert one.error < 0.001


def test_the_last_day_of_a_horizon_counts_and_the_day_after_does_not() -> None:
    """The event of the day before brings b, b brings c and c brings d on the third."""
    weights = np.zeros((4, 4, 1))
    weights[[1, 2, 3], [0, 1, 2]] = 320.0
    fitted = given(DailyProcess(half_lives=(0.01,)), [0.1] * 4, weights.tolist())
    low = Parameters(baseline=np.full((4, 1), -20.0), weights=weights)
    occurrences = record(50, [49.0], [], [], [])

    found = asked(
        fitted, occurrences, 50, groups={"d": ("d",)}, horizons=(2, 3), draws=[low]
    )

    assert found.of("d", 2).probability < 1e-9
    assert 1 - 1e-9 < found.of("d", 3).probability < 1


def test_events_of_days_before_the_first_one_are_not_held_back() -> None:
    """An a that was drawn on a day not on record brings more of them."""
    fitted = given(PROCESS, [0.3], [[[30.0]]])
    groups = {"a": ("a",)}

    at_once = asked(fitted, record(20, []), 20, groups=groups).of("a", 1)
    later = asked(fitted, record(20, []), 23, groups=groups).of("a", 1)

    assert at_once.probability == pytest.approx(-np.expm1(-0.3))
    assert later.probability > 0.7


def test_the_range_is_nothing_where_all_draws_are_the_same() -> None:
    """The luck of twenty paths is a third of what counting them would leave."""
    fitted = given(PROCESS, [0.01, 0.02], STRONG)
    occurrences = record(100, [40.0], [60.0])
    same = [fitted.parameters] * 20

    few, many = (
        asked(fitted, occurrences, 100, draws=same, paths=20 * each).of("a", 30)
        for each in (20, 500)
    )

    assert few.spread is not None
    assert many.spread is not None
    counted = 2 * 1.645 * np.sqrt(few.probability * (1 - few.probability) / 20)
    assert few.spread[1] - few.spread[0] < counted / 3
    assert many.spread[1] - many.spread[0] < counted / 15


def test_paths_are_the_same_whether_or_not_groups_are_asked_about() -> None:
    """Counts do not change with the questions."""
    fitted = given(PROCESS, [0.1, 0.2], STRONG)
    plain, also = (
        draw_paths(
            PROCESS,
            fitted.by_day,
            [fitted.parameters],
            record(10, [1.0], [2.0]),
            between=Interval(ORIGIN + timedelta(days=15), ORIGIN + timedelta(days=40)),
            paths=50,
            rng=np.random.default_rng(1),
            groups=groups,
        )
        for groups in ((), ((0,), (0, 1)))
    )

    assert np.array_equal(plain.happened, also.happened)
    assert also.quiet.shape == (2, 25, 25)
    assert (np.diff(also.quiet, axis=1) < 0).all()
