"""What lengths promise: the open ones count, and chance is counted out."""

from datetime import date
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import survdiff

from yalu.cycle.durations import Durations, compare, log_rank
from yalu.cycle.round import Duration
from yalu.errors import SchemaError

DAYS = st.lists(
    st.tuples(st.integers(1, 40), st.booleans(), st.booleans()), min_size=4, max_size=12
)


def lengths(*days: int, still: tuple[int, ...] = (), label: str = "x") -> Durations:
    """Return lengths that are over, and some that are not."""
    return Durations(
        label=label,
        durations=tuple(
            Duration(start=date(2006, 1, 1), fewest=n, most=n, ended=ended)
            for numbers, ended in ((days, True), (still, False))
            for n in numbers
        ),
    )


def test_an_open_length_lifts_the_median() -> None:
    """By hand: S falls to 3/4, 1/2 and, past the open one, to 0 at day 40."""
    found = lengths(10, 20, 40, still=(30,))

    assert found.median == 20
    assert found.survival_median == (40, 40)


def test_a_median_that_is_not_reached_is_missing() -> None:
    """It is longer than anything seen, and no number says how long."""
    found = lengths(10, still=(50, 60))

    assert found.survival_median == (None, None)
    assert "not reached" in str(found)


def test_lengths_of_nothing_have_no_median() -> None:
    """Missing is not zero."""
    assert lengths().median is None
    assert lengths().survival_median == (None, None)
    assert str(lengths(still=(3,))) == "x: 1 open, 3 days so far"


@given(DAYS)
def test_the_log_rank_statistic_is_that_of_statsmodels(
    drawn: list[tuple[int, bool, bool]],
) -> None:
    """Another program computes it, one deal at a time."""
    days, ended, late = (np.asarray(part) for part in zip(*drawn, strict=True))
    found = log_rank(days.astype(float), ended, late[None, :])
    with np.errstate(all="ignore"):
        told = (
            survdiff(days, ended.astype(int), late.astype(int))[0]
            if _parts(days, ended, late)
            else 0.0
        )

    assert found[0] == pytest.approx(told, abs=1e-9)


def _parts(
    days: np.typing.NDArray[np.int64],
    ended: np.typing.NDArray[np.bool_],
    late: np.typing.NDArray[np.bool_],
) -> bool:
    """Return whether some end has both sets, and more than itself, at risk."""
    return any(
        0 < late[days >= day].sum() < (days >= day).sum()
        and (ended & (days == day)).sum() < (days >= day).sum()
        for day in days[ended]
    )


def test_all_deals_of_a_few_lengths_are_looked_at() -> None:
    """Three against three: two of twenty deals part them as cleanly."""
    found = compare(lengths(1, 2, 3), lengths(50, 60, 70))

    assert found.exact
    assert found.deals == 20
    assert found.by_dealing == pytest.approx(2 / 20)


def test_the_order_of_lengths_does_not_matter() -> None:
    """A comparison is of sets."""
    told = {
        round(compare(lengths(*order), lengths(5, 9)).statistic, 12)
        for order in permutations((1, 7, 30))
    }

    assert len(told) == 1


def test_many_deals_are_drawn_and_said_to_be() -> None:
    """Twenty against twenty cannot all be dealt."""
    then, now = lengths(*range(1, 21)), lengths(*range(21, 41))
    with pytest.raises(SchemaError, match="rng"):
        compare(then, now)

    found = compare(then, now, rng=np.random.default_rng(1))
    assert not found.exact
    assert found.by_dealing < 0.01
    assert "More of a difference" in str(found)
