"""The case of the DPRK: what is on record of 2015, and the ranges of the rest."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import SchemaError
from yalu.flows import Repair
from yalu.impact.case import PressureCase
from yalu.impact.economy import Floats
from yalu.impact.piped import crude_oil, implied_value, without_totals
from yalu.impact.ranges import Range
from yalu.impact.recorded_lines import recorded_lines
from yalu.impact.recorded_trade import REST, RecordedTrade, read_trade
from yalu.impact.unknowns import (
    ASSUMED,
    elasticities,
    not_traded,
    output,
    recalled,
    substitution,
    yardsticks,
)
from yalu.provenance import Confidence, Evidence
from yalu.territories import members

__all__ = ["condensed", "dprk_case"]

_TARGET, _PATRON, _ALTERNATIVE = "PRK", "CHN", "RUS"
_FUELS = "3"
_APART = ("KOR", "JPN", "USA", "IND")


def dprk_case(
    tables: Mapping[str, pa.Table], *, repaired: Repair | None = None
) -> PressureCase:
    """Return the case of the DPRK in 2015, the last year before resolution 2270.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        The data sets ``bilateral_trade``, ``gross_trade``, ``elasticities``,
        ``output``, ``trade``, ``trade_groups``, ``prices`` and ``estimates`` by name.
    repaired : Repair or None
        What became of the matrix in repair; its doubtful cells become a range. The raw
        matrix of `tables` if left out, in which small reporters book South Korea's
        trade under the North.

    Returns
    -------
    PressureCase
        44 economies and the target, ten sections and what is not traded.

    Raises
    ------
    SchemaError
        If a table is missing, or says nothing of what is needed.

    """
    year = 2015
    _require(tables)
    gross = tables["gross_trade"]
    matrix = tables["bilateral_trade"] if repaired is None else repaired.strict.rows
    world = read_trade(matrix, gross, target=_TARGET, year=year)
    doubtful = None
    if repaired is not None:
        lenient = read_trade(repaired.matrix.rows, gross, target=_TARGET, year=year)
        doubtful = np.maximum(lenient.flows - world.flows, 0.0)
    lines, earlier = (
        recorded_lines(
            tables["trade"],
            tables["trade_groups"],
            target=_TARGET,
            year=year,
            reporters=(_PATRON, "WLD"),
            last=last,
        )
        for last in (year + 1, year)
    )
    crude, crude_line = crude_oil(
        tables["estimates"],
        tables["prices"],
        year,
        implied=implied_value(
            earlier, tables["estimates"], year=year, recorded_usd=_fuels(world)
        ),
    )
    return PressureCase(
        target=_TARGET,
        patron=_PATRON,
        alternative=_ALTERNATIVE,
        economies=world.economies,
        sectors=world.sectors,
        trade=world.flows,
        doubtful=doubtful,
        home=world.home,
        year=year,
        ranges=(
            output(tables["output"], year),
            not_traded(tables["output"], year),
            *ASSUMED,
            *(() if repaired is None else (_doubt(repaired),)),
            crude,
            *elasticities(tables["elasticities"], world.sectors),
            *substitution(tables["elasticities"]),
        ),
        lines=(*without_totals(lines), crude_line),
        earlier=(*without_totals(earlier), crude_line),
        supplied=_supplied(matrix, world.sectors),
        yardsticks=tuple(yardsticks(tables["output"])),
        notes=(
            *_notes(world, repaired=repaired is not None),
            *recalled(tables["elasticities"]),
        ),
        sources=_sources(repaired),
    )


def condensed(case: PressureCase) -> PressureCase:
    """Return the case with nine economies, for many draws.

    The target, its patron and the alternative stay apart, and so do South Korea, Japan,
    the United States and India. The European Union of 2015 is one, the rest another.

    Parameters
    ----------
    case : PressureCase
        The case with all economies.

    """
    union = members("EU", on=date(case.year, 12, 31))
    apart = {case.target, case.patron, case.alternative, *_APART}
    return case.merged(
        {
            "EU": [code for code in case.economies if code in union],
            REST: [c for c in case.economies if c not in apart and c not in union],
        }
    )


def _require(tables: Mapping[str, pa.Table]) -> None:
    wanted = (
        "bilateral_trade",
        "gross_trade",
        "elasticities",
        "output",
        "trade",
        "trade_groups",
        "prices",
        "estimates",
    )
    missing = [name for name in wanted if name not in tables]
    if missing:
        msg = (
            f"dprk_case: found no {', '.join(missing)}; expected the tables "
            f"{', '.join(wanted)}. Load them by name."
        )
        raise SchemaError(msg)


def _fuels(world: RecordedTrade) -> float:
    """Return USD of fuels that the patron is recorded to have sold: no crude."""
    seller, buyer = (world.economies.index(one) for one in (_PATRON, _TARGET))
    return float(world.flows[seller, buyer, world.sectors.index(_FUELS)])


def _supplied(matrix: pa.Table, sectors: tuple[str, ...]) -> Floats:
    """Return (2, K): the most the alternative bought and sold in any year on record."""
    found = np.zeros((2, len(sectors)))
    ends = pa.array([_TARGET, _ALTERNATIVE])
    near = matrix.filter(
        pc.and_(pc.is_in(matrix["exporter"], ends), pc.is_in(matrix["importer"], ends))
    )
    for row in near.to_pylist():
        ways = {(_TARGET, _ALTERNATIVE): 0, (_ALTERNATIVE, _TARGET): 1}
        way = ways.get((row["exporter"], row["importer"]))
        if way is not None and row["section"] in sectors:
            at = sectors.index(row["section"])
            found[way, at] = max(found[way, at], float(row["value_usd"]))
    return found


def _doubt(repaired: Repair) -> Range:
    return Range(
        name="doubtful trade",
        low=0.0,
        high=1.0,
        unit="share",
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=repaired.sources,
        note=(
            "how much of the trade that the repair of the matrix leaves in doubt is "
            "the target's"
        ),
    )


def _sources(repaired: Repair | None) -> tuple[str, ...]:
    """Return the sources of the matrices; ranges and lines name their own."""
    own = () if repaired is None else repaired.sources
    return tuple(dict.fromkeys(("UNCTADM", "WIOD16", *own)))


def _notes(world: RecordedTrade, *, repaired: bool) -> Iterator[str]:
    yield (
        f"Trade is of {world.year} and sales at home of {world.year_at_home}, in which "
        "services and inputs are counted."
    )
    if not repaired:
        yield (
            "The matrix is raw: small reporters book trade with South Korea under the "
            "North."
        )
    yield "Trade with South Korea, nearly all through Kaesong, is left out."
    yield "Workers abroad, arms, services and what is smuggled are left out."
    yield "Crude oil by pipeline is added to what the patron sells, as a range."
