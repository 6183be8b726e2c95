"""Build the embedded datasets from the transcribed tables.

``python tools/build_data.py`` reads ``data/transcribed``, checks everything and
writes ``src/yalu/sources/data``; the same input gives the same bytes. With
``--check`` nothing is written: the exit status says whether the committed files
are what the tables give.

What is computed here is never typed into a table: periods become days, million
US dollars become dollars, a formula becomes its result, an estimate gets the range
that the rounding of the printed numbers leaves, the revision of a goods code follows
from the period, and rows that contradict each other are marked.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import yaml

from yalu.errors import IntegrityError, Problem, SchemaError, YaluError, describe
from yalu.flows import FlowTable
from yalu.goods import known, revision_on
from yalu.periods import parse_period
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.sources import Descriptor, parse, unmet
from yalu.sources.building import csv_bytes, description, dump
from yalu.sources.printed import evaluate, spread_of
from yalu.territories import territory

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "data" / "transcribed"
BUILT = ROOT / "src" / "yalu" / "sources" / "data"

HEADER = "# Built by tools/build_data.py; edit data/transcribed instead."
OTHER_BUILDERS = (
    "# Built by tools/build_estimates.py",
    "# Built by tools/build_matrices.py",
)
"""First lines of descriptors that other builders answer for."""
MILLION = Decimal(1_000_000)
TOLERANCE = Decimal("0.01")
"""Relative difference above which two statements contradict each other."""
TOTALS = {
    "value_usd": "value",
    "total_usd": "value",
    "total_low": "value_low",
    "total_high": "value_high",
}
"""Columns of the datasets, and which figure of a table they hold."""
BOUNDS = {
    "value": ("value_low", "value_high"),
    "quantity": ("quantity_low", "quantity_high"),
    "printed": ("low", "high"),
}
"""The bounds of each figure. One in `printed` has nothing else to be known by."""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a transcribed table, for messages."""

    table: str
    line: int

    def __str__(self) -> str:
        return f"{self.table}.csv, line {self.line}"


def read(table: str) -> list[tuple[Place, Row]]:
    """Return the rows of a transcribed table with their places."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return [(Place(table, line), row) for line, row in enumerate(rows, 2)]


def amount(row: Row, name: str) -> Decimal | None:
    """Return the figure of a row, printed or worked out; None where there is none."""
    printed, formula = row.get(name, ""), row.get(f"{name}_formula", "")
    if printed and formula:
        msg = f"{name} is both printed and derived"
        raise SchemaError(msg)
    if formula:
        return evaluate(formula)
    return Decimal(printed) if printed else None


def bounds(row: Row, name: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the bounds of a figure, the stated ones or the rounding of the print.

    An estimate has both: stated bounds that are narrower than the rounding of the
    numbers behind the figure give way to it. A stated bound with a sign is a distance
    from the figure. Nothing falls below zero.
    """
    figure = amount(row, name)
    low, high = (_stated(row.get(end, ""), figure) for end in BOUNDS[name])
    single = name == "printed" or row.get("evidence") == Evidence.ESTIMATED
    if figure is None or not single:
        return low, high
    spread = spread_of(row.get(f"{name}_formula", "") or row[name])
    spread = spread.hull(*(end for end in (low, high) if end is not None))
    return max(spread.low, Decimal(0)), spread.high


def _stated(cell: str, figure: Decimal | None) -> Decimal | None:
    if not cell:
        return None
    if cell[0] not in "+-":
        return Decimal(cell)
    if figure is None:
        msg = f"{cell} is a distance from a figure that is not there"
        raise SchemaError(msg)
    return figure + Decimal(cell)


def text_of(
    number: Decimal | None, places: int, rounding: str = ROUND_HALF_EVEN
) -> str:
    """Return a number without exponent or idle zeros; empty for None."""
    if number is None:
        return ""
    plain = f"{number.quantize(Decimal(1).scaleb(-places), rounding):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def flow_row(row: Row) -> Row:
    """Return a transcribed row of trade in the columns of its dataset."""
    built = without_unusable(row)
    period = parse_period(row["period"])
    built["period_start"], built["period_end"] = str(period.start), str(period.end)
    built |= figures(built)
    whole = row.get("hs_code") == "TOTAL"
    built["hs_revision"] = "" if whole else str(revision_on(period.start))
    built["derived"] = "; ".join(
        f"{name} = {row[f'{name}_formula']}"
        for name in ("value", "quantity")
        if row.get(f"{name}_formula")
    )
    built["conflict"] = "true" if row.get("conflict") == "yes" else "false"
    return built


def figures(row: Row) -> Row:
    """Return the figures of a row and their bounds as they are written."""
    written = {}
    for name, ends in BOUNDS.items():
        scale, places = (MILLION, 2) if name == "value" else (Decimal(1), 3)
        low, high = bounds(row, name)
        for column, number, rounding in (
            (name, amount(row, name), ROUND_HALF_EVEN),
            (ends[0], low, ROUND_FLOOR),
            (ends[1], high, ROUND_CEILING),
        ):
            scaled = None if number is None else number * scale
            written[column] = text_of(scaled, places, rounding)
    for total, name in TOTALS.items():
        written[total] = written[name]
    if not written["printed"] and written["low"] == written["high"]:
        written["printed"] = written["low"]
    return written


def without_unusable(row: Row) -> Row:
    """Return a row whose quantity, if marked unusable, is told in the note alone."""
    if row.get("quantity_usable") != "no":
        return dict(row)
    said = f"printed as {row['quantity']} {row['unit']}"
    note = "; ".join(filter(None, (row["note"], said)))
    return {**row, "quantity": "", "quantity_formula": "", "unit": "", "note": note}


