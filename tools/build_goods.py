"""Build the embedded goods tables from the UNSD workbooks.

Usage::

    python tools/build_goods.py FOLDER

`FOLDER` holds the nomenclatures ``H4.xlsx``, ``H5.xlsx``, ``H6.xlsx``, the
correlation workbooks ``HS2017_to_HS2012.xlsx`` and ``HS2022_to_HS2017.xlsx``, and the
older correlations down to the SITC in ``HS_consolidated_comtrade_concordances.csv``.
Only codes and pairs of codes are taken, no descriptions. Every input is checked
against its hash in ``data/transcribed/goods/workbooks.csv``, so that the result
is the same byte for byte; a pair the correlation tables leave out is added from
``supplement.csv`` beside it, which gives the reason.
"""

import csv
import hashlib
import sys
from collections import Counter
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
OLDER = "HS_consolidated_comtrade_concordances.csv"
STEPS = ("2012 to 2007", "2007 to 2002", "2002 to 1996", "1996 to 1992", "1992 to 1988")
"""From HS2012 back to HS1992 and over to SITC Revision 3, of 1988."""
NO_SECTION = {"I": "9", "II": "9"}
"""Monetary gold and coin stand outside the sections; we put them beside other gold."""
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
    write_sections(sections(folder / OLDER, codes["HS2012"]))


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


def sections(path: Path, codes: set[str]) -> dict[str, str]:
    """Return the sections of the SITC that each code of HS2012 may fall in."""
    steps: dict[str, dict[str, set[str]]] = {step: {} for step in STEPS}
    for row in table(path):
        known = steps.get(row["adjustment"])
        if known is not None:
            # The file drops the leading zeros of the HS and keeps those of the SITC.
            older = row["code.before"]
            if row["adjustment"] != STEPS[-1]:
                older = older.zfill(6)
            known.setdefault(row["code.after"].zfill(6), set()).add(older)
    for new, section in supplement("HS1992", "SITC3"):
        steps[STEPS[-1]].setdefault(new, set()).add(section)
    found = {}
    for code in codes:
        candidates = {code}
        for step, partners in steps.items():
            if lost := {one for one in candidates if one not in partners}:
                sys.exit(
                    f"{path}: {sorted(lost)} have no partner in the step {step}; "
                    "expected one for every code. Add the pairs to supplement.csv."
                )
            candidates = {old for one in candidates for old in partners[one]}
        reached = {NO_SECTION.get(one, one[0]) for one in candidates}
        found[code] = " ".join(sorted(reached))
    return found


def write_sections(found: Mapping[str, str]) -> None:
    """Write the sections of the fewest prefixes; the longest one of a code decides.

    A chapter gets the sections that most of its codes have, a heading or subheading
    stands below it only where it differs.
    """
    rows: dict[str, str] = {}
    for level in (2, 4, 6):
        groups: dict[str, Counter[str]] = {}
        for code in sorted(found):
            groups.setdefault(code[:level], Counter())[found[code]] += 1
        for prefix, counted in groups.items():
            usual = min(counted, key=lambda s: (-counted[s], s))
            above = rows.get(prefix[:4], rows.get(prefix[:2]))
            if usual != above:
                rows[prefix] = usual
    write(TARGET / "sitc_sections.csv", ["prefix", "sections"], sorted(rows.items()))


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
