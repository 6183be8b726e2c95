"""Simulate worlds with known truth and write down how often each estimate is right.

``python tools/calibrate.py`` runs everything (some minutes) and writes
``data/calibration.csv`` in each package that estimates; names of estimators run only
those and keep the other rows. The same seed gives the same files.

An estimator is added in two steps.

1. A module ``tools/calibration/<estimator>.py`` with a function
   ``measure(rng, runs) -> list[dict]``: it draws `runs` worlds of each kind from `rng`
   and returns one dict for each figure, made by `tools.calibration.figures.share_of`
   (how often something was true) or `mean_of` (an average). It sets no seed, prints
   nothing, and `runs` scales its time: at the default of 200 a module stays under two
   minutes on one core.
2. One line in ``RECORD`` of the module ``calibration`` of its package, naming the
   source files that the figures are about.

Its table then appears in the documentation by
``{include} ../generated/calibration/<estimator>.md``.
"""

import argparse
import csv
import importlib
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - ROOT must be on the path first
from yalu.calibration import CalibrationRecord
from yalu.compliance.calibration import RECORD as COMPLIANCE
from yalu.cycle.calibration import RECORD as CYCLE

__all__: list[str] = []

RECORDS = (COMPLIANCE, CYCLE)
COLUMNS = (
    "estimator", "world", "figure", "nominal", "value", "low", "high", "runs", "seed",
    "code_sha256",
)  # fmt: skip


def main() -> None:
    """Run what was asked for and rewrite the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("estimators", nargs="*", help="by default all")
    parser.add_argument("--runs", type=int, default=200, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=2006, help="where chance begins")
    asked = parser.parse_args()
    known = [name for record in RECORDS for name in record.estimators()]
    unknown = [name for name in asked.estimators if name not in known]
    if unknown:
        parser.error(f"found {', '.join(unknown)}; expected some of {', '.join(known)}")
    for record in RECORDS:
        wanted = [n for n in record.estimators() if n in (asked.estimators or known)]
        if wanted:
            rewrite(record, wanted, asked.runs, asked.seed)


def rewrite(record: CalibrationRecord, names: list[str], runs: int, seed: int) -> None:
    """Measure some estimators of one package and keep what is known of the others."""
    rows = read(record)
    for name in names:
        begun = time.perf_counter()
        found = measured(record, name, runs, seed)
        rows = [row for row in rows if row["estimator"] != name] + found
        print(f"{name}: {len(found)} figures, {time.perf_counter() - begun:.0f} s")
        for row in found:
            wanted = f" of {row['nominal']}" if row["nominal"] != "" else ""
            print(f"  {row['figure']}{wanted} in {row['world']}: {row['value']}")
    write(record, [row for row in rows if row["estimator"] in record.estimators()])


def measured(
    record: CalibrationRecord, name: str, runs: int, seed: int
) -> list[dict[str, Any]]:
    """Return the rows about one estimator; its chance depends on no other's."""
    module = importlib.import_module(f"tools.calibration.{name}")
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    always = {
        "estimator": name,
        "seed": seed,
        "code_sha256": record.code_sha256(name),
    }
    return [always | row for row in module.measure(rng, runs)]


def read(record: CalibrationRecord) -> list[dict[str, Any]]:
    """Return the rows that are there."""
    if not record.file.exists():
        return []
    with record.file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(record: CalibrationRecord, rows: list[dict[str, Any]]) -> None:
    """Write the table, one estimator after the other."""
    record.file.parent.mkdir(parents=True, exist_ok=True)
    with record.file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(rows, key=lambda row: str(row["estimator"])))


if __name__ == "__main__":
    main()
