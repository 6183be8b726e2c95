"""A file of trade held against the law: what was read, put aside and in breach."""

from pathlib import Path
from typing import Any

from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.screened import Trade, screened
from yalu.cli.output import console, print_folded, print_json, print_table
from yalu.cli.tables import parquet_for, require_apart, require_writable, write_table
from yalu.compliance import Per, Streamed
from yalu.compliance.bounds import distinct, reach_of, totals
from yalu.compliance.engine import EngineKind, engine_named
from yalu.provenance import Evidence
from yalu.report.aside import aside_in_words

__all__ = ["answer"]

_ENDINGS = (".csv", ".parquet")
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
    with parquet_for(records) as place:
        result = screened(trade, law, records=place, engine=engine, resume=resume)
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
        "distinct_breaches": distinct(whole),
    }
    if as_json:
        print_json(summary)
    else:
        aside = tuple(aside_in_words(result.quarantine))
        _print(summary, aside, _rows_in_words(by_measure.num_rows, records, engine))


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
        rows = "tells which rows they are, each beside its measures."
        return f"{records} {rows if found else 'holds no row: no measure is met.'}"
    if not found or engine_named(engine).kind is not EngineKind.DUCKDB:
        return ""
    return "(--records FILE.csv tells which rows of the file they are)"


def _print(summary: dict[str, Any], aside: tuple[str, ...], rows: str) -> None:
    screen = console()
    screen.print(
        f"{summary['read']:,} records read: {summary['kept']:,} kept, "
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
    found = summary["distinct_breaches"]
    screen.print()
    print_folded(
        f"Apparent breaches: {reach_of(found['records'])} records, "
        f"{reach_of(found['value_usd'])} USD, each record counted once"
        f"{_graded(found['evidence'])}.",
        first="",
        rest="",
    )
    if rows:
        print_folded(rows)
    _print_sums(summary)
    screen.print()
    print_folded(
        "Bounds run from what is surely covered to what possibly is. Evidence is the "
        "weakest of a sum. Apparent means that the record speaks against the law, not "
        "that anyone is guilty.",
        first="",
        rest="",
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


def _graded(evidence: Evidence | None) -> str:
    return f", the weakest of them {evidence}" if evidence else ""
