"""The record that a command is asked about: the embedded one, or a user's own files."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from yalu.cli.output import print_folded, print_list
from yalu.errors import SchemaError
from yalu.flows import read
from yalu.regime import Regime
from yalu.report.record import Record, own

__all__ = ["OwnTrade", "plain", "print_record", "read_record"]

_READING = ("layout", "mapping", "series", "source", "revision", "direction")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTrade:
    """A user's files and how to read them.

    Attributes
    ----------
    files : tuple of Path
        None for the embedded record.
    complete : bool
        Whether they hold everything that their reporters recorded.
    layout, mapping, series, source, revision, direction
        As for `yalu.flows.read`.

    """

    files: tuple[Path, ...]
    complete: bool
    layout: str
    mapping: Path | None
    series: str | None
    source: str | None
    revision: str | None
    direction: str | None


def read_record(trade: OwnTrade, regime: Regime) -> Record | None:
    """Return the record of a user's files, None where there are none.

    Raises
    ------
    SchemaError
        If a file cannot be used, holds nothing about the target of the regime, or if
        options for files are given without any.

    """
    options = {name: asdict(trade)[name] for name in _READING}
    if trade.files:
        return own(read(trade.files, **options), regime, complete=trade.complete)
    given = [name for name in _READING[1:] if options[name] is not None]
    given += ["complete"] if trade.complete else []
    if given or trade.layout != "auto":
        names = ", ".join(f"--{name}" for name in given or ["layout"])
        msg = (
            f"{names}: found without --flows; the embedded record needs no such "
            "option. Name your files with --flows FILE, or leave it out."
        )
        raise SchemaError(msg)
    return None


def plain(record: Record) -> dict[str, Any]:
    """Return what was read in plain form, ready to be JSON."""
    return {
        "files": list(record.files),
        "read": record.read,
        "kept": record.kept,
        "quarantined": record.quarantined,
        "quarantined_by_reason": record.reasons,
        "cells": record.cells,
        "nils": record.nils,
        "cells_with_missing_amounts": record.partial,
        "notes": list(record.notes),
    }


def print_record(screen: Console, record: Record) -> None:
    """Print what was read; nothing of the embedded record."""
    if not record.is_own:
        return
    for line in str(record).splitlines():
        told = line.strip()
        print_folded(told, first=line[: len(line) - len(told)])
    if record.quarantined:
        remedy = "yalu screen FILE --quarantine aside.csv writes each with its remedy"
        print_list("Put aside", [remedy])
    screen.print()
