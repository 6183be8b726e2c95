"""The record that the game is fitted to, quarter by quarter."""

import csv as csv_format
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, assert_never

from yalu.cli.answers.strategy import folded
from yalu.cli.output import (
    console,
    percent,
    print_json,
    print_list,
    print_table,
    progress,
)
from yalu.errors import SchemaError
from yalu.files import write_text
from yalu.report.played import dprk_record
from yalu.strategy.record import (
    ACTIONS,
    CLASSES,
    STATE,
    Cell,
    Column,
    Quarter,
    Status,
    StrategicRecord,
)

__all__ = ["answer"]

_COLUMNS = (
    *("quarter", "column", "value", "status", "chances", "evidence", "confidence"),
    *("sources", "events", "rule"),
)
_THIRDS = {"0": "none", "1/3": "a third", "2/3": "two thirds", "1": "all"}
_PAIR = 2


def answer(
    *,
    start: str | None,
    end: str | None,
    state: bool,
    csv: Path | None,
    as_json: bool,
) -> None:
    """Print the record, one row for each quarter.

    Raises
    ------
    SchemaError
        If a quarter is not written as one, or the record has none of those asked for.
    UnusableFileError
        If the file cannot be written.

    """
    first = None if start is None else Quarter.parse(start)
    last = None if end is None else Quarter.parse(end)
    if first is not None and last is not None and last < first:
        msg = (
            f"--from, --to: found {first} and {last}; expected a quarter and one that "
            "is not before it. Swap the two."
        )
        raise SchemaError(msg)
    with progress("Reading the record"):
        whole = dprk_record()
    found = _between(whole, first, last)
    if csv is not None:
        _write(found, csv)
    if as_json:
        print_json(
            {
                "quarters": [str(one) for one in found.quarters],
                "cells": [_plain(cell) for cell in found.cells],
                "counts": found.counts(),
                "sha256": whole.digest,
            }
        )
        return
    columns = STATE if state else ACTIONS
    _print(found, columns, state=state)
    if csv is not None:
        console().print(
            f"Written: {csv}, {len(found.cells)} cells: all {len(Column)} columns of "
            f"{_span(found)}",
            markup=False,
            soft_wrap=True,
        )


def _between(
    whole: StrategicRecord, first: Quarter | None, last: Quarter | None
) -> StrategicRecord:
    """Return the record of the quarters asked for."""
    kept = tuple(
        one
        for one in whole.quarters
        if (first is None or first <= one) and (last is None or one <= last)
    )
    if not kept:
        asked = {"--from": first, "--to": last}
        names = [name for name, one in asked.items() if one is not None]
        quarters = " and ".join(str(one) for one in asked.values() if one is not None)
        msg = (
            f"{', '.join(names)}: found {quarters}, of which the record has no "
            f"quarter; expected some of {whole.quarters[0]} to {whole.quarters[-1]}. "
            "Ask for these."
        )
        raise SchemaError(msg)
    cells = tuple(cell for cell in whole.cells if kept[0] <= cell.quarter <= kept[-1])
    return StrategicRecord(quarters=kept, cells=cells)


def _print(found: StrategicRecord, columns: Sequence[Column], *, state: bool) -> None:
    print_table(
        "How things stood when a quarter began"
        if state
        else "What was done in each quarter",
        ("quarter", *(column.value for column in columns)),
        [
            (str(one), *(_short(found.cell(one, column)) for column in columns))
            for one in found.quarters
        ],
        whole=(Column.POSTURE.value,),
        close=True,
    )
    shown = [found.cell(one, column) for one in found.quarters for column in columns]
    console().print()
    folded(console(), " ".join(_legend({cell.status for cell in shown}, columns)))
    counts = found.counts()
    print_list(
        f"Counts of what is shown, {_span(found)}",
        (f"{column}: {_counted(column, counts[column])}" for column in columns),
    )


def _legend(shown: Collection[Status], columns: Sequence[Column]) -> Iterator[str]:
    if Status.UNCERTAIN in shown:
        yield (
            "With a chance behind it: the likeliest, where the record leaves it open, "
            "and all of those that are as likely (either: both of two); the rest is "
            "shared by the others."
        )
    if Status.MISSING in shown:
        yield "?: not known."
    if Status.NOT_ASKED in shown:
        yield "Blank: no text was put to the vote."
    if Column.ENFORCEMENT in columns:
        yield "Enforcement: how much of the law."
    yield "All chances: --json; with the grounds of every cell: --csv FILE."


def _span(found: StrategicRecord) -> str:
    number, first, last = len(found.quarters), found.quarters[0], found.quarters[-1]
    return f"{first}, one quarter" if number == 1 else f"{first} to {last}"


def _counted(column: Column, counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{number} {_label(column, name).replace('_', ' ')}"
        for name, number in counts.items()
        if number
    )


def _label(column: Column, name: str) -> str:
    """Return what a class is called: a fraction beside a chance would be misread."""
    return _THIRDS.get(name, name) if column is Column.ENFORCEMENT else name


def _short(cell: Cell) -> str:
    match cell.status:
        case Status.NOT_ASKED:
            return ""
        case Status.MISSING:
            return "?"
        case Status.KNOWN:
            return _label(cell.column, str(cell.value))
        case Status.UNCERTAIN:
            return _likeliest(cell)
        case _:
            assert_never(cell.status)


def _likeliest(cell: Cell) -> str:
    """Return the likeliest class with its chance, or all that are as likely."""
    told = {name: percent(chance) for name, chance in _chances(cell).items()}
    best = percent(max(cell.chances))
    likeliest = [name for name, chance in told.items() if chance == best]
    if len(likeliest) == len(told) == _PAIR:
        return f"either {best}"
    return ",\n".join(f"{_label(cell.column, name)} {best}" for name in likeliest)


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
    text = io.StringIO()
    writer = csv_format.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for cell in found.cells:
        row = _plain(cell)
        row["chances"] = ";".join(
            f"{name}={chance:.4g}" for name, chance in _chances(cell).items()
        )
        row["sources"] = ";".join(cell.sources)
        row["events"] = ";".join(cell.events)
        writer.writerow(row)
    write_text(file, text.getvalue())
