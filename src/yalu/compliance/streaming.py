"""Screening of trade larger than memory, part by part, and able to go on later.

Each part of the files is sifted, its sound records are screened where they stand, and
its sums are kept in a checkpoint. When all parts are done their sums are settled
together. A record counts in one part only and its law sees it once, so that the sums of
parts are those of the whole, to the last cent. Memory follows the size of one part's
sums and not that of the trade.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from yalu.compliance.checkpoint import Checkpoint
from yalu.compliance.compiled_law import CompiledLaw, Per, compiled_law
from yalu.compliance.concern import part_concerns, placed, write_concerns
from yalu.compliance.movement import columns_of
from yalu.compliance.screening import named, part_sums, screen, settled
from yalu.errors import SchemaError
from yalu.flows.parts import FILE, ROW, ROWS, Part, files_at, parts_of, scan
from yalu.flows.quarantine import Note, Quarantine, ReadResult
from yalu.flows.sieve import Sieve, Sifted, notes_of, sieve
from yalu.flows.sorting import repetitions
from yalu.flows.table import SCHEMA
from yalu.regime import Coverage

__all__ = ["REPEATS_UP_TO", "Streamed", "screen_parts", "screen_read"]

REPEATS_UP_TO = 2_000_000
"""Records among which repeated ones are looked for, which takes memory for all."""

_MEGABYTES_PER_THREAD = 96
_Told = Callable[[int, int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """What screening files part by part gave.

    Attributes
    ----------
    sums : mapping of Per to pyarrow.Table
        What `yalu.compliance.screen` returns, for each way of summing asked for.
    read, kept, quarantined : int
        Records in the files and on either side.
    quarantine : Quarantine
        The records put aside.
    repeated, identical : int or None
        As in `yalu.flows.ReadResult`; None where not looked for.
    notes : tuple of Note
        What was decided on the way.
    parts, taken : int
        Parts of the trade, and how many of them an earlier run had done.

    """

    sums: Mapping[Per, pa.Table]
    read: int
    kept: int
    quarantined: int
    quarantine: Quarantine
    repeated: int | None
    identical: int | None
    notes: tuple[Note, ...]
    parts: int
    taken: int


def screen_read(
    found: ReadResult,
    coverage: Iterable[Coverage],
    *,
    target: str,
    per: Iterable[Per] = (Per.MEASURE,),
    records: str | Path | None = None,
) -> Streamed:
    """Return the sums of trade that was read into memory, as of one part.

    Parameters
    ----------
    found : ReadResult
        What `yalu.flows.read` kept and put aside.
    coverage, target, per, records
        As for `screen_parts`.

    """
    law = list(coverage)
    if records is not None:
        whole = placed(found.flows.table, found.places)
        compiled = compiled_law(law, Per.MEASURE)
        with (
            tempfile.TemporaryDirectory() as scratch,
            _connected(None, scratch) as connection,
        ):
            trade = nw.from_native(connection.from_arrow(whole))
            concerns = nw.to_native(part_concerns(trade, compiled, target))
            write_concerns(concerns, compiled, target, Path(records))
    return Streamed(
        sums={each: screen(found.flows, law, target=target, per=each) for each in per},
        read=found.read,
        kept=found.kept,
        quarantined=found.quarantined,
        quarantine=found.quarantine,
        repeated=found.repeated,
        identical=found.identical,
        notes=found.notes,
        parts=1,
        taken=0,
    )


def screen_parts(
    paths: str | Path | Iterable[str | Path],
    coverage: Coverage | Iterable[Coverage],
    *,
    target: str,
    per: Iterable[Per] = (Per.MEASURE,),
    records: str | Path | None = None,
    checkpoint: str | Path | None = None,
    sift: bool = True,
    series: str | None = None,
    source: str | None = None,
    revision: str | None = None,
    threads: int | None = None,
    rows: int = ROWS,
    told: _Told | None = None,
) -> Streamed:
    """Return the sums of trade in Parquet files of any size.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, patterns, folders (partitioned or not) or addresses that DuckDB reads,
        all in the columns of `yalu.flows.SCHEMA`. Each mention of a file counts.
    coverage, target
        As for `yalu.compliance.screen`.
    per : iterable of Per
        What to sum for; each is one entry of the result.
    records : path or None
        Parquet file to write, with each record once for each measure that concerns
        it, in the columns that `yalu.compliance.concern.write_concerns` names.
    checkpoint : path or None
        Folder that keeps what is done. A run that names the folder of one that was
        cut short goes on where it ended. None keeps nothing.
    sift : bool
        Whether records that break a rule are put aside, as `yalu.flows.read` does.
        Without, every record is taken as it stands.
    series, source, revision : str or None
        As for `yalu.flows.read`.
    threads : int or None
        Largest number of threads; all processors by default.
    rows : int
        Records of a part, roughly: large files are taken in runs of row groups.
    told : callable or None
        Called with the records done and those there are, after each part.

    Raises
    ------
    SchemaError
        If a file cannot be read or lacks a column, or the checkpoint belongs to
        another run.

    """
    law = [coverage] if isinstance(coverage, Coverage) else list(coverage)
    wish = {"series": series, "source": source, "revision": revision}
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory())
        connection = stack.enter_context(_connected(threads, scratch))
        listed = [paths] if isinstance(paths, str | Path) else list(paths)
        files = [file for p in listed for file in files_at(connection, str(p))]
        if not files:
            raise SchemaError("paths: found no file to screen. Name at least one.")
        parts = parts_of(connection, files, rows=rows)
        options = {
            "law": _digest(law),
            "target": target,
            "per": ", ".join(per := tuple(per)),
            "sift": str(sift),
            "--records": "left out" if records is None else "asked for",
            **{name: value or "" for name, value in wish.items()},
        }
        folder = Path(checkpoint or Path(scratch, "checkpoint"))
        done = Checkpoint.opened(folder, parts, options)
        taken = sum(done.is_done(number) for number in range(len(parts)))
        run = _Run(
            connection=connection,
            laws={each: compiled_law(law, each) for each in per},
            target=target,
            sieve=stack.enter_context(sieve(**wish)) if sift else None,
            keeps_rows=sum(part.rows for part in parts) <= REPEATS_UP_TO,
            by_measure=None if records is None else compiled_law(law, Per.MEASURE),
        )
        _go(run, done, told)
        if records is not None and run.by_measure is not None:
            concerns = connection.read_parquet(done.files("concerns"))
            write_concerns(concerns, run.by_measure, target, Path(records))
        return _gathered(run, done, taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What every part of a run needs."""

    connection: duckdb.DuckDBPyConnection
    laws: Mapping[Per, CompiledLaw]
    target: str
    sieve: Sieve | None
    keeps_rows: bool
    by_measure: CompiledLaw | None

    def columns(self, names: Iterable[str]) -> list[str]:
        """Return the columns that are read of those that a frame has."""
        wanted = SCHEMA.names if self.keeps_rows and self.sieve else columns_of(names)
        return [*wanted, *((FILE, ROW) if self.by_measure else ())]


