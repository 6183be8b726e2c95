"""Packages: the law of one resolution, of several together, or of a thought.

A package is read from the rows of `yalu.regime.coverage`, code by code. Only law that
binds all states is in it: the measures of one state are that state's answer to a
package, and how far they reach is a question of enforcement.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from yalu.goods import Revision, codes, expand
from yalu.impact.ban import Ban, LawRows, YearlyCap
from yalu.regime import (
    Coverage,
    Direction,
    Instrument,
    MeasureKind,
    Regime,
    coverage,
)

__all__ = [
    "Ban",
    "Package",
    "PackageKind",
    "YearlyCap",
    "law_of_year",
    "package_on",
    "packages",
]

_OIL = ("2709", "2710", "2711")
_WAYS = (Direction.FROM_TARGET, Direction.TO_TARGET)


class PackageKind(StrEnum):
    """How measures were put together."""

    ALONE = "alone"
    """One resolution without what came before or after it."""
    CUMULATIVE = "cumulative"
    """All that was in force when the last grace of one resolution had run out."""
    THOUGHT = "thought"
    """Not the law of any day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Measures that are priced together.

    Attributes
    ----------
    id, title : str
        How it is named, and in words.
    kind : PackageKind
        How its measures were put together.
    instruments : tuple of str
        Symbols of the texts, oldest first.
    on : date or None
        Day whose law it is; None for a thought.
    revision : Revision
        HS edition of its codes.
    bans : tuple of Ban
        What it does, code by code; none where a text says nothing about goods.
    note : str
        What a reader should know.

    """

    id: str
    title: str
    kind: PackageKind
    instruments: tuple[str, ...] = ()
    on: date | None = None
    revision: Revision
    bans: tuple[Ban, ...]
    note: str = ""

    def __str__(self) -> str:
        return f"{self.id}: {self.title}"


def packages(
    regime: Regime, *, revision: Revision = Revision.HS2012
) -> tuple[Package, ...]:
    """Return what can be priced of a regime.

    Each text that binds all states alone and with all before it, a complete oil
    embargo, the law of today with one on top, and full closure.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    revision : Revision
        HS edition of the base years.

    Returns
    -------
    tuple of Package
        In order of adoption, each alone and then cumulative; thoughts last.

    Examples
    --------
    >>> from yalu.library import load
    >>> found = {package.id: package for package in packages(load("dprk"))}
    >>> found["2270"].on, len(found["2356"].bans)
    (datetime.date(2016, 3, 2), 0)

    """
    texts = [i for i in regime.instruments if _binds_all(regime, i)]
    rows = LawRows.of(regime, coverage(regime, revision=revision))
    found: list[Package] = []
    for number, text in enumerate(texts):
        own = rows.alone(text)
        day = rows.last_day(own, text)
        before = tuple(i.symbol for i in texts[: number + 1])
        found.append(
            Package(
                id=_short(text),
                title=f"{_name(text)} alone",
                kind=PackageKind.ALONE,
                instruments=(text.symbol,),
                on=day,
                revision=revision,
                bans=rows.bans(own),
                note="" if own else "says nothing about goods",
            )
        )
        found.append(
            Package(
                id=f"to-{_short(text)}",
                title=f"all up to {_name(text)}",
                kind=PackageKind.CUMULATIVE,
                instruments=before,
                on=day,
                revision=revision,
                bans=rows.bans(rows.together(before, day)),
            )
        )
    return (*found, *_thoughts(found, revision))


def package_on(
    regime: Regime, on: date, *, revision: Revision = Revision.HS2012
) -> Package:
    """Return the law of one day, as far as it binds all states.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    on : date
        Day of validity. Who was under contract before may still have had days of
        grace.
    revision : Revision
        HS edition of the base years.

    Examples
    --------
    >>> from yalu.library import load
    >>> package_on(load("dprk"), date(2016, 1, 1)).instruments[-1]
    'S/RES/2094 (2013)'

    """
    texts = [
        text
        for text in regime.instruments
        if _binds_all(regime, text) and text.adopted_on <= on
    ]
    symbols = tuple(text.symbol for text in texts)
    rows = LawRows.of(regime, coverage(regime, revision=revision))
    return Package(
        id=f"on-{on.isoformat()}",
        title=f"the law of {on.isoformat()}",
        kind=PackageKind.CUMULATIVE,
        instruments=symbols,
        on=on,
        revision=revision,
        bans=rows.bans(rows.together(symbols, on)),
    )


def law_of_year(
    regime: Regime,
    year: int,
    *,
    revision: Revision = Revision.HS2012,
    covered: Coverage | None = None,
) -> tuple[tuple[Package, float], ...]:
    """Return the law of a year, as far as it binds all states, spell by spell.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    year : int
        Calendar year.
    revision : Revision
        HS edition of the base years.
    covered : Coverage or None
        Rows of the law in this edition, where they are at hand; found if left out.

    Returns
    -------
    tuple of tuple of Package and float
        The law of each spell, and the share of the year that it lasted; sums to 1.
        Measures count from their last day of grace.

    """
    found = coverage(regime, revision=revision) if covered is None else covered
    rows = LawRows.of(regime, found)
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    days = {first, end}
    for row in rows.rows:
        days |= {*rows.days(row)}
    steps = sorted(day for day in days if first <= day <= end)
    spells = []
    for start, stop in pairwise(steps):
        law = Package(
            id=f"on-{start.isoformat()}",
            title=f"the law of {start.isoformat()}",
            kind=PackageKind.CUMULATIVE,
            on=start,
            revision=revision,
            bans=rows.bans(rows.binding(start)),
        )
        spells.append((law, (stop - start).days / (end - first).days))
    return tuple(spells)


def _binds_all(regime: Regime, text: Instrument) -> bool:
    return (
        text.is_law
        and "all" in regime.bodies[text.body].binds
        and any(m.kind is not MeasureKind.EXEMPTION for m in text.measures)
    )


def _short(text: Instrument) -> str:
    return text.id.rsplit("-", 1)[-1]


def _name(text: Instrument) -> str:
    return f"resolution {_short(text)}"


def _thoughts(found: list[Package], revision: Revision) -> Iterator[Package]:
    oil = tuple(
        Ban(code=code, direction=Direction.TO_TARGET)
        for heading in _OIL
        for code in expand(heading, revision)
    )
    yield Package(
        id="oil",
        title="complete oil embargo alone",
        kind=PackageKind.THOUGHT,
        revision=revision,
        bans=oil,
        note="crude oil, refined products and gas to the target, without a cap",
    )
    if found:
        last = found[-1]
        yield Package(
            id=f"{last.id}-oil",
            title=f"{last.title}, and a complete oil embargo",
            kind=PackageKind.THOUGHT,
            instruments=last.instruments,
            on=last.on,
            revision=revision,
            bans=(*last.bans, *oil),
        )
    yield Package(
        id="closure",
        title="full closure",
        kind=PackageKind.THOUGHT,
        revision=revision,
        bans=tuple(
            Ban(code=code, direction=way) for way in _WAYS for code in codes(revision)
        ),
        note="no goods either way",
    )
