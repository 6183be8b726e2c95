"""Build the embedded matrices of trade and distance from the files of their publishers.

Usage::

    python tools/build_matrices.py FOLDER
    python tools/build_matrices.py --check
    python tools/build_matrices.py --describe

``data/transcribed/matrices.yaml`` says which file of `FOLDER` makes which dataset; each
must have the hash written there. The matrices are not kept twice in the checkout, so
``--check`` works without `FOLDER`: it verifies that each descriptor is what the plan
and the Parquet file give, that the expectations hold, that the rows are in order, and
that writing the file anew gives the same rows, and the same bytes where the same
version of Arrow wrote it. ``--describe`` writes the descriptors anew after an edit of
the plan and leaves the matrices as they are.
"""

import argparse
import csv
import gzip
import hashlib
import io
import sys
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml
from pyarrow import parquet

from yalu.errors import IntegrityError, Problem, YaluError, describe
from yalu.sources import Descriptor, parse, source, unmet
from yalu.sources.building import description, dump
from yalu.territories import territory

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "data" / "transcribed" / "matrices.yaml"
BUILT = ROOT / "src" / "yalu" / "sources" / "data"

HEADER = (
    "# Built by tools/build_matrices.py; edit data/transcribed/matrices.yaml instead."
)
THOUSAND, MILLION = Decimal(1_000), Decimal(1_000_000)
METRE = Decimal("0.001")
REST = "ROW"
FORMER = {"ANT", "SCG"}
"""Codes of states that are no more, as the matrices of their time have them."""
RENAMED = {"PAL": "PSE", "ROM": "ROU", "TMP": "TLS", "YUG": "SCG", "ZAR": "COD"}
"""How the file of distances calls some economies, and how the others do."""
Row = dict[str, Any]


def bilateral_row(row: dict[str, str]) -> Row:
    """Return one flow of the UNCTAD matrix; it names sections like SITC0_Food."""
    whole = row["sector"] == "All"
    return {
        "year": int(row["year"]),
        "section": "all" if whole else row["sector"].removeprefix("SITC")[0],
        "exporter": row["exporter"],
        "importer": row["importer"],
        "value_usd": dollars(row["value_kusd"], THOUSAND),
    }


def gross_row(row: dict[str, str]) -> Row:
    """Return one cell of the matrix with domestic sales."""
    return {
        "year": int(row["year"]),
        "exporter": row["exporter"],
        "importer": row["importer"],
        "value_usd": dollars(row["trade"], MILLION),
    }


def distance_row(row: dict[str, str]) -> Row:
    """Return one pair of the file of distances."""
    return {
        "exporter": RENAMED.get(row["exporter"], row["exporter"]),
        "importer": RENAMED.get(row["importer"], row["importer"]),
        "contiguous": row["contig"] == "1",
        "common_language": row["comlang_off"] == "1",
        "distance_km": kilometres(row["distw"]),
        "capital_km": kilometres(row["distcap"]),
    }


def dollars(printed: str, unit: Decimal) -> int:
    """Return an amount in whole dollars."""
    return int((Decimal(printed) * unit).quantize(Decimal(1), ROUND_HALF_EVEN))


def kilometres(printed: str) -> Decimal | None:
    """Return a distance to the metre; None where the file has none."""
    return Decimal(printed).quantize(METRE) if printed else None


READERS: dict[str, Callable[[dict[str, str]], Row]] = {
    "bilateral_trade": bilateral_row,
    "gross_trade": gross_row,
    "distances": distance_row,
}