def _connected(threads: int | None, scratch: str) -> duckdb.DuckDBPyConnection:
    """Return an engine that keeps to little memory and puts the rest on disk."""
    connection = duckdb.connect(config={"temp_directory": scratch})
    count = threads or os.cpu_count() or 1
    connection.execute("SET threads = ?", [count])
    limit = max(count, 2) * _MEGABYTES_PER_THREAD
    connection.execute("SET memory_limit = ?", [f"{limit}MB"])
    return connection


def _digest(law: Iterable[Coverage]) -> str:
    """Return the hash of law, the same wherever and whenever it is compiled."""
    compiled = compiled_law(law, Per.MEASURE)
    found = hashlib.sha256()
    for table in (compiled.rows, compiled.laws, compiled.jurisdictions):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        found.update(sink.getvalue())
    return found.hexdigest()


def _go(run: _Run, done: Checkpoint, told: _Told | None) -> None:
    """Do every part that is not done."""
    whole = sum(part.rows for part in done.parts)
    read = 0
    for number, part in enumerate(done.parts):
        if not done.is_done(number):
            _do(run, done, number, part)
        read += part.rows
        if told is not None:
            told(read, whole)


def _do(run: _Run, done: Checkpoint, number: int, part: Part) -> None:
    """Screen one part and keep its sums."""
    sifted = _sifted(run, part)
    frame = _kept(run, sifted)
    tables = {
        f"sums_{per}": nw.to_native(part_sums(frame, compiled, run.target))
        for per, compiled in run.laws.items()
    }
    if run.by_measure is not None:
        concerns = part_concerns(frame, run.by_measure, run.target)
        tables["concerns"] = nw.to_native(concerns)
    aside = sifted.quarantine.table
    if aside.num_rows:
        run.connection.register("records_aside", aside)
        tables["aside"] = run.connection.table("records_aside")
    if run.keeps_rows and run.sieve is not None:
        tables["kept"] = nw.to_native(frame.select(*SCHEMA.names))
    facts = {
        "read": sifted.read,
        "quarantined": aside.num_rows,
        "decided": sifted.decided,
        "columns": scan(run.connection, part).columns,
    }
    done.keep(number, tables, facts)


