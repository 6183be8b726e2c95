"""What whole years say of a cap that no window can be checked for."""

import pytest

from yalu.flows import Series
from yalu.report import Dossier
from yalu.report.calendar_use import calendar_rows
from yalu.report.capping import CapRow


def ends(row: CapRow) -> tuple[float, float]:
    """Return both ends of the share used, in percent."""
    assert row.high is not None
    return float(row.low), float(row.high)


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
    """523,041 t of 525,000 t, and 3.8 of 4 million barrels to the rounding."""
    cap = dossier.regime.measure("UN-2397-4")
    rows = calendar_rows(dossier.regime, cap, dossier.trade)
    shares = {(row.window, row.unit): ends(row) for row in rows}

    assert shares["2012", "t"] == pytest.approx((523.041 / 525 * 100,) * 2)
    assert shares["2017", "bbl"] == pytest.approx((93.75, 96.25))


def test_an_estimate_is_shown_over_its_whole_range(dossier: Dossier) -> None:
    """About 500,000 t may lie on either side of 525,000 t: never one number."""
    cap = dossier.regime.measure("UN-2397-4")
    kotra = [
        row
        for row in calendar_rows(dossier.regime, cap, dossier.trade)
        if (row.compiler, row.window) == ("KOTRA", "2018")
    ]

    assert len(kotra) == 1
    assert ends(kotra[0]) == pytest.approx((450 / 5.25, 550 / 5.25))


def test_an_estimate_keeps_its_grade(dossier: Dossier) -> None:
    """What somebody worked out must not turn into a record."""
    cap = dossier.regime.measure("UN-2397-4")
    rows = calendar_rows(dossier.regime, cap, dossier.trade)

    assert {row.evidence.value for row in rows if row.series is Series.ESTIMATED} == {
        "estimated"
    }
