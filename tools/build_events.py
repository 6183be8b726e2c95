"""Build the embedded log of events from the transcribed tables.

``python tools/build_events.py`` reads ``data/transcribed/events``, checks everything
and writes ``src/yalu/events/data``; the same input gives the same bytes. With
``--check`` nothing is written: the exit status says whether the committed files are
what the tables give.

Each table was written from other sources. One happening has one row in the log: rows
with the same identifier are joined, the first table in `ORDER` gives the words, and all
are cited. What they date or count differently becomes a variant, but a day inside the
month that another source names settles the month. Two rows that may be one happening
stop the build until ``same.csv`` says that they are (the second is joined to the first)
or ``distinct.csv`` that they are not, and why.
"""

import argparse
import csv
import io
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yalu.errors import IntegrityError, Problem, SchemaError, YaluError, describe
from yalu.events import UNCHECKED, Event, EventKind, read
from yalu.events.kindred import NEAR, is_kindred, may_be_one, settles, within
from yalu.events.rows import (
    COVERAGE_COLUMNS,
    EVENT_COLUMNS,
    SITE_COLUMNS,
    SOURCE_COLUMNS,
    event_of,
)
from yalu.events.tables import Row, read_table
from yalu.provenance import Confidence, Evidence

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "data" / "transcribed" / "events"
BUILT = ROOT / "src" / "yalu" / "events" / "data"
ORDER = (
    "curated", "council", "launches", "patron", "exercises", "negotiations", "visits",
    "russia",
)  # fmt: skip
"""Beginnings of the names of the tables; of two rows the earlier gives the words."""
OTHER = {"sites", "coverage", "left_out", "same", "distinct"}
FLOWN = {EventKind.LONG_RANGE_LAUNCH, EventKind.MISSILE_LAUNCH}
OWN = ("coding.csv", "decoding.csv")
"""Tables of the package that are written by hand and not built here."""
LONGEST_LINE = 110
FILLED = (
    "target", "moment", "place", "latitude", "longitude", "mark", "count",
    "instrument", "vote", "window",
)  # fmt: skip
"""Cells that a later row may fill where the first left them empty."""
COMPARED = ("actor", "moment", "count", "instrument", "vote", "window")
"""Cells that become a variant where two rows differ; the date has its own rule."""
WEIGHTY = ("moment", "latitude", "count", "instrument", "vote", "ballots", "window")
"""Cells that nobody may fill from memory without the event saying so."""
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a transcribed table, and the event it tells of."""

    table: str
    line: int
    cells: Cells
    event: Event

    @property
    def rank(self) -> tuple[int, str, int]:
        """Its place among rows of the same event."""
        lead = next(n for n, name in enumerate(ORDER) if self.table.startswith(name))
        return lead, self.table, self.line

    def __str__(self) -> str:
        return f"{self.table}.csv, line {self.line}, {self.event.id}"


Groups = dict[str, list[Told]]
Group = tuple[str, list[Told]]


def told(problems: list[Problem]) -> list[Told]:
    """Return every row of every table of events."""
    rows: list[Told] = []
    for path in sorted(TABLES.glob("*.csv")):
        if path.name.endswith(".sources.csv") or path.stem in OTHER:
            continue
        if not path.stem.startswith(ORDER):
            finding = f"expected a name that begins with one of {', '.join(ORDER)}"
            problems.append(Problem(path.name, finding, "rename the table"))
            continue

        def one(row: Row, table: str = path.stem) -> Told | None:
            event = event_of(row)
            line = int(row.place.rpartition(" ")[2])
            return None if event is None else Told(table, line, row.cells, event)

        found = read_table(TABLES, path.name, EVENT_COLUMNS, one, problems)
        rows += found
    problems += [problem for row in rows for problem in faults(row)]
    return sorted(rows, key=lambda row: row.rank)


def faults(row: Told) -> Iterator[Problem]:
    """Yield what breaks a rule of this log that other logs need not keep."""
    event = row.event
    if len(event.what) > LONGEST_LINE:
        finding = f"what has {len(event.what)} characters; expected {LONGEST_LINE}"
        yield Problem(str(row), finding, "say it in fewer words")
    official = event.evidence is Evidence.OFFICIAL
    if event.to_check and (official or event.confidence is Confidence.HIGH):
        finding = f"cites {UNCHECKED} and is {event.evidence}, {event.confidence}"
        yield Problem(str(row), finding, "grade it reported and medium at most")


def pairs(name: str, columns: tuple[str, ...], problems: list[Problem]) -> list[Cells]:
    """Return the rows of a table about pairs of events."""
    return read_table(
        TABLES, f"{name}.csv", columns, lambda row: row.cells, problems, optional=True
    )


def grouped(rows: list[Told], problems: list[Problem]) -> Groups:
    """Return the rows of each event, under the identifier it keeps."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for row in rows:
        if any(row.table == other.table for other in groups[row.event.id]):
            finding = "the identifier repeats in this table"
            problems.append(Problem(str(row), finding, "rename it or join the rows"))
        groups[row.event.id].append(row)
    for pair in pairs("same", ("id", "is"), problems):
        kept, joined = pair["id"], pair["is"]
        if kept not in groups or joined not in groups or kept == joined:
            finding = f"{kept} and {joined} are not two events"
            problems.append(Problem("same.csv", finding, "mend or drop the row"))
        else:
            groups[kept] = sorted(
                groups[kept] + groups.pop(joined), key=lambda row: row.rank
            )
    for name, group in groups.items():
        kinds = {row.event.kind for row in group}
        if not is_kindred(kinds):
            finding = f"{name} is told as {', '.join(sorted(kinds))}"
            problems.append(Problem("same event", finding, "agree on kindred kinds"))
    return dict(groups)


