"""How a regime grew: its goods classes, its steps, and how fast a state followed.

A *goods class* is a measure of a leading maker of law (one that binds all states, or
every maker where none does), together with everything it replaced, and with the
national measures that carry any of it out. Its name is that of the newest measure.
The *lag* of a text in a state is the number of days from its adoption to the first
day of the earliest national measure that carries it out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yalu.regime import (
    Body,
    Claim,
    Direction,
    Instrument,
    Measure,
    MeasureKind,
    Origin,
    Regime,
)

__all__ = [
    "EFFECTS",
    "Bar",
    "Count",
    "Lag",
    "bars_of",
    "class_names",
    "classes",
    "counts_of",
    "is_about_goods",
    "lags",
    "last_run",
    "leaders",
    "maker",
    "short_goods",
    "short_symbol",
    "short_title",
]

EFFECTS = ("ban", "ban except for livelihood", "suspension", "cap")

_PAUSE = timedelta(days=730)
_AFTER = timedelta(days=240)
_BEFORE = timedelta(days=75)
_LONG_NAME = 30
_LONG_GOODS = 60
_ISO3 = 3
_KINDS = frozenset(
    {
        MeasureKind.IMPORT_BAN,
        MeasureKind.EXPORT_BAN,
        MeasureKind.TRADE_BAN,
        MeasureKind.IMPORT_SUSPENSION,
        MeasureKind.CAP,
        MeasureKind.PRICE_CAP,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One measure on one class of goods, from its first day to its end.

    Attributes
    ----------
    goods : str
        Name of the goods class.
    direction : Direction
        Which way the goods move.
    body, instrument, paragraph, measure : str
        Maker, text, paragraph and identifier of the measure.
    effect : str
        One of `EFFECTS`.
    words : str
        What the measure names.
    from_day, until_day : date or None
        First day in force, and first day no longer; None while open.

    """

    goods: str
    direction: Direction
    body: str
    effect: str
    measure: str
    instrument: str
    paragraph: str
    words: str
    from_day: date
    until_day: date | None

    def open_on(self, day: date) -> bool:
        """Return whether the measure is in force on a day."""
        ends = self.until_day
        return self.from_day <= day and (ends is None or day < ends)


@dataclass(frozen=True, slots=True)
class Count:
    """How many measures of one body are in force from one day on."""

    body: str
    day: date
    measures_in_force: int


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
    def is_trade(self) -> bool:
        """Whether the national text restricts trade in named goods that day."""
        chosen = [m for m in self.national.measures if m.id in self.measures]
        return any(is_about_goods(m) for m in chosen)


def leaders(regime: Regime) -> tuple[Body, ...]:
    """Return the makers of law that bind all states, or all makers if none does."""
    every = tuple(regime.bodies.values())
    return tuple(body for body in every if "all" in body.binds) or every


def maker(body: Body) -> str:
    """Return a short name: ``UN`` and ``EU`` as they are, states by name."""
    return body.id if len(body.id) < _ISO3 else body.name


def is_about_goods(measure: Measure) -> bool:
    """Return whether a measure bans, suspends or caps trade in the target's goods."""
    foreign = measure.goods.origin is Origin.THIRD_COUNTRY
    return measure.kind in _KINDS and measure.in_force is not None and not foreign


def classes(regime: Regime) -> dict[str, tuple[Measure, ...]]:
    """Return the measures on goods by goods class, oldest class first."""
    leading = {body.id for body in leaders(regime)}
    every = [m for m in regime.known() if is_about_goods(m)]
    common = [m for m in every if regime.instrument_of(m).body in leading]
    found: dict[str, tuple[Measure, ...]] = {}
    for chain in _chains(common):
        ids = {m.id for m in chain}
        nationals = [m for m in every if m.differs and ids & {*m.differs.implements}]
        newest = max(chain, key=lambda m: (_first([m]), -len(m.goods.words)))
        found[_name(newest, found)] = (*chain, *nationals)
    return dict(sorted(found.items(), key=lambda item: _first(item[1])))


def class_names(regime: Regime) -> dict[str, str]:
    """Return the name of the goods class of each measure that has one."""
    found: dict[str, str] = {}
    for name, measures in classes(regime).items():
        for measure in measures:
            found.setdefault(measure.id, name)
    return found


def _chains(common: Sequence[Measure]) -> list[list[Measure]]:
    """Return measures grouped so that what replaces another stands with it."""
    chains: list[list[Measure]] = []
    for measure in common:
        met = [c for c in chains if any(m.id in measure.replaces for m in c)]
        joined = [m for chain in met for m in chain]
        chains = [chain for chain in chains if chain not in met]
        chains.append([*joined, measure])
    return chains


