"""What the other patron ever moved of each good: the outside option on record.

By section from the matrix, by goods code from trade lines of whole years. The record
says what was, not what could be: an outside option is at least as large as the most
that was ever seen, and nothing here bounds it from above. Statements of different
kinds (customs, notified, alleged) are never put together, and neither are money and
tonnes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from yalu.dependence.counted import readings
from yalu.dependence.figures import (
    Flow,
    Status,
    require_columns,
    split_sources,
    whole_year,
)
from yalu.dependence.line import Line
from yalu.flows import ALL_SECTIONS, TOTAL, Repair, Series
from yalu.provenance import Evidence, weakest

__all__ = ["OutsideOption", "outside_options"]

_TRADE = (
    "reporter",
    "partner",
    "direction",
    "period_start",
    "period_end",
    "hs_code",
    "value_usd",
    "series",
    "source",
)
_Span = tuple[float, float]
_MONEY = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideOption:
    """The most that the other patron moved of one good in a year.

    Attributes
    ----------
    partner : str
        ISO3 code of the other patron.
    good : str
        Section of the SITC (one digit), goods code, or ``"all"``.
    flow : Flow
        Direction, seen from the target.
    series : str
        Kind of statement, or ``"matrix"``.
    unit : str
        ``"USD"`` or a unit of weight or volume.
    year : int
        The year in which it was most.
    low, high : float
        How much that was.
    patron_year : int or None
        The year in which the patron moved most of the same, by the same kind of
        statement; None where it is not on record.
    of_patron : tuple of float or None
        The one as a share of the other, smallest and largest.
    years : int
        How many years are on record.
    sources : tuple of str
        Identifiers of the sources.
    evidence : Evidence
        Weakest grade among them.

    """

    partner: str
    good: str
    flow: Flow
    series: str
    unit: str
    year: int
    low: float
    high: float
    patron_year: int | None
    of_patron: _Span | None
    years: int
    sources: tuple[str, ...]
    evidence: Evidence

    def line(self) -> Line:
        """Return the option in the form of a profile's table."""
        basis = f"most of {self.years} years on record, {self.series}"
        if self.of_patron is None:
            basis += "; the patron's is not on record in this form"
        else:
            low, high = (f"{share:.1%}" for share in self.of_patron)
            span = low if low == high else f"{low} to {high}"
            basis += f"; {span} of the patron's most ({self.patron_year})"
        return Line(
            figure="outside_option",
            year=self.year,
            compiler="UNCTAD" if self.series == "matrix" else self.series,
            flow=self.flow,
            subject=self.partner,
            low=self.low,
            high=self.high,
            unit=self.unit,
            status=Status.COMPUTED,
            basis=basis,
            sources=self.sources,
            evidence=self.evidence,
            good="" if self.good == ALL_SECTIONS else self.good,
        )


@dataclass(frozen=True, slots=True)
class _Amount:
    """One amount of one party in one year."""

    year: int
    low: float
    high: float
    sources: tuple[str, ...]
    evidence: Evidence


_Key = tuple[str, Flow, str, str]
_Amounts = dict[_Key, dict[int, _Amount]]


def outside_options(
    *,
    repair: Repair | None,
    trade: pa.Table | None,
    target: str,
    patron: str,
    alternative: str,
) -> tuple[OutsideOption, ...]:
    """Return the most the alternative moved of each section and goods code.

    Parameters
    ----------
    repair : Repair or None
        The repaired matrix.
    trade : pyarrow.Table or None
        Trade by goods code; only whole years are used.
    target, patron, alternative : str
        ISO3 codes.

    Raises
    ------
    SchemaError
        If the table lacks columns.

    """
    theirs: _Amounts = {}
    ours: _Amounts = {}
    for party, amounts in ((alternative, theirs), (patron, ours)):
        if repair is not None:
            _merge(amounts, _in_matrix(repair, target, party))
        if trade is not None:
            _merge(amounts, _in_trade(trade, target, party))
    return tuple(
        _option(alternative, key, list(years.values()), ours.get(key, {}))
        for key, years in sorted(theirs.items(), key=lambda item: _order(item[0]))
        if any(amount.high > 0 for amount in years.values())
    )


def _order(key: _Key) -> tuple[bool, str, str, str, str]:
    good, flow, series, unit = key
    return series != "matrix", flow.value, series, good, unit


def _merge(amounts: _Amounts, found: Iterable[tuple[_Key, _Amount]]) -> None:
    """Add amounts; several of one year become one range."""
    for key, one in found:
        years = amounts.setdefault(key, {})
        before = years.get(one.year, one)
        years[one.year] = _Amount(
            one.year,
            min(before.low, one.low),
            max(before.high, one.high),
            tuple(sorted({*before.sources, *one.sources})),
            weakest((before.evidence, one.evidence)) or one.evidence,
        )


def _in_matrix(
    repair: Repair, target: str, party: str
) -> Iterable[tuple[_Key, _Amount]]:
    for _, matrix in readings(repair):
        for flow, ends in (
            (Flow.EXPORTS, {"exporter": target, "importer": party}),
            (Flow.IMPORTS, {"exporter": party, "importer": target}),
        ):
            for (year, section, _, _), value in matrix.cells(**ends).items():
                key = (section, flow, "matrix", _MONEY)
                grade = Evidence.ESTIMATED
                yield key, _Amount(year, value, value, repair.sources, grade)


def _in_trade(
    trade: pa.Table, target: str, party: str
) -> Iterable[tuple[_Key, _Amount]]:
    require_columns(trade, _TRADE, "trade")
    for row in trade.to_pylist():
        if (row["reporter"], row["partner"]) != (party, target):
            continue
        year, code = whole_year(row["period_start"], row["period_end"]), row["hs_code"]
        if year is None or not code:
            continue
        good = ALL_SECTIONS if code == TOTAL else f"HS {code}"
        flow = Flow.IMPORTS if row["direction"] == "export" else Flow.EXPORTS
        series = str(row["series"])
        grade = Evidence(row.get("evidence") or _graded(series))
        for unit, amount in (
            (_MONEY, row["value_usd"]),
            (row.get("unit"), row.get("quantity")),
        ):
            if unit and amount is not None:
                value, sources = float(amount), split_sources(row["source"])
                one = _Amount(year, value, value, sources, grade)
                yield (good, flow, series, str(unit)), one


def _graded(series: str) -> Evidence:
    """Return the grade that a kind of statement has where none is given."""
    if series == Series.ALLEGED:
        return Evidence.ALLEGED
    return Evidence.ESTIMATED if series == Series.ESTIMATED else Evidence.REPORTED


def _option(
    partner: str, key: _Key, years: Sequence[_Amount], patron: dict[int, _Amount]
) -> OutsideOption:
    good, flow, series, unit = key
    best = max(years, key=lambda amount: (amount.high, amount.year))
    most = max(patron.values(), key=lambda amount: amount.high, default=None)
    known = most is not None and most.low > 0
    return OutsideOption(
        partner=partner,
        good=good,
        flow=flow,
        series=series,
        unit=unit,
        year=best.year,
        low=best.low,
        high=best.high,
        patron_year=most.year if most is not None and known else None,
        of_patron=(best.low / most.high, best.high / most.low)
        if most is not None and known
        else None,
        years=len(years),
        sources=tuple(sorted({*best.sources, *(most.sources if most else ())})),
        evidence=weakest((best.evidence, *((most.evidence,) if most else ())))
        or best.evidence,
    )