def merged(name: str, group: list[Told]) -> Cells:
    """Return one row from the rows that tell of one happening."""
    cells = {**group[0].cells, "id": name}
    dated, variants = settled_date(group)
    cells["when"] = dated.cells["when"]
    for row in group[1:]:
        for column in COMPARED:
            here, there = cells[column], row.cells[column]
            if here and there and differs(column, here, there):
                variants.append(f"{column}={there}@{witness(row)}")
        for column in FILLED:
            cells[column] = cells[column] or row.cells[column]
    for column in ("sources", "variants", "rivals", "ballots"):
        parts = [part for row in group for part in row.cells[column].split(";")]
        extra = variants if column == "variants" else []
        cells[column] = ";".join(dict.fromkeys(filter(None, parts + extra)))
    cells |= graded(group, dated, cells["sources"])
    unsure = UNCHECKED in cells["sources"].split(";")
    heard = [row for row in group if unsure or not row.event.to_check]
    cells["note"] = " ".join(
        dict.fromkeys(filter(None, (row.cells["note"] for row in heard)))
    )
    return cells


def graded(group: list[Told], dated: Told, sources: str) -> Cells:
    """Return grade and sources: those of the best witness, if any page was seen.

    What nobody checked is forgotten, with its note, where a page tells the same,
    unless the date or another weighty cell still rests on it.
    """
    seen = [row for row in group if not row.event.to_check]
    unsure = dated.event.to_check or any(
        any(row.cells[column] for row in group)
        and not any(row.cells[column] for row in seen)
        for column in WEIGHTY
    )
    kept = [each for each in sources.split(";") if unsure or each != UNCHECKED]
    best = group if unsure else seen
    evidence = min((row.event.evidence for row in best), key=list(Evidence).index)
    confidence = min((row.event.confidence for row in best), key=list(Confidence).index)
    if unsure and UNCHECKED in kept:
        evidence = max(evidence, Evidence.REPORTED, key=list(Evidence).index)
        confidence = max(confidence, Confidence.MEDIUM, key=list(Confidence).index)
    return {"sources": ";".join(kept), "evidence": evidence, "confidence": confidence}


def settled_date(group: list[Told]) -> tuple[Told, list[str]]:
    """Return the row whose date is kept, and variants for the dates that differ.

    A date on a page goes before one from memory. Days inside the months that another
    row names settle them; where something lasts, one of its days is no other date.
    """
    chosen, *others = sorted(group, key=lambda row: row.event.to_check)
    variants: list[str] = []
    for row in others:
        here, there = chosen.event, row.event
        if there.when == here.when:
            continue
        if settles(there, here) or within(here, there):
            chosen = row
        elif not (settles(here, there) or within(there, here)):
            variants.append(f"when={row.cells['when']}@{witness(row)}")
    return chosen, variants


def differs(column: str, here: str, there: str) -> bool:
    """Return whether two cells contradict; who names fewer parties does not."""
    if column != "actor":
        return here != there
    one, other = set(here.split("+")), set(there.split("+"))
    return not (one <= other or other <= one)


def witness(row: Told) -> str:
    """Return the source that a difference is laid to, a page if there is one."""
    pages = [source for source in row.event.sources if source != UNCHECKED]
    return (pages or [UNCHECKED])[0]


def unresolved(groups: Groups, problems: list[Problem]) -> Iterator[Problem]:
    """Yield pairs of events of different tables that may be one, and are not ruled on.

    Two launches of one day are never two events, whichever table they stand in.
    """
    ruled = set()
    for row in pairs("distinct", ("id", "other", "reason"), problems):
        ruled.add(frozenset((row["id"], row["other"])))
        for name in (row["id"], row["other"]):
            if name not in groups:
                finding = f"{name} is not an event of the tables"
                yield Problem("distinct.csv", finding, "mend or drop the row")
    for (one, mine), (other, theirs) in neighbours(groups):
        together = {row.table for row in mine} & {row.table for row in theirs}
        first, second = mine[0].event, theirs[0].event
        flown = {first.kind, second.kind} <= FLOWN
        if (together and not flown) or frozenset((one, other)) in ruled:
            continue
        if may_be_one(first, second):
            finding = f"may be {other} ({second.when}: {second.what!r})"
            remedy = "rule on it in same.csv or distinct.csv"
            yield Problem(f"{mine[0]} ({first.when}: {first.what!r})", finding, remedy)


