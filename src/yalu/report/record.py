"""The recorded trade that a case rests on: what comes with Yalu, or a user's own files.

What comes with Yalu is the record of one target. For every other target, and for anyone
who has more, the record is read from files (`yalu.flows.read`) and summed by cell
(`yalu.flows.condense`): whose figure is whose stays apart, because a source stands for
its compiler.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from yalu import sources
from yalu.errors import SchemaError
from yalu.flows import EXTENDED_SCHEMA, TOTAL, ReadResult, condense
from yalu.goods import Revision
from yalu.provenance import Confidence
from yalu.regime import Regime, coverage
from yalu.report.aside import aside_in_words

__all__ = ["Record", "embedded", "own", "recorded"]

_MOST_OTHERS = 200_000  # cells with third states: each becomes an object


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Recorded trade with one target.

    Attributes
    ----------
    flows : pyarrow.Table
        What is assessed: canonical columns and some further ones.
    absences : pyarrow.Table or None
        Lines of which no record was returned; None where nobody asked.
    is_own : bool
        Whether it was read from a user's files.
    files : tuple of str
        Those files.
    hashes : dict of str to str
        SHA-256 of each, by its name without folders.
    read, kept, quarantined : int
        Records in the files, and on either side.
    reasons : dict of str to int
        How many records each reason put aside.
    aside : tuple of str
        The same in words, with the rows.
    cells : int
        Rows that the records were summed to, nils left out.
    nils : int
        Rows added because the files are said to be complete.
    partial : int
        Cells in which some record states no amount.
    notes : tuple of str
        What was decided on the way.

    """

    flows: pa.Table
    absences: pa.Table | None = None
    is_own: bool = False
    files: tuple[str, ...] = ()
    hashes: dict[str, str] = field(default_factory=dict)
    read: int = 0
    kept: int = 0
    quarantined: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    cells: int = 0
    nils: int = 0
    partial: int = 0
    notes: tuple[str, ...] = ()

    @property
    def presentable(self) -> pa.Table:
        """The flows in every column that a report shows.

        A source stands for its compiler and a code for the name of the goods; what a
        program read is not in doubt, as a transcription would be.
        """
        table = self.flows
        rows = table.num_rows
        codes = pc.if_else(
            pc.equal(table["hs_code"], TOTAL),
            "all goods",
            pc.binary_join_element_wise("HS", table["hs_code"], " "),
        )
        given = {
            "commodity": codes,
            "compiler": table["source"],
            "release": pa.array([""] * rows, pa.string()),
            "derived": pa.array([""] * rows, pa.string()),
            "conflict": pa.array([False] * rows, pa.bool_()),
            "confidence": pa.array([Confidence.HIGH.value] * rows, pa.string()),
        }
        columns = {
            each.name: table[each.name]
            if each.name in table.column_names
            else given.get(each.name, pa.nulls(rows, each.type))
            for each in EXTENDED_SCHEMA
        }
        return pa.table(columns).cast(pa.schema(list(EXTENDED_SCHEMA)))

    def __str__(self) -> str:
        if not self.is_own:
            return f"{self.flows.num_rows:,} embedded rows"
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield (
            f"{self.read:,} records read: {self.kept:,} kept, {self.quarantined:,} put "
            "aside."
        )
        yield from (f"  {line}" for line in self.aside)
        added = f", and {self.nils:,} nils of a complete file" if self.nils else ""
        yield f"Summed to {self.cells:,} cells{added}."
        if self.partial:
            yield (
                f"In {self.partial:,} cells some record states no amount: at least the "
                "sum of the others."
            )
        for note in self.notes:
            yield f"Note: {note}"


