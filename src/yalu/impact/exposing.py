r"""How much of each section a package bans, from codes and from lines on record.

For a section with value :math:`V` and recorded lines of value :math:`v_i` the share
banned is :math:`\sum_i (v_i/V)\, b_i + (1 - \sum_i v_i/V)\, b_0`, where :math:`b_i` is
the share banned of line :math:`i` and :math:`b_0` that of what is not on record.

Of goods that are not on record nothing but the codes is known. With a share :math:`f`
of the codes banned, and value that sits in :math:`n` goods picked by chance, the share
of value banned has mean :math:`f` and variance :math:`f(1-f)/(n+1)`; the range is two
standard deviations to both sides, within what the codes allow. :math:`n` is the inverse
Herfindahl index of the lines on record, as if the rest were concentrated like them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from yalu.goods import Revision, codes, expand, sections
from yalu.impact.ban import Ban, YearlyCap
from yalu.impact.cap_reach import stopped_by
from yalu.impact.case import HOME, PressureCase, RecordedLine
from yalu.impact.exposure import Exposure, Exposures
from yalu.impact.package import Package
from yalu.regime import Direction

__all__ = ["exposures", "line_shares"]

_NONE = (0.0, 0.0, 0.0)
_ALL = (1.0, 1.0, 1.0)
_DEVIATIONS = 2.0
_Share = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line without what lies in finer lines: its codes, USD, and quantities."""

    codes: frozenset[str]
    low: float
    high: float
    sources: tuple[str, ...]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2.0


def exposures(package: Package, case: PressureCase) -> Exposures:
    """Return what share of each section's trade with the target a package bans.

    Parameters
    ----------
    package : Package
        The law, code by code.
    case : PressureCase
        Gives the value of each section in the base year, both ways, and the lines on
        record.

    Returns
    -------
    Exposures
        Both directions of each traded sector. 1 where all codes are banned, 0 where
        none is, between them a range.

    """
    rows = tuple(
        row
        for way in (Direction.FROM_TARGET, Direction.TO_TARGET)
        for row in _rows(package, case, way)
    )
    return Exposures(package=package.id, sectors=case.sectors, rows=rows)


def line_shares(package: Package, case: PressureCase) -> tuple[_Share, ...]:
    """Return the share banned of each line on record, low, central and high.

    Parameters
    ----------
    package : Package
        The law, code by code.
    case : PressureCase
        Gives the lines.

    """
    found = []
    for way in (Direction.FROM_TARGET, Direction.TO_TARGET):
        lines = [line for line in case.lines if line.direction is way]
        shares = _banned(package, way, lines)
        parted = _parted(lines, package.revision, case.year)
        spread = _goods_number([line.middle for line in parted])
        for at, line in enumerate(case.lines):
            if line.direction is way:
                goods = {
                    code: 1.0
                    for prefix in line.codes
                    for code in expand(prefix, package.revision)
                }
                found.append((at, _of_goods(goods, shares, spread)))
    return tuple(share for _, share in sorted(found))


def _rows(package: Package, case: PressureCase, way: Direction) -> Iterator[Exposure]:
    lines = [line for line in case.lines if line.direction is way]
    shares = _banned(package, way, lines)
    parted = _parted(lines, package.revision, case.year)
    spread = _goods_number([line.middle for line in parted])
    values = _values(case, way)
    for section in case.sectors:
        if section != HOME:
            within = _codes_of(section, package.revision)
            yield _row(section, way, within, values[section], parted, shares, spread)


def _row(  # noqa: PLR0917 - one cell of a table, from its row and its column
    section: str,
    way: Direction,
    within: Mapping[str, float],
    value: float,
    lines: Iterable[_Line],
    shares: Mapping[str, _Share],
    spread: float,
) -> Exposure:
    banned = [shares.get(code, _NONE) for code in within]
    if all(share == _ALL for share in banned):
        return _plain(section, way, 1.0, "all goods of the section are banned")
    if all(share == _NONE for share in banned):
        return _plain(section, way, 0.0, "no good of the section is banned")
    weighed: list[tuple[float, float, float, _Share]] = []
    sources: set[str] = set()
    taken: set[str] = set()
    for line in lines:
        inside = line.codes & within.keys()
        part = sum(within[code] for code in inside) / len(line.codes)
        if not part or not line.high:
            continue
        share = _of_goods({code: within[code] for code in inside}, shares, spread)
        weighed.append((line.low * part, line.middle * part, line.high * part, share))
        sources |= {*line.sources}
        taken |= inside
    rest = {code: part for code, part in within.items() if code not in taken}
    low, middle, high, known = _sum(weighed, _of_goods(rest, shares, spread), value)
    return Exposure(
        section=section,
        direction=way,
        low=low,
        central=middle,
        high=high,
        recorded=known,
        basis=(
            f"{known:.0%} of the value on lines on record; of the rest "
            f"{_counted(rest, shares):.0%} of the goods codes"
        ),
        sources=tuple(sorted(sources)),
    )


def _plain(section: str, way: Direction, share: float, basis: str) -> Exposure:
    return Exposure(
        section=section,
        direction=way,
        low=share,
        central=share,
        high=share,
        recorded=0.0,
        basis=basis,
    )


