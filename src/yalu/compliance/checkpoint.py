"""What is done of a long screening, on disk, so that a run cut short can go on.

A checkpoint is a folder. Its *manifest* says what the run is: the law, the options and
each part of the trade. Each part that is done has a folder of its own, which appears
all at once or not at all. A run that goes on takes these as they are and does the
rest; it refuses where the manifest would be another, since sums of different runs
must not be put together.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from yalu.errors import Problem, UnusableFileError, describe
from yalu.files import write_text
from yalu.flows.parts import Part

__all__ = ["Checkpoint"]

_MANIFEST = "manifest.json"
_FACTS = "facts.json"
_SCRATCH = ("tmp-", ".")  # how names begin of what a killed run may leave
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The parts that are done, in a folder.

    Attributes
    ----------
    folder : Path
        Where they are.
    parts : tuple of Part
        All parts of the run.

    """

    folder: Path
    parts: tuple[Part, ...]

    @classmethod
    def opened(
        cls, folder: Path, parts: tuple[Part, ...], options: Mapping[str, str]
    ) -> "Checkpoint":
        """Return the checkpoint of a run, begun now or before.

        Parameters
        ----------
        folder : Path
            Where it is or shall be; made if it is not there.
        parts : tuple of Part
            All parts of the run.
        options : mapping of str to str
            Whatever else decides the sums, the hash of the law above all.

        Raises
        ------
        UnusableFileError
            If the folder belongs to another run, telling what differs, or is not
            empty and no checkpoint.

        """
        manifest = {
            "options": dict(options),
            "parts": [
                [", ".join(part.paths), part.first, part.rows, part.identity]
                for part in parts
            ],
        }
        path = folder / _MANIFEST
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            _require_same(path, manifest)
        elif any(not each.name.startswith(_SCRATCH) for each in folder.iterdir()):
            msg = (
                f"{folder}: found files and no {_MANIFEST}; expected an empty folder "
                "or one where a screening was begun. Name another folder."
            )
            raise UnusableFileError(msg)
        else:
            write_text(path, json.dumps(manifest))
        for stale in folder.glob("tmp-*"):
            shutil.rmtree(stale, ignore_errors=True)
        return cls(folder=folder, parts=parts)

    def is_done(self, number: int) -> bool:
        """Return whether a part, by its number from 0, was done."""
        return (self.folder / _name(number)).is_dir()

    def keep(
        self,
        number: int,
        tables: Mapping[str, duckdb.DuckDBPyRelation],
        facts: Mapping[str, Any],
    ) -> None:
        """Write what a part gave, all of it or nothing.

        Parameters
        ----------
        number : int
            Which part, from 0.
        tables : mapping of str to duckdb.DuckDBPyRelation
            Tables by name, worked out while they are written.
        facts : mapping of str to values that JSON can hold
            Whatever else is to be known.

        """
        scratch = self.folder / f"tmp-{os.getpid()}-{_name(number)}"
        scratch.mkdir()
        for name, table in tables.items():
            table.write_parquet(str(scratch / f"{name}.parquet"))
        write_text(scratch / _FACTS, json.dumps(dict(facts)))
        for path in scratch.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        scratch.rename(self.folder / _name(number))

    def facts(self) -> list[dict[str, Any]]:
        """Return the facts of every part, in order."""
        return [
            json.loads((self.folder / _name(number) / _FACTS).read_text("utf-8"))
            for number in range(len(self.parts))
        ]

    def files(self, name: str) -> list[str]:
        """Return the files of one table, of every part that has it, in order."""
        every = (
            self.folder / _name(number) / f"{name}.parquet"
            for number in range(len(self.parts))
        )
        return [str(path) for path in every if path.exists()]


def _name(number: int) -> str:
    return f"part-{number:06}"


def _require_same(path: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse a checkpoint of other law, options or trade, and say which."""
    found = json.loads(path.read_text("utf-8"))
    place = str(path.parent)
    problems = [
        Problem(
            place,
            f"begun with {name} {found['options'].get(name)!r}; now it is {value!r}",
            "screen as before, or name another folder",
        )
        for name, value in manifest["options"].items()
        if found["options"].get(name) != value
    ]
    before, now = found["parts"], manifest["parts"]
    if len(before) != len(now):
        finding = f"begun with {len(before):,} parts of trade; now it is {len(now):,}"
        remedy = "name the same files in the same order, or another folder"
        problems.append(Problem(place, finding, remedy))
    strays = [
        Problem(
            f"{new[0]}, records from {new[1] + 1:,}",
            f"not the part it was: {_difference(old, new)}",
            "restore the file, or name another folder",
        )
        for old, new in zip(before, now, strict=False)
        if old != new
    ]
    problems += strays[:_SHOWN]
    if problems:
        headline = "The screening that was begun cannot go on"
        raise UnusableFileError(describe(headline, problems))


def _difference(old: list[Any], new: list[Any]) -> str:
    names = ("file", "first record", "records", "state")
    return "; ".join(
        f"{name} {was} became {now}"
        for name, was, now in zip(names, old, new, strict=True)
        if was != now
    )
