"""Who bears a package: what its partners no longer buy from the target and sell to it.

By section the loss is the flow of the base year times the share that is banned; by
line on record it is what was recorded times the share of its codes that is banned.
Nobody turns elsewhere: it is what has to be given up or replaced, and to a partner
that trades with the whole world that is nearly nothing. The share of the section that
it trades with all others says how nearly.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from yalu.errors import SchemaError
from yalu.goods import SECTIONS, Revision, expand
from yalu.impact.case import PressureCase, RecordedLine
from yalu.impact.economy import Economy
from yalu.impact.exposing import exposures, line_shares
from yalu.impact.exposure import Exposure
from yalu.impact.package import Package
from yalu.regime import Direction

__all__ = ["Bearing", "bearing"]

_VAGUE = 0.5
_FLOWS = ("crude oil", "doubtful trade")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What one economy loses of its trade with the target in one good.

    Attributes
    ----------
    package, economy : str
        Under which package, and who bears it.
    good, label : str
        Section, or the codes of a line on record; and in words.
    flow : str
        ``buys`` from the target, or ``sells`` to it.
    base_low, base_high : float
        What moved in the base year, USD.
    low, central, high : float
        What is lost of it in a year, USD, 0 or more.
    share_low, share_high : float or None
        The loss over all that the economy buys, or sells, abroad of the section; None
        for lines.
    sources : tuple of str
        Identifiers of the sources.

    """

    package: str
    economy: str
    good: str
    label: str
    flow: str
    base_low: float
    base_high: float
    low: float
    central: float
    high: float
    share_low: float | None
    share_high: float | None
    sources: tuple[str, ...]


_Shared = tuple[RecordedLine, tuple[float, float, float]]


class _Flow(NamedTuple):
    """A flow between an economy and the target, and all that it trades that way."""

    amount: float
    everywhere: float


def bearing(
    case: PressureCase,
    package: Package,
    *,
    economies: Sequence[str] = (),
    enforcement: float = 1.0,
) -> tuple[Bearing, ...]:
    """Return who bears a package, by section and by line on record.

    Parameters
    ----------
    case : PressureCase
        Where it happens.
    package : Package
        What is priced.
    economies : sequence of str
        Whose losses; the target, its patron and the alternative patron by default.
    enforcement : float
        Share of what is banned that is stopped, 0 to 1.

    Returns
    -------
    tuple of Bearing
        For each economy its sections in order, then, for target and patron, the lines
        on record; only what loses anything in the highest case.

    Raises
    ------
    SchemaError
        If the enforcement is not from 0 to 1.
    UnknownCodeError
        If an economy is not in the case.

    """
    if not 0 <= enforcement <= 1:
        msg = f"enforcement: found {enforcement:g}; expected 0 to 1. Mend it."
        raise SchemaError(msg)
    chosen = tuple(economies) or (case.target, case.patron, case.alternative)
    rows = exposures(package, case).rows
    found: list[Bearing] = []
    for economy in chosen:
        case.economy.at(economy)
        for row in rows:
            found += _of_section(case, package, economy, row, enforcement)
        if economy in (case.target, case.patron):
            found += _of_lines(case, package, economy, enforcement)
    return tuple(found)


def _of_section(
    case: PressureCase,
    package: Package,
    economy: str,
    row: Exposure,
    enforcement: float,
) -> Iterator[Bearing]:
    worlds = (_at_ends(case, high=False), case.economy, _at_ends(case, high=True))
    flows = [_flow(world, case, economy, row) for world in worlds]
    shares = (row.low, row.central, row.high)
    lost = [
        flow.amount * share * enforcement
        for flow, share in zip(flows, shares, strict=True)
    ]
    if not lost[-1]:
        return
    yield Bearing(
        package=package.id,
        economy=economy,
        good=row.section,
        label=SECTIONS.get(row.section, row.section),
        flow=_word(case, economy, row.direction),
        base_low=flows[0].amount,
        base_high=flows[-1].amount,
        low=lost[0],
        central=lost[1],
        high=lost[-1],
        share_low=lost[0] / flows[0].everywhere if flows[0].everywhere else None,
        share_high=lost[-1] / flows[-1].everywhere,
        sources=tuple(dict.fromkeys((*case.sources, *row.sources))),
    )


def _of_lines(
    case: PressureCase, package: Package, economy: str, enforcement: float
) -> Iterator[Bearing]:
    shares = line_shares(package, case)
    own = [
        (line, share)
        for line, share in zip(case.lines, shares, strict=True)
        if line.high > 0 and (economy in (case.target, line.reporter))
    ]
    for line, (low, middle, high) in _apart(own, case.year, package.revision):
        if not high:
            continue
        yield Bearing(
            package=package.id,
            economy=economy,
            good=";".join(line.codes),
            label=_label(line),
            flow=_word(case, economy, line.direction),
            base_low=line.low,
            base_high=line.high,
            low=line.low * low * enforcement,
            central=(line.low + line.high) / 2.0 * middle * enforcement,
            high=line.high * high * enforcement,
            share_low=None,
            share_high=None,
            sources=line.sources,
        )


def _apart(lines: list[_Shared], year: int, revision: Revision) -> Iterator[_Shared]:
    """Yield lines that do not overlap: chapters before headings, the base year first.

    A line of which an unknown part is banned says less than finer lines within it.
    """
    reach = {
        line: frozenset(c for prefix in line.codes for c in expand(prefix, revision))
        for line, _ in lines
    }
    taken: dict[Direction, frozenset[str]] = {}
    for line, share in sorted(lines, key=lambda one: _rank(one[0], year, reach)):
        used = taken.get(line.direction, frozenset())
        finer = any(
            reach[other] < reach[line] and other.direction is line.direction
            for other, _ in lines
        )
        if used & reach[line] or (finer and share[2] - share[0] > _VAGUE):
            continue
        taken[line.direction] = used | reach[line]
        yield line, share


def _rank(
    line: RecordedLine, year: int, reach: Mapping[RecordedLine, frozenset[str]]
) -> tuple[int, bool, int]:
    digits = max(len(code) for code in line.codes)
    return digits, year not in line.years_of_value, -len(reach[line])


def _label(line: RecordedLine) -> str:
    years = " and ".join(str(year) for year in line.years_of_value)
    return f"{line.name} ({years})"


def _word(case: PressureCase, economy: str, way: Direction) -> str:
    leaves = way is Direction.FROM_TARGET
    return "sells" if leaves is (economy == case.target) else "buys"


def _at_ends(case: PressureCase, *, high: bool) -> Economy:
    """Return the economy with what is doubtful in its flows at one end."""
    known = [one for one in case.ranges if one.name in _FLOWS]
    return case.economy_at({one.name: one.high if high else one.low for one in known})


def _flow(world: Economy, case: PressureCase, economy: str, row: Exposure) -> _Flow:
    """Return what moved between an economy and the target, or all for the target."""
    at, own = world.at(case.target), world.at(economy)
    away = world.flows[:, :, world.sector(row.section)].copy()
    np.fill_diagonal(away, 0.0)
    leaves = row.direction is Direction.FROM_TARGET
    if own == at:
        found = float(away[at].sum() if leaves else away[:, at].sum())
        return _Flow(found, found)
    amount = float(away[at, own] if leaves else away[own, at])
    return _Flow(amount, float(away[:, own].sum() if leaves else away[own].sum()))
