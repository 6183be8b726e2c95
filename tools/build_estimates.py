"""Build the embedded estimates of the DPRK's output and of elasticities.

``python tools/build_estimates.py`` reads ``data/transcribed/output`` and
``data/transcribed/elasticities``, checks everything and writes the datasets ``output``
and ``elasticities``; the same input gives the same bytes. With ``--check`` nothing is
written: the exit status says whether the committed files are what the tables give.

Worked out here, and typed nowhere: the mean, lowest and highest rate of the won of a
year, the income in dollars at these rates, the elasticities of a section from those of
its industries, and the range that the rounding of a print leaves.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from statistics import mean, median
from typing import Any

import yaml

from yalu.errors import IntegrityError, Problem, YaluError, describe
from yalu.periods import parse_period
from yalu.provenance import Evidence
from yalu.sources import Descriptor, parse, source, unmet
from yalu.sources.building import csv_bytes, description, dump
from yalu.sources.printed import Spread, evaluate, spread_of

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "data" / "transcribed"
BUILT = ROOT / "src" / "yalu" / "sources" / "data"

HEADER = "# Built by tools/build_estimates.py; edit data/transcribed instead."
BANK, LENDER = "Bank of Korea", "European Central Bank"
BANK_ITEMS = {
    "real_growth": "percent",
    "nominal_gni": "billion KRW",
    "gni_per_capita": "10000 KRW",
}
ERRORS = 2
"""Standard errors on either side of an estimate that stands alone."""
LEAST = Decimal("0.1")
"""Below this an elasticity of trade would have buyers hardly react at all."""
MILLIONS = 1000  # in a thousand million
CENT, MILL, UNIT = Decimal("0.01"), Decimal("0.001"), Decimal(1)
Row = dict[str, str]


def read(table: str) -> list[Row]:
    """Return the rows of a transcribed table."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def figure(row: Row, name: str = "value") -> tuple[Decimal, Spread]:
    """Return a figure and its range: rounding, formula, or wider stated bounds.

    Where only bounds are given the figure is their middle.
    """
    formula = row.get(f"{name}_formula", "")
    text = formula or row[name]
    stated = [Decimal(row[end]) for end in (f"{name}_low", f"{name}_high") if row[end]]
    if not text:
        return mean(stated), Spread(min(stated), max(stated))
    value = evaluate(formula) if formula else Decimal(text)
    return value, rounding(text).hull(*stated)


def rounding(text: str) -> Spread:
    """Return the range of a formula or a print; a fall is the mirror of a rise."""
    if not text.startswith("-"):
        return spread_of(text)
    rise = spread_of(text.removeprefix("-"))
    return Spread(-rise.high, -rise.low)


def written(value: Decimal, spread: Spread, quantum: Decimal) -> Row:
    """Return an estimate and its range as they are written, the range outward."""
    wide = spread.outward(quantum)
    texts = (plain(number) for number in (value.quantize(quantum), wide.low, wide.high))
    return dict(zip(("value", "low", "high"), texts, strict=True))


