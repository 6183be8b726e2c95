"""Tiny worlds for charts: a few rows each, so that a specification can be read."""

from datetime import date
from decimal import Decimal

from yalu.compliance import Verdict
from yalu.dependence import Flow, Lack, Share, ShareBound, Status
from yalu.flows import Series
from yalu.provenance import Confidence, Evidence
from yalu.regime import Direction
from yalu.report.capping import CapRow, RunningPoint
from yalu.report.estimating import FanPoint, LawDay
from yalu.report.figures.scorecard import Square
from yalu.report.lawmaking import Bar, Count
from yalu.report.recorded import AnnualLine

BARS = (
    Bar(
        goods="coal",
        direction=Direction.FROM_TARGET,
        body="UN",
        effect="ban",
        measure="U1",
        instrument="S/RES/1 (2017)",
        paragraph="8",
        words="coal",
        from_day=date(2017, 8, 5),
        until_day=None,
    ),
    Bar(
        goods="coal",
        direction=Direction.FROM_TARGET,
        body="China",
        effect="cap",
        measure="C1",
        instrument="Announcement 1 (2017)",
        paragraph="1",
        words="coal",
        from_day=date(2017, 1, 1),
        until_day=date(2017, 8, 15),
    ),
)
WINDOW = (date(2016, 1, 1), date(2018, 1, 1))
COUNTS = (
    Count("UN", date(2016, 1, 1), 1),
    Count("UN", date(2017, 8, 5), 2),
    Count("China", date(2017, 1, 1), 1),
)
SQUARES = (
    Square(
        goods="coal",
        year=2017,
        verdict=Verdict.NOT_ENFORCED,
        measure="U1",
        reason="it moved",
        contested=False,
        evidence="reported",
    ),
    Square(
        goods="coal",
        year=2018,
        verdict=Verdict.UNVERIFIABLE,
        measure="U1",
        reason="nobody says",
        contested=False,
        evidence="",
    ),
)


def cap_row(
    series: Series = Series.NOTIFIED,
    low: str = "76.5",
    high: str | None = "88.2",
    missing: int = 0,
) -> CapRow:
    """Return the use of a cap of 500,000 barrels in 2019."""
    return CapRow(
        measure="U2",
        instrument="S/RES/2 (2017)",
        body="UN",
        window="2019",
        start=date(2019, 1, 1),
        end=date(2020, 1, 1),
        series=series,
        compiler="1718 Committee",
        states="China",
        limit="500,000 bbl",
        limit_words="barrel limit",
        unit="t",
        low=Decimal(low),
        high=None if high is None else Decimal(high),
        factors=("diesel", "china-refined"),
        months=12,
        missing=missing,
        exceeded=None,
        evidence=Evidence.ALLEGED if series is Series.ALLEGED else Evidence.REPORTED,
        sources=("KH2019",),
        notes=(),
    )


def points() -> tuple[RunningPoint, ...]:
    """Return three months of use: known, silent, known."""
    shares = ((1, "10", "stated"), (2, None, "unreported"), (3, "30", "stated"))
    return tuple(
        RunningPoint(
            row=cap_row(),
            month=date(2019, number, 1),
            number=number,
            low=None if low is None else Decimal(low),
            high=None if low is None else Decimal(low) + 5,
            status=status,
            known=low is not None,
        )
        for number, low, status in shares
    )


LINES = (
    AnnualLine(
        year=2016,
        hs_code="2701",
        goods="coal",
        value_usd=Decimal(1000),
        status="recorded",
        banned_by=("U1",),
        banned_from=date(2017, 8, 5),
        sources=("CT",),
    ),
    AnnualLine(
        year=2018,
        hs_code="2701",
        goods="coal",
        value_usd=None,
        status="no record",
        banned_by=("U1",),
        banned_from=date(2017, 8, 5),
        sources=("CT",),
    ),
    AnnualLine(
        year=2018,
        hs_code="REST",
        goods="all else, and lines without a record",
        value_usd=Decimal(10),
        status="difference",
        banned_by=(),
        banned_from=None,
        sources=("CT",),
    ),
)
SHARES = (
    Share(
        year=2016,
        compiler="KOTRA",
        flow=Flow.TOTAL,
        low=0.92,
        high=0.93,
        base="crude in",
        crude=True,
        inter_korean=False,
        patron_usd=(92.0, 93.0),
        world_usd=(100.0, 100.0),
        status=Status.COMPUTED,
        method="amount over all partners",
        reason="",
        sources=("K",),
        evidence=Evidence.REPORTED,
        confidence=Confidence.HIGH,
    ),
)
BOUNDS = (
    ShareBound(
        year=2016,
        flow=Flow.TOTAL,
        low=0.87,
        high=0.93,
        low_from="inter-Korean in",
        high_from="as printed",
        status=Status.COMPUTED,
        missing="",
        lacks=(),
        sources=("K",),
    ),
    ShareBound(
        year=2017,
        flow=Flow.TOTAL,
        low=0.9,
        high=0.95,
        low_from="as printed",
        high_from="crude in",
        status=Status.COMPUTED,
        missing="no inter-Korean trade is recorded",
        lacks=(Lack.INTER_KOREAN,),
        sources=("K",),
    ),
)
FAN = tuple(
    FanPoint(
        period_start=date(2017, number, 1),
        period_end=date(2017, number + months, 1),
        months=months,
        part="before" if number < 4 else "under",
        counted=number > 3 and seen is not None,
        recorded_low=seen and seen * months,
        recorded_high=seen and seen * months,
        observed_low=seen,
        observed_high=seen,
        expected=100.0 if high else None,
        expected_low=80.0 if high else None,
        expected_high=high or None,
        unit="t",
        evidence=Evidence.REPORTED,
        sources=("KH2017",),
    )
    for number, months, seen, high in (
        (1, 1, 90.0, 0.0),
        (2, 1, None, 0.0),
        (3, 1, 110.0, 0.0),
        (4, 1, 40.0, 130.0),
        (5, 1, None, 9000.0),
        (5, 2, 30.0, 0.0),
    )
)
RULES = (LawDay(date(2017, 3, 20), "1"), LawDay(date(2017, 3, 25), "2"))
