"""The record that the game is fitted to, quarter by quarter."""

import csv as csv_format
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yalu.cli.answers.strategy import folded
from yalu.cli.output import console, print_json, print_list, print_table, progress
from yalu.errors import UnusableFileError
from yalu.report.played import dprk_record
from yalu.strategy.record import (
    ACTIONS,
    CLASSES,
    STATE,
    Cell,
    Quarter,
    Status,
    StrategicRecord,
)

__all__ = ["answer"]

_COLUMNS = (
    *("quarter", "column", "value", "status", "chances", "evidence", "confidence"),
    *("sources", "events", "rule"),
)
_LIKELY = 0.1


def answer(*, start: str | None, state: bool, csv: Path | None, as_json: bool) -> None:
    """Print the record, one row for each quarter.

    Raises
    ------
    SchemaError
        If the quarter is not written as one.
    UnusableFileError
        If the file cannot be written.

    """
    first = None if start is None else Quarter.parse(start)
    with progress("Reading the record"):
        found = dprk_record()
    if csv is not None:
        _write(found, csv)
    kept = [one for one in found.quarters if first is None or first <= one]
    if as_json:
        print_json(
            {
                "quarters": [str(one) for one in kept],
                "cells": [_plain(cell) for cell in found.cells if cell.quarter in kept],
                "counts": found.counts(),
                "sha256": found.digest,
            }
        )
        return
    screen = console()
    columns = STATE if state else ACTIONS
    print_table(
        "How things stood when a quarter began"
        if state
        else "What was done in each quarter",
        ("quarter", *(column.value for column in columns)),
        [
            (str(one), *(_short(found.cell(one, column)) for column in columns))
            for one in kept
        ],
    )
    folded(
        screen,
        "a 60/b 40: in percent, where the record leaves it open (chances under 10 are "
        "left out). ?: not known; blank: not asked. Grounds of every cell: --csv FILE.",
    )
    print_list("Counts", str(found).splitlines())
    if csv is not None:
        screen.print(f"Written: {csv}", markup=False, soft_wrap=True)


def _short(cell: Cell) -> str:
    if cell.status is Status.NOT_ASKED:
        return ""
    if cell.status is Status.MISSING:
        return "?"
    return "/".join(_parts(cell))


def _parts(cell: Cell) -> Iterator[str]:
    if cell.value is not None:
        yield cell.value
        return
    for label, chance in _chances(cell).items():
        if chance >= _LIKELY:
            yield f"{label} {100 * chance:.0f}"


def _chances(cell: Cell) -> dict[str, float]:
    return dict(zip(CLASSES[cell.column], cell.chances, strict=False))


def _plain(cell: Cell) -> dict[str, Any]:
    return {
        "quarter": str(cell.quarter),
        "column": cell.column.value,
        "value": cell.value,
        "status": cell.status.value,
        "chances": _chances(cell),
        "evidence": cell.evidence,
        "confidence": cell.confidence,
        "sources": list(cell.sources),
        "events": list(cell.events),
        "rule": cell.rule,
    }


def _write(found: StrategicRecord, file: Path) -> None:
    try:
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv_format.DictWriter(lines, _COLUMNS, lineterminator="\n")
            writer.writeheader()
            for cell in found.cells:
                row = _plain(cell)
                row["chances"] = ";".join(f"{x:.4g}" for x in cell.chances)
                row["sources"] = ";".join(cell.sources)
                row["events"] = ";".join(cell.events)
                writer.writerow(row)
    except OSError as error:
        msg = f"--csv {file}: cannot be written ({error.strerror}). Name another."
        raise UnusableFileError(msg) from error
