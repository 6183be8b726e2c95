"""Caps: how much may still move while a ban with an exempt quantity is in force.

For amounts dated inside one accounting window, the *use* is their sum; a cap is
*exceeded* when the use is above the limit. Reaching the limit exactly is not
exceeding it. Where two limits stand together either is decisive, so the share of
the cap that is used is the larger of the two shares, whatever the rule is called.

A cap that depends on the previous twelve months has no limit of its own: it is
known only beside the trade record.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from yalu.periods import Interval
from yalu.quantities import Unit
from yalu.regime.form import LawForm, Span
from yalu.regime.vocabulary import CapRule, CapScope, Claim, Repeats

__all__ = ["Cap", "Limit"]


class Limit(LawForm):
    """One limit of a cap.

    Attributes
    ----------
    amount : Decimal
        Largest total allowed, zero or more, in `unit`.
    unit : Unit
        What is counted.
    per : Unit or None
        For price limits, the unit that the price is for.
    item : str
        The item a limit is for, where a cap has one per item.

    """

    amount: Decimal = Field(ge=0)
    unit: Unit
    per: Unit | None = None
    item: str = ""

    def __str__(self) -> str:
        per = f" per {self.per}" if self.per else ""
        item = f" ({self.item})" if self.item else ""
        return f"{self.amount:,f} {self.unit}{per}{item}"


class Cap(LawForm):
    """The quantity that a measure lets through.

    Attributes
    ----------
    limits : tuple of Limit
        None only where the limit is each state's own past supply.
    rule : CapRule
        How the limits are read together.
    period : Span
        The first accounting window.
    repeats : Repeats
        Whether and when a new window begins.
    scope : CapScope
        Whose shipments are added up.
    conditions : tuple of Claim
        Claims without which nothing at all may move, whatever the quantity.
    alerts : tuple of int
        Percentages of use at which the Committee tells all states.
    stop_at : int or None
        Percentage at which shipments must stop for the rest of the window.

    """

    limits: tuple[Limit, ...] = ()
    rule: CapRule
    period: Span
    repeats: Repeats = Repeats.NO
    scope: CapScope = CapScope.ALL_STATES
    conditions: tuple[Claim, ...] = ()
    alerts: tuple[int, ...] = ()
    stop_at: int | None = None

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        own_past = self.rule is CapRule.NOT_ABOVE_PREVIOUS_12_MONTHS
        if own_past == bool(self.limits):
            msg = (
                f"rule {self.rule} with {len(self.limits)} limits; give limits for "
                "every rule but not_above_previous_12_months, and none for that one"
            )
            raise ValueError(msg)
        if self.period.end is None and self.rule is not CapRule.PRICE_AT_OR_BELOW:
            msg = "period has no end; give the first day outside the first window"
            raise ValueError(msg)
        return self

    def windows(self, in_force: Interval, *, until: date) -> Iterator[Interval]:
        """Yield the accounting windows that begin before `until`, oldest first.

        Parameters
        ----------
        in_force : Interval
            Days the measure is in force: windows beginning after its end are left
            out. A window keeps its full length although the measure ends inside it.
        until : date
            First day that no longer counts.

        """
        window = self.period.interval
        while window.start < until and (
            in_force.end is None or window.start < in_force.end
        ):
            yield window
            if self.repeats is Repeats.NO or window.end is None:
                return
            window = Interval(window.end, _year_later(window.end))

    def window_on(self, day: date, in_force: Interval) -> Interval | None:
        """Return the accounting window that a day falls in, or None."""
        for window in self.windows(in_force, until=date(day.year + 1, 1, 1)):
            if day in window:
                return window
        return None


def _year_later(day: date) -> date:
    return day.replace(year=day.year + 1)
