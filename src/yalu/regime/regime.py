"""A regime: all instruments about one target, and what they say on a day.

Two axes of time are kept apart: `on=` is the day a rule must bind, `as_of=` the day
by which an instrument must have been published to be known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from yalu.errors import UnknownMeasureError
from yalu.provenance import Citation, Source
from yalu.regime.form import Span
from yalu.regime.instrument import Body, Instrument
from yalu.regime.measure import Measure
from yalu.territories import groups, members

__all__ = ["Regime"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The encoded law about one target.

    Attributes
    ----------
    id, name : str
        Short identifier and name.
    target : str
        ISO code of the territory the law is about.
    bodies : dict of str to Body
        Makers of law by identifier.
    sources : dict of str to Source
        Publications the encoding rests on.
    instruments : tuple of Instrument
        In order of adoption.
    digest : str
        SHA-256 of the law files, for receipts.
    measures : dict of str to Measure
        Every measure by identifier, in order of instruments.

    """

    id: str
    name: str
    target: str
    bodies: dict[str, Body]
    sources: dict[str, Source]
    instruments: tuple[Instrument, ...]
    digest: str
    measures: dict[str, Measure] = field(init=False)
    _instrument_of: dict[str, Instrument] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pairs = [(m, i) for i in self.instruments for m in i.measures]
        object.__setattr__(self, "measures", {m.id: m for m, _ in pairs})
        object.__setattr__(self, "_instrument_of", {m.id: i for m, i in pairs})

    def measure(self, measure_id: str) -> Measure:
        """Return one measure.

        Raises
        ------
        UnknownMeasureError
            If the regime has none of that name.

        """
        if measure_id not in self.measures:
            msg = (
                f"measure: found {measure_id!r}; regime {self.id} has no such measure. "
                "List them with `yalu law`."
            )
            raise UnknownMeasureError(msg)
        return self.measures[measure_id]

    def instrument_of(self, measure: Measure) -> Instrument:
        """Return the instrument that a measure stands in."""
        return self._instrument_of[measure.id]

    def citation(self, measure: Measure) -> Citation:
        """Return where a measure is written."""
        return Citation(self.instrument_of(measure).symbol, measure.paragraph)

    def known(self, *, as_of: date | None = None) -> Iterator[Measure]:
        """Yield the measures of instruments that are law and known by a day."""
        for instrument in self.instruments:
            if instrument.is_law and (
                as_of is None or instrument.published_on <= as_of
            ):
                yield from instrument.measures

    def in_force(self, *, on: date, as_of: date | None = None) -> tuple[Measure, ...]:
        """Return the measures that bind on a day.

        Parameters
        ----------
        on : date
            Day of validity.
        as_of : date, optional
            Only instruments published by then; all of them by default. An end that
            an instrument published later brought about was not known either, so
            that what it replaced is still open.

        """
        known = self.known(as_of=as_of)
        if as_of is not None:
            reopened = self._ended_after(as_of)
            known = (reopened.get(measure.id, measure) for measure in known)
        return tuple(m for m in known if m.in_force_on(on))

    def _ended_after(self, as_of: date) -> dict[str, Measure]:
        """Return, without their end, the measures that later instruments ended."""
        return {
            old.id: old.model_copy(update={"in_force": Span(start=old.in_force.start)})
            for instrument in self.instruments
            if instrument.is_law and instrument.published_on > as_of
            for new in instrument.measures
            for old in (self.measures[name] for name in new.replaces)
            if old.in_force is not None
            and new.in_force is not None
            and old.in_force.end == new.in_force.start
        }

    def binds(self, body: Body, state: str, *, on: date) -> bool:
        """Return whether the law of a body binds a state on a day."""
        if "all" in body.binds or state in body.binds:
            return True
        return any(
            on >= groups()[name].held_from and state in members(name, on=on)
            for name in body.binds
            if name in groups()
        )

    @property
    def items(self) -> frozenset[str]:
        """Every item name that a user may assert."""
        return frozenset(item for m in self.measures.values() for item in m.goods.items)

    @property
    def last_checked_on(self) -> date:
        """The newest day on which any measure was checked against its source."""
        return max(m.last_checked_on for m in self.measures.values())
