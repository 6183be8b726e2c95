"""Simulate worlds with known truth and write down how often each estimate is right.

``python tools/calibrate.py`` runs everything (some minutes) and writes
``src/yalu/compliance/data/calibration.csv``; names of estimators run only those and
keep the other rows. The same seed gives the same file.

An estimator is added in two steps.

1. A module ``tools/calibration/<estimator>.py`` with a function
   ``measure(rng, runs) -> list[dict]``: it draws `runs` worlds of each kind from `rng`
   and returns one dict for each figure, made by `tools.calibration.figures.share_of`
   (how often something was true) or `mean_of` (an average). It sets no seed, prints
   nothing, and `runs` scales its time: at the default of 200 a module stays under two
   minutes on one core.
2. One line in ``_FILES`` of `yalu.compliance.calibration`, naming the source files that
   the figures are about.

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

from yalu.compliance import calibration  # noqa: E402 - ROOT must be on the path first

__all__: list[str] = []

FILE = ROOT / "src" / "yalu" / "compliance" / "data" / "calibration.csv"
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
    known = calibration.estimators()
    unknown = [name for name in asked.estimators if name not in known]
    if unknown:
        parser.error(f"found {', '.join(unknown)}; expected some of {', '.join(known)}")
    rows = read()
    for name in asked.estimators or known:
        begun = time.perf_counter()
        found = measured(name, asked.runs, asked.seed)
        rows = [row for row in rows if row["estimator"] != name] + found
        print(f"{name}: {len(found)} figures, {time.perf_counter() - begun:.0f} s")
        for row in found:
            wanted = f" of {row['nominal']}" if row["nominal"] != "" else ""
            print(f"  {row['figure']}{wanted} in {row['world']}: {row['value']}")
    write([row for row in rows if row["estimator"] in known])


def measured(name: str, runs: int, seed: int) -> list[dict[str, Any]]:
    """Return the rows about one estimator; its chance depends on no other's."""
    module = importlib.import_module(f"tools.calibration.{name}")
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    always = {
        "estimator": name,
        "seed": seed,
        "code_sha256": calibration.code_sha256(name),
    }
    return [always | row for row in module.measure(rng, runs)]


def read() -> list[dict[str, Any]]:
    """Return the rows that are there."""
    if not FILE.exists():
        return []
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(rows: list[dict[str, Any]]) -> None:
    """Write the table, one estimator after the other."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(rows, key=lambda row: str(row["estimator"])))


if __name__ == "__main__":
    main()
