"""A file of trade held against the law: what was read, put aside and in breach."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yalu.cli.answers.breach_rows import is_short, print_rows, rows_in_breach
from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.screened import Trade, screened
from yalu.cli.output import console, print_folded, print_json, print_table
from yalu.cli.tables import copy_parquet, require_apart, require_writable, write_table
from yalu.compliance import Per, Streamed
from yalu.compliance.bounds import apart, reach_of, totals
from yalu.compliance.engine import EngineKind, engine_named
from yalu.report.aside import aside_in_words

__all__ = ["answer"]

_ENDINGS = (".csv", ".parquet")
_HOW_TO_READ = (
    "Bounds run from what is surely covered to what possibly is. Evidence is the "
    "weakest of a sum. Kinds of statement are never added. Apparent means that the "
    "record speaks against the law, not that anyone is guilty."
)
_UNDER_CAPS = (
    "The conditions of a cap, which no record shows, are taken as met; yalu check "
    "asks for each."
)


def answer(
    trade: Trade,
    *,
    regime: str,
    output: Path | None,
    records: Path | None,
    quarantine: Path | None,
    engine: str,
    resume: Path | None,
    as_json: bool,
) -> None:
    """Print what was read, put aside and in apparent breach."""
    law = load_regime(regime)
    outputs = {"--output": output, "--records": records, "--quarantine": quarantine}
    for path in outputs.values():
        if path is not None:
            require_writable(path, _ENDINGS)
    require_apart(outputs, trade.files)
    with tempfile.TemporaryDirectory() as folder:
        wanted = records is not None or is_short(trade)
        place = Path(folder, "records.parquet") if wanted else None
        result = screened(trade, law, records=place, engine=engine, resume=resume)
        rows = rows_in_breach(place) if place is not None else None
        if place is not None and records is not None:
            copy_parquet(place, records)
    by_measure, whole = result.sums[Per.MEASURE], result.sums[Per.REGIME]
    if output is not None:
        write_table(by_measure, output)
    if quarantine is not None:
        write_table(result.quarantine.table, quarantine)
    summary = {
        "regime": law.id,
        "law_sha256": law.digest,
        **_counts(result),
        "breaches_by_measure": totals(by_measure, "ban"),
        "moved_under_caps": totals(by_measure, "cap"),
        "distinct_breaches": apart(whole),
    }
    if as_json:
        print_json(summary)
    else:
        _print(summary, tuple(aside_in_words(result.quarantine)))
        if rows is not None:
            print_rows(rows, names=trade.files)
        hint = _rows_in_words(by_measure.num_rows, records, engine)
        if hint:
            print_folded(hint, first="", rest="")
        _print_sums(summary)
        console().print()
        print_folded(_HOW_TO_READ, first="", rest="")


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


def _rows_in_words(found: int, records: Path | None, engine: str) -> str:
    """Return where it is told which rows of the file were meant."""
    if records is not None:
        rows = "tells each row, beside every ban and cap that it meets."
        return f"{records} {rows if found else 'holds no row: no measure is met.'}"
    if not found or engine_named(engine).kind is not EngineKind.DUCKDB:
        return ""
    return "--records FILE.csv tells each row, beside every ban and cap that it meets."


def _print(summary: dict[str, Any], aside: tuple[str, ...]) -> None:
    screen = console()
    many = "s" if summary["read"] != 1 else ""
    screen.print(
        f"{summary['read']:,} record{many} read: {summary['kept']:,} kept, "
        f"{summary['quarantined']:,} put aside."
    )
    for line in aside:
        print_folded(line)
    if summary["quarantined"]:
        screen.print("  (--quarantine FILE.csv writes them out, each with its remedy)")
    if summary["identical"]:
        print_folded(
            f"Note: {summary['identical']:,} kept records repeat an earlier one in "
            "every column; they are summed. Remove them if they are copies.",
            first="",
        )
    for note in summary["notes"]:
        print_folded(f"Note: {note}", first="")
    screen.print()
    for line in _found_in_words(summary):
        print_folded(line, first="", rest="")


def _found_in_words(summary: dict[str, Any]) -> Iterator[str]:
    """Yield what was found under bans, each kind of statement for itself."""
    if not summary["kept"]:
        yield "Nothing could be screened: no record could be used."
    elif not summary["distinct_breaches"]:
        yield "No record that was kept is in apparent breach."
    for kind in summary["distinct_breaches"]:
        records = reach_of(kind["records"])
        many = "" if records == "1" else "s"
        once = "" if records == "1" else ", each counted once"
        grade = f", at weakest {kind['evidence']}" if kind["evidence"] else ""
        yield (
            f"Apparent breaches: {records} {kind['series']} record{many}, "
            f"{reach_of(kind['value_usd'])} USD{once}{grade}."
        )


def _print_sums(summary: dict[str, Any]) -> None:
    """Print what moved against each measure, and under each cap."""
    screen = console()
    titles = {
        "breaches_by_measure": "Apparent breaches by measure",
        "moved_under_caps": "Moved under caps (the running total decides)",
    }
    columns = ("measure", "state", "series", "evidence", "records", "USD")
    for name, title in titles.items():
        rows = [
            (
                row["measure"],
                row["state"],
                row["series"],
                row["evidence"] or "not said",
                reach_of(row["records"]),
                reach_of(row["value_usd"]),
            )
            for row in summary[name]
        ]
        if rows:
            screen.print()
            print_table(title, columns, rows)
    if summary["moved_under_caps"]:
        screen.print()
        print_folded(_UNDER_CAPS, first="", rest="")
