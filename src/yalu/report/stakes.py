"""What pressure is priced in: the embedded case, its packages, and the models."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

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


def falls(case: PressureCase) -> Iterator[Yardstick]:
    """Yield recorded falls of income, the deepest single year first.

    It gets the name ``year``, and any other the name ``years``.
    """
    for one in sorted(case.yardsticks, key=lambda each: each.last - each.first):
        single = one.first == one.last
        yield Yardstick(
            name="year" if single else "years",
            label=one.name if single else f"{one.name}, {one.first} to {one.last}",
            first=one.first,
            last=one.last,
            low=one.value,
            high=one.value,
            sources=one.sources,
            evidence=Evidence.ESTIMATED,
        )