def neighbours(groups: Groups) -> Iterator[tuple[Group, Group]]:
    """Yield each two happenings whose first rows share a day or nearly do."""
    ordered = sorted(groups.items(), key=lambda item: item[1][0].event.when.start)
    for place, mine in enumerate(ordered):
        event = mine[1][0].event
        last = (event.when.last or event.when.start) + NEAR
        for theirs in ordered[place + 1 :]:
            if theirs[1][0].event.when.start > last:
                break
            yield (
                (mine, theirs)
                if mine[1][0].rank < theirs[1][0].rank
                else (theirs, mine)
            )


def with_mutual_rivals(rows: dict[str, Cells], kept: dict[str, str]) -> None:
    """Make rivals point at each other, under the identifiers that were kept."""
    for cells in rows.values():
        names = [kept.get(name, name) for name in cells["rivals"].split(";") if name]
        cells["rivals"] = ";".join(dict.fromkeys(n for n in names if n != cells["id"]))
    for name, cells in rows.items():
        for rival in filter(None, cells["rivals"].split(";")):
            back = rows[rival]["rivals"].split(";") if rival in rows else [name]
            if name not in back:
                rows[rival]["rivals"] = ";".join(filter(None, [*back, name]))


def source_rows(used: set[str], problems: list[Problem]) -> list[Cells]:
    """Return the sources that are cited, each once."""
    found: dict[str, Cells] = {}
    for path in sorted(TABLES.glob("*.sources.csv")):
        rows = read_table(TABLES, path.name, SOURCE_COLUMNS, cells_of, problems)
        for row in rows:
            if found.setdefault(row["id"], row) != row:
                finding = f"source {row['id']} is described differently elsewhere"
                problems.append(Problem(path.name, finding, "describe it once"))
    return [row for name, row in sorted(found.items()) if name in used]


def cells_of(row: Row) -> Cells:
    """Return the cells of a row as they are."""
    return row.cells


def build() -> dict[str, bytes]:
    """Return every built file by name.

    Raises
    ------
    IntegrityError
        If a row breaks a rule, or two rows that may be one are not ruled on; all
        problems are listed.
    """
    problems: list[Problem] = []
    groups = grouped(told(problems), problems)
    problems += unresolved(groups, problems)
    kept = {row.event.id: name for name, group in groups.items() for row in group}
    rows = {name: merged(name, group) for name, group in groups.items()}
    with_mutual_rivals(rows, kept)
    sites = read_table(TABLES, "sites.csv", SITE_COLUMNS, cells_of, problems)
    reach = read_table(TABLES, "coverage.csv", COVERAGE_COLUMNS, cells_of, problems)
    used = {row["source"] for row in [*sites, *reach]}
    for cells in rows.values():
        used |= set(cells["sources"].split(";"))
        used |= {part.rpartition("@")[2] for part in cells["variants"].split(";")}
    ordered = sorted(
        rows.values(), key=lambda cells: (first_day(groups, cells), cells["id"])
    )
    built = {
        "events.csv": csv_bytes(ordered, EVENT_COLUMNS),
        "sources.csv": csv_bytes(source_rows(used, problems), SOURCE_COLUMNS),
        "sites.csv": csv_bytes(sites, SITE_COLUMNS),
        "coverage.csv": csv_bytes(reach, COVERAGE_COLUMNS),
    }
    if not problems:
        problems += unreadable(built)
    if problems:
        raise IntegrityError(describe("The log cannot be built", problems))
    return built


def first_day(groups: Groups, cells: Cells) -> str:
    """Return the day by which a row is put in order."""
    return str(settled_date(groups[cells["id"]])[0].event.when.start)


def unreadable(built: dict[str, bytes]) -> Iterable[Problem]:
    """Yield what the reader of logs says against the built files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in built.items():
            (Path(folder) / name).write_bytes(content)
        try:
            read(folder)
        except SchemaError as error:
            yield Problem("the log", str(error), "mend the transcribed tables")


def csv_bytes(rows: Iterable[Cells], columns: tuple[str, ...]) -> bytes:
    """Return rows as a CSV file: UTF-8, line feeds, columns in order."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def main(arguments: list[str] | None = None) -> int:
    """Build or check, say what was done, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    wanted = parser.parse_args(arguments)
    try:
        built = build()
    except YaluError as error:
        print(error, file=sys.stderr)
        return 1
    held = {path.name for path in BUILT.glob("*.csv")} - set(OWN)
    changed = sorted(
        {n for n in held & set(built) if (BUILT / n).read_bytes() != built[n]}
        | (held ^ set(built))
    )
    if wanted.check:
        for name in changed:
            print(f"{name}: the committed file differs. Run tools/build_events.py.")
        return 1 if changed else 0
    for name in changed:
        if name in built:
            (BUILT / name).write_bytes(built[name])
        else:
            (BUILT / name).unlink()
    events = built["events.csv"].count(b"\n") - 1
    print(f"{events:,} events, {len(changed)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
