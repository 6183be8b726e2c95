"""What a report on some days promises."""

from dataclasses import replace
from datetime import date

import pytest

from yalu.errors import SchemaError
from yalu.report import Dossier
from yalu.report.enquiry import Enquiry
from yalu.report.ranging import WHOLE, Range, cut_rows, within

THREE_YEARS = Range(since=date(2016, 1, 1), until=date(2019, 1, 1))


@pytest.fixture(scope="module")
def enquiry(dossier: Dossier) -> Enquiry:
    """Return what law and record of the DPRK case say of all days."""
    assert dossier.enquiry is not None
    return dossier.enquiry


def test_a_range_of_all_days_changes_nothing(enquiry: Enquiry) -> None:
    """Who asks for nothing less gets the report as it is."""
    assert within(enquiry, WHOLE) is enquiry


def test_a_range_that_holds_every_day_changes_no_verdict(enquiry: Enquiry) -> None:
    """Cutting is by days alone: where none is cut, nothing is."""
    asked = Range(since=date(1990, 1, 1), until=date(2100, 1, 1))

    assert within(enquiry, asked).assessment.scorecard == enquiry.assessment.scorecard


def test_nothing_outside_the_range_is_told(enquiry: Enquiry) -> None:
    """A stretch, a ledger or a breach of other days is not part of the answer."""
    found = within(enquiry, THREE_YEARS).assessment
    days = THREE_YEARS.interval
    told = [
        *(step.period for score in found.scorecard for step in score.path),
        *(ledger.window for ledger in found.ledgers),
        *(breach.period for breach in found.breaches),
    ]

    assert told
    assert all(days.overlaps(period) for period in told)


def test_a_verdict_on_a_range_is_that_of_one_of_its_stretches(enquiry: Enquiry) -> None:
    """What was decided in other years decides nothing here."""
    for score in within(enquiry, THREE_YEARS).assessment.scorecard:
        if score.verdict.is_decided:
            assert score.verdict in {step.verdict for step in score.path}
        assert score.silent >= 0


def test_rows_are_kept_whole_or_not_at_all(dossier: Dossier) -> None:
    """A year that the range cuts through stays: half of it cannot be known."""
    kept = cut_rows(dossier.trade, replace(THREE_YEARS, since=date(2016, 7, 1)))

    assert 0 < kept.num_rows < dossier.trade.num_rows
    assert all(row["period_end"] > date(2016, 7, 1) for row in kept.to_pylist())
    assert all(row["period_start"] < date(2019, 1, 1) for row in kept.to_pylist())


def test_days_the_wrong_way_round_are_refused() -> None:
    """The message says which options to swap."""
    with pytest.raises(SchemaError, match="Swap --from and --to"):
        Range(since=date(2019, 1, 1), until=date(2018, 1, 1))