def _sum(
    weighed: list[tuple[float, float, float, _Share]], rest: _Share, value: float
) -> tuple[float, float, float, float]:
    """Return low, central and high share of a section, and the share on record."""
    total = max(value, sum(middle for _, middle, _, _ in weighed)) or 1.0
    known = sum(middle for _, middle, _, _ in weighed) / total
    bounds = []
    for place in range(3):
        # A bound takes the weight of a line from the end that moves it outwards.
        chosen = []
        for low, middle, high, share in weighed:
            outward = share[place] > rest[place]
            ends = {0: low if outward else high, 1: middle, 2: high if outward else low}
            chosen.append((ends[place], share[place]))
        weight = sum(amount for amount, _ in chosen)
        # Lines that print more than the matrix has for the section fill all of it.
        scale = max(total, weight)
        share_of_lines = sum(amount * share for amount, share in chosen)
        bounds.append((share_of_lines + (scale - weight) * rest[place]) / scale)
    low, middle, high = bounds
    return min(low, middle), middle, max(high, middle), known


def _of_goods(
    goods: Mapping[str, float], shares: Mapping[str, _Share], spread: float
) -> _Share:
    """Return the share banned of goods whose value by code is not known."""
    if not goods:
        return _NONE
    found = [shares.get(code, _NONE) for code in goods]
    total = sum(goods.values())
    means = [
        sum(
            part * share[place]
            for part, share in zip(goods.values(), found, strict=True)
        )
        / total
        for place in range(3)
    ]
    if len(set(found)) == 1:
        return found[0]
    wide = [
        _DEVIATIONS * (max(mean * (1.0 - mean), 0.0) / (spread + 1.0)) ** 0.5
        for mean in means
    ]
    low = max(min(share[0] for share in found), means[0] - wide[0])
    high = min(max(share[2] for share in found), means[2] + wide[2])
    return low, means[1], high


def _counted(goods: Mapping[str, float], shares: Mapping[str, _Share]) -> float:
    total = sum(goods.values()) or 1.0
    found = sum(part * shares.get(code, _NONE)[1] for code, part in goods.items())
    return found / total


def _goods_number(values: Iterable[float]) -> float:
    """Return the inverse Herfindahl index of amounts; 1 if there are none."""
    amounts = [value for value in values if value > 0]
    total = sum(amounts)
    return 1.0 / sum((value / total) ** 2 for value in amounts) if total else 1.0


def _parted(
    lines: Iterable[RecordedLine], revision: Revision, year: int
) -> list[_Line]:
    """Return lines without overlap: those of the base year first, the finest first."""
    ranked: list[tuple[bool, int, _Line]] = []
    for line in lines:
        mine = frozenset(c for prefix in line.codes for c in expand(prefix, revision))
        if line.high > 0 and mine:
            one = _Line(codes=mine, low=line.low, high=line.high, sources=line.sources)
            ranked.append((year not in line.years_of_value, len(mine), one))
    ranked.sort(key=lambda entry: entry[:2])
    found = [one for _, _, one in ranked]
    parted: list[_Line] = []
    for one in found:
        inner = [old for old in parted if old.codes <= one.codes]
        crossing = any(
            old.codes & one.codes and not old.codes <= one.codes for old in parted
        )
        left = one.codes.difference(*(old.codes for old in inner))
        if not left or crossing:
            continue
        parted.append(
            _Line(
                codes=left,
                low=max(one.low - sum(old.high for old in inner), 0.0),
                high=max(one.high - sum(old.low for old in inner), 0.0),
                sources=one.sources,
            )
        )
    return parted


def _banned(
    package: Package, way: Direction, lines: list[RecordedLine]
) -> dict[str, _Share]:
    """Return low, central and high share banned of each code that is touched."""
    bans = [ban for ban in package.bans if ban.direction is way]
    scopes: dict[str, set[str]] = {}
    caps: dict[str, YearlyCap] = {}
    for ban in bans:
        if ban.cap is not None:
            scopes.setdefault(ban.measure, set()).add(ban.code)
            caps[ban.measure] = ban.cap
    stopped = {
        name: stopped_by(cap, frozenset(scopes[name]), lines, package.revision)
        for name, cap in caps.items()
    }
    items = {ban.code for ban in bans if ban.cap is not None and not ban.sure}
    found: dict[str, _Share] = {}
    for ban in bans:
        if ban.cap is None and not ban.sure and ban.code in items:
            # Ban and cap each mean an item of the code: not the same one.
            continue
        share = _share(ban, stopped)
        old = found.get(ban.code, _NONE)
        # Of two bans on one good the stricter one binds.
        found[ban.code] = (
            max(old[0], share[0]),
            max(old[1], share[1]),
            max(old[2], share[2]),
        )
    return found


def _share(ban: Ban, stopped: Mapping[str, _Share]) -> _Share:
    low, middle, high = _ALL if ban.cap is None else stopped[ban.measure]
    if ban.sure and not ban.excusable:
        return low, middle, high
    # Nothing tells how much of it is meant, or excused: all, none, or between.
    return 0.0, middle / 2.0, high


def _values(case: PressureCase, way: Direction) -> dict[str, float]:
    flows = case.economy.flows
    at = case.economies.index(case.target)
    away = [row for row in range(len(case.economies)) if row != at]
    sold = flows[at, away] if way is Direction.FROM_TARGET else flows[away, at]
    return dict(zip(case.sectors, sold.sum(axis=0).tolist(), strict=True))


@cache
def _codes_of(section: str, revision: Revision) -> dict[str, float]:
    """Return the codes of a section, each with the part of it that lies there."""
    found = {}
    for code in codes(revision):
        homes = sections(code, revision=revision)
        if section in homes:
            found[code] = 1.0 / len(homes)
    return found
