"""A measure: what one paragraph does to some goods between two dates."""

from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from yalu.periods import Interval
from yalu.provenance import Confidence, Evidence
from yalu.regime.cap import Cap
from yalu.regime.form import LawForm, Span
from yalu.regime.scope import GoodsScope
from yalu.regime.vocabulary import Claim, Direction, MeasureKind, Origin, Status

__all__ = [
    "Difference",
    "Doubt",
    "Exemption",
    "FieldConfidence",
    "Measure",
    "Reporting",
    "WindDown",
]

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


class Exemption(LawForm):
    """A way out of a measure.

    Attributes
    ----------
    words : str
        The condition, in our own words.
    needs : tuple of Claim
        Claims that must all be asserted. Where only approvals are missing, the
        shipment *needs approval*.
    leads_to : Status
        What the shipment becomes: conditional, or permitted where the text takes
        the case out of the ban altogether.
    decided_by : str
        Who decides: a state, the Committee, nobody.
    origin : Origin
        Where goods must originate to use it.
    from_day, until : date or None
        Days the exemption itself is open, where they differ from the measure's.

    """

    words: str
    needs: tuple[Claim, ...] = Field(min_length=1)
    leads_to: Status = Status.CONDITIONAL
    decided_by: str = ""
    origin: Origin = Origin.ANY
    from_day: date | None = Field(default=None, alias="from")
    until: date | None = None

    def open_on(self, day: date) -> bool:
        """Return whether the exemption may be used on a day."""
        return (self.from_day is None or self.from_day <= day) and (
            self.until is None or day < self.until
        )


class WindDown(LawForm):
    """Days of grace for business begun before the measure.

    Attributes
    ----------
    last_day : date
        Last day goods may come in.
    contract_before : date or None
        Written contracts must be older than this day.
    arrived_before : date or None
        Goods must have reached a port before this day.
    notify_by : date or None
        Last day to notify the Committee; a duty, not a test.

    """

    last_day: date
    contract_before: date | None = None
    arrived_before: date | None = None
    notify_by: date | None = None

    @property
    def until(self) -> date:
        """First day without grace."""
        return self.last_day + timedelta(days=1)


class Reporting(LawForm):
    """A duty to report what moved.

    Attributes
    ----------
    words : str
        Who reports what.
    days_after_month_end : int or None
        Days allowed after the end of the month.
    every_days : int or None
        Interval between reports, in days.

    """

    words: str
    days_after_month_end: int | None = None
    every_days: int | None = None

    def due(self, day: date) -> date | None:
        """Return when a shipment of `day` must be reported, where that is fixed."""
        month_end = Interval.month(day.year, day.month).last
        if self.days_after_month_end is None or month_end is None:
            return None
        return month_end + timedelta(days=self.days_after_month_end)


class Doubt(LawForm):
    """A point on which the text, its readers or the sources disagree.

    Attributes
    ----------
    words : str
        What is open.
    undecidable : Span or None
        Days on which the point leaves a shipment undecidable.

    """

    words: str
    undecidable: Span | None = None


class Difference(LawForm):
    """How a national measure departs from the one it implements."""

    implements: tuple[Identifier, ...] = ()
    words: str


class FieldConfidence(LawForm):
    """How sure the encoder is, field by field."""

    measure: Confidence
    goods: Confidence | None = None
    dates: Confidence = Confidence.HIGH


class Measure(LawForm):
    """One measure of one instrument.

    Attributes
    ----------
    id : str
        Identifier, unique in the regime.
    paragraph : str
        Paragraph of the instrument, e.g. ``"26(b)"``.
    kind, direction
        What it does, and to goods moving which way.
    goods : GoodsScope
        What it covers; for activities, words and items only.
    in_force : Span or None
        Days in force; None for a measure that never came into force.
    ended_by, replaces
        What ended it, in words; the measures it replaces.
    wind_down, cap, exemptions, reporting
        See the classes.
    applies_to : tuple of str
        For an exemption: the measures it opens, or ``"*"`` for all.
    differs : Difference or None
        How it departs from the measure it implements.
    doubts, notes
        What is open, and what a reader should know.
    evidence, confidence, sources, last_checked_on
        Where the facts come from and how sure they are.

    """

    id: Identifier
    paragraph: str = ""
    kind: MeasureKind
    direction: Direction
    goods: GoodsScope
    in_force: Span | None
    ended_by: str = ""
    replaces: tuple[Identifier, ...] = ()
    wind_down: WindDown | None = None
    cap: Cap | None = None
    exemptions: tuple[Exemption, ...] = ()
    reporting: Reporting | None = None
    applies_to: tuple[str, ...] = ()
    differs: Difference | None = None
    doubts: tuple[Doubt, ...] = ()
    notes: str = ""
    evidence: Evidence
    confidence: FieldConfidence
    sources: tuple[str, ...] = Field(min_length=1)
    last_checked_on: date

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        capped = self.kind in (MeasureKind.CAP, MeasureKind.PRICE_CAP)
        if capped != (self.cap is not None):
            msg = f"kind {self.kind} and cap do not fit; a cap needs kind cap, and back"
            raise ValueError(msg)
        if (self.kind is MeasureKind.EXEMPTION) != bool(self.applies_to):
            msg = "applies_to belongs to kind exemption, and every exemption needs it"
            raise ValueError(msg)
        if self.in_force is None and not self.ended_by:
            msg = "never in force, but ended_by does not say why"
            raise ValueError(msg)
        return self

    @property
    def interval(self) -> Interval | None:
        """Days in force, or None for never."""
        return None if self.in_force is None else self.in_force.interval

    @property
    def is_excusable(self) -> bool:
        """Whether ordinary goods may pass on a claim that no trade record shows.

        So it is where livelihood, asserted without an approval, opens the ban: what
        moved may then have been lawful, and volume alone proves no breach.
        """
        return any(
            Claim.LIVELIHOOD in exemption.needs
            and not any(claim.is_approval for claim in exemption.needs)
            for exemption in self.exemptions
        )

    def in_force_on(self, day: date) -> bool:
        """Return whether it binds on a day."""
        return self.in_force is not None and day in self.in_force
