"""A regime: all instruments about one target, and what they say on a day.

Two axes of time are kept apart: `on=` is the day a rule must bind, `as_of=` the day
by which an instrument must have been published to be known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from yalu.errors import SchemaError, UnknownMeasureError, nearest
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

    def measure(
        self,
        measure_id: str,
        *,
        place: str = "measure",
        remedy: str = "List them with `yalu law`.",
    ) -> Measure:
        """Return one measure.

        Parameters
        ----------
        measure_id : str
            What a user calls it.
        place : str
            Name of the argument or field, for the message.
        remedy : str
            Where the user finds the names.

        Raises
        ------
        UnknownMeasureError
            If the regime has none of that name; the message offers those that begin so.

        Examples
        --------
        >>> from yalu.library import load
        >>> load("dprk").measure("UN-2371-8")
        Traceback (most recent call last):
        yalu.errors.UnknownMeasureError: measure: found 'UN-2371-8'; expected a \
measure of regime dprk, perhaps 'UN-2371-8-coal' or 'UN-2371-8-iron'. List them with \
`yalu law`.

        """
        if measure_id not in self.measures:
            msg = (
                f"{place}: found {measure_id!r}; expected a measure of regime {self.id}"
                f"{nearest(measure_id, self.measures)}. {remedy}"
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

    def known_by(self, day: date) -> Self:
        """Return the regime as it was known on a day, with the digest of all of it.

        Parameters
        ----------
        day : date
            Texts published later are left out; what they ended is open again, and
            nothing refers to them.

        Raises
        ------
        SchemaError
            If no measure was law and known by then.

        Examples
        --------
        >>> from yalu.library import load
        >>> load("iran").known_by(date(2005, 1, 1))
        Traceback (most recent call last):
        yalu.errors.SchemaError: as of: found 2005-01-01, when no law of regime iran \
was known; its first text was published on 2006-12-23. Give that day or a later one.

        """
        if next(self.known(as_of=day), None) is None:
            msg = (
                f"as of: found {day}, when no law of regime {self.id} was known; its "
                f"first text was published on {self.first_published_on}. Give that "
                "day or a later one."
            )
            raise SchemaError(msg)
        texts = [text for text in self.instruments if text.published_on <= day]
        symbols = {text.id for text in texts}
        names = {measure.id for text in texts for measure in text.measures}
        reopened = self._ended_after(day)
        return replace(
            self,
            instruments=tuple(
                text.model_copy(
                    update={
                        "implements": tuple(n for n in text.implements if n in symbols),
                        "measures": tuple(
                            _referring(reopened.get(m.id, m), names)
                            for m in text.measures
                        ),
                    }
                )
                for text in texts
            ),
        )

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
            old.id: old.model_copy(
                update={"in_force": Span(start=old.in_force.start), "ended_by": ""}
            )
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
    def first_published_on(self) -> date:
        """The day on which the first text with a measure that is law was published."""
        return min(i.published_on for i in self.instruments if i.is_law and i.measures)

    @property
    def last_checked_on(self) -> date:
        """The newest day on which any measure was checked against its source."""
        return max(m.last_checked_on for m in self.measures.values())


def _referring(measure: Measure, names: set[str]) -> Measure:
    """Return a measure that refers to no other measures than those named."""
    cut: dict[str, object] = {
        "replaces": tuple(name for name in measure.replaces if name in names),
        "applies_to": tuple(n for n in measure.applies_to if n in names or n == "*"),
    }
    if measure.differs is not None:
        kept = tuple(name for name in measure.differs.implements if name in names)
        cut["differs"] = measure.differs.model_copy(update={"implements": kept})
    return measure.model_copy(update=cut)
