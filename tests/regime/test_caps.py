"""What caps promise, one promise per test."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from yalu.periods import Interval
from yalu.quantities import Unit, barrel_factors
from yalu.regime import Cap, cap_use

COAL = Cap.model_validate(
    {
        "limits": [{"amount": 1000, "unit": "t"}, {"amount": 50_000, "unit": "USD"}],
        "rule": "whichever_lower",
        "period": {"from": "2016-11-30", "until": "2017-01-01"},
        "alerts": [75, 90, 95],
    }
)
CRUDE = Cap.model_validate(
    {
        "limits": [{"amount": 4000, "unit": "bbl"}, {"amount": 525, "unit": "t"}],
        "rule": "either_limit",
        "period": {"from": "2017-12-22", "until": "2018-12-22"},
        "repeats": "anniversary",
    }
)
OPEN = Interval(date(2016, 1, 1))
REFINED = [f for f in barrel_factors().values() if f.cap == "refined"]


def test_the_lower_limit_binds_whichever_it_is() -> None:
    """The larger of the two shares is the share of the cap."""
    use = cap_use(COAL, {Unit.TONNE: Decimal(500), Unit.USD: Decimal(45_000)})

    assert use is not None
    assert use.low == use.high == Decimal(90)
    assert use.alerts == (75, 90)


@pytest.mark.parametrize(
    ("tonnes", "exceeded"), [("999.999", False), ("1000", False), ("1000.001", True)]
)
def test_reaching_a_limit_exactly_is_not_exceeding_it(
    *, tonnes: str, exceeded: bool
) -> None:
    """The limit itself is still allowed."""
    use = cap_use(COAL, {Unit.TONNE: Decimal(tonnes)})

    assert use is not None
    assert use.exceeded is exceeded


def test_a_cap_that_states_tonnes_needs_no_factor() -> None:
    """4,000,000 barrels or 525,000 tonnes: the text converts by itself."""
    use = cap_use(CRUDE, {Unit.TONNE: Decimal(525)}, factors=REFINED)

    assert use is not None
    assert use.low == use.high == Decimal(100)
    assert use.exceeded is False


def test_amounts_that_meet_no_limit_give_no_share() -> None:
    """Pieces cannot be held against tonnes: missing, not zero."""
    assert cap_use(COAL, {Unit.ITEM: Decimal(5)}) is None


def test_windows_repeat_on_the_anniversary_until_the_measure_ends() -> None:
    """Crude years run from 22 December."""
    windows = list(CRUDE.windows(OPEN, until=date(2020, 1, 1)))

    assert [window.start for window in windows] == [
        date(2017, 12, 22),
        date(2018, 12, 22),
        date(2019, 12, 22),
    ]


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2018, 12, 21), date(2017, 12, 22)),
        (date(2018, 12, 22), date(2018, 12, 22)),
        (date(2018, 12, 23), date(2018, 12, 22)),
    ],
)
def test_a_day_belongs_to_one_window(day: date, start: date) -> None:
    """The day before, of and after the change of year."""
    window = CRUDE.window_on(day, OPEN)

    assert window is not None
    assert window.start == start


def test_a_cap_that_does_not_repeat_has_no_second_window() -> None:
    """The coal cap of December 2016 was for one month."""
    assert COAL.window_on(date(2016, 12, 31), OPEN) is not None
    assert COAL.window_on(date(2017, 1, 1), OPEN) is None


def test_a_cap_without_limits_must_be_the_one_on_past_supply() -> None:
    """Every other rule needs a number."""
    with pytest.raises(ValidationError, match="give limits for every rule"):
        Cap.model_validate(
            {"rule": "max", "period": {"from": "2018-01-01", "until": "2019-01-01"}}
        )


@given(
    amount=st.decimals(0, 10**9, places=3),
    more=st.decimals(0, 10**9, places=3),
)
def test_more_use_never_lowers_a_share(amount: Decimal, more: Decimal) -> None:
    """Shares are monotone, and the low end stays below the high end."""
    cap = Cap.model_validate(
        {
            "limits": [{"amount": 500_000, "unit": "bbl"}],
            "rule": "max",
            "period": {"from": "2018-01-01", "until": "2019-01-01"},
        }
    )
    less = cap_use(cap, {Unit.TONNE: amount}, factors=REFINED)
    both = cap_use(cap, {Unit.TONNE: amount + more}, factors=REFINED)

    assert less is not None
    assert both is not None
    assert less.low <= less.high
    assert (both.low, both.high) >= (less.low, less.high)
