"""What the lines on record promise, one promise per test."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tests.impact.dprk_world import tables
from yalu.goods import Revision, expand
from yalu.impact import RecordedLine, YearlyCap
from yalu.impact.cap_reach import stopped_by
from yalu.impact.recorded_lines import recorded_lines
from yalu.regime import Direction


def rows(*changes: dict[str, Any], last: int | None = None) -> tuple[RecordedLine, ...]:
    """Return the lines of a table whose rows differ from one in what is said."""
    plain = dict.fromkeys(tables()["trade"].column_names)
    common = plain | {
        "reporter": "CHN",
        "partner": "PRK",
        "direction": "import",
        "period_start": date(2015, 1, 1),
        "period_end": date(2016, 1, 1),
        "hs_code": "2701",
        "value_usd": 100,
        "unit": "",
        "series": "customs",
        "source": "a",
        "commodity": "coal",
        "conflict": False,
    }
    groups = tables()["trade_groups"].slice(0, 0)
    return recorded_lines(
        pa.Table.from_pylist([common | change for change in changes]),
        groups,
        target="PRK",
        year=2015,
        reporters=("CHN", "WLD"),
        last=last,
    )


def test_compilers_who_differ_make_a_range() -> None:
    """Neither is more right than the other."""
    (line,) = rows({"value_usd": 90}, {"value_usd": 110, "source": "b"})
    assert (line.low, line.high, line.sources) == (90.0, 110.0, ("a", "b"))


def test_eleven_months_are_brought_to_a_year() -> None:
    """A long part of the base year is better than another year."""
    (line,) = rows(
        {"period_end": date(2015, 12, 1)},
        {"period_start": date(2016, 1, 1), "period_end": date(2017, 1, 1)},
    )
    assert line.low == pytest.approx(100 * 365 / 334)
    assert line.years == (2015,)


def test_the_year_beside_stands_in() -> None:
    """Customs printed garments for 2016 and not for 2015."""
    (line,) = rows(
        {"period_start": date(2016, 1, 1), "period_end": date(2017, 1, 1)},
        {"period_end": date(2015, 3, 1)},
    )
    assert line.years == (2016,)


def test_a_year_far_away_does_not() -> None:
    """What moved in 2012 says little of 2015."""
    old = {"period_start": date(2012, 1, 1), "period_end": date(2013, 1, 1)}
    assert rows(old) == ()


def test_estimates_and_customs_are_not_mixed() -> None:
    """Series are never added together."""
    assert rows({"series": "estimated"}) == ()


def test_a_quantity_shown_to_be_wrong_is_left_out() -> None:
    """It is kept in the data with a flag, and weighs nothing here."""
    (line,) = rows({"quantity": 5, "unit": "t", "conflict": True})
    assert line.quantities == ()


def test_kilograms_are_counted_in_tonnes() -> None:
    """Caps are in tonnes."""
    (line,) = rows({"quantity": 5000, "unit": "kg"})
    assert line.quantities == (("t", 5.0, 5.0),)


LATER = {
    "period_start": date(2016, 1, 1),
    "period_end": date(2017, 1, 1),
    "value_usd": None,
    "quantity": 280_000,
    "unit": "t",
}


def test_the_years_of_a_line_are_those_of_its_quantities_too() -> None:
    """A value of 2015 beside tonnes of 2016 is not of 2015 alone."""
    (line,) = rows({}, LATER)
    assert (line.years, line.years_of_value) == ((2015, 2016), (2015,))


def test_a_quantity_of_a_later_year_is_not_used() -> None:
    """Held against 2016 it would have told the prediction what came."""
    (line,) = rows({}, LATER, last=2015)
    assert (line.years, line.quantities) == ((2015,), ())


def test_products_that_share_a_code_are_lines_of_their_own() -> None:
    """What jet fuel was worth in 2016 is not what diesel weighed in 2015."""
    diesel = {"commodity": "diesel", "value_usd": None, "quantity": 5, "unit": "t"}
    jet = {**LATER, "commodity": "jet fuel", "value_usd": 40, "quantity": None}
    first, second = rows(diesel, jet)
    assert (first.name, first.high, first.years) == ("diesel", 0.0, (2015,))
    assert (second.name, second.high, second.quantities) == ("jet fuel", 40.0, ())


def cap(*limits: tuple[float, str], any_stops: bool = True) -> YearlyCap:
    return YearlyCap(limits=limits, any_stops=any_stops)


def coal(low: float, high: float, tonnes: float) -> list[RecordedLine]:
    return [
        RecordedLine(
            codes=("2701",),
            direction=Direction.FROM_TARGET,
            reporter="CHN",
            low=low,
            high=high,
            quantities=(("t", tonnes, tonnes),),
        )
    ]


SCOPE = frozenset(expand("2701", Revision.HS2012))


@pytest.mark.parametrize(
    ("limit", "stopped"),
    [
        (cap((40.0, "USD")), (0.6, 0.6, 0.6)),
        (cap((40.0, "USD"), (5.0, "t")), (0.6, 0.6, 0.6)),
        (cap((40.0, "USD"), (2.0, "t")), (0.8, 0.8, 0.8)),
        (cap((40.0, "USD"), (5.0, "t"), any_stops=False), (0.5, 0.5, 0.5)),
        (cap((400.0, "USD")), (0.0, 0.0, 0.0)),
        (cap(), (0.0, 0.0, 0.0)),
        (cap((5.0, "item")), (0.0, 0.5, 1.0)),
    ],
)
def test_a_cap_stops_what_is_beyond_it(
    limit: YearlyCap, stopped: tuple[float, float, float]
) -> None:
    """By hand: 100 USD and 10 t flowed; where nothing is known, all to nothing."""
    found = stopped_by(limit, SCOPE, coal(100.0, 100.0, 10.0), Revision.HS2012)
    assert found == pytest.approx(stopped)


def test_a_flow_that_is_a_range_makes_the_cap_one() -> None:
    """Of 80 a cap of 40 stops a half, of 160 three quarters."""
    found = stopped_by(
        cap((40.0, "USD")), SCOPE, coal(80.0, 160.0, 1.0), Revision.HS2012
    )
    assert found == pytest.approx((0.5, 1.0 - 40.0 / 120.0, 0.75))


def oil(code: str, tonnes: float, *, reporter: str = "CHN") -> RecordedLine:
    return RecordedLine(
        codes=(code,),
        direction=Direction.TO_TARGET,
        reporter=reporter,
        low=0.0,
        high=0.0,
        quantities=(("t", tonnes, tonnes),),
    )


REFINED = frozenset(expand("2710", Revision.HS2012))


def test_some_products_do_not_lower_what_is_printed_of_all() -> None:
    """By hand: 280,000 t are 2.02 to 2.33 million barrels at 7.23 to 8.33 a tonne.

    Gasoline and diesel alone, 143,600 t, are no second reading of that.
    """
    lines = [oil("2710", 280e3), oil("271012", 94.9e3), oil("271019", 48.7e3)]
    found = stopped_by(cap((500e3, "bbl")), REFINED, lines, Revision.HS2012)
    few, many = 280e3 * 7.23, 280e3 / 0.12
    by_hand = (1 - 500e3 / few, 1 - 1e6 / (few + many), 1 - 500e3 / many)
    assert found == pytest.approx(by_hand)
    assert found == pytest.approx((0.753, 0.771, 0.786), abs=1e-3)


def test_some_products_raise_what_is_printed_of_all() -> None:
    """More of two products than of all of them is a reading of more."""
    lines = [oil("2710", 100.0), oil("271012", 90.0), oil("271019", 60.0)]
    low, _, high = stopped_by(cap((50.0, "t")), REFINED, lines, Revision.HS2012)
    assert (low, high) == pytest.approx((0.5, 1.0 - 50.0 / 150.0))


def test_another_reporter_is_another_reading() -> None:
    """Who prints less of the same goods is no part of who prints more."""
    lines = [oil("2710", 100.0), oil("2710", 200.0, reporter="WLD")]
    low, _, high = stopped_by(cap((50.0, "t")), REFINED, lines, Revision.HS2012)
    assert (low, high) == pytest.approx((0.5, 0.75))
