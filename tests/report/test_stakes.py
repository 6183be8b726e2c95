"""What the yardsticks of pressure promise, one promise per test."""

from datetime import date

import pyarrow as pa
import pytest

from yalu import sources
from yalu.report.stakes import embedded_case, falls


def test_a_fall_is_as_wide_as_what_is_printed_rounds() -> None:
    """The worst year is printed as 7.1 percent, which is 7.05 to 7.15."""
    year, years = falls(embedded_case())

    assert (year.low, year.high) == pytest.approx((0.0705, 0.0715))
    assert list(year.compilers) == ["Bank of Korea"]
    assert years.low < years.high


def test_a_second_compiler_of_the_same_years_widens_the_fall() -> None:
    """No compiler is preferred in silence."""
    case = embedded_case()
    table = sources.load("output")
    like = next(row for row in table.to_pylist() if row["item"] == "real_growth")
    other = like | {
        "period_start": date(1992, 1, 1),
        "period_end": date(1993, 1, 1),
        "compiler": "Somebody",
        "value": like["value"] * 0 - 5,
        "low": like["value"] * 0 - 6,
        "high": like["value"] * 0 - 4,
    }
    both = pa.concat_tables([table, pa.Table.from_pylist([other], table.schema)])
    year, _ = falls(case, both)

    assert (year.low, year.high) == pytest.approx((0.04, 0.0715))
    assert list(year.compilers) == ["Bank of Korea", "Somebody"]