def plain(number: Decimal) -> str:
    """Return a number without exponent or idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def dated(text: str) -> Row:
    """Return the first day of a period and the first day after it."""
    period = parse_period(text)
    return {"period_start": str(period.start), "period_end": str(period.end)}


def rates() -> dict[str, Spread]:
    """Return the lowest and the highest rate of the won in each year."""
    return {year: Spread(min(days), max(days)) for year, days in _crossed().items()}


def _crossed() -> dict[str, list[Decimal]]:
    """Return the rates of each year: won for a euro over dollars for a euro."""
    years = defaultdict(list)
    for row in read("output/exchange_rates"):
        rate = Decimal(row["krw"]) / Decimal(row["usd"])
        years[row["day"][:4]].append(rate)
    return years


def output_rows() -> Iterator[Row]:
    """Yield the rows of the dataset output."""
    graded = {"evidence": Evidence.ESTIMATED.value}
    crossed, ranges = _crossed(), rates()
    for year, days in crossed.items():
        yield {
            **dated(year), **graded, **written(mean(days), ranges[year], CENT),
            "compiler": LENDER, "item": "krw_per_usd", "unit": "KRW/USD",
            "derived": f"mean, lowest and highest of {len(days)} daily cross rates",
            "confidence": "high", "source": "ECBFX",
        }  # fmt: skip
    bank = {"compiler": BANK, "confidence": "high", "source": "BOKGDP"}
    for row in read("output/bank_of_korea"):
        year = row["period"]
        for item, unit in BANK_ITEMS.items():
            held = written(Decimal(row[item]), rounding(row[item]), MILL)
            yield {**dated(year), **graded, **held, **bank, "item": item, "unit": unit}
        if year in ranges:
            won, rate = rounding(row["nominal_gni"]), mean(crossed[year])
            earned = won / ranges[year]
            dollars = Decimal(row["nominal_gni"]) / rate * MILLIONS
            spread = Spread(earned.low * MILLIONS, earned.high * MILLIONS)
            yield {
                **dated(year), **graded, **written(dollars, spread, UNIT), **bank,
                "item": "nominal_gni_usd", "unit": "million USD",
                "derived": "nominal_gni / krw_per_usd", "source": "BOKGDP;ECBFX",
                "note": "at the prices of the South",
            }  # fmt: skip
    for row in read("output/printed"):
        held = written(*figure(row), MILL)
        derived = {"derived": row["value_formula"]}
        yield {**row, **dated(row["period"]), **graded, **held, **derived}


def elasticity_rows() -> Iterator[Row]:
    """Yield the rows of the dataset elasticities."""
    graded = {"evidence": Evidence.ESTIMATED.value}
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in read("elasticities/industries"):
        for section in row["sections"].split(";"):
            found[row["study"], section].append(row)
    for (study, section), rows in sorted(found.items()):
        values = [Decimal(row["value"]) for row in rows]
        alone = len(rows) == 1
        spread = around(rows[0]) if alone else Spread(min(values), max(values))
        parts = ", ".join(f"{row['industry']} {row['value']}" for row in rows)
        held = written(median(values), spread, MILL)
        notes = dict.fromkeys(row["note"] for row in rows if row["note"])
        if alone and rows[0]["error_note"]:
            notes[rows[0]["error_note"]] = None
        yield {
            **graded, **held, "central": held["value"], "quantity": "trade",
            "section": section, "study": study, "derived": f"median of {parts}",
            "confidence": least_sure(rows, alone=alone), "source": rows[0]["source"],
            "note": "; ".join(notes),
        }  # fmt: skip
    for row in read("elasticities/whole"):
        held = written(*figure(row), MILL)
        middle = "" if row["value"] else "middle of the range"
        derived = {"derived": row["value_formula"] or middle}
        row |= {**graded, **held, **derived, "central": held["value"], "section": "all"}
        yield row


def around(row: Row) -> Spread:
    """Return the range of the estimate of one industry that stands alone."""
    if not row["error"]:
        return rounding(row["value"])
    value, reach = Decimal(row["value"]), ERRORS * Decimal(row["error"])
    return Spread(max(value - reach, LEAST), value + reach)


def least_sure(rows: list[Row], *, alone: bool) -> str:
    """Return the lowest confidence of what was used: of a recalled error, medium."""
    grades = [row["confidence"] for row in rows]
    grades += ["medium" for row in rows if alone and row["error_note"]]
    return max(grades, key=["high", "medium", "low"].index)


ROWS = {"output": output_rows, "elasticities": elasticity_rows}


def build(plan: dict[str, Any]) -> dict[str, bytes]:
    """Return every built file by name.

    Raises
    ------
    IntegrityError
        If any row, source or expectation fails; all of them are listed.

    """
    built: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, rows_of in ROWS.items():
        columns = plan["datasets"][name]["columns"]
        rows = list(rows_of())
        rows.sort(key=lambda row: [row[key] for key in columns[:4] if key in row])
        content = csv_bytes(rows, columns)
        about = description(name, plan, content, rows=len(rows))
        descriptor = Descriptor.from_mapping(about)
        table = parse(content, descriptor)
        problems += unmet(table, descriptor.expectation, place=name)
        for id in {part for row in rows for part in row["source"].split(";")}:  # noqa: A001
            source(id)
        built[f"{name}.csv"] = content
        built[f"{name}.yaml"] = dump(about, header=HEADER)
    if problems:
        raise IntegrityError(describe("The estimates cannot be built", problems))
    return built


def main(arguments: list[str] | None = None) -> int:
    """Build or check, say what was done, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    wanted = parser.parse_args(arguments)
    plan = yaml.safe_load((TABLES / "estimated.yaml").read_text(encoding="utf-8"))
    try:
        built = build(plan)
    except YaluError as error:
        print(error, file=sys.stderr)
        return 1
    changed = [
        name
        for name, content in built.items()
        if not (BUILT / name).exists() or (BUILT / name).read_bytes() != content
    ]
    if wanted.check:
        for name in changed:
            print(f"{name}: the committed file differs. Run tools/build_estimates.py.")
        return 1 if changed else 0
    for name in changed:
        (BUILT / name).write_bytes(built[name])
    print(f"{len(built) // 2} datasets, {len(changed)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
