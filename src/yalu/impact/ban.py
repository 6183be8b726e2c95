"""Bans: what the rows of the law do to goods codes, and what caps let through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from yalu.regime import Cap, CapRule, Coverage, Direction, Instrument, Regime

__all__ = ["Ban", "LawRows", "YearlyCap"]

_YEAR = 365
_CODE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyCap:
    """What a cap lets through in a year.

    Attributes
    ----------
    limits : tuple of tuple of float and str
        Amounts a year and their units; a window that is shorter or longer is brought
        to 365 days. Empty where the limit is what moved before.
    any_stops : bool
        Whether the first limit to be reached stops the flow. Otherwise whichever
        serves the buyer better may be claimed.

    """

    limits: tuple[tuple[float, str], ...]
    any_stops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """What one measure does to one goods code.

    Attributes
    ----------
    code : str
        HS code of 6 digits, in the edition of the package.
    direction : Direction
        ``from_target`` or ``to_target``.
    measure : str
        Identifier of the measure; empty in a thought.
    sure : bool
        Whether the whole of the code is meant.
    excusable : bool
        Whether the goods may pass on a claim that no record shows.
    cap : YearlyCap or None
        What may pass all the same.

    """

    code: str
    direction: Direction
    measure: str = ""
    sure: bool = True
    excusable: bool = False
    cap: YearlyCap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRows:
    """The rows of a law that bind all states, code by code.

    Attributes
    ----------
    regime : Regime
        The encoded law.
    rows : tuple of dict
        Those of codes of 6 digits, by name of column.

    """

    regime: Regime
    rows: tuple[dict[str, object], ...]

    @classmethod
    def of(cls, regime: Regime, covered: Coverage) -> Self:
        """Return the rows of a law."""
        bound = covered.columns.index("bound")
        code = covered.columns.index("hs_code")
        found = [
            dict(zip(covered.columns, row, strict=True))
            for row in covered.rows
            if row[bound] == "*" and len(row[code]) == _CODE
        ]
        return cls(regime=regime, rows=tuple(found))

    def alone(self, text: Instrument) -> list[dict[str, object]]:
        """Return the rows of one text, without what it replaces itself."""
        replaced = {old for measure in text.measures for old in measure.replaces}
        return [
            row
            for row in self.rows
            if row["instrument"] == text.symbol and row["measure"] not in replaced
        ]

    def together(self, symbols: tuple[str, ...], day: date) -> list[dict[str, object]]:
        """Return the rows of some texts that are in force on a day."""
        return [
            row
            for row in self.rows
            if row["instrument"] in symbols
            and _day(row, "from_day") <= day < _day(row, "until_day")
        ]

    @staticmethod
    def days(row: dict[str, object]) -> tuple[date, date]:
        """Return the first day on which a row binds without grace, and its end."""
        return _begins(row), _day(row, "until_day")

    def binding(self, day: date) -> list[dict[str, object]]:
        """Return the rows that bind without grace on a day."""
        return [
            row for row in self.rows if _begins(row) <= day < _day(row, "until_day")
        ]

    def last_day(self, rows: Iterable[dict[str, object]], text: Instrument) -> date:
        """Return the first day on which all of a text binds without grace."""
        days = [
            _day(row, name)
            for row in rows
            for name in ("from_day", "wind_down_day")
            if row[name] is not None
        ]
        return max(days, default=text.adopted_on)

    def bans(self, rows: Iterable[dict[str, object]]) -> tuple[Ban, ...]:
        """Return rows as bans."""
        return tuple(
            Ban(
                code=str(row["hs_code"]),
                direction=Direction(str(row["direction"])),
                measure=str(row["measure"]),
                sure=row["certainty"] == "sure",
                excusable=bool(row["excusable"]),
                cap=_yearly(self.regime.measure(str(row["measure"])).cap),
            )
            for row in rows
        )


def _day(row: dict[str, object], name: str) -> date:
    found = row[name]
    return found if isinstance(found, date) else date.max


def _begins(row: dict[str, object]) -> date:
    """Return the first day on which a row binds without grace."""
    grace = row["wind_down_day"]
    start = _day(row, "from_day")
    return max(start, grace) if isinstance(grace, date) else start


def _yearly(cap: Cap | None) -> YearlyCap | None:
    if cap is None:
        return None
    window = cap.period.interval
    days = _YEAR if window.end is None else (window.end - window.start).days
    return YearlyCap(
        limits=tuple(
            (float(limit.amount) * _YEAR / days, limit.unit.value)
            for limit in cap.limits
        ),
        any_stops=cap.rule is not CapRule.EITHER_LIMIT,
    )
