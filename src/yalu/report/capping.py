"""Cap ledgers as rows to draw: one a window, limit, series, compiler and state.

Each limit is judged by the unit that the record states for the most months. Where
months are unreported, what a row shows is a lower end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from yalu.compliance import CapLedger, LimitShare, UnitUse
from yalu.flows import WORLD, Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Limit
from yalu.report import numerals
from yalu.report.naming import state_name

__all__ = [
    "LIMIT_WORDS",
    "CapRow",
    "RunningPoint",
    "cap_rows",
    "running",
    "share_words",
    "who",
    "window_name",
]

_FULL = 100
_TINY = Decimal("0.1")
_SILENT = "unreported"
_WHOLE_YEAR = timedelta(days=364)
LIMIT_WORDS = {
    Unit.USD: "value limit",
    Unit.TONNE: "tonnage limit",
    Unit.KILOGRAM: "tonnage limit",
    Unit.BARREL: "barrel limit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRow:
    """How much of one limit is used on one record.

    Attributes
    ----------
    measure, instrument, body : str
        The cap.
    window : str
        The accounting window, in short.
    start, end : date or None
        Its days; `end` is the first day outside.
    series : Series
        Kind of statement.
    compiler, states : str
        Who printed it, and whose shipments it adds up.
    limit, unit : str
        The limit, and the unit the record is in.
    low, high : Decimal or None
        Share used, in percent; no upper end where the record has none.
    factors : tuple of str
        Barrel factors behind the two ends; empty where none was needed.
    months, missing : int
        Months of the window, and those unreported.
    exceeded : bool or None
        Above the limit; None where the record cannot tell.
    evidence : Evidence
        Weakest grade.
    sources, notes : tuple of str
        Sources, and what was left out or is at odds.

    """

    measure: str
    instrument: str
    body: str
    window: str
    start: date
    end: date | None
    series: Series
    compiler: str
    states: str
    limit: str
    limit_words: str
    unit: str
    low: Decimal
    high: Decimal | None
    factors: tuple[str, ...]
    months: int
    missing: int
    exceeded: bool | None
    evidence: Evidence
    sources: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_floor(self) -> bool:
        """Whether more may have been used: months are missing, or no end is known."""
        return self.high is None or self.missing > 0

    @property
    def told(self) -> str:
        """The share in words."""
        low = share_words(self.low)
        both = numerals.span(low, share_words(self.high or self.low))
        if not self.is_floor:
            return both
        return f"at least {both}" if self.low else f"{both} on record"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPoint:
    """The use of one limit by the end of one month.

    Attributes
    ----------
    row : CapRow
        The ledger row it belongs to.
    month : date
        First day of the month.
    number : int
        Month of the window, from 1.
    low, high : Decimal or None
        Share used so far, in percent.
    status : str
        ``stated``, ``inferred`` or ``unreported``.
    known : bool
        Whether any figure ends in this month.

    """

    row: CapRow
    month: date
    number: int
    low: Decimal | None
    high: Decimal | None
    status: str
    known: bool


def share_words(percentage: Decimal) -> str:
    """Return a percentage in words: whole percents, more digits far from 1 to 100."""
    digits = 3 if percentage > _FULL else 2 if percentage >= _TINY else 1
    return numerals.percent(percentage / _FULL, digits=digits)


def cap_rows(ledgers: Iterable[CapLedger]) -> tuple[CapRow, ...]:
    """Return one row for each limit of each ledger that can be held against it."""
    return tuple(row for row, _ in _judged(ledgers))


def running(ledgers: Iterable[CapLedger]) -> tuple[RunningPoint, ...]:
    """Return the running use, month by month, of the rows of `cap_rows`."""
    return tuple(
        RunningPoint(
            row=row,
            month=month.month.start,
            number=number,
            low=month.low,
            high=month.high,
            status=month.status,
            known=month.amount is not None,
        )
        for row, use in _judged(ledgers)
        for number, month in enumerate(use.months, start=1)
    )


def window_name(window: Interval) -> str:
    """Return a window in short: its year, or its first and last month."""
    last = window.last
    if last is None:
        return f"from {window.start:%b %Y}"
    if last - window.start >= _WHOLE_YEAR and window.start.month == 1:
        return f"{window.start:%Y}"
    if last - window.start < timedelta(days=32):
        return f"{last:%b %Y}"
    if last.year == window.start.year:
        return f"{window.start:%b}\u2013{last:%b %Y}"
    return f"{window.start:%b %Y}\u2013{last:%b %Y}"


def _judged(ledgers: Iterable[CapLedger]) -> list[tuple[CapRow, UnitUse]]:
    return [
        (_row(ledger, share, use), use)
        for ledger in ledgers
        for share, use in _best(ledger.uses)
    ]


def _best(uses: Sequence[UnitUse]) -> list[tuple[LimitShare, UnitUse]]:
    best: dict[Limit, tuple[int, LimitShare, UnitUse]] = {}
    for use in uses:
        known = len(use.months) - len(use.with_status(_SILENT))
        for share in use.shares:
            if share.limit not in best or known > best[share.limit][0]:
                best[share.limit] = (known, share, use)
    return [(share, use) for _, share, use in best.values()]


def _row(ledger: CapLedger, share: LimitShare, use: UnitUse) -> CapRow:
    factors = sorted(share.by_factor, key=lambda factor: factor[1])
    return CapRow(
        measure=ledger.measure,
        instrument=ledger.instrument,
        body=ledger.body,
        window=window_name(ledger.window),
        start=ledger.window.start,
        end=ledger.window.end,
        series=ledger.series,
        compiler=ledger.compiler,
        states=who(ledger.states),
        limit=str(share.limit),
        limit_words=LIMIT_WORDS.get(share.limit.unit, "limit"),
        unit=use.unit.value,
        low=share.low,
        high=share.high,
        factors=tuple(dict.fromkeys(f[0] for f in (factors[:1] + factors[-1:]))),
        months=len(use.months),
        missing=len(use.with_status(_SILENT)),
        exceeded=_exceeded(share, use),
        evidence=ledger.evidence or Evidence.REPORTED,
        sources=ledger.sources,
        notes=ledger.notes,
    )


def _exceeded(share: LimitShare, use: UnitUse) -> bool | None:
    if share.low > _FULL:
        return True
    if share.high is None or share.high > _FULL or use.with_status(_SILENT):
        return None
    return False


def who(states: str) -> str:
    """Return whose shipments a ledger adds up, in words."""
    if states == WORLD:
        return "states together, as printed"
    if states.startswith("sum of "):
        names = states.removeprefix("sum of ").split(", ")
        return " + ".join(state_name(name) for name in names)
    return state_name(states)