def mark_conflicts(rows: list[Row]) -> None:
    """Mark rows whose figures for one flow and period differ too much."""
    same: dict[tuple[str, ...], list[tuple[Decimal, Row]]] = defaultdict(list)
    for row in rows:
        if row["value_usd"]:
            same[*_flow(row), "USD"].append((Decimal(row["value_usd"]), row))
        if row["quantity"]:
            unit, size = row["unit"], Decimal(row["quantity"])
            if unit == Unit.KILOGRAM:
                unit, size = Unit.TONNE, size / 1000
            same[*_flow(row), unit].append((size, row))
    for group in same.values():
        for mine, row in group:
            if any(abs(mine - o) > TOLERANCE * max(mine, o) for o, _ in group):
                row["conflict"] = "true"


def _flow(row: Row) -> tuple[str, ...]:
    names = (
        "reporter", "partner", "direction", "flow", "period_start", "period_end",
        "hs_code", "hs_codes", "commodity", "series",
    )  # fmt: skip
    return tuple(row.get(name, "") for name in names)


def price_rows(row: Row, items: dict[str, Any]) -> Iterable[Row]:
    """Yield one row for each price that a wide row holds."""
    period = parse_period(row["period"])
    for item, unit in items["units"].items():
        if row[item]:
            yield {
                "period_start": str(period.start),
                "period_end": str(period.end),
                "item": items.get("called", {}).get(item, item),
                "price": text_of(Decimal(row[item]), 4),
                "unit": unit,
                **items["given"],
            }


def collect(name: str, given: dict[str, Any], problems: list[Problem]) -> list[Row]:
    """Return the rows of one dataset; what cannot be read becomes a problem."""
    rows: list[Row] = []
    for table in given["inputs"]:
        for place, row in read(table):
            try:
                if "items" in given:
                    rows += price_rows(row, given["items"][table])
                else:
                    rows.append(row if name == "sources" else flow_row(row))
            except (YaluError, ArithmeticError, SyntaxError, KeyError) as error:
                remedy = "mend the row in the transcribed table"
                problems.append(Problem(str(place), f"{error!r}", remedy))
    if "conflict" in given["columns"]:
        mark_conflicts(rows)
    return rows


def code_problems(name: str, rows: list[Row], sources: set[str]) -> list[Problem]:
    """Return the codes and source identifiers of a dataset that nothing explains."""
    strange: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for code in row.get("source", "").split(";"):
            if "source" in row and code not in sources:
                strange["source"].add(code)
        code, revision = row.get("hs_code", "TOTAL"), row.get("hs_revision", "")
        if code != "TOTAL" and not known(code, revision_on(_start(row))):
            strange["hs_code"].add(f"{code} in {revision}")
        for column in ("reporter", "partner"):
            state = row.get(column, "WLD")
            if state != "WLD":
                strange[column] |= _unknown_state(state)
    return [
        Problem(f"{name}, column {column}", f"found {', '.join(sorted(codes))}",
                "use a code that the tables of goods, territories or sources know")
        for column, codes in strange.items() if codes
    ]  # fmt: skip


def _start(row: Row) -> date:
    return date.fromisoformat(row["period_start"])


def _unknown_state(code: str) -> set[str]:
    try:
        return set() if territory(code).iso3 == code else {code}
    except YaluError:
        return {code}


def build(spec: dict[str, Any]) -> dict[str, bytes]:
    """Return every built file by name.

    Raises
    ------
    IntegrityError
        If any row, code, source or expectation fails; all of them are listed.
    """
    problems: list[Problem] = []
    tables = {n: collect(n, g, problems) for n, g in spec["datasets"].items()}
    sources = {row["id"] for row in tables["sources"]}
    built: dict[str, bytes] = {}
    for name, rows in tables.items():
        problems += code_problems(name, rows, sources)
        content = csv_bytes(rows, spec["datasets"][name]["columns"])
        about = description(name, spec, content, rows=len(rows))
        descriptor = Descriptor.from_mapping(about)
        try:
            table = parse(content, descriptor)
            problems += unmet(table, descriptor.expectation, place=name)
            if name == "trade":
                FlowTable(table)
        except (IntegrityError, SchemaError) as error:
            problems.append(Problem(name, str(error), "mend the transcribed table"))
        built[f"{name}.csv"] = content
        built[f"{name}.yaml"] = dump(about, header=HEADER)
    if problems:
        raise IntegrityError(describe("The data cannot be built", problems))
    return built


def differences(built: dict[str, bytes]) -> list[str]:
    """Return the names of committed files that are not what was built."""
    others = {
        path.stem
        for path in BUILT.glob("*.yaml")
        if path.read_text(encoding="utf-8").startswith(OTHER_BUILDERS)
    }
    held = {
        path.name
        for path in BUILT.glob("*")
        if path.suffix in {".csv", ".yaml"} and path.stem not in others
    }
    changed = {
        name
        for name, content in built.items()
        if name in held and (BUILT / name).read_bytes() != content
    }
    return sorted(changed | (held ^ set(built)))


def main(arguments: list[str] | None = None) -> int:
    """Build or check, say what was done, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    wanted = parser.parse_args(arguments)
    spec = yaml.safe_load((TABLES / "datasets.yaml").read_text(encoding="utf-8"))
    try:
        built = build(spec)
    except YaluError as error:
        print(error, file=sys.stderr)
        return 1
    changed = differences(built)
    if wanted.check:
        for name in changed:
            print(f"{name}: the committed file differs. Run tools/build_data.py.")
        return 1 if changed else 0
    BUILT.mkdir(exist_ok=True)
    for name in changed:
        if name in built:
            (BUILT / name).write_bytes(built[name])
        else:
            (BUILT / name).unlink()
    print(f"{len(built) // 2} datasets, {len(changed)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
