"""How a regime grew: its goods classes and its steps.

A *goods class* is a measure of a leading maker of law (one that binds all states, or
every maker where none does), together with everything it replaced, what others of
them do to the same goods, and the national measures that carry any of it out. Its
name is that of the newest measure.
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
from yalu.report import numerals
from yalu.report.naming import in_prose

__all__ = [
    "EFFECTS",
    "Bar",
    "Count",
    "bars_of",
    "class_names",
    "classes",
    "counts_of",
    "is_about_goods",
    "last_run",
    "leaders",
    "leading_names",
    "maker",
    "named",
    "short_goods",
    "short_symbol",
    "short_title",
    "standing",
    "totals_of",
]

EFFECTS = ("ban", "ban except for livelihood", "suspension", "cap")

_PAUSE = timedelta(days=730)
_AFTER = timedelta(days=240)
_BEFORE = timedelta(days=75)
_LONG_NAME = 30
_LONG_GOODS = 60
_ISO3 = 3
_FEW_MAKERS = 2
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
    sources : tuple of str
        Identifiers of where the measure is published.

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
    sources: tuple[str, ...] = ()

    def open_on(self, day: date) -> bool:
        """Return whether the measure is in force on a day."""
        ends = self.until_day
        return self.from_day <= day and (ends is None or day < ends)


@dataclass(frozen=True, slots=True)
class Count:
    """How many measures of one body are in force from one day on.

    The sources are those of the measures that begin or end on that day.
    """

    body: str
    day: date
    measures_in_force: int
    sources: tuple[str, ...] = ()


def leaders(regime: Regime) -> tuple[Body, ...]:
    """Return the makers of law that bind all states, or all makers if none does."""
    every = tuple(regime.bodies.values())
    return tuple(body for body in every if "all" in body.binds) or every


def maker(body: Body) -> str:
    """Return a short name: ``UN`` and ``EU`` as they are, states by name."""
    return body.id if len(body.id) < _ISO3 else body.name


def leading_names(regime: Regime) -> str:
    """Return who the leading makers of law are; how many, where they are many."""
    names = [named(body) for body in leaders(regime)]
    if len(names) > _FEW_MAKERS:
        return f"{numerals.count(len(names))} makers of law"
    return numerals.listing(names)


def named(body: Body) -> str:
    """Return the name of a maker of law as it stands in a sentence."""
    return f"the {body.name}" if "all" in body.binds else in_prose(body.name)


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
    for name, chain in _named_chains(common).items():
        ids = {m.id for m in chain}
        nationals = [m for m in every if m.differs and ids & {*m.differs.implements}]
        found[name] = (*chain, *nationals)
    return dict(sorted(found.items(), key=lambda item: _first(item[1])))


def standing(regime: Regime, on: date) -> dict[str, bool]:
    """Return the goods classes restricted by a day, and whether they still are."""
    leading = {body.id for body in leaders(regime)}
    found: dict[str, bool] = {}
    for name, measures in classes(regime).items():
        own = [m for m in measures if regime.instrument_of(m).body in leading]
        if _first(own) <= on:
            found[name] = any(m.in_force_on(on) for m in own)
    return found


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


def _named_chains(common: Sequence[Measure]) -> dict[str, list[Measure]]:
    """Return measures by the name of their class; what is called alike is one.

    Where a name stands for trade both ways, the class of the other way gets its own.
    """
    found: dict[str, list[Measure]] = {}
    for chain in _chains(common):
        newest = max(chain, key=lambda m: (_first([m]), -len(m.goods.words)))
        name = _name(newest)
        if name in found and found[name][0].direction is not newest.direction:
            name = f"{name} ({newest.id})"
        found.setdefault(name, []).extend(chain)
    return found


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


def _name(measure: Measure) -> str:
    name = measure.goods.words
    for mark in (":", "(", ";", " partly ", " in each ", " in the time of grace"):
        name = name.split(mark)[0].strip()
    if len(name) > _LONG_NAME:
        name = name.split(",")[0].split(" of ")[0].strip()
    return name


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
            sources=measure.sources,
        )
        for name, measures in classes(regime).items()
        for body in bodies
        for measure in measures
        if regime.instrument_of(measure).body == body
        and measure.in_force is not None
        and measure.in_force.start <= until
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
    """Return the part of a symbol that people say, e.g. ``2397``, or its maker."""
    number = re.search(r"/(\d+)|(\d+)/", instrument.symbol)
    return number[0].strip("/") if number else instrument.body


def short_title(instrument: Instrument) -> str:
    """Return a symbol without its makers, e.g. ``Announcement 4 (2018)``."""
    return instrument.symbol.split(" of the ")[0]


def counts_of(regime: Regime, until: date) -> tuple[Count, ...]:
    """Return the number of measures in force by body, at every day it changed."""
    found: list[Count] = []
    for body in regime.bodies.values():
        own = [
            (m.interval, m.sources)
            for m in regime.known()
            if m.interval is not None and regime.instrument_of(m).body == body.id
        ]
        turns = [(day, names) for i, names in own for day in (i.start, i.end)]
        days = {day for day, _ in turns if day and day <= until}
        found += [
            Count(
                maker(body),
                day,
                sum(day in interval for interval, _ in own),
                tuple(sorted({n for at, names in turns if at == day for n in names})),
            )
            for day in sorted({*days, until} if days else ())
        ]
    return tuple(found)


def totals_of(regime: Regime, until: date) -> tuple[tuple[date, int], ...]:
    """Return how many measures of the leading makers bind together, at each change."""
    leading = {body.id for body in leaders(regime)}
    own = [
        m.interval
        for m in regime.known()
        if m.interval is not None and regime.instrument_of(m).body in leading
    ]
    ends = {day for i in own for day in (i.start, i.end) if day and day <= until}
    return tuple(
        (day, sum(day in interval for interval in own))
        for day in sorted({*ends, until} if ends else ())
    )