def rows_of(content: bytes, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of an input, packed or not."""
    text = gzip.decompress(content) if name.endswith(".gz") else content
    yield from csv.DictReader(io.StringIO(text.decode()), strict=True)


def schema_of(name: str, plan: dict[str, Any]) -> pa.Schema:
    """Return the schema that the plan gives a dataset."""
    about = description(name, plan, b"", rows=0)
    return Descriptor.from_mapping(about).schema


def transcribe(name: str, plan: dict[str, Any], folder: Path) -> bytes:
    """Return the Parquet file that an input gives.

    Raises
    ------
    IntegrityError
        If the input is not the one whose hash the plan holds.

    """
    given = plan["datasets"][name]["input"]
    path = folder / given["file"]
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != given["sha256"]:
        finding = f"sha256 is {found}; expected {given['sha256']}"
        remedy = "use the file that was built from, or review the new one and its hash"
        problem = Problem(str(path), finding, remedy)
        raise IntegrityError(describe("The matrices cannot be built", [problem]))
    rows = [READERS[name](row) for row in rows_of(content, given["file"])]
    table = pa.Table.from_pylist(rows, schema=schema_of(name, plan))
    return packed(ordered(table, plan["datasets"][name]["order"]))


def ordered(table: pa.Table, columns: list[str]) -> pa.Table:
    """Return the rows in the order of the plan, which packs best."""
    return table.sort_by([(column, "ascending") for column in columns])


def packed(table: pa.Table) -> bytes:
    """Return a table as a Parquet file, the same bytes for one version of Arrow."""
    figures = [f.name for f in table.schema if not pa.types.is_string(f.type)]
    split = [
        name
        for name in figures
        if not pa.types.is_boolean(table.schema.field(name).type)
    ]
    words = [name for name in table.column_names if name not in split]
    sink = io.BytesIO()
    parquet.write_table(
        table.combine_chunks(),
        sink,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in words if name not in figures],
        column_encoding=dict.fromkeys(split, "BYTE_STREAM_SPLIT"),
    )
    return sink.getvalue()


def descriptor_of(name: str, plan: dict[str, Any], content: bytes) -> bytes:
    """Return the descriptor that the plan and a Parquet file give, as YAML."""
    rows = parquet.read_metadata(io.BytesIO(content)).num_rows
    return dump(description(name, plan, content, rows=rows), header=HEADER)


def problems_of(name: str, plan: dict[str, Any], content: bytes) -> list[Problem]:
    """Return everything that is wrong with one Parquet file."""
    about = yaml.safe_load(descriptor_of(name, plan, content))
    descriptor = Descriptor.from_mapping(about)
    try:
        table = parse(content, descriptor)
    except YaluError as error:
        return [Problem(name, str(error), "build it from its input again")]
    problems = unmet(table, descriptor.expectation, place=name)
    codes = {*table["exporter"].unique().to_pylist()}
    codes |= {*table["importer"].unique().to_pylist()}
    if strange := sorted(codes - {REST} - FORMER - known(codes)):
        finding = f"found the economies {', '.join(strange)}"
        problems.append(Problem(name, finding, "use ISO3 codes"))
    for id in descriptor.sources:  # noqa: A001
        source(id)
    table = ordered(table, plan["datasets"][name]["order"])
    again = packed(table)
    old, new = (parquet.read_metadata(io.BytesIO(c)) for c in (content, again))
    same = old.created_by != new.created_by or again == content
    if not same or not parse(again, descriptor).equals(parse(content, descriptor)):
        finding = "writing it anew gives another file"
        problems.append(Problem(name, finding, "build it from its input again"))
    return problems


def known(codes: set[str]) -> set[str]:
    """Return the codes that the table of territories has."""
    found = set()
    for code in codes - FORMER - {REST}:
        try:
            found.add(territory(code).iso3)
        except YaluError:
            continue
    return found


def main(arguments: list[str] | None = None) -> int:
    """Build or check, say what was done, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="where the inputs lie")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument(
        "--describe", action="store_true", help="write the descriptors alone"
    )
    wanted = parser.parse_args(arguments)
    if [wanted.check, wanted.describe, wanted.folder is not None].count(True) != 1:
        parser.error("give the folder of the inputs, --check or --describe")
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    try:
        if wanted.check:
            return check(plan)
        return build(plan, None if wanted.describe else wanted.folder)
    except (YaluError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def build(plan: dict[str, Any], folder: Path | None) -> int:
    """Write every matrix and its descriptor; return the exit status.

    Without the folder of the inputs the matrices stay as they are.

    Raises
    ------
    IntegrityError
        If an input or an expectation fails; nothing is written then.

    """
    built = {
        name: transcribe(name, plan, folder) if folder else held(name)
        for name in plan["datasets"]
    }
    found = [p for n, content in built.items() for p in problems_of(n, plan, content)]
    if found:
        raise IntegrityError(describe("The matrices cannot be built", found))
    for name, content in built.items():
        (BUILT / f"{name}.parquet").write_bytes(content)
        (BUILT / f"{name}.yaml").write_bytes(descriptor_of(name, plan, content))
        print(f"{name}: {len(content):,} bytes")
    return 0


def held(name: str) -> bytes:
    """Return the committed Parquet file of a matrix."""
    return (BUILT / f"{name}.parquet").read_bytes()


def check(plan: dict[str, Any]) -> int:
    """Say what is wrong with the committed files; return the exit status.

    Raises
    ------
    IntegrityError
        If an expectation fails; all that do are listed.

    """
    stems = {path.stem for path in BUILT.glob("*.parquet")}
    changed = sorted(stems ^ set(plan["datasets"]))
    found: list[Problem] = []
    for name in sorted(stems & set(plan["datasets"])):
        content = held(name)
        descriptor = BUILT / f"{name}.yaml"
        if descriptor.read_bytes() != descriptor_of(name, plan, content):
            changed.append(f"{name}.yaml")
        found += problems_of(name, plan, content)
    if found:
        raise IntegrityError(describe("The matrices cannot be trusted", found))
    for name in changed:
        print(f"{name}: the committed file differs. Run tools/build_matrices.py.")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
