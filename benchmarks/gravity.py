"""Measure gravity equations against the programs that estimate them, in one run.

Three questions: how long an estimate takes against statsmodels with dummies, which of
the published cases of separation each program gets right, and how often the ranges of
potential trade hold the trade of economies that were not learnt from. The figures are
printed and written to ``benchmarks/results-gravity.md`` and ``.json``.
"""

import argparse
import csv
import json
import os
import sys
import time
import warnings
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyfixest
import statsmodels.api as sm
from numpy.typing import NDArray
from pyarrow import parquet

from yalu import sources
from yalu.flows import TradeMatrix
from yalu.impact.gravity import estimate, potential, separation

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "tests" / "impact" / "reference"
_TIMES = 5
_FIXED = (("exporter", "year"), ("importer", "year"), ("exporter", "importer"))
_COVARIATES = ("eu_enlargement", "other_fta")


def main() -> None:
    """Ask all sides and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--economies", type=int, default=30, help="in the estimate")
    parser.add_argument("--targets", type=int, default=12, help="for the ranges")
    parser.add_argument("--results", type=Path, default=HERE / "results-gravity.md")
    chosen = parser.parse_args()
    found: dict[str, Any] = {
        "estimate": estimates(chosen.economies),
        "separation": separated(),
        "panel": panel(),
        "ranges": ranges(chosen.targets),
    }
    text = page(found)
    chosen.results.write_text(text, encoding="utf-8")
    held = {"day": str(datetime.now(tz=UTC).date())} | found
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def estimates(count: int) -> dict[str, Any]:
    """Return the seconds of both sides for one equation, and how far they differ."""
    table = parquet.read_table(REFERENCE / "gravity" / "enlargement.parquet")
    names = pa.array(sorted(set(table["exporter"].to_pylist()))[:count])
    sides = [pc.is_in(table[side], names) for side in ("exporter", "importer")]
    table = table.filter(pc.and_(*sides))
    taken = []
    for _ in range(_TIMES + 1):
        begun = time.perf_counter()
        ours = estimate(
            table, flow="trade", covariates=_COVARIATES, effects=_FIXED, clusters=()
        )
        taken.append(time.perf_counter() - begun)
    frame = table.to_pandas()
    dummies = [
        pd.get_dummies(
            frame[list(columns)].astype(str).agg("-".join, axis=1),
            drop_first=True,
            dtype=float,
        )
        for columns in _FIXED
    ]
    covariates = frame[list(_COVARIATES)].astype(float)
    design = sm.add_constant(pd.concat([covariates, *dummies], axis=1).to_numpy())
    begun = time.perf_counter()
    fit = sm.GLM(frame["trade"].to_numpy(), design, family=sm.families.Poisson()).fit()
    theirs = time.perf_counter() - begun
    values = np.array([one.value for one in ours.coefficients])
    return {
        "rows": table.num_rows,
        "columns": design.shape[1],
        "first": taken[0],
        "ours": float(np.median(taken[1:])),
        "statsmodels": theirs,
        "apart": float(np.abs(values - fit.params[1 : 1 + values.size]).max()),
    }


def cases() -> dict[str, pd.DataFrame]:
    """Return the published cases of separation."""
    rows = defaultdict(list)
    path = REFERENCE / "separation" / "cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            case = row.pop("case")
            rows[case].append({name: float(v) for name, v in row.items() if v})
    return {case: pd.DataFrame(held) for case, held in rows.items()}


def separated() -> dict[str, Any]:
    """Return which cases each side gets right: all observations, no others."""
    right: dict[str, list[str]] = {"ours": [], "pyfixest": []}
    failed = []
    for case, frame in cases().items():
        numbers = [name for name in frame if str(name)[0] == "x"]
        levels = [name for name in frame if str(name)[0] == "e"]
        truth = set(np.flatnonzero(frame["separated"]))
        found = separation(
            frame["outcome"].to_numpy(),
            frame[numbers].to_numpy(),
            [frame[name].to_numpy().astype(int) for name in levels],
        )
        if set(found.rows) == truth:
            right["ours"].append(case)
        try:
            theirs = dropped_by_pyfixest(frame, list(map(str, numbers)), levels)
        except Exception as error:  # noqa: BLE001 - any failure of a peer is a result
            failed.append(f"{case} ({type(error).__name__})")
        else:
            if theirs == truth:
                right["pyfixest"].append(case)
    return {"cases": len(cases()), "right": right, "failed": failed}


def dropped_by_pyfixest(
    frame: pd.DataFrame, numbers: list[str], levels: list[Any]
) -> set[int]:
    """Return the observations that pyfixest sets aside by both of its checks."""
    formula = "outcome ~ " + (" + ".join(numbers) or "1")
    if levels:
        formula += " | " + " + ".join(levels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = pyfixest.fepois(
            formula, data=frame, separation_check=["fe", "ir"], fixef_rm="none"
        )
    return {int(row) for row in fit.na_index}


def panel() -> dict[str, Any]:
    """Return the seconds of the search in a panel with three effects."""
    table = parquet.read_table(REFERENCE / "gravity" / "manufactures.parquet")
    frame = table.to_pandas()
    effects: list[NDArray[np.int64]] = [
        frame.groupby(list(columns)).ngroup().to_numpy() for columns in _FIXED
    ]
    begun = time.perf_counter()
    found = separation(
        frame["trade"].to_numpy(), frame[["agreement"]].to_numpy(dtype=float), effects
    )
    return {
        "rows": len(frame),
        "levels": int(sum(effect.max() + 1 for effect in effects)),
        "seconds": time.perf_counter() - begun,
        "separated": len(found.rows),
    }


def ranges(count: int) -> dict[str, Any]:
    """Return how often ranges of 90 percent hold the trade of the economies asked.

    They are those whose sales and purchases together are nearest to those of the DPRK,
    each taken for one that nothing is known of.
    """
    matrix = TradeMatrix.from_table(sources.load("bilateral_trade"))
    distances = sources.load("distances")
    rows = matrix.where(year=2015, section="all")
    size = dict.fromkeys(matrix.economies, 0.0)
    for side in ("exporter", "importer"):
        sums = rows.group_by(side).aggregate([("value_usd", "sum")])
        for code, value in zip(*sums.to_pydict().values(), strict=True):
            size[code] += value
    known = set(distances["exporter"].to_pylist()) & {c for c, v in size.items() if v}
    order = sorted(known - {"PRK"}, key=lambda c: abs(np.log(size[c] / size["PRK"])))
    within, weight, taken, asked = [], [], [], []
    for target in order[:count]:
        begun = time.perf_counter()
        found = potential(matrix, distances, target=target, year=2015)
        taken.append(time.perf_counter() - begun)
        asked.append(target)
        within += [flow.within for flow in found.flows]
        weight += [flow.expected_usd for flow in found.flows]
    large = np.argsort(weight)[-len(weight) // 10 :]
    return {
        "targets": asked,
        "flows": len(within),
        "within": float(np.mean(within)),
        "within_large": float(np.mean(np.array(within)[large])),
        "seconds": float(np.median(taken)),
    }


def page(found: dict[str, Any]) -> str:
    """Return the results as a page."""
    one, apart, held = found["estimate"], found["separation"], found["ranges"]
    right, long = apart["right"], found["panel"]
    return f"""# Benchmark of gravity equations

