"""How fast a state followed: from the adoption of a text to its national effect.

The *lag* of a text in a state is the number of days from its adoption to the first
day of the earliest national measure that carries it out.
"""

from dataclasses import dataclass
from datetime import date

from yalu.regime import Instrument, Regime
from yalu.report import lawmaking

__all__ = ["Lag", "lags"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How long after its adoption a text took effect in a state.

    Attributes
    ----------
    instrument, national : Instrument
        The text, and the national one that carries it out.
    effect : date
        First day of the earliest national measure for it.
    measures : tuple of str
        National measures for it that began that day.

    """

    instrument: Instrument
    national: Instrument
    effect: date
    measures: tuple[str, ...]

    @property
    def days(self) -> int:
        """Days from adoption to effect."""
        return (self.effect - self.instrument.adopted_on).days

    @property
    def sources(self) -> tuple[str, ...]:
        """Identifiers of where these national measures are published."""
        own = (m for m in self.national.measures if m.id in self.measures)
        return tuple(sorted({name for measure in own for name in measure.sources}))

    @property
    def is_trade(self) -> bool:
        """Whether the national text restricts trade in named goods that day."""
        chosen = [m for m in self.national.measures if m.id in self.measures]
        return any(lawmaking.is_about_goods(m) for m in chosen)


def lags(regime: Regime, state: str) -> tuple[Lag, ...]:
    """Return how long a state took to carry out each text, in order of the texts."""
    found: dict[tuple[str, str], Lag] = {}
    for measure in regime.known():
        national = regime.instrument_of(measure)
        if national.body != state or measure.differs is None or not measure.in_force:
            continue
        for implemented in measure.differs.implements:
            text = regime.instrument_of(regime.measure(implemented))
            if national.published_on < text.adopted_on:
                continue  # it carried out an older text, and still does
            lag = Lag(
                instrument=text,
                national=national,
                effect=measure.in_force.start,
                measures=(measure.id,),
            )
            key = (text.id, national.id)
            found[key] = _earlier(found.get(key, lag), lag)
    return tuple(
        sorted(found.values(), key=lambda g: (g.instrument.adopted_on, g.effect))
    )


def _earlier(one: Lag, other: Lag) -> Lag:
    if one.effect != other.effect:
        return min(one, other, key=lambda lag: lag.effect)
    together = tuple(dict.fromkeys((*one.measures, *other.measures)))
    return Lag(
        instrument=one.instrument,
        national=one.national,
        effect=one.effect,
        measures=together,
    )
