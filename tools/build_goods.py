"""Build the embedded goods tables from the UNSD workbooks.

Usage::

    python tools/build_goods.py FOLDER

`FOLDER` holds the nomenclatures ``H4.xlsx``, ``H5.xlsx``, ``H6.xlsx`` and the
correlation workbooks ``HS2017_to_HS2012.xlsx`` and ``HS2022_to_HS2017.xlsx``.
Only codes and pairs of codes are taken, no descriptions. Every input is checked
against its hash in ``data/transcribed/goods/workbooks.csv``, so that the result
is the same byte for byte; a pair the correlation tables leave out is added from
``supplement.csv`` beside it, which gives the reason.
"""

import csv
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl

REPOSITORY = Path(__file__).resolve().parent.parent
INPUTS = REPOSITORY / "data" / "transcribed" / "goods"
TARGET = REPOSITORY / "src" / "yalu" / "goods" / "data"

NOMENCLATURES = {"HS2012": "H4.xlsx", "HS2017": "H5.xlsx", "HS2022": "H6.xlsx"}
CORRELATIONS = {
    ("HS2017", "HS2012"): "HS2017_to_HS2012.xlsx",
    ("HS2022", "HS2017"): "HS2022_to_HS2017.xlsx",
}
UNSPECIFIED = "999999"  # "not specified": a trade statistics code, not part of the HS

Pairs = set[tuple[str, str]]


def main(folder: Path) -> None:
    """Write the nomenclature and both concordances."""
    for row in table(INPUTS / "workbooks.csv"):
        name, expected = row["file"], row["sha256"]
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(
                f"{folder / name}: sha256 is {found}; expected {expected}. Use the "
                "workbook that was built from, or review the new one and its hash."
            )
    codes = {
        revision: nomenclature(folder / name)
        for revision, name in NOMENCLATURES.items()
    }
    write_nomenclature(codes)
    for (newer, older), name in CORRELATIONS.items():
        pairs = correlation(folder / name) | supplement(newer, older)
        check(pairs, codes[newer], codes[older], name)
        write_concordance(pairs, TARGET / f"{newer}_{older}.csv".lower())


def nomenclature(path: Path) -> set[str]:
    """Return the six-digit codes of one nomenclature workbook."""
    texts = (str(row[0]) for row in sheet(path, 0))
    return {t for t in texts if len(t) == 6 and t.isdigit() and t != UNSPECIFIED}  # noqa: PLR2004


def correlation(path: Path) -> Pairs:
    """Return the (newer, older) pairs of one correlation workbook."""
    rows = ((str(row[0]), str(row[1])) for row in sheet(path, 1))
    pairs = {(a.zfill(6), b.zfill(6)) for a, b in rows if a.isdigit() and b.isdigit()}
    return pairs - {(UNSPECIFIED, UNSPECIFIED)}


def supplement(newer: str, older: str) -> Pairs:
    """Return the pairs of our own judgement for one step."""
    return {
        (row["newer"], row["older"])
        for row in table(INPUTS / "supplement.csv")
        if (row["newer_revision"], row["older_revision"]) == (newer, older)
    }


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of one of our own tables."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(path: Path, index: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one worksheet."""
    book = openpyxl.load_workbook(path, read_only=True)
    yield from book.worksheets[index].iter_rows(values_only=True)


def check(pairs: Pairs, newer: set[str], older: set[str], name: str) -> None:
    """Stop unless the pairs reach exactly the codes of both revisions."""
    unmatched = (newer ^ {a for a, _ in pairs}) | (older ^ {b for _, b in pairs})
    if unmatched:
        sys.exit(
            f"{name}: {sorted(unmatched)} stand on one side only; expected every code "
            f"of both revisions to have a partner. Add the pairs to supplement.csv."
        )


def write_nomenclature(codes: Mapping[str, set[str]]) -> None:
    """Write every code once, with 1 under each revision it is valid in."""
    rows = (
        [code, *(int(code in valid) for valid in codes.values())]
        for code in sorted(set().union(*codes.values()))
    )
    write(TARGET / "nomenclature.csv", ["code", *codes], rows)


def write_concordance(pairs: Pairs, path: Path) -> None:
    """Write the newer codes that do not simply equal one older code.

    Newer codes with the same older codes share a line.
    """
    older: dict[str, set[str]] = {}
    for new, old in pairs:
        older.setdefault(new, set()).add(old)
    groups: dict[tuple[str, ...], list[str]] = {}
    for new in sorted(older):
        if older[new] != {new}:
            groups.setdefault(tuple(sorted(older[new])), []).append(new)
    rows = sorted([" ".join(new), " ".join(old)] for old, new in groups.items())
    write(path, ["newer", "older"], rows)


def write(path: Path, header: list[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one table, the same bytes on every machine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