Written by `python benchmarks/gravity.py` on {datetime.now(tz=UTC).date()}:
{os.cpu_count()} processors, Python {sys.version.split()[0]},
pyfixest {version("pyfixest")}, statsmodels {version("statsmodels")}.

## One estimate

{one["rows"]:,} flows, effects of exporter-years, importer-years and pairs, robust
errors. Ours is the search for separation and pyfixest's estimate, median of {_TIMES};
statsmodels is a Poisson GLM with {one["columns"]:,} columns, once.

| | seconds |
|---|--:|
| ours, first call | {one["first"]:.2f} |
| ours | {one["ours"]:.3f} |
| statsmodels | {one["statsmodels"]:.1f} |
| ratio | {one["statsmodels"] / one["ours"]:,.0f} |

Coefficients differ by up to {one["apart"]:.1g}.

## Separation

Right is a case in which exactly the observations are set aside that its authors say.

| program | right, of {apart["cases"]} |
|---|--:|
| ours | {len(right["ours"])} |
| pyfixest, both of its checks | {len(right["pyfixest"])} |

pyfixest was right on {", ".join(right["pyfixest"]) or "none"}.
It failed on {", ".join(apart["failed"]) or "none"}.

In a panel of {long["rows"]:,} flows with {long["levels"]:,} levels of three effects the
search takes {long["seconds"]:.2f} s and sets {long["separated"]} aside.

## Ranges of potential trade

{len(held["targets"])} economies that traded about as much as the DPRK in 2015, each
taken for one whose trade is not known ({", ".join(held["targets"])}):
of {held["flows"]:,} flows {held["within"]:.1%} lie within the range of 90 percent,
of the largest tenth {held["within_large"]:.1%}. One economy takes
{held["seconds"]:.2f} s.
"""


if __name__ == "__main__":
    main()
