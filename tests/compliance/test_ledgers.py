"""What cap ledgers promise, one promise per test."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from tests.compliance.worlds import RESOLUTION, flow, table, world
from yalu.compliance import CapLedger, LimitShare, cap_ledgers, record_gaps
from yalu.flows import Series
from yalu.quantities import Unit


def oil(
    period: str, quantity: object, unit: str = "bbl", **changes: object
) -> dict[str, Any]:
    """Return one delivery of refined products, notified by China unless changed."""
    row = flow(period, "2710", None, quantity, unit, direction="export")
    return row | {"series": "notified"} | changes


def ledgers(*rows: dict[str, Any], until: date | None = None) -> list[CapLedger]:
    """Return the ledgers of the one cap of the tiny regime."""
    return list(cap_ledgers(world(RESOLUTION), table(rows), until=until))


def binding(ledger: CapLedger) -> LimitShare:
    """Return the fullest limit, which must be known."""
    assert ledger.binding is not None
    return ledger.binding


def test_running_use_adds_month_by_month() -> None:
    """The share after each month is what the Committee warns by."""
    (ledger,) = ledgers(oil("2016-01", 300), oil("2016-02", 470))

    use = ledger.use_in(Unit.BARREL)
    assert use is not None
    assert [month.low for month in use.months] == [30, 77]
    crossing = {c.percent: c.surely for c in use.crossings}
    assert crossing == {75: date(2016, 2, 1), 90: None, 95: None, 100: None}


def test_a_cumulative_figure_is_never_added_to_its_months() -> None:
    """The page shows both, the trade happened once."""
    (ledger,) = ledgers(
        oil("2016-01", 300), oil("2016-02", 200), oil("2016-01..2016-02", 500)
    )

    assert binding(ledger).low == 50


def test_a_silent_month_is_unreported_and_keeps_the_cap_open() -> None:
    """A cap is not kept because somebody stopped writing."""
    (ledger,) = ledgers(oil("2016-01", 300), oil("2016-03", 200))

    use = ledger.uses[0]
    assert use.with_status("unreported") == ("2016-02",)
    assert ledger.exceeded is None


def test_a_reported_nil_is_no_silence() -> None:
    """A nil is a figure."""
    (ledger,) = ledgers(oil("2016-01", 300), oil("2016-02", 0))

    assert ledger.uses[0].with_status("unreported") == ()
    assert ledger.exceeded is False


def test_reaching_the_limit_exactly_does_not_exceed_it() -> None:
    """Equality is allowed."""
    (at,) = ledgers(oil("2016-01", 1000))
    (above,) = ledgers(oil("2016-01", "1000.001"))

    assert at.exceeded is False
    assert above.exceeded is True
    assert at.uses[0].crossings[-1].surely is None
    assert above.uses[0].crossings[-1].surely == date(2016, 1, 1)


def test_tonnes_are_shown_under_each_barrel_factor() -> None:
    """Nobody has published the one factor."""
    (ledger,) = ledgers(oil("2016-01", 100, "t"))

    share = binding(ledger)
    assert share.high is not None
    assert share.low < share.high
    shares = [low for _, low, _ in share.by_factor]
    assert (min(shares), max(shares)) == (share.low, share.high)


def test_series_and_compilers_stand_side_by_side() -> None:
    """What customs record and what is notified do not measure the same thing."""
    found = ledgers(
        oil("2016-01", 300),
        oil("2016-01", 0, series="customs"),
        oil("2016-01", 2000, series="alleged", reporter="WLD", evidence="alleged"),
    )

    assert {x.series: binding(x).low for x in found} == {
        Series.CUSTOMS: Decimal(0),
        Series.NOTIFIED: Decimal(30),
        Series.ALLEGED: Decimal(200),
    }


def test_states_are_shown_alone_together_and_as_their_sum() -> None:
    """What was printed for two states need not be the sum of what each printed."""
    found = ledgers(
        oil("2016-01", 300),
        oil("2016-01", 200, reporter="RUS"),
        oil("2016-01", 510, reporter="WLD"),
    )

    assert {x.states: binding(x).low for x in found} == {
        "CHN": 30,
        "RUS": 20,
        "WLD": 51,
        "sum of CHN, RUS": 50,
    }


def test_what_straddles_the_window_is_possible_and_never_sure() -> None:
    """A quarter across New Year cannot be split."""
    found = ledgers(oil("2016-12..2017-02", 300), oil("2016-11", 100))

    first = found[0].uses[0]
    assert first.total is not None
    assert [first.total.high, first.possible.high] == [100, 400]


def test_a_window_with_nothing_inside_has_no_share() -> None:
    """Nothing known is not zero used."""
    found = ledgers(oil("2015-12..2016-02", 300))

    assert found[0].binding is None
    assert found[0].uses[0].total is None
    assert "nothing on record" in str(found[0])


def test_equal_ends_are_told_once_and_an_open_end_as_at_least() -> None:
    """A reader should not wonder what lies between a number and itself."""
    (exact,) = ledgers(oil("2016-01", 300))
    (spread,) = ledgers(oil("2016-01", 100, "t"))

    assert ": 30.0 % of" in str(exact)
    assert re.search(r": \d+\.\d to \d+\.\d % of", str(spread))


def test_the_day_of_exhaustion_follows_the_pace_so_far() -> None:
    """At 300 and 200 barrels a month the other 500 last two months on average."""
    (ledger,) = ledgers(oil("2016-01", 300), oil("2016-02", 200))

    projection = ledger.uses[0].projection
    assert projection is not None
    paces = [projection.pace, projection.fastest, projection.slowest]
    assert paces == [250, 300, 200]
    assert projection.earliest is not None
    assert projection.latest is not None
    assert projection.central == date(2016, 4, 30)
    assert projection.earliest < projection.central < projection.latest


def test_a_pace_that_lasts_the_year_has_no_day_of_exhaustion() -> None:
    """There is no day to name."""
    (ledger,) = ledgers(oil("2016-01", 10), oil("2016-02", 20))

    projection = ledger.uses[0].projection
    assert projection is not None
    assert projection.central is None


def test_an_allegation_stands_beside_what_was_notified_for_the_same_months() -> None:
    """The gap is between like and like."""
    alleged = oil("2016-01..2016-02", None, series="alleged", reporter="WLD")
    alleged |= {"quantity_low": Decimal(1600), "unit": "bbl", "source": "S9"}

    gaps = record_gaps(
        ledgers(
            alleged,
            oil("2016-01", 60, reporter="WLD"),
            oil("2016-02", 46, reporter="WLD"),
            oil("2016-03", 99, reporter="WLD"),
        )
    )

    (gap,) = gaps
    assert gap.alleged_low == 160
    assert gap.alleged_high is None
    assert gap.notified_low == Decimal("10.6")
    assert gap.sources == ("S1", "S9")


def test_periods_after_the_day_asked_are_left_out() -> None:
    """A ledger can be read as of an earlier day."""
    (ledger,) = ledgers(
        oil("2016-01", 300), oil("2016-02", 200), until=date(2016, 2, 1)
    )

    assert binding(ledger).low == 30
