r"""Bases: what the patron traded in each line in the base year.

A line is read wherever it was printed: on lines on record (customs, and compilers who
print them), and in the sections of the matrix of world trade that are nearly the same
goods. Its base runs from the lowest to the highest reading, with their median in the
middle; what all the others of a direction leave of its total is the rest.

Where the base year lies before that of the matrix, all lines of a direction are scaled
by the ratio of the totals that the patron's trade is on record with in the two years:
the level of the year, the composition of the matrix. That composition is hindsight, and
is said so in the note of each line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import pyarrow as pa

from yalu.errors import Problem, SchemaError, describe
from yalu.goods import codes, expand
from yalu.impact import PressureCase
from yalu.provenance import Confidence, Evidence
from yalu.regime import Direction
from yalu.scenario.line import REVISION, Flow, Line, line_rows, shortened
from yalu.scenario.uncertainty import Uncertainty

__all__ = ["lines_of"]

_YES = "yes"
_THOUSAND, _MILLION = 1e3, 1e6
_WEIGHTS = {"t": _THOUSAND}
_SPAN = (365, 366)
_WAYS = {Flow.EXPORTS: "import", Flow.IMPORTS: "export"}
Ends = tuple[float, float, float]
_NONE: Ends = (0.0, 0.0, 0.0)  # of a line that a problem is told of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What lines are read from."""

    case: PressureCase
    fuel: float
    known: Mapping[str, Uncertainty]


def lines_of(
    case: PressureCase,
    trade: pa.Table,
    known: Sequence[Uncertainty],
    *,
    year: int,
) -> tuple[Line, ...]:
    """Return the lines with their bases, exports first.

    Parameters
    ----------
    case : PressureCase
        Gives the matrix of trade, lines on record, and what the alternative patron is
        on record to have traded.
    trade : pyarrow.Table
        The data set of that name, for totals of other years.
    known : sequence of Uncertainty
        Gives how much there is of what nobody records.
    year : int
        Base year, that of the case or an earlier one.

    Raises
    ------
    SchemaError
        If a line was printed nowhere, the others of a direction exceed its total, or
        the total of the base year is not on record.

    """
    record = _Record(
        case=case,
        fuel=_fuel_price(case),
        known={one.name: one for one in known},
    )
    problems: list[Problem] = []
    found: list[Line] = []
    for flow in Flow:
        rows = [row for row in line_rows() if row["direction"] == flow.value]
        named = [_line(row, record, problems) for row in rows if row["codes"]]
        total = _matrix(case, flow, case.traded)
        left = _rest(named, total)
        if left[0] < 0:
            finding = f"found lines of {total - left[0]:,.0f} USD in {total:,.0f}"
            problems.append(Problem(flow.value, finding, "mend data/lines.csv"))
        rest = [
            _rest_line(row, named, left, record) for row in rows if not row["codes"]
        ]
        # The order of the file is the order everywhere.
        whole = {line.id: line for line in (*named, *rest)}
        lines = [whole[row["id"]] for row in rows]
        if year != case.year:
            scale = _ratio(trade, case, flow, year, problems)
            lines = [_scaled(line, scale, year) for line in lines]
        found += lines
    if problems:
        raise SchemaError(describe("The lines have no base", problems))
    return tuple(found)


def _line(row: Mapping[str, str], record: _Record, problems: list[Problem]) -> Line:
    case, flow = record.case, Flow(row["direction"])
    readings = list(_readings(row, record))
    unknown = row["id"] in record.known and row["recorded"] != _YES
    if not readings and not unknown:
        remedy = "give the codes under which it was printed, or sections"
        problems.append(Problem(row["id"], "it was printed nowhere", remedy))
    values = [value for value, _ in readings]
    quantity = _quantity(row, record)
    if not values and quantity:
        # What nobody values is worth what the patron took for the like of it.
        values = [amount * _THOUSAND * record.fuel for amount in quantity]
    named = {name for _, names in readings for name in names}
    return Line(
        id=row["id"],
        title=row["title"],
        direction=flow,
        codes=tuple(row["codes"].split()),
        recorded=row["recorded"] == _YES,
        seen=row["seen"] == _YES,
        base=(min(values), float(median(values)), max(values)) if values else _NONE,
        quantity=quantity,
        capacity=_capacity(row, record),
        year=case.year,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.MEDIUM if len(readings) > 1 else Confidence.LOW,
        sources=tuple(sorted({*named, *_own_sources(row, record)})),
        note=row["note"],
    )


