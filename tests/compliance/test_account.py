"""What settling statements promises, one promise per test."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compliance.worlds import flow, table
from yalu.compliance import Account, Amount, settle, statements
from yalu.periods import Interval, parse_period
from yalu.quantities import Unit

YEAR = Interval.calendar_year(2016)


def account(*rows: dict[str, Any], unit: Unit = Unit.USD) -> Account:
    """Return the settled account of some flows."""
    return settle(statements(table(rows), target="PRK"), unit)


def exact(number: object) -> Amount:
    """Return a range of one number."""
    return Amount(Decimal(str(number)), Decimal(str(number)))


def test_a_total_adds_only_what_its_parts_leave() -> None:
    """A month and the quarter it lies in are the same trade once."""
    found = account(flow("2016-01", value=10), flow("2016-01..2016-03", value=100))

    assert found.total(YEAR) == exact(100)
    assert [(str(e.spans[0].start), e.amount) for e in found.entries] == [
        ("2016-01-01", exact(10)),
        ("2016-02-01", exact(90)),
    ]
    assert found.entries[1].derived


def test_the_rest_of_a_total_may_lie_around_its_parts() -> None:
    """What moved before and after a known month stays one amount."""
    found = account(flow("2016-02", value=10), flow("2016-01..2016-03", value=100))

    rest = found.entries[-1]
    assert [span.start.month for span in rest.spans] == [1, 3]
    assert rest.amount == exact(90)


def test_a_total_of_all_its_parts_pins_a_doubtful_part() -> None:
    """Two sources differ on one month, and the printed total decides."""
    parts = [flow(f"2016-{month:02}", value=10) for month in range(1, 12)]
    found = account(
        *parts,
        flow("2016-12", value=9, source="S2"),
        flow("2016-12", value=10),
        flow("2016", value=120),
    )

    assert found.total(YEAR) == exact(120)
    assert "sources differ, 9 to 10 USD" in found.notes[0]


def test_a_total_at_odds_with_its_parts_keeps_both_figures() -> None:
    """Nobody knows which of two printed numbers is wrong."""
    months = [flow(f"2016-{month:02}", value=10) for month in range(1, 13)]

    found = account(*months, flow("2016", value=111))

    assert found.total(YEAR) == Amount(Decimal(111), Decimal(120))
    assert found.notes == ("2701, 2016-01-01 to 2016-12-31: stated 111 USD, parts 120",)


def test_a_total_smaller_than_its_parts_is_left_out() -> None:
    """A cumulative figure that predates late reports says nothing of the rest."""
    found = account(flow("2016-01", value=90), flow("2016-01..2016-03", value=80))

    assert found.total(YEAR) == exact(90)
    assert "left out" in found.notes[0]


def test_a_total_that_cuts_through_a_part_is_left_out() -> None:
    """Half of a quarter is not recorded."""
    found = account(
        flow("2016-01..2016-03", value=30), flow("2016-03..2016-08", value=99)
    )

    assert found.total(YEAR) == exact(30)
    assert "cuts through parts" in found.notes[0]


def test_a_nil_total_is_a_nil_in_each_of_its_months() -> None:
    """Nothing in the year is nothing in March."""
    found = account(flow("2016", value=0), flow("2016-03", value=0))

    assert len(found.entries) == 12
    assert all(entry.amount.is_nil for entry in found.entries)


def test_a_revised_figure_replaces_the_first_release() -> None:
    """Customs revise, and the later figure is theirs."""
    found = account(
        flow("2016-01", value=9, release="first"),
        flow("2016-01", value=10, release="revised"),
    )

    assert found.total(YEAR) == exact(10)


def test_a_broader_code_stands_for_its_parts() -> None:
    """The heading and its six-digit codes are the same goods."""
    found = account(
        flow("2016-01", "2701", 100),
        flow("2016-01", "270112", 60),
        flow("2016-02", "270112", 7),
    )

    assert found.total(YEAR) == exact(107)


def test_an_open_bound_stays_open_in_a_sum() -> None:
    """More than a million and something is more than a million."""
    more = flow("2016-01", value=None, quantity=None, unit="t")
    more["quantity_low"] = Decimal(5)

    found = account(more, flow("2016-02", quantity=2, unit="t"), unit=Unit.TONNE)

    assert found.total(YEAR) == Amount(Decimal(7), None)
    assert str(found.total(YEAR)) == "at least 7"


def test_kilograms_and_tonnes_are_one_account() -> None:
    """A compiler's choice of unit is no difference in trade."""
    found = account(
        flow("2016-01", quantity=1500, unit="kg"),
        flow("2016-02", quantity=2, unit="t"),
        unit=Unit.TONNE,
    )

    assert found.total(YEAR) == exact("3.5")


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=12, max_size=12), st.data())
def test_totals_beside_their_months_change_nothing(
    amounts: list[int], data: st.DataObject
) -> None:
    """Whoever transcribes a cumulative figure as well must not add trade."""
    months = [
        flow(f"2016-{month:02}", value=amount)
        for month, amount in enumerate(amounts, start=1)
    ]
    first = data.draw(st.integers(1, 12))
    last = data.draw(st.integers(first, 12))
    cumulative = flow(
        f"2016-{first:02}..2016-{last:02}", value=sum(amounts[first - 1 : last])
    )

    assert account(*months, cumulative).total(YEAR) == exact(sum(amounts))


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=12, max_size=12), st.integers(0, 4095))
def test_a_year_is_its_total_however_many_months_are_known(
    amounts: list[int], known: int
) -> None:
    """Knowing more months of a printed year cannot change the year."""
    months = [
        flow(f"2016-{month + 1:02}", value=amount)
        for month, amount in enumerate(amounts)
        if known >> month & 1
    ]

    found = account(*months, flow("2016", value=sum(amounts)))

    assert found.total(YEAR) == exact(sum(amounts))


@pytest.mark.parametrize("period", ["2016-01", "2016-02..2016-03"])
def test_a_sum_of_other_days_leaves_an_entry_out(period: str) -> None:
    """An entry counts where all its days do."""
    found = account(flow("2016-02..2016-04", value=5))

    assert found.total(parse_period(period)) == exact(0)
