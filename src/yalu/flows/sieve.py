"""A sieve for large trade: sound records stream through, the rest is judged in words.

Trade in Parquet with the canonical columns is taken part by part. A census of the
values of a part tells which of its records are sound; those stay where they are and
are never held in memory. All others are read, judged by the same rules as any file,
and either kept, perhaps with a value in canonical form, or put aside with the reason.
A part whose columns have other types is judged record by record.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import Problem, SchemaError, describe
from yalu.flows.census import Census, Counts, canonical, fits, unfit
from yalu.flows.judging import Judge
from yalu.flows.known_layouts import check, spec_of
from yalu.flows.layouts import Layout, LayoutSpec
from yalu.flows.parts import FILE, ROW, Part, scan
from yalu.flows.quarantine import Note, Quarantine
from yalu.flows.reading import remarks_on, word_of
from yalu.flows.records import Records, batch_of
from yalu.flows.sorting import NOTES, put_aside
from yalu.flows.table import SCHEMA, Series
from yalu.goods import Revision

__all__ = ["Sieve", "Sifted", "notes_of", "sieve"]

_ROWS = 100_000
_PLACED = pa.schema(
    [
        *(each.with_nullable(True) for each in SCHEMA),  # noqa: FBT003
        pa.field(FILE, pa.string()),
        pa.field(ROW, pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What a sieve makes of one part.

    Attributes
    ----------
    read : int
        Records of the part.
    sound : narwhals.LazyFrame or None
        The sound ones where they stand, in canonical types, not yet read; None where
        all were judged. Of files, with the columns `FILE` and `ROW`.
    mended : pyarrow.Table
        Those that were judged and kept, in the columns of `yalu.flows.SCHEMA`, `FILE`
        and `ROW`.
    quarantine : Quarantine
        Those that were judged and put aside.
    decided : tuple of (str, dict of str to int)
        For each file, how often something was decided on the way; for `notes_of`.

    """

    read: int
    sound: nw.LazyFrame[Any] | None
    mended: pa.Table
    quarantine: Quarantine
    decided: tuple[tuple[str, dict[str, int]], ...]


@dataclass(slots=True)
class Sieve:
    """Sifts the parts of files; get one from `sieve`."""

    spec: LayoutSpec
    source: str
    revision: str
    census: Census
    _stack: ExitStack
    _judges: dict[str, Judge] = field(default_factory=dict)

    def sifted(self, connection: duckdb.DuckDBPyConnection, part: Part) -> Sifted:
        """Return a part of a file, sound records told from the others.

        Raises
        ------
        SchemaError
            If the file lacks a canonical column.

        """
        relation = scan(connection, part, numbered=True)
        check(self.spec, relation.columns, place=part.path)
        frame = nw.from_native(relation)
        if not fits(frame.collect_schema()):
            return _joined(
                self._judged(each, scan(connection, each, numbered=True))
                for each in part.single
            )
        counts = self.census.taken(frame)
        if counts.unsound is None:
            return _all_sound(frame, counts, _by_file(frame, part, counts))
        if len(part.paths) > 1:
            return _joined(self.sifted(connection, each) for each in part.single)
        if counts.hopeless:
            return self._judged(part, relation)
        sound = frame.filter(~counts.unsound)
        decided = self.census.decided(sound)
        rest = nw.to_native(frame.filter(counts.unsound))
        found = self._judged(part, rest, decided=decided)
        return replace(found, sound=canonical(sound))

    def _judged(
        self,
        part: Part,
        rest: duckdb.DuckDBPyRelation,
        *,
        decided: dict[str, int] | None = None,
    ) -> Sifted:
        """Return a part of one file whose other records are judged one by one."""
        batches = rest.to_arrow_reader(_ROWS)
        found = self._in_words(part.path, batches, decided or {})
        return replace(found, read=part.rows)

    def sifted_there(
        self, frame: nw.LazyFrame[Any], place: str, *, most: int
    ) -> Sifted:
        """Return trade that another engine holds, sound records told from the others.

        Parameters
        ----------
        frame : narwhals.LazyFrame
            Trade in canonical columns.
        place : str
            Where it is, for the quarantine, whose rows have no number then.
        most : int
            How many records may be brought here to be judged.

        Raises
        ------
        SchemaError
            If a column is of another type than the canonical one, or too many
            records break a rule.

        """
        _require_fit(frame.collect_schema(), place)
        counts = self.census.taken(frame)
        if counts.unsound is None:
            decided = {"weightless": counts.weightless, "worthless": counts.worthless}
            return _all_sound(frame, counts, ((place, decided),))
        rest = frame.filter(counts.unsound)
        held = rest.select(nw.len().cast(nw.Int64).alias("records"))
        strays = held.collect("pyarrow").to_native()["records"][0].as_py()
        if counts.hopeless or strays > most:
            msg = (
                f"{place}: found {strays:,} records that break a rule or are written "
                f"otherwise; expected at most {most:,} of them on this engine. Screen "
                "a part of the files without --engine to see which, and mend them."
            )
            raise SchemaError(msg)
        sound = frame.filter(~counts.unsound)
        decided = self.census.decided(sound)
        batches = rest.collect("pyarrow").to_native().to_batches(_ROWS)
        found = self._in_words(place, batches, decided)
        aside = found.quarantine.table
        nowhere = pa.nulls(aside.num_rows, pa.int64())
        aside = aside.set_column(aside.column_names.index("row"), "row", nowhere)
        return replace(
            found,
            read=counts.records,
            sound=canonical(sound),
            quarantine=Quarantine(aside),
        )

    def _in_words(
        self, place: str, batches: Iterable[pa.RecordBatch], decided: dict[str, int]
    ) -> Sifted:
        """Return records that were judged one by one."""
        judge = self._judge_of(place)
        kept = [_PLACED.empty_table()]
        faults: list[tuple[int, list[dict[str, str | None]]]] = []
        counts = dict.fromkeys(NOTES, 0) | decided
        read = 0
        for batch in batches:
            read += batch.num_rows
            judged = judge.judged(_texts(batch, judge.spec))
            good = judged.filter(pc.is_null(judged["faults"]))
            bad = judged.filter(pc.is_valid(judged["faults"]))
            pairs = (bad["ordinal"].to_pylist(), bad["faults"].to_pylist())
            faults.extend(zip(*pairs, strict=True))
            for name in NOTES:
                counts[name] += pc.sum(good[name]).as_py() or 0
            rows = pc.add(good["ordinal"], 1)
            files = pa.repeat(pa.scalar(place), good.num_rows)
            placed = good.append_column(FILE, files).append_column(ROW, rows)
            kept.append(placed.select(_PLACED.names).cast(_PLACED))
        return Sifted(
            read=read,
            sound=None,
            mended=pa.concat_tables(kept),
            quarantine=put_aside(place, faults, Records()),
            decided=((place, counts),),
        )

    def _judge_of(self, path: str) -> Judge:
        """Return the judge of one file, whose name may be the source it states."""
        if path not in self._judges:
            source = self.source or Path(path).name
            judge = Judge(spec=self.spec, revision=self.revision, source=source)
            self._judges[path] = self._stack.enter_context(judge.sitting())
        return self._judges[path]


