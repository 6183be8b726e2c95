"""Cap ledgers: how much of a cap is used, month by month, in every series.

A ledger belongs to one window of one cap, as one compiler of one series shows it for
one state, for several states as printed together (``WLD``), or for the states added
up (``sum``). Nothing is added across series or compilers: they stand side by side.

Entries that end in a month are added in that month; what ended is *running use*. A
month is *stated* when somebody printed it, *inferred* when it is only inside a longer
total, and *unreported* otherwise, which is not nil. Entries that straddle an end of
the window or of the measure are possible, never sure. Shares are in percent of each
limit, as a range over the barrel factors in use.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yalu.compliance.statement import Amount
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import CapScope, Limit

__all__ = [
    "CapLedger",
    "Crossing",
    "LedgerMonth",
    "LimitShare",
    "Projection",
    "UnitUse",
]

_FULL = 100
_PACE = (
    "mean of the months stated so far; range from the highest and the lowest of them"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitShare:
    """How much of one limit is used, in percent.

    Attributes
    ----------
    limit : Limit
        The limit.
    low, high : Decimal or None
        Share used; no upper end where the amount has none.
    by_factor : tuple of tuple
        Identifier of each barrel factor and the share it gives, low and high; empty
        where no factor is needed.

    """

    limit: Limit
    low: Decimal
    high: Decimal | None
    by_factor: tuple[tuple[str, Decimal, Decimal | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMonth:
    """One month of a ledger.

    Attributes
    ----------
    month : Interval
        The month.
    status : str
        ``stated``, ``inferred`` or ``unreported``.
    amount : Amount or None
        What the entries that end in it add; None where none ends.
    running : Amount
        Sum of everything that ended by the end of the month.
    low, high : Decimal or None
        Share of the fullest limit so far, in percent; None where no limit can be
        held against the unit.

    """

    month: Interval
    status: str
    amount: Amount | None
    running: Amount
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """When a percentage of a cap was reached.

    Attributes
    ----------
    percent : int
        The percentage; above 100 means exceeded.
    surely, possibly : date or None
        First day of the month by whose end the low, and the high, end of the share
        had reached it.

    """

    percent: int
    surely: date | None
    possibly: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """When a cap will be used up if months go on as those stated so far.

    Attributes
    ----------
    central, earliest, latest : date or None
        Day of exhaustion at the mean, highest and lowest monthly pace; None where
        that is not before the window ends.
    pace, fastest, slowest : Decimal
        Amounts a month, in the unit of the use.
    method : str
        How it was worked out.

    """

    central: date | None
    earliest: date | None
    latest: date | None
    pace: Decimal
    fastest: Decimal
    slowest: Decimal
    method: str = _PACE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitUse:
    """The use of a cap as measured in one unit.

    Attributes
    ----------
    unit : Unit
        What was counted.
    total : Amount or None
        Everything surely inside the window; None where nothing is.
    possible : Amount
        That, and what straddles its ends.
    months : tuple of LedgerMonth
        Every month of the window that the record could hold.
    shares : tuple of LimitShare
        One for each limit that the unit can be held against, of `total`.
    possible_high : Decimal or None
        Share of the fullest limit if everything possible counts, in percent.
    crossings : tuple of Crossing
        Alert levels of the cap, and 100.
    projection : Projection or None
        None where the window is over, the cap used up, or no month stated.

    """

    unit: Unit
    total: Amount | None
    possible: Amount
    months: tuple[LedgerMonth, ...]
    shares: tuple[LimitShare, ...]
    possible_high: Decimal | None
    crossings: tuple[Crossing, ...]
    projection: Projection | None

    def with_status(self, status: str) -> tuple[str, ...]:
        """Return the months of one status, as YYYY-MM."""
        return tuple(
            f"{m.month.start:%Y-%m}" for m in self.months if m.status == status
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CapLedger:
    """The use of one cap in one window, as one compiler shows it.

    Attributes
    ----------
    measure, body, instrument, paragraph : str
        The cap.
    window : Interval
        Its accounting window.
    counted : Interval
        The days of it on which the measure was in force.
    scope : CapScope
        Whose shipments the cap adds up.
    series : Series
        Kind of statement.
    compiler : str
        Who printed the figures.
    states : str
        Whose shipments are added: a state, ``"WLD"`` as printed together, or
        ``"sum of …"``.
    uses : tuple of UnitUse
        One for each unit.
    evidence : Evidence or None
        Weakest grade behind it.
    sources, notes : tuple of str
        Sources, and what was left out or is at odds.

    """

    measure: str
    body: str
    instrument: str
    paragraph: str
    window: Interval
    counted: Interval
    scope: CapScope
    series: Series
    compiler: str
    states: str
    uses: tuple[UnitUse, ...]
    evidence: Evidence | None
    sources: tuple[str, ...]
    notes: tuple[str, ...]

    def use_in(self, unit: Unit) -> UnitUse | None:
        """Return the use as measured in one unit."""
        return next((use for use in self.uses if use.unit is unit), None)

    @property
    def binding(self) -> LimitShare | None:
        """The fullest limit, judged by the unit stated for the most months."""
        best: dict[Limit, tuple[int, LimitShare]] = {}
        for use in self.uses:
            known = len(use.months) - len(use.with_status("unreported"))
            for share in use.shares:
                if share.limit not in best or known > best[share.limit][0]:
                    best[share.limit] = (known, share)
        return max((s for _, s in best.values()), key=lambda s: s.low, default=None)

    @property
    def exceeded(self) -> bool | None:
        """Whether the cap is exceeded on this record; None where it cannot be told.

        A record with unreported months can show that a cap is exceeded, but never
        that it is kept.
        """
        binding = self.binding
        if binding is None:
            return None
        if binding.low > _FULL:
            return True
        open_high = binding.high is None or binding.high > _FULL
        silent = all(use.with_status("unreported") for use in self.uses)
        return None if open_high or silent else False

    def __str__(self) -> str:
        binding = self.binding
        where = f"{self.instrument}, para. {self.paragraph}, {self.window}"
        who = f"{self.series} ({self.compiler}), {self.states}"
        if binding is None:
            return f"{where}: {who}: nothing on record can be held against a limit."
        return f"{where}: {who}: {_used(binding)} of {binding.limit}."


def _used(share: LimitShare) -> str:
    low = f"{share.low:.1f}"
    if share.high is None:
        return f"at least {low} %"
    high = f"{share.high:.1f}"
    return f"{low} %" if low == high else f"{low} to {high} %"
