"""A file of trade held against the law: what was read, put aside and in breach."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv, parquet

from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.screened import Trade, screened
from yalu.cli.output import console, print_json, print_table
from yalu.compliance import Per, Streamed
from yalu.compliance.bounds import distinct, reach_of, totals
from yalu.errors import SchemaError, UnusableFileError
from yalu.files import written

__all__ = ["answer"]


def answer(
    trade: Trade,
    *,
    regime: str,
    output: Path | None,
    quarantine: Path | None,
    engine: str,
    resume: Path | None,
    as_json: bool,
) -> None:
    """Print what was read, put aside and in apparent breach."""
    law = load_regime(regime)
    for path in (output, quarantine):
        _require_writable(path)
    result = screened(trade, law, engine=engine, resume=resume)
    by_measure, whole = result.sums[Per.MEASURE], result.sums[Per.REGIME]
    if output is not None:
        _write(by_measure, output)
    if quarantine is not None:
        _write(result.quarantine.table, quarantine)
    summary = {
        "regime": law.id,
        "law_sha256": law.digest,
        **_counts(result),
        "breaches_by_measure": totals(by_measure, "ban"),
        "moved_under_caps": totals(by_measure, "cap"),
        "distinct_breaches": distinct(whole),
    }
    if as_json:
        print_json(summary)
    else:
        _print(summary)


def _require_writable(path: Path | None) -> None:
    if path is not None and not path.parent.is_dir():
        msg = (
            f"{path}: its folder {path.parent} does not exist; expected a folder to "
            "write into. Create it, or choose another path."
        )
        raise UnusableFileError(msg)
    if path is not None and path.suffix not in (".csv", ".parquet"):
        msg = f"{path}: found {path.suffix!r}; expected .csv or .parquet. Rename it."
        raise SchemaError(msg)


def _write(table: pa.Table, path: Path) -> None:
    with written(path) as fresh:
        if path.suffix == ".csv":
            csv.write_csv(table, fresh)
        else:
            parquet.write_table(table, fresh)


def _counts(result: Streamed) -> dict[str, Any]:
    return {
        "read": result.read,
        "kept": result.kept,
        "quarantined": result.quarantined,
        "quarantined_by_reason": result.quarantine.reasons,
        "repeated": result.repeated,
        "identical": result.identical,
        "notes": [str(note) for note in result.notes],
    }


def _print(summary: dict[str, Any]) -> None:
    screen = console()
    screen.print(
        f"{summary['read']:,} records read: {summary['kept']:,} kept, "
        f"{summary['quarantined']:,} put aside."
    )
    for reason, count in summary["quarantined_by_reason"].items():
        screen.print(f"  {count:,}: {reason}", markup=False)
    if summary["quarantined"]:
        screen.print("  (--quarantine FILE.csv writes them out, each with its remedy)")
    if summary["identical"]:
        screen.print(
            f"Note: {summary['identical']:,} kept records repeat an earlier one in "
            "every column; they are summed. Remove them if they are copies."
        )
    for note in summary["notes"]:
        screen.print(f"Note: {note}", markup=False)
    found = summary["distinct_breaches"]
    screen.print(
        f"\nApparent breaches: {reach_of(found['records'])} records, "
        f"{reach_of(found['value_usd'])} USD, each record counted once."
    )
    titles = {
        "breaches_by_measure": "Apparent breaches by measure",
        "moved_under_caps": "Moved under caps (the running total decides)",
    }
    columns = ("measure", "state", "series", "records", "USD")
    for name, title in titles.items():
        rows = [
            (
                row["measure"],
                row["state"],
                row["series"],
                reach_of(row["records"]),
                reach_of(row["value_usd"]),
            )
            for row in summary[name]
        ]
        if rows:
            screen.print()
            print_table(title, columns, rows)
    screen.print(
        "\nBounds run from what is surely covered to what possibly is. Apparent means "
        "that the record speaks against the law, not that anyone is guilty."
    )
