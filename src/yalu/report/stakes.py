"""What pressure is priced in: the embedded case, its packages, and the models."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import prod

import pyarrow as pa

from yalu import sources
from yalu.flows import Repair
from yalu.impact import (
    Package,
    PressureCase,
    condensed,
    dprk_case,
    packages,
)
from yalu.provenance import Evidence
from yalu.regime import Regime
from yalu.report.pricing import Yardstick
from yalu.territories import territory

__all__ = [
    "LEFT_OUT",
    "STOP",
    "embedded_case",
    "falls",
    "packages_of",
    "record_tables",
    "telling",
]

STOP = "patron-stop"
"""The patron alone trades nothing, and the others no more than before."""

LEFT_OUT = (
    (
        "Time: the models of what stops tell what a year without it costs before "
        "anybody adapts, general equilibrium what is left when all have; none tells "
        "the way between."
    ),
    (
        "What is moved out of sight, at sea or through third states: it counts only as "
        "less enforcement."
    ),
    (
        "Money, ships, workers abroad, arms and frozen accounts: the law speaks of "
        "them, the trade by goods does not."
    ),
    "Who at home goes without: the cost is that of the whole country.",
    "What patrons do besides trading: aid, credit, stocks, and the prices they ask.",
)
"""What the models leave out."""

_CLOSURE = "closure"
_PERCENT = 100
_TABLES = (
    "bilateral_trade",
    "gross_trade",
    "elasticities",
    "output",
    "trade",
    "trade_groups",
    "prices",
    "estimates",
)


def embedded_case(matrix: Repair | None = None) -> PressureCase:
    """Return the case from the embedded data, with few economies.

    Parameters
    ----------
    matrix : Repair, optional
        World trade after its repair, if it is at hand.

    Raises
    ------
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    tables = {name: sources.load(name) for name in _TABLES}
    repaired = sources.repaired_trade() if matrix is None else matrix
    return condensed(dprk_case(tables, repaired=repaired))


def record_tables() -> dict[str, pa.Table]:
    """Return the tables that predictions are held against, by name."""
    return {name: sources.load(name) for name in ("trade", "output", "prices")}


def packages_of(regime: Regime, case: PressureCase) -> tuple[Package, ...]:
    """Return the packages of a regime, and a full stop by the patron alone."""
    found = packages(regime)
    patron = territory(case.patron).name
    stops = [
        replace(
            package,
            id=STOP,
            title=f"full stop by {patron} alone",
            note="no goods either way; what others trade does not grow",
        )
        for package in found
        if package.id == _CLOSURE
    ]
    return (
        *(package for package in found if package.id != _CLOSURE),
        *stops,
        *(package for package in found if package.id == _CLOSURE),
    )


def telling(found: Iterable[Package]) -> Iterator[Package]:
    """Yield the packages that stop something and are not another one over again."""
    seen = set()
    for package in found:
        what = frozenset((ban.code, ban.direction, ban.measure) for ban in package.bans)
        if package.id == STOP:
            yield package
        elif what and what not in seen:
            seen.add(what)
            yield package


def falls(case: PressureCase, output: pa.Table | None = None) -> Iterator[Yardstick]:
    """Yield recorded falls of income, the deepest single year first.

    It gets the name ``year``, and any other the name ``years``. A fall reaches from the
    smallest to the largest that its compilers' growth of these years allows, chained.

    Parameters
    ----------
    case : PressureCase
        Holds which years fell, and by how much.
    output : pyarrow.Table, optional
        Growth by year and compiler, as the dataset of that name; by default that one.

    """
    table = sources.load("output") if output is None else output
    for one in sorted(case.yardsticks, key=lambda each: each.last - each.first):
        single = one.first == one.last
        spans = _recorded_falls(table, one.first, one.last)
        ends = [one.value, *(end for span in spans.values() for end in span)]
        yield Yardstick(
            name="year" if single else "years",
            label=one.name if single else f"{one.name}, {one.first} to {one.last}",
            first=one.first,
            last=one.last,
            low=min(ends),
            high=max(ends),
            sources=one.sources,
            evidence=Evidence.ESTIMATED,
            compilers=tuple(spans),
        )


def _recorded_falls(
    output: pa.Table, first: int, last: int
) -> dict[str, tuple[float, float]]:
    """Return the fall over some years by each compiler that has growth of them all."""
    rates: dict[str, dict[int, tuple[float, float]]] = {}
    for row in output.to_pylist():
        year = row["period_start"].year
        if row["item"] == "real_growth" and first <= year <= last:
            ends = [
                float(row["value"] if row[end] is None else row[end])
                for end in ("low", "high")
            ]
            rates.setdefault(row["compiler"], {})[year] = (ends[0], ends[1])
    whole = range(first, last + 1)
    return {
        compiler: (_fallen(years, 1), _fallen(years, 0))
        for compiler, years in rates.items()
        if all(year in years for year in whole)
    }


def _fallen(rates: Mapping[int, tuple[float, float]], end: int) -> float:
    """Return the share lost over years of growth in percent, at one of their ends."""
    return 1 - prod(1 + ends[end] / _PERCENT for ends in rates.values())
