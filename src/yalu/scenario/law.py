r"""What the law covers, month by month, line by line, after a scenario has changed it.

Changes of the law make a new regime, and the new regime is read as any other: its
measures through `yalu.regime.coverage`, as the package of all that binds all states
without grace on the first day of a month; and what share of a line the package covers
through the shares of `yalu.impact`, in which a cap covers what is above it; how lines
are put together from goods says `yalu.scenario.parts`.

**Measures alone.** What enforcement of some measures bears on is what they alone cover:
the share that the law covers less the share that it would cover without them, and
nothing where it would cover more: a cap lets pass some of what an unsure ban might
stop.

**The ladder.** Where the Council adopts a text in the chain nobody knows what it would
say. Each class of stringency is therefore stood for by one law: of all laws that were
ever in force in the case, that of the class whose share of trade covered is nearest to
the level that the game sees there. A class that no law has reached is stood for by an
even law: it covers that share of all goods alike, but for crude oil by pipeline, which
no text has ever stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from yalu.goods import codes
from yalu.impact import Package, PackageKind
from yalu.impact.ban import Ban, LawRows
from yalu.regime import Direction, Regime, coverage
from yalu.scenario.amending import changed, original
from yalu.scenario.case import Case
from yalu.scenario.line import REVISION
from yalu.scenario.parts import LineParts, weights_of
from yalu.scenario.scenario import Scenario

__all__ = ["LawPath", "Rung", "closure", "law_path", "month_starts"]

Floats = NDArray[np.float64]

_YEAR = 12
_DAY = timedelta(days=1)
_PIPED = "2709"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """The law that stands for one class of stringency.

    Attributes
    ----------
    package : Package
        What it bans.
    depth : float
        Share of that which it covers: 1, or less where it covers all goods evenly.

    """

    package: Package
    depth: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LawPath:
    """What the law covers in each month of a scenario.

    T counts months, L lines, W different laws, C classes of stringency.

    Attributes
    ----------
    months : tuple of str
        T months, such as ``2026-01``.
    lines : tuple of str
        Identifiers of the L lines.
    share : ndarray of float64
        (T, L): share of the line's trade in the base year that the law covers, 0 to 1;
        of a cap, what is above it.
    low, high : ndarray of float64
        (T, L): least and largest share that the goods codes and the lines on record
        allow.
    total : ndarray of float64
        (T,): the same of all lines that customs record, weighed by their central base.
    spell : ndarray of int64
        (T,): which of `laws` is in force.
    laws : tuple of Package
        The W different laws, in the order in which they are first in force.
    ladder : ndarray of float64
        (C, L): share covered by the law that stands for each class of stringency, or
        by one below it: what a text adopted in the chain lifts `share` to.
    ladder_total : ndarray of float64
        (C,): the same of all lines that customs record.
    rungs : tuple of Rung
        The C laws that stand for the classes.
    since : date
        Day on which the law that stands when the run begins came to stand, before any
        change by the scenario; the first day of the run if there was none.
    regime : Regime
        The law as the scenario leaves it.
    measures : tuple of str
        Identifiers of the measures that cover goods in any month.
    alone : tuple of ndarray of float64 or None
        For each entry of `Scenario.enforcement` that names measures, (T, L): the share
        of the line that they cover and no other measure does. None for other entries.

    """

    months: tuple[str, ...]
    lines: tuple[str, ...]
    share: Floats
    low: Floats
    high: Floats
    total: Floats
    spell: NDArray[np.int64]
    laws: tuple[Package, ...]
    ladder: Floats
    ladder_total: Floats
    rungs: tuple[Rung, ...]
    since: date
    regime: Regime
    measures: tuple[str, ...]
    alone: tuple[Floats | None, ...] = ()


def month_starts(start: date, months: int) -> tuple[date, ...]:
    """Return the first days of some months from `start` on.

    Examples
    --------
    >>> [str(day) for day in month_starts(date(2026, 11, 1), 3)]
    ['2026-11-01', '2026-12-01', '2027-01-01']

    """
    first = start.year * _YEAR + start.month - 1
    return tuple(
        date(month // _YEAR, month % _YEAR + 1, 1)
        for month in range(first, first + months)
    )


def law_path(case: Case, scenario: Scenario) -> LawPath:
    """Return what the law covers in each month, as a scenario leaves it.

    A measure that begins or ends within a month counts from the next month on.

    Parameters
    ----------
    case : Case
        Gives the law, the lines and the classes of stringency.
    scenario : Scenario
        Its changes of the law, its first day and its months.

    Raises
    ------
    SchemaError
        If a change of the law cannot be made; all at once.

    """
    start = scenario.start or case.start
    days = month_starts(start, scenario.months)
    regime = changed(case.regime, scenario, start=start)
    known = LawRows.of(case.regime, coverage(case.regime, revision=REVISION))
    rows = known
    if regime is not case.regime:
        rows = LawRows.of(regime, coverage(regime, revision=REVISION))
    laws, spell = _spells(rows, days)
    lines = LineParts.of(case.lines, case.pressure)
    each = np.stack([lines.covered(law) for law in laws])
    weights = weights_of(case.lines)
    ladder, rungs = _ladder(known, case, lines)
    share = each[spell, 1]
    return LawPath(
        months=tuple(f"{day:%Y-%m}" for day in days),
        lines=tuple(line.id for line in case.lines),
        share=share,
        low=each[spell, 0],
        high=each[spell, 2],
        total=share @ weights,
        spell=spell,
        laws=laws,
        ladder=ladder,
        ladder_total=ladder @ weights,
        rungs=rungs,
        since=_since(known, start),
        regime=regime,
        measures=tuple(sorted({ban.measure for law in laws for ban in law.bans})),
        alone=tuple(
            np.maximum(share - _without(rows, path.measures, days, lines), 0.0)
            if path.measures
            else None
            for path in scenario.enforcement
        ),
    )


def closure() -> Package:
    """Return the law of a border that is closed to all goods but piped oil.

    So it was from 2020 to 2022: crude went on through the pipe while nothing passed by
    road, rail or sea.
    """
    return Package(
        id="closure",
        title="a closed border",
        kind=PackageKind.THOUGHT,
        revision=REVISION,
        bans=tuple(
            Ban(code=code, direction=way)
            for way in (Direction.FROM_TARGET, Direction.TO_TARGET)
            for code in codes(REVISION)
            if not (code.startswith(_PIPED) and way is Direction.TO_TARGET)
        ),
        note="no goods either way but crude oil by pipeline",
    )


def _spells(
    rows: LawRows, days: Sequence[date]
) -> tuple[tuple[Package, ...], NDArray[np.int64]]:
    """Return the different laws of some days, and which is in force on each."""
    turns = sorted({day for row in rows.rows for day in rows.days(row)})
    laws: dict[frozenset[Ban], Package] = {}
    spell = []
    before: tuple[int, frozenset[Ban]] | None = None
    for day in days:
        # The law is the same as long as no row begins or ends.
        passed = sum(turn <= day for turn in turns)
        if before is None or before[0] != passed:
            bans = rows.bans(rows.binding(day))
            before = (passed, frozenset(bans))
            laws.setdefault(before[1], _law(day, bans))
        spell.append([*laws].index(before[1]))
    return tuple(laws.values()), np.array(spell, dtype=np.int64)


def _without(
    rows: LawRows, measures: Sequence[str], days: Sequence[date], lines: LineParts
) -> Floats:
    """Return (T, L): what the law covers without some measures."""
    kept = tuple(
        row for row in rows.rows if original(str(row["measure"])) not in measures
    )
    laws, spell = _spells(replace(rows, rows=kept), days)
    each = np.stack([lines.covered(law)[1] for law in laws])
    found: Floats = each[spell]
    return found


def _law(day: date, bans: tuple[Ban, ...]) -> Package:
    return Package(
        id=f"on-{day.isoformat()}",
        title=f"the law of {day.isoformat()}",
        kind=PackageKind.CUMULATIVE,
        on=day,
        revision=REVISION,
        bans=bans,
    )


def _ladder(
    rows: LawRows, case: Case, lines: LineParts
) -> tuple[Floats, tuple[Rung, ...]]:
    """Return (C, L): shares covered by class of stringency, and the laws behind."""
    levels = case.play.levels["stringency"]
    edges = np.array(case.play.covered)
    weights = weights_of(case.lines)
    known = []
    for law in _history(rows):
        shares = lines.covered(law)[1]
        known.append((int((shares @ weights >= edges).sum()), shares, law))
    ladder = np.zeros((len(levels), len(case.lines)))
    rungs = []
    for place, level in enumerate(levels):
        own = [(shares, law) for at, shares, law in known if at == place]
        if own:
            shares, law = min(own, key=lambda one: abs(float(one[0] @ weights) - level))
            rungs.append(Rung(package=law, depth=1.0))
        else:
            shares = level * lines.covered(closure())[1]
            rungs.append(Rung(package=closure(), depth=level))
        ladder[place] = shares
    # A text that is added never frees what the one before it covered.
    return np.maximum.accumulate(ladder, axis=0), tuple(rungs)


def _since(rows: LawRows, start: date) -> date:
    """Return the last day up to `start` on which what is banned changed."""
    turns = sorted({day for row in rows.rows for day in rows.days(row)} | {start})
    days = [day for day in turns if day <= start]
    _, spell = _spells(rows, days)
    changes = [
        day
        for day, n, last in zip(days[1:], spell[1:], spell[:-1], strict=True)
        if n != last
    ]
    return changes[-1] if changes else (days[0] if len(days) > 1 else start)


def _history(rows: LawRows) -> tuple[Package, ...]:
    """Return the different laws that were ever in force, none at all among them."""
    turns = sorted({day for row in rows.rows for day in rows.days(row)})
    first = turns[0] - _DAY if turns else date.min
    days = [first, *(day for day in turns if day < date(9999, 1, 1))]
    return _spells(rows, days)[0]
