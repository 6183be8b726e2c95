"""What is drawn of recorded trade."""

from datetime import date
from decimal import Decimal

import pytest

from yalu.provenance import Evidence
from yalu.report import Dossier
from yalu.report.recorded import Reading, gaps, main_compiler, readings
from yalu.report.sections.trade import banned_share, lines_of, trade


def reading(month: date, compiler: str = "GACC", value: str = "1") -> Reading:
    """Return a printed figure of one month."""
    return Reading(
        month=month,
        direction="import",
        compiler=compiler,
        value_usd=Decimal(value),
        evidence=Evidence.REPORTED,
        release="",
        derived="",
        confidence="high",
        conflict=False,
        chosen=compiler == "GACC",
        note="",
        sources=("X",),
    )


def test_a_month_that_nobody_printed_is_a_gap() -> None:
    """Between January and April two months are missing, not zero."""
    found = [reading(date(2018, 1, 1)), reading(date(2018, 4, 1))]

    assert gaps(found) == (date(2018, 2, 1), date(2018, 3, 1))


def test_a_month_after_the_last_figure_is_no_gap() -> None:
    """The record is not accused of a future it has not reached."""
    assert gaps([reading(date(2018, 1, 1))]) == ()


def test_the_main_compiler_is_the_one_with_most_months() -> None:
    """Ties go to the first by name, so that the page does not flicker."""
    assert main_compiler(["KITA", "GACC", "GACC", "KITA"]) == "GACC"
    assert main_compiler([]) == ""


def test_the_line_runs_through_one_figure_a_month(dossier: Dossier) -> None:
    """Two figures of one month on one line would draw a spike."""
    for way in ("import", "export"):
        found = readings(dossier.trade, reporter="CHN", partner="PRK", direction=way)
        chosen = [r.month for r in found if r.chosen]

        assert len(chosen) == len(set(chosen))
        assert all(r.compiler == "GACC" for r in found if r.chosen)


@pytest.mark.parametrize(("year", "percent"), [(2016, 79), (2018, 0.01)])
def test_the_banned_lines_are_what_the_record_says(
    dossier: Dossier, year: int, percent: float
) -> None:
    """The figures that the embedded data must reproduce, within a point."""
    share = banned_share(lines_of(dossier), year)

    assert share is not None
    assert float(share) * 100 == pytest.approx(percent, abs=1)


def test_a_line_without_a_record_has_no_amount(dossier: Dossier) -> None:
    """UN Comtrade returned nothing for coal in 2018: that is not a nil."""
    coal = [x for x in lines_of(dossier) if (x.year, x.hs_code) == (2018, "2701")]

    assert [(x.value_usd, x.status) for x in coal] == [(None, "no record")]


def test_the_title_counts_what_is_recorded_and_what_is_not(dossier: Dossier) -> None:
    """A share of two lines of five must not be read as the share of five."""
    section = trade(dossier)
    assert section is not None
    (figure,) = (b for b in section.blocks if b.id == "banned-lines")

    assert "79 % of the imports that China recorded in 2016" in figure.title.replace(
        "\u00a0", " "
    )
    assert "two of them are recorded" in figure.title
    assert "for three no record was returned" in figure.title


def test_the_rest_says_that_it_may_hold_lines_without_a_record(
    dossier: Dossier,
) -> None:
    """What is left of the total is only other goods if every line is known."""
    rest = {x.year: x.goods for x in lines_of(dossier) if x.hs_code == "REST"}

    assert rest[2016] == "all other goods"
    assert rest[2018] == "all else, and lines without a record"


def test_a_line_is_banned_where_the_compiled_law_says_so(dossier: Dossier) -> None:
    """Only a ban without end on the whole line counts, and only on all states."""
    found = {x.hs_code: x.banned_by for x in lines_of(dossier)}

    assert found["2701"] == ("UN-2371-8-coal",)
    assert found["6704"] == ()


def test_lines_and_the_rest_add_up_to_the_total(dossier: Dossier) -> None:
    """The published total of 2018 is exact."""
    values = [x.value_usd for x in lines_of(dossier) if x.year == 2018]

    assert sum(v for v in values if v is not None) == Decimal("213151847.00")
