"""Promises about who may do what with which file."""

import re
import tomllib
from pathlib import Path
from typing import Any

import yalu

ROOT = Path(__file__).resolve().parent.parent
REUSE = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))
TEXTS = {path.stem for path in (ROOT / "LICENSES").glob("*.txt")}
DATA = [
    name
    for folder in ("src/yalu", "data")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".csv", ".gz", ".json", ".parquet", ".yaml", ".yml"}
    for name in [path.relative_to(ROOT).as_posix()]
]


def pattern(glob: str) -> re.Pattern[str]:
    """Return a path pattern: one star stays in a folder, two cross folders."""
    parts = re.split(r"(\*\*|\*)", glob)
    translated = {"**": ".*", "*": "[^/]*"}
    return re.compile("".join(translated.get(part, re.escape(part)) for part in parts))


def annotation(name: str) -> dict[str, Any]:
    """Return the last annotation that matches a file."""
    matching: list[dict[str, Any]] = [
        entry
        for entry in REUSE["annotations"]
        for globs in [entry["path"]]
        for glob in ([globs] if isinstance(globs, str) else globs)
        if pattern(glob).fullmatch(name)
    ]
    return matching[-1]


def test_every_licence_named_has_its_text_and_every_text_is_named() -> None:
    """A licence without its text grants nothing that can be read."""
    named = {
        licence
        for entry in REUSE["annotations"]
        for licence in entry["SPDX-License-Identifier"].split(" AND ")
    }

    assert named == TEXTS


def test_code_is_under_the_licence_of_the_package() -> None:
    """The licence of the code is the one that the package declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["license"]

    assert annotation("src/yalu/periods.py")["SPDX-License-Identifier"] == declared
    assert (ROOT / "LICENSE").read_bytes() == (
        ROOT / "LICENSES" / f"{declared}.txt"
    ).read_bytes()


def test_data_is_never_taken_for_code() -> None:
    """What rests on somebody's figures says so, file by file."""
    page = [
        name
        for name in DATA
        if "CC-BY-4.0" not in annotation(name)["SPDX-License-Identifier"]
    ]

    assert not page


def test_the_citation_names_the_version_in_use() -> None:
    """Whoever cites an old version cannot be checked."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert f"\nversion: {yalu.__version__}\n" in citation
