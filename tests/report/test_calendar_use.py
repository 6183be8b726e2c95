"""What whole years say of a cap that no window can be checked for."""

import pytest

from yalu.flows import Series
from yalu.report import Dossier
from yalu.report.calendar_use import calendar_rows


def test_a_printed_nil_is_kept_and_a_year_without_a_figure_is_absent(
    dossier: Dossier,
) -> None:
    """Customs printed nil crude for 2014 and 2015, and nothing held here since."""
    cap = dossier.regime.measure("UN-2397-4")
    customs = {
        row.window: float(row.low)
        for row in calendar_rows(dossier.regime, cap, dossier.trade)
        if row.series is Series.CUSTOMS
    }

    assert (customs["2014"], customs["2015"]) == (0.0, 0.0)
    assert "2018" not in customs


def test_a_share_is_taken_of_the_limit_in_the_same_unit(dossier: Dossier) -> None:
    """520,000 t of 525,000 t, and 3.8 of 4 million barrels, with no factor."""
    cap = dossier.regime.measure("UN-2397-4")
    rows = calendar_rows(dossier.regime, cap, dossier.trade)
    shares = {(row.window, row.unit): float(row.low) for row in rows}

    assert shares["2012", "t"] == pytest.approx(520 / 525 * 100)
    assert shares["2017", "bbl"] == pytest.approx(95.0)


def test_an_estimate_keeps_its_grade(dossier: Dossier) -> None:
    """What somebody worked out must not turn into a record."""
    cap = dossier.regime.measure("UN-2397-4")
    rows = calendar_rows(dossier.regime, cap, dossier.trade)

    assert {row.evidence.value for row in rows if row.series is Series.ESTIMATED} == {
        "estimated"
    }
