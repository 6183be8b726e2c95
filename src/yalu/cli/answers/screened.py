"""The three ways a file is screened: read whole, streamed in parts, or on a cluster.

Parquet in the canonical columns is streamed. Anything else is read, judged and held in
memory. The two give the same answer; an engine that is named takes Parquet only.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from yalu.cli.output import progress
from yalu.compliance import Per, Streamed, screen_parts, screen_read
from yalu.compliance.clustered import screen_on
from yalu.compliance.engine import EngineKind, engine_named
from yalu.compliance.streaming import REPEATS_UP_TO
from yalu.errors import SchemaError, UnusableFileError
from yalu.flows import Layout, Note, read
from yalu.flows.parts import is_canonical
from yalu.goods import Revision
from yalu.regime import Regime, coverage

__all__ = ["Trade", "screened"]

_PER = (Per.MEASURE, Per.REGIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """The files and how to read them; the attributes are those of `yalu.flows.read`."""

    files: tuple[str, ...]
    layout: str
    mapping: Path | None
    series: str | None
    source: str | None
    revision: str | None
    direction: str | None

    @property
    def is_canonical(self) -> bool:
        """Whether all of it is Parquet in the canonical columns."""
        named = self.layout in ("auto", Layout.CANONICAL)
        return named and not self.mapping and all(map(is_canonical, self.files))


def screened(
    trade: Trade,
    law: Regime,
    *,
    records: Path | None,
    engine: str,
    resume: Path | None,
) -> Streamed:
    """Return the sums of trade per measure and in all, and what was put aside.

    Where a path for records is given, each is written there beside its measures, as
    Parquet.

    Raises
    ------
    SchemaError
        If a file cannot be used, or the trade is not of the form that an engine or
        a run that goes on later asks for.

    """
    chosen = engine_named(engine)
    for option, value in (("--engine", chosen.address), ("--resume", resume)):
        if value and not trade.is_canonical:
            msg = (
                f"{option}: found files that are not Parquet in Yalu's own columns; "
                "expected these alone. Write them as such first, or leave it out."
            )
            raise SchemaError(msg)
    if chosen.kind is not EngineKind.DUCKDB:
        if resume:
            msg = "--resume: found with --engine; expected one of the two. Choose one."
            raise SchemaError(msg)
        if records:
            msg = (
                "--records: found with --engine, where records have no place in a "
                "file; expected one of the two. Choose one."
            )
            raise SchemaError(msg)
        with progress(f"Asking {chosen.address}"):
            compiled = [coverage(law, revision=edition) for edition in Revision]
            found = screen_on(
                chosen,
                trade.files,
                compiled,
                target=law.target,
                per=_PER,
                series=trade.series,
                source=trade.source,
                revision=trade.revision,
            )
        return _remarked(found)
    if trade.is_canonical:
        return _streamed(trade, law, records, resume)
    return _read(trade, law, records)


def _read(trade: Trade, law: Regime, records: Path | None) -> Streamed:
    """Return the answer from records held in memory."""
    _require_once(trade.files)
    with progress("Reading") as stage:
        wish = asdict(trade)
        result = read(wish.pop("files"), **wish)
        _require_records(result.read, trade.files)
        stage("Holding it against the law")
        compiled = [coverage(law, revision=edition) for edition in Revision]
        return screen_read(
            result, compiled, target=law.target, per=_PER, records=records
        )


def _streamed(
    trade: Trade, law: Regime, records: Path | None, resume: Path | None
) -> Streamed:
    """Return the answer from records that stream by, with a bar on a terminal."""
    compiled = [coverage(law, revision=edition) for edition in Revision]
    with _bar() as told:
        found = screen_parts(
            trade.files,
            compiled,
            target=law.target,
            per=_PER,
            records=records,
            checkpoint=resume,
            told=told,
            series=trade.series,
            source=trade.source,
            revision=trade.revision,
        )
    _require_records(found.read, trade.files)
    return _remarked(found)


def _require_once(files: tuple[str, ...]) -> None:
    """Refuse a file that is named twice, whose trade would be counted twice."""
    counted = Counter(Path(file).resolve() for file in files)
    twice = [str(path) for path, times in counted.items() if times > 1]
    if twice:
        msg = (
            f"{', '.join(twice)}: found named more than once; expected each file once, "
            "or its trade is counted again. Leave the repetition out."
        )
        raise SchemaError(msg)


def _require_records(read: int, files: tuple[str, ...]) -> None:
    """Refuse files without any record: no sum of theirs says anything."""
    if not read:
        msg = (
            f"{', '.join(files)}: found no records; expected at least one. Check "
            "whether the file was cut short, or is another than you meant."
        )
        raise UnusableFileError(msg)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], Any]]:
    """Show how much is done, on the error output and only where it is a terminal."""
    screen_ = Console(stderr=True)
    columns = (
        TextColumn("Screening"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} records"),
        TimeRemainingColumn(),
    )
    hidden = not screen_.is_terminal
    with Progress(*columns, console=screen_, transient=True, disable=hidden) as bar:
        task = bar.add_task("Screening", total=1)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


def _remarked(found: Streamed) -> Streamed:
    """Return the answer with notes on what was not looked for, or done before."""
    notes = list(found.notes)
    if found.identical is None:
        text = f"more than {REPEATS_UP_TO:,} of them or on another engine"
        notes.append(Note("repeated records", 0, f"not looked for ({text})"))
    if found.taken:
        text = f"{found.taken:,} of {found.parts:,} parts were taken from it"
        notes.append(Note("the run begun before", 0, text))
    return replace(found, notes=tuple(notes))