def _readings(
    row: Mapping[str, str], record: _Record
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield USD a year of a line as printed, with sources."""
    case, flow = record.case, Flow(row["direction"])
    wanted = {*row["printed"].split()}
    for line in case.earlier:
        mine = set(line.codes) and set(line.codes) <= wanted
        whole = mine and _expanded(line.codes) == _expanded(row["codes"].split())
        if whole and line.direction is flow.direction and line.high > 0:
            for value in dict.fromkeys((line.low, line.high)):
                yield value, line.sources
    if row["sections"]:
        value = _matrix(case, flow, tuple(row["sections"].split()))
        yield value, case.sources


def _quantity(row: Mapping[str, str], record: _Record) -> Ends | None:
    """Return thousand tonnes a year of a line of oil."""
    if row["unit"] != "kt":
        return None
    if row["id"] in record.known:
        one = record.known[row["id"]]
        return one.low, one.centre, one.high
    printed = [
        amount / _WEIGHTS[unit]
        for line in record.case.earlier
        if {*line.codes} == {*row["printed"].split()}
        and line.direction is Flow(row["direction"]).direction
        for unit, low, high in line.quantities
        if unit in _WEIGHTS
        for amount in (low, high)
    ]
    return min(printed), float(median(printed)), max(printed)


def _capacity(row: Mapping[str, str], record: _Record) -> float:
    """Return the most the alternative patron traded, a year: kt of oil or million USD.

    Fuels that it sold are shared between lines of oil by what the patron supplies.
    """
    case = record.case
    way = int(Flow(row["direction"]) is Flow.IMPORTS)
    sections = [case.sectors.index(name) for name in row["helped"].split()]
    most = float(case.supplied[way, sections].sum())
    if row["unit"] != "kt":
        return most / _MILLION
    if not sections:
        return 0.0
    amounts = {
        other["id"]: (_quantity(other, record) or (0.0, 0.0, 0.0))[1]
        for other in line_rows()
        if other["unit"] == "kt" and other["helped"]
    }
    share = amounts[row["id"]] / sum(amounts.values())
    return most / record.fuel / _THOUSAND * share


def _fuel_price(case: PressureCase) -> float:
    """Return USD for a tonne of fuel as the patron sold it in the base year."""
    for line in case.earlier:
        if line.codes == ("2710",) and line.direction is Direction.TO_TARGET:
            for unit, low, high in line.quantities:
                if unit in _WEIGHTS and line.high > 0:
                    return (line.low + line.high) / (low + high)
    finding = "found no value with tonnes of refined products"
    problem = Problem("lines on record", finding, "give the case such a line")
    raise SchemaError(describe("The lines have no base", [problem]))


def _matrix(case: PressureCase, flow: Flow, sections: Sequence[str]) -> float:
    """Return USD of some sections between target and patron in the matrix."""
    ends = (case.target, case.patron)
    seller, buyer = ends if flow is Flow.EXPORTS else ends[::-1]
    row = case.trade[case.economies.index(seller), case.economies.index(buyer)]
    return float(sum(row[case.sectors.index(name)] for name in sections))


def _rest(named: Sequence[Line], total: float) -> Ends:
    """Return what lines that customs record leave of a total."""
    recorded = [line.base for line in named if line.recorded]
    left = [total - sum(base[place] for base in recorded) for place in (2, 1, 0)]
    # Highest readings of all lines at once may exceed the total; the middle may not.
    return max(left[0], 0.0) if left[1] >= 0 else left[1], left[1], left[2]


def _rest_line(
    row: Mapping[str, str], named: Sequence[Line], left: Ends, record: _Record
) -> Line:
    taken = {code for line in named for code in _expanded(line.codes)}
    return Line(
        id=row["id"],
        title=row["title"],
        direction=Flow(row["direction"]),
        codes=shortened(set(codes(REVISION)) - taken),
        rest=True,
        base=left,
        capacity=_capacity(row, record),
        year=record.case.year,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=record.case.sources,
        note=row["note"],
    )


def _expanded(prefixes: Sequence[str]) -> frozenset[str]:
    return frozenset(code for one in prefixes for code in expand(one, REVISION))


def _own_sources(row: Mapping[str, str], record: _Record) -> tuple[str, ...]:
    one = record.known.get(row["id"])
    return one.sources if one else ()


def _ratio(
    trade: pa.Table,
    case: PressureCase,
    flow: Flow,
    year: int,
    problems: list[Problem],
) -> float:
    """Return the patron's recorded total of one year over that of the matrix's."""
    totals: dict[int, list[float]] = {year: [], case.year: []}
    for row in trade.to_pylist():
        length = (row["period_end"] - row["period_start"]).days
        if (
            row["reporter"] == case.patron
            and row["partner"] == case.target
            and row["hs_code"] == "TOTAL"
            and row["direction"] == _WAYS[flow]
            and length in _SPAN
            and row["period_start"].year in totals
            and row["value_usd"] is not None
        ):
            totals[row["period_start"].year].append(float(row["value_usd"]))
    if not totals[year] or not totals[case.year]:
        finding = f"no total of {flow} is on record in {year} or {case.year}"
        problems.append(Problem("trade", finding, "ask for a later day"))
        return 1.0
    return float(median(totals[year]) / median(totals[case.year]))


def _scaled(line: Line, scale: float, year: int) -> Line:
    """Return a line as of another year; what is not recorded stays as it is."""
    if not line.recorded:
        return replace(line, year=year)
    low, middle, high = (value * scale for value in line.base)
    quantity = None
    if line.quantity is not None:
        least, most_likely, most = (value * scale for value in line.quantity)
        quantity = (least, most_likely, most)
    return replace(
        line,
        base=(low, middle, high),
        quantity=quantity,
        year=year,
        confidence=Confidence.LOW,
        note=f"{line.note} Scaled to the total of {year}: its share is of {line.year}.",
    )