@contextmanager
def sieve(
    *,
    series: str | None = None,
    source: str | None = None,
    revision: str | None = None,
) -> Iterator[Sieve]:
    """Open a sieve for files in the canonical columns.

    Parameters
    ----------
    series, source, revision : str or None
        As for `yalu.flows.read`.

    Yields
    ------
    Sieve
        It holds tables of what is known, and must be closed.

    Raises
    ------
    SchemaError
        If a word is none of those listed.

    """
    spec = spec_of(Layout.CANONICAL)
    if series is not None:
        spec = replace(spec, series=word_of(Series, series, "series"))
    named = word_of(Revision, revision, "revision").value if revision else ""
    judge = Judge(spec=spec, revision=named, source=source or "census")
    with ExitStack() as stack:
        census = Census(stack.enter_context(judge.sitting()))
        yield Sieve(
            spec=spec,
            source=source or "",
            revision=named,
            census=census,
            _stack=stack,
        )


def notes_of(file: str, decided: dict[str, int], columns: list[str]) -> list[Note]:
    """Return in words what was decided on the way through one file."""
    spec = spec_of(Layout.CANONICAL)
    counted = [
        Note(file, decided[name], text)
        for name, text in NOTES.items()
        if decided.get(name)
    ]
    return [*counted, *remarks_on(Path(file), spec, columns)]


def _all_sound(
    frame: nw.LazyFrame[Any],
    counts: Counts,
    decided: tuple[tuple[str, dict[str, int]], ...],
) -> Sifted:
    return Sifted(
        read=counts.records,
        sound=canonical(frame),
        mended=_PLACED.empty_table(),
        quarantine=Quarantine.of([]),
        decided=decided,
    )


def _by_file(
    frame: nw.LazyFrame[Any], part: Part, counts: Counts
) -> tuple[tuple[str, dict[str, int]], ...]:
    """Return what was decided in each file of a part whose records are all sound."""
    if len(part.paths) == 1 or not (counts.weightless or counts.worthless):
        only = {"weightless": counts.weightless, "worthless": counts.worthless}
        return tuple((path, dict(only)) for path in part.paths)
    gone = {"weightless": "quantity", "worthless": "value_usd"}
    tests = {name: nw.col(column).is_null() for name, column in gone.items()}
    told = frame.group_by(FILE).agg(
        *(test.cast(nw.Int64).sum().cast(nw.Int64).alias(name)
          for name, test in tests.items())
    )  # fmt: skip
    rows = told.collect("pyarrow").to_native().to_pylist()
    held = {row.pop(FILE): row for row in rows}
    mentions = {path: part.paths.count(path) for path in part.paths}
    return tuple(
        (path, {name: n // mentions[path] for name, n in held.get(path, {}).items()})
        for path in part.paths
    )


def _joined(several: Iterable[Sifted]) -> Sifted:
    """Return what a sieve made of several files as one."""
    parts = list(several)
    sound = [part.sound for part in parts if part.sound is not None]
    return Sifted(
        read=sum(part.read for part in parts),
        sound=nw.concat(sound) if sound else None,
        mended=pa.concat_tables(part.mended for part in parts),
        quarantine=Quarantine.joined(part.quarantine for part in parts),
        decided=tuple(each for part in parts for each in part.decided),
    )


def _require_fit(schema: nw.Schema, place: str) -> None:
    """Refuse columns of other types, each by its name."""
    if fits(schema):
        return
    problems = [
        Problem(
            f"column {name}",
            f"type {schema.get(name)}; expected {SCHEMA.field(name).type}",
            "cast it where the file is written",
        )
        for name in unfit(schema)
    ]
    raise SchemaError(describe(f"{place}: cannot be screened there", problems))


def _texts(batch: pa.RecordBatch, spec: LayoutSpec) -> pa.Table:
    """Return records as texts, each with its number in the file if it has one."""
    names = batch.schema.names
    held = {name: batch.column(at) for name, at in spec.chosen(names).items()}
    table = batch_of(held, spec, 0, batch.num_rows)
    if ROW not in names:
        return table
    row = batch.column(names.index(ROW)).cast(pa.int64())
    return table.set_column(0, "ordinal", pc.subtract(row, 1))
