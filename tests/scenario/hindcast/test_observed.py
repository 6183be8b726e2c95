"""What the observations of the embedded case promise, one promise per test."""

from datetime import date

import pytest

from yalu import sources
from yalu.events import read
from yalu.provenance import Confidence, Evidence
from yalu.scenario.hindcast import GAUGES, Gauge, Observation, Window, observed
from yalu.scenario.hindcast.observed import patron_enforcement
from yalu.strategy.record import EnforcementReading, Quarter

LOG = read()
FOUND = observed(
    LOG,
    trade=sources.load("trade"),
    output=sources.load("output"),
    enforcement=(),
    since=date(2006, 1, 1),
    until=date(2026, 7, 1),
)


def of(series: str, window: Window, year: int, month: int = 1) -> Observation | None:
    """Return one observation, or nothing where there is none."""
    for one in FOUND:
        asked = (series, window, date(year, month, 1))
        if (one.series, one.window, one.since) == asked:
            return one
    return None


def reading(
    quarter: str, low: float, high: float, shared: int = 1
) -> EnforcementReading:
    """Return a reading of enforcement."""
    return EnforcementReading(
        quarter=Quarter.parse(quarter),
        low=low,
        high=high,
        evidence=Evidence.OFFICIAL,
        confidence=Confidence.HIGH,
        sources=("a",),
        shared=shared,
    )


@pytest.mark.parametrize(
    ("series", "year", "count"),
    [("tests", 2017, 4), ("texts", 2017, 3), ("tests", 2018, 0), ("talks", 2018, 4)],
)
def test_years_that_everybody_knows_are_counted(
    series: str, year: int, count: int
) -> None:
    """2017 had a nuclear test, three of long range and three quarters with texts.

    In every quarter of 2018 target and senders met, and nothing was fired.
    """
    found = of(series, Window.YEAR, year)

    assert found is not None
    assert (found.low, found.high) == (count, count)


def test_the_quarters_of_a_year_add_up_to_it() -> None:
    """Days and quarters with events are counted once."""
    for year in range(2006, 2024):
        for series, gauge in GAUGES.items():
            whole = of(series, Window.YEAR, year)
            parts = [of(series, Window.QUARTER, year, month) for month in (1, 4, 7, 10)]
            known = [part for part in parts if part is not None]
            if whole is None or series in {"exports", "imports"} or len(known) < 4:
                continue
            assert gauge in {Gauge.SUM, Gauge.QUARTERS}
            assert whole.low == sum(part.low for part in known)


def test_where_hardly_anybody_looked_nothing_was_observed() -> None:
    """Visits of 2020 are recorded thinly: silence is not an observation."""
    assert of("overtures", Window.YEAR, 2020) is None


def test_what_may_have_been_later_makes_a_range() -> None:
    """Events of 2019 that are dated broadly or alleged count as at most."""
    found = of("overtures", Window.YEAR, 2019)

    assert found is not None
    assert found.low < found.high


def test_exports_are_what_the_patron_imports() -> None:
    """2019: 215 million USD by the customs of China."""
    found = of("exports", Window.YEAR, 2019)

    assert found is not None
    assert found.low == pytest.approx(215.2, abs=0.1)
    assert "CTCN" in found.sources


def test_a_contradicted_year_is_a_range_of_its_compilers() -> None:
    """Exports of 2017 are printed as 1,651 to 1,731 million USD."""
    found = of("exports", Window.YEAR, 2017)

    assert found is not None
    assert found.low == pytest.approx(1650.6, abs=0.1)
    assert found.high == pytest.approx(1731.0, abs=0.1)


def test_growth_is_what_was_printed() -> None:
    """2017: -3.5 percent, rounded to a tenth."""
    found = of("growth", Window.YEAR, 2017)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((-3.55, -3.45))


def test_every_source_is_named_alone() -> None:
    """Cells that join several are taken apart."""
    assert not [one for one in FOUND if any(";" in name for name in one.sources)]


def test_a_figure_that_quarters_share_is_a_year_and_no_quarter() -> None:
    """One figure of a year read four times is one observation."""
    year = [reading(f"2018Q{number}", 0.4, 0.6, shared=4) for number in (1, 2, 3, 4)]

    found = list(
        patron_enforcement(year, since=date(2018, 1, 1), until=date(2019, 1, 1))
    )

    assert [one.window for one in found] == [Window.YEAR]
    assert (found[0].low, found[0].high) == pytest.approx((0.4, 0.6))


def test_a_reading_from_nothing_to_all_is_none() -> None:
    """It tells nothing, so the year is not known either."""
    year = [reading(f"2018Q{number}", 0.4, 0.6) for number in (1, 2, 3)]

    found = list(
        patron_enforcement(
            [*year, reading("2018Q4", 0.0, 1.0)],
            since=date(2018, 1, 1),
            until=date(2019, 1, 1),
        )
    )

    assert [one.window for one in found] == [Window.QUARTER] * 3
