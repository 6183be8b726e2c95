"""What larger trade would take, worked out from the measured rates."""

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent.parent / "benchmarks/results-engines.json"
RECORDS = 10**10
THREADS = 2
CORES = (2, 16, 64, 256)
NAMES = {
    "duckdb": "DuckDB",
    "polars": "Polars",
    "sail": "Sail",
    "pyspark": "PySpark",
    "pandas": "pandas",
}


def text() -> str:
    """Return the tables, or what to run where nothing was measured."""
    if not RESULTS.exists():
        return "Nothing is measured yet: run `python benchmarks/engines.py`.\n"
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    lines = [
        _told(found),
        "",
        *_rates(found["engines"]),
        "",
        *_streams(found["streams"]),
        "",
        *_plan(found["streams"]),
    ]
    return "\n".join(lines) + "\n"


def _told(found: dict[str, Any]) -> str:
    return (
        f"Measured on {found['day']} with {THREADS} threads on a machine of "
        f"{found['processors']} processors."
    )


def _rates(rows: list[dict[str, Any]]) -> list[str]:
    """Return what one core does on each engine, at the most records measured."""
    most = max(row["rows"] for row in rows)
    lines = [
        f"Rates at {most:,} records, in million records per core and second:",
        "",
        "| engine | 2 % on the target | 100 % on the target | peak memory, MB |",
        "|---|--:|--:|--:|",
    ]
    for engine, name in NAMES.items():
        mine = {
            row["share"]: row
            for row in rows
            if row["engine"] == engine and row["rows"] == most
        }
        if len(mine) > 1:
            rates = " | ".join(
                f"{_rate(mine[share], most):.1f}" for share in sorted(mine)
            )
            peak = max(row["megabytes"] for row in mine.values())
            lines.append(f"| {name} | {rates} | {peak:,.0f} |")
    return lines


def _streams(rows: list[dict[str, Any]]) -> list[str]:
    """Return what the stream took."""
    lines = [
        "The stream, DuckDB part by part:",
        "",
        "| records | on the target | checks | run | seconds | peak memory, MB |",
        "|--:|--:|---|---|--:|--:|",
    ]
    for row in rows:
        run = "killed half way and resumed" if row["killed"] else "at one go"
        lines.append(
            f"| {row['records']:,} | {row['share']:.0%} | "
            f"{'yes' if row['checks'] else 'no'} | {run} | {row['seconds']:.1f} | "
            f"{row['megabytes']:,.0f} |"
        )
    return lines


def _plan(rows: list[dict[str, Any]]) -> list[str]:
    """Return what ten thousand million records would take, if time goes with cores."""
    size = max(row["bytes_per_record"] for row in rows) * RECORDS / 1e9
    heads = " | ".join(f"{cores} cores" for cores in CORES)
    words = (
        f"{RECORDS:,} records, about {size:,.0f} GB of Parquet of that kind, would "
        "take these minutes if time goes with the number of cores. They are worked "
        "out, not measured:"
    )
    lines = [
        words,
        "",
        f"| on the target | checks | {heads} |",
        f"|--:|---|{'--:|' * len(CORES)}",
    ]
    for row in rows:
        if not row["killed"]:
            rate = _rate(row, row["records"]) * 1e6
            minutes = " | ".join(f"{RECORDS / rate / n / 60:,.1f}" for n in CORES)
            checks = "yes" if row["checks"] else "no"
            lines.append(f"| {row['share']:.0%} | {checks} | {minutes} |")
    return lines


def _rate(row: dict[str, Any], records: int) -> float:
    """Return million records per core and second."""
    return float(records / row["seconds"] / THREADS / 1e6)