def embedded(regime: Regime) -> Record | None:
    """Return the record that comes with Yalu, or None if it is not about the target.

    Raises
    ------
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    trade = sources.load("trade")
    pairs = zip(
        trade["reporter"].to_pylist(), trade["partner"].to_pylist(), strict=True
    )
    if not all(regime.target in pair for pair in pairs):
        return None
    return Record(flows=trade, absences=sources.load("absences"))


def recorded(regime: Regime) -> Record:
    """Return the record that comes with Yalu, or raise with what to do instead.

    Raises
    ------
    SchemaError
        If the embedded record is about another target.

    """
    found = embedded(regime)
    if found is None:
        about = sources.load("trade")["partner"][0].as_py()
        msg = (
            f"--regime {regime.id}: found no record of {regime.target}; the trade that "
            f"comes with Yalu is that of {about}. Give your own with --flows FILE "
            "(yalu screen --help names the layouts)."
        )
        raise SchemaError(msg)
    return found


def own(
    result: ReadResult, regime: Regime, *, complete: bool = False, third: bool = True
) -> Record:
    """Return the record of a user's files, summed by cell.

    Parameters
    ----------
    result : ReadResult
        What was read.
    regime : Regime
        The encoded law.
    complete : bool
        Whether the files hold everything that their reporters recorded; see
        `yalu.flows.condense`.
    third : bool
        Whether trade with third states is kept too, in which signs of diversion are
        looked for: of the reporters that trade with the target, and of the goods of
        the law alone where there is very much of it.

    Raises
    ------
    SchemaError
        If no record is about the target.

    """
    target = regime.target
    files = tuple(name for name, _ in result.layouts)
    table = condense(
        result.flows, target=target, complete=complete, also=("",) if third else ()
    ).table
    about = pc.xor(
        pc.equal(table["reporter"], target), pc.equal(table["partner"], target)
    )
    if not pc.any(about).as_py():
        msg = (
            f"{', '.join(files)}: found no record about {target} among "
            f"{result.kept:,}; expected some, as reporter or partner. Check --regime "
            "and the codes of the states."
        )
        raise SchemaError(msg)
    kept, left_out = _third(table, about, regime)
    is_nil = pc.equal(kept["derived"], "nil")
    nils = pc.sum(is_nil).as_py()
    partial = pc.or_(pc.is_valid(kept["value_low"]), pc.is_valid(kept["quantity_low"]))
    return Record(
        flows=kept,
        is_own=True,
        files=files,
        hashes={Path(name).name: _sha256(Path(name)) for name in files},
        read=result.read,
        kept=result.kept,
        quarantined=result.quarantined,
        reasons=result.quarantine.reasons,
        aside=tuple(aside_in_words(result.quarantine)),
        cells=kept.num_rows - nils,
        nils=nils,
        partial=pc.sum(partial).as_py() or 0,
        notes=(*map(str, result.notes), *left_out, *_several(kept)),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _third(
    table: pa.Table, about: pa.ChunkedArray, regime: Regime
) -> tuple[pa.Table, tuple[str, ...]]:
    """Return the rows about the target and those of third states, and what is not."""
    reporters = pc.unique(table.filter(about)["reporter"])
    near = pc.or_(about, pc.is_in(table["reporter"], value_set=reporters))
    kept = table.filter(near)
    others = kept.num_rows - pc.sum(about).as_py()
    if others <= _MOST_OTHERS:
        return kept, ()
    covered = pa.array(_covered(regime), pa.string())
    meant = pc.or_(about, pc.and_(near, pc.is_in(table["hs_code"], value_set=covered)))
    note = (
        f"of {others:,} cells with third states only those of goods that the law "
        "covers are kept"
    )
    return table.filter(meant), (note,)


def _covered(regime: Regime) -> tuple[str, ...]:
    """Return the goods codes that any measure covers, in every edition."""
    law = [coverage(regime, revision=edition) for edition in Revision]
    places = [one.columns.index("hs_code") for one in law]
    found = {
        str(row[n]) for one, n in zip(law, places, strict=True) for row in one.rows
    }
    return tuple(sorted(found))


def _several(table: pa.Table) -> Iterator[str]:
    """Yield that several sources are kept apart, which splits what is one record."""
    names = sorted(set(table["source"].to_pylist()))
    if len(names) > 1:
        yield (
            f"{len(names)} sources ({', '.join(names[:3])}"
            f"{' and others' if len(names) > 3 else ''}) are kept apart and never "  # noqa: PLR2004
            "added. If they are one record, name it with --source."
        )