def _sifted(run: _Run, part: Part) -> Sifted:
    if run.sieve is not None:
        return run.sieve.sifted(run.connection, part)
    return Sifted(
        read=part.rows,
        sound=nw.from_native(scan(run.connection, part, numbered=True)),
        mended=SCHEMA.empty_table(),
        quarantine=Quarantine.of([]),
        decided=(),
    )


def _kept(run: _Run, sifted: Sifted) -> nw.LazyFrame[Any]:
    """Return the records of a part that are to be summed, as they stand."""
    if sifted.sound is not None and not sifted.mended.num_rows:
        return sifted.sound
    sound = sifted.sound
    columns = run.columns(
        SCHEMA.names if sound is None else sound.collect_schema().names()
    )
    run.connection.register("mended_records", sifted.mended)
    mended = nw.from_native(run.connection.table("mended_records")).select(*columns)
    return mended if sound is None else nw.concat([sound.select(*columns), mended])


def _gathered(run: _Run, done: Checkpoint, taken: int) -> Streamed:
    """Return the settled sums of all parts, and what else they told."""
    sums: dict[Per, pa.Table] = {}
    for per, compiled in run.laws.items():
        parts = run.connection.read_parquet(done.files(f"sums_{per}"))
        found = settled(nw.from_native(parts), run.target)
        sums[per] = named(found, compiled, per)
    facts = done.facts()
    read = sum(fact["read"] for fact in facts)
    quarantined = sum(fact["quarantined"] for fact in facts)
    aside = [Quarantine(pq.read_table(file)) for file in done.files("aside")]
    repeated, identical = _repeats(run, done)
    return Streamed(
        sums=sums,
        read=read,
        kept=read - quarantined,
        quarantined=quarantined,
        quarantine=Quarantine.joined(aside),
        repeated=repeated,
        identical=identical,
        notes=_notes(done.parts, facts) if run.sieve else (),
        parts=len(done.parts),
        taken=taken,
    )


def _repeats(run: _Run, done: Checkpoint) -> tuple[int | None, int | None]:
    files = done.files("kept")
    if not files:
        return None, None
    return repetitions(run.connection.read_parquet(files))


def _notes(parts: Iterable[Part], facts: Iterable[dict[str, Any]]) -> tuple[Note, ...]:
    """Return the notes of every file, each mention for itself."""
    told: list[tuple[str, dict[str, int], list[str]]] = []
    for part, fact in zip(parts, facts, strict=True):
        for file, decided in fact["decided"]:
            # A further part of the file before adds to what was decided there.
            before = told.pop()[1] if part.first else {}
            counts = {
                name: decided.get(name, 0) + before.get(name, 0)
                for name in {**decided, **before}
            }
            told.append((file, counts, fact["columns"]))
    return tuple(note for each in told for note in notes_of(*each))