def _first(measures: Iterable[Measure]) -> date:
    return min(m.in_force.start for m in measures if m.in_force)


def short_goods(words: str) -> str:
    """Return the goods of a measure in a few words, whole where they are few.

    A list loses what stands in brackets and what follows a colon; longer than sixty
    letters, it ends at a comma, with an ellipsis where several parts are left. Where
    the words before the colon only point to another paragraph, those behind it name
    the goods.

    Parameters
    ----------
    words : str
        The goods in the words of the encoding.

    Examples
    --------
    >>> short_goods("iron, steel and other metals (chapters 72 to 83)")
    'iron, steel and other metals'
    >>> short_goods("what sub-paragraphs (i) and (ii) name: heavy weapons")
    'heavy weapons'

    """
    head, _, tail = " ".join(words.split()).partition(": ")
    text = tail if tail and "paragraph" in head else head
    text = re.sub(r"\s*\([^()]*\)", "", text).strip()
    if len(text) <= _LONG_GOODS:
        return text
    first, *parts = text.split(", ")
    kept = first
    for part in parts:
        if len(f"{kept}, {part}") > _LONG_GOODS:
            break
        kept = f"{kept}, {part}"
    return kept if kept in (first, text) else f"{kept} \u2026"


def _name(measure: Measure, taken: Iterable[str]) -> str:
    name = measure.goods.words
    for mark in (":", "(", ";", " partly ", " in each "):
        name = name.split(mark)[0].strip()
    if len(name) > _LONG_NAME:
        name = name.split(",")[0].split(" of ")[0].strip()
    return name if name not in taken else f"{name} ({measure.id})"


def bars_of(regime: Regime, bodies: Sequence[str], until: date) -> tuple[Bar, ...]:
    """Return the measures on goods of some makers of law, class by class.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    bodies : sequence of str
        Makers of law to show, in order.
    until : date
        Measures that begin later are left out.

    """
    return tuple(
        Bar(
            goods=name,
            direction=measures[0].direction,
            body=maker(regime.bodies[regime.instrument_of(measure).body]),
            effect=_effect(measure),
            measure=measure.id,
            instrument=regime.instrument_of(measure).symbol,
            paragraph=measure.paragraph,
            words=" ".join(measure.goods.words.split()),
            from_day=measure.in_force.start,
            until_day=measure.in_force.end,
        )
        for name, measures in classes(regime).items()
        for body in bodies
        for measure in measures
        if regime.instrument_of(measure).body == body
        and measure.in_force is not None
        and measure.in_force.start < until
    )


def _effect(measure: Measure) -> str:
    if measure.cap is not None:
        return "cap"
    if measure.kind is MeasureKind.IMPORT_SUSPENSION:
        return "suspension"
    livelihood = any(Claim.LIVELIHOOD in way.needs for way in measure.exemptions)
    return "ban except for livelihood" if livelihood else "ban"


def last_run(bars: Sequence[Bar]) -> tuple[date, date]:
    """Return the last stretch of lawmaking without a pause of two years, with margins.

    Parameters
    ----------
    bars : sequence of Bar
        At least one.

    """
    starts = sorted({bar.from_day for bar in bars})
    first = starts[-1]
    for start in reversed(starts):
        if first - start > _PAUSE:
            break
        first = start
    return first - _BEFORE, starts[-1] + _AFTER


def short_symbol(instrument: Instrument) -> str:
    """Return the part of a symbol that people say, e.g. ``2397``."""
    parts = instrument.symbol.replace("(", " ").replace("/", " ").split()
    numbers = [part for part in parts if part.isdigit()]
    return numbers[0] if numbers else instrument.symbol


def short_title(instrument: Instrument) -> str:
    """Return a symbol without its makers, e.g. ``Announcement 4 (2018)``."""
    return instrument.symbol.split(" of the ")[0]


def counts_of(regime: Regime, until: date) -> tuple[Count, ...]:
    """Return the number of measures in force by body, at every day it changed.

    Mere adoptions of another text are not counted.
    """
    found: list[Count] = []
    for body in regime.bodies.values():
        own = [
            m.interval
            for m in regime.known()
            if m.interval is not None
            and m.kind is not MeasureKind.IMPLEMENTATION
            and regime.instrument_of(m).body == body.id
        ]
        days = {day for i in own for day in (i.start, i.end) if day and day < until}
        found += [
            Count(maker(body), day, sum(day in interval for interval in own))
            for day in sorted({*days, until} if days else ())
        ]
    return tuple(found)


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
