"""Screenings: files of visitors held against the law, one after the other."""

import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pds
import pyarrow.parquet as pq

from yalu.compliance import Per, Streamed, screen_parts, screen_read
from yalu.compliance.bounds import apart, totals
from yalu.errors import UnknownCodeError, UnusableFileError, YaluError
from yalu.flows import ColumnMapping, read
from yalu.flows.parts import is_canonical
from yalu.regime import Coverage, Regime
from yalu.report.exports import Form, table_bytes
from yalu.web.uploads import Upload, Uploads

__all__ = ["FILES", "Law", "Screening", "Screenings", "State", "Wish"]

FILES = ("findings", "records", "quarantine")
"""What can be had of a screening: sums by month, records by row, what was put aside."""

_PER = (Per.MEASURE, Per.REGIME)
_SHOWN = 50
_BANNED = pc.field("effect") == "ban"
_LONGEST = 200  # letters of a cell that was put aside
# No file that is sent can be called so: names of uploads never begin with a dot.
_HELD = {name: f".{name}.parquet" for name in FILES}
_MOST = 20_000  # rows told one by one, so that a workbook of them takes seconds


class State(StrEnum):
    """How far a screening is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The law that a file is held against.

    Attributes
    ----------
    regime : Regime
        As it is encoded.
    compiled : tuple of Coverage
        The same for every edition of the goods codes.

    """

    regime: Regime
    compiled: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the sender says of all records; None or empty where the file says it.

    Attributes
    ----------
    mapping, series, revision, direction
        As for `yalu.flows.read`.

    """

    mapping: ColumnMapping | None = None
    series: str | None = None
    revision: str | None = None
    direction: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Screening:
    """One file held against the law.

    Attributes
    ----------
    upload : Upload
        The file; gone once it was read.
    regime : str
        Identifier of the law.
    law_digest : str
        SHA-256 of the law.
    until : datetime
        When everything of it is gone.
    state : State
        How far it is.
    message : str
        What hinders it; empty where nothing does.
    summary : dict
        What was read, put aside and found, once it is done.
    rows : list of dict
        The first records under a ban, each beside one measure.
    aside : list of dict
        The first records put aside, each with its remedy.

    """

    upload: Upload
    regime: str
    law_digest: str
    until: datetime
    state: State = State.WAITING
    message: str = ""
    summary: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    aside: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.state in (State.DONE, State.FAILED)


class Screenings:
    """Files of visitors and what was found in them; one file is screened at a time.

    Parameters
    ----------
    uploads : Uploads
        Where they lie.

    """

    def __init__(self, uploads: Uploads) -> None:
        self.uploads = uploads
        self._held: dict[str, Screening] = {}
        self._turn = threading.Lock()
        self._door = threading.Lock()
        uploads.forgetting = self._forget

    def close(self) -> None:
        """Take away every file, and what was found in it."""
        self.uploads.close()

    def begin(
        self, upload: Upload, law: Callable[[], Law], wish: Wish, *, seconds: float
    ) -> Screening:
        """Return a screening that goes on in the background.

        Parameters
        ----------
        upload : Upload
            The file.
        law : callable
            Returns the law, however long it takes.
        wish : Wish
            What its sender says of it.
        seconds : float
            How long it is kept.

        """
        one = Screening(
            upload=upload,
            regime="",
            law_digest="",
            until=datetime.now(UTC) + timedelta(seconds=seconds),
        )
        with self._door:
            if self.uploads.holds(upload.token):  # else its time is over already
                self._held[upload.token] = one
        # The end of the program waits for what is being read: a thread that is ended
        # inside the engine would take the program down with it.
        threading.Thread(target=self._work, args=(one, law, wish)).start()
        return one

    def get(self, token: str) -> Screening:
        """Return a screening by its word.

        Raises
        ------
        UnknownCodeError
            If there is none, or its time is over.

        """
        found = self._held.get(token)
        if found is None or not self.uploads.holds(token):
            msg = (
                "screening: found none of that name; expected one that is not older "
                "than an hour. Send the file again at /screen."
            )
            raise UnknownCodeError(msg)
        return found

    def file(self, token: str, name: str, form: Form) -> bytes:
        """Return one of `FILES` as the bytes of a file.

        Raises
        ------
        UnknownCodeError
            If there is no such screening, or it is not done.
        SchemaError
            If it cannot be had in that form.

        """
        one = self.get(token)
        path = one.upload.folder / _HELD[name]
        if one.state is not State.DONE or not path.exists():
            msg = (
                f"{name}: found a screening that is {one.state}; expected one that is "
                "done. Look at its page first."
            )
            raise UnknownCodeError(msg)
        about = {
            "title": f"{name.capitalize()} of {one.upload.name}",
            "law": f"{one.regime}, SHA-256 {one.law_digest}",
            "note": "Breaches are apparent: a record held against a text. Evidence is "
            "that of a record, or the weakest behind a sum.",
        }
        return table_bytes(pq.read_table(path), form, about=about)

    def _forget(self, token: str) -> None:
        """Let go of what was found in a file that is dropped."""
        with self._door:
            self._held.pop(token, None)

    def _work(self, one: Screening, law: Callable[[], Law], wish: Wish) -> None:
        try:
            with self._turn:
                if not threading.main_thread().is_alive():
                    return  # the program ends, and nobody asks for the rest
                one.state = State.WORKING
                held = law()
                one.regime, one.law_digest = held.regime.id, held.regime.digest
                with tempfile.TemporaryDirectory(dir=one.upload.folder) as scratch:
                    place = Path(scratch, "records.parquet")
                    found = _screened(one.upload, held, wish, place)
                    self._settle(one, found, pds.dataset(place))
            one.state = State.DONE
        except YaluError as error:
            one.message = one.upload.hidden(str(error))
            one.state = State.FAILED
        except RecursionError:
            one.message = (
                f"{one.upload.name}: found data nested in each other without end; "
                "expected a table. Send the table itself."
            )
            one.state = State.FAILED
        except Exception:
            if not self.uploads.holds(one.upload.token):
                return  # it was taken away meanwhile, and its folder with it
            one.message = (
                f"{one.upload.name}: found a fault in Yalu itself; expected a file of "
                "trade. Please report it; the terminal holds the details."
            )
            one.state = State.FAILED
            raise
        finally:
            one.upload.path.unlink(missing_ok=True)
            if not self.uploads.holds(one.upload.token):
                shutil.rmtree(one.upload.folder, ignore_errors=True)

    def _settle(self, one: Screening, found: Streamed, concerns: pds.Dataset) -> None:
        name = one.upload.name
        aside = _named(found.quarantine.table, name)
        records = _named(concerns.head(_MOST), name)
        findings = found.sums[Per.MEASURE]
        one.summary = {
            "read": found.read,
            "kept": found.kept,
            "quarantined": found.quarantined,
            "quarantined_by_reason": found.quarantine.reasons,
            "identical": found.identical,
            "notes": [one.upload.hidden(str(note)) for note in found.notes],
            "breaches_by_measure": totals(findings, "ban"),
            "moved_under_caps": totals(findings, "cap"),
            "distinct_breaches": apart(found.sums[Per.REGIME]),
            "findings": findings.num_rows,
            "records_concerned": concerns.count_rows(),
            "records_under_bans": concerns.count_rows(filter=_BANNED),
            "records_told": records.num_rows,
        }
        one.rows = concerns.head(_SHOWN, filter=_BANNED).to_pylist()
        one.aside = [
            {**row, "found": _begun(row["found"])}
            for row in aside.slice(0, _SHOWN).to_pylist()
        ]

        def write() -> None:
            for kind, table in zip(FILES, (findings, records, aside), strict=True):
                pq.write_table(table, one.upload.folder / _HELD[kind])

        self.uploads.write(one.upload.token, write)


def _begun(cell: str | None) -> str | None:
    """Return the beginning of a cell, which may have no end; the files hold it all."""
    if cell is None or len(cell) <= _LONGEST:
        return cell
    return f"{cell[:_LONGEST]}\u2026"


def _screened(upload: Upload, law: Law, wish: Wish, records: Path) -> Streamed:
    """Return what a file holds under the law; Parquet in our columns is streamed."""
    path, target = upload.path, law.regime.target
    if wish.mapping is None and is_canonical(str(path)):
        found = screen_parts(
            path,
            law.compiled,
            target=target,
            per=_PER,
            records=records,
            series=wish.series,
            revision=wish.revision,
        )
        _require_records(upload, found.read)
        return found
    result = read(
        path,
        mapping=wish.mapping,
        series=wish.series,
        revision=wish.revision,
        direction=wish.direction,
    )
    _require_records(upload, result.read)
    return screen_read(result, law.compiled, target=target, per=_PER, records=records)


def _require_records(upload: Upload, read_: int) -> None:
    if not read_:
        msg = (
            f"{upload.name}: found no records; expected at least one. Check whether "
            "the file was cut short, or is another than you meant."
        )
        raise UnusableFileError(msg)


def _named(table: pa.Table, name: str) -> pa.Table:
    """Return records with the name that the sender gave the file."""
    names = pa.repeat(pa.scalar(name), table.num_rows)
    return table.set_column(table.column_names.index("file"), "file", names)
