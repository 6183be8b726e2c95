"""Measure speed and memory against the alternatives, both sides in one run.

``make bench`` runs everything; ``python benchmarks/run.py --rows 1e6`` is quick. The
figures are printed and written to ``benchmarks/results.md``.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
from made_data import MEASURES, make_flows
from processes import process_lines
from sides import SIDES

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
_TARGETS = {
    ("ours", 1.0): "under 500 MB",
    ("ours", 0.02): "under 500 MB",
    ("by_pandas", 1.0): "at least 10",
    ("by_pandas", 0.02): "at least 10",
    ("by_hand", 1.0): "at least 0.83 (ours at most 1.2 times)",
    ("by_hand", 0.02): "at least 0.83 (ours at most 1.2 times)",
    ("decoding", 1.0): "at least 0.22 (ours at most 4.5 times)",
    ("decoding", 0.02): "at least 0.5 (ours at most 2 times)",
}
_LAWS = {
    "made": f"{MEASURES} made measures",
    "encoded": "The encoded law on the DPRK, national lists included",
}
_NAMES = {
    "ours": "Yalu (Narwhals on DuckDB)",
    "by_hand": "DuckDB SQL by hand",
    "decoding": "bare Parquet decode of the same columns",
    "by_pandas": "pandas merge",
    "by_tuned_pandas": "pandas merge on categories",
}
_COMPARED = (
    "measure", "state", "direction", "period_start", "period_end", "series",
    "reporter", "unit", "records_sure", "value_usd_sure", "quantity_sure",
    "records_possible", "value_usd_possible", "quantity_possible", "value_known",
    "quantity_known",
)  # fmt: skip


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=5e7, help="records to generate")
    parser.add_argument("--times", type=int, default=5, help="runs, the best counts")
    parser.add_argument(
        "--without", nargs="*", default=[], choices=["pandas", "processes"]
    )
    parser.add_argument("--folder", type=Path, help="keep the generated files here")
    parser.add_argument("--results", type=Path, default=HERE / "results.md")
    chosen = parser.parse_args()
    rows = int(chosen.rows)
    lines = [*_heading(rows, chosen.times)]
    with tempfile.TemporaryDirectory() as scratch:
        job = _Job(chosen.folder or Path(scratch), rows, chosen.times, chosen.without)
        for law in ("made", "encoded"):
            for on_target in (1.0, 0.02):
                lines += _screening(job, law, on_target)
    if "processes" not in chosen.without:
        lines += process_lines(chosen.times)
    text = "\n".join(lines) + "\n"
    chosen.results.write_text(text, encoding="utf-8")
    print(text)


def _heading(rows: int, times: int) -> list[str]:
    engines = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "narwhals", "pandas")
    )
    today = datetime.now(tz=UTC).date()
    words = f"""# Benchmarks

Written by `make bench` on {today}: {os.cpu_count()} processors, two threads for each
side, Python {sys.version.split()[0]}, {engines}.
Best of {times} warm runs, pandas of one; each side in a process of its own.

The question: {rows:,} records, sorted by nothing, held against the law in three HS
editions; sums per measure, state, month, series, reporter and unit, sure and possible.
All answers are compared and equal. The targets are for the made law."""
    return words.splitlines()


@dataclass(frozen=True, slots=True)
class _Job:
    """Where to work, how much, how often, and what to leave out."""

    folder: Path
    rows: int
    times: int
    without: list[str]


def _screening(job: _Job, law: str, on_target: float) -> list[str]:
    """Return the table of one file and one law, every side timed and compared."""
    flows = job.folder / f"flows_{job.rows}_{int(100 * on_target)}.parquet"
    if not flows.exists():
        make_flows(flows, rows=job.rows, on_target=on_target)
    slow = law == "encoded" or "pandas" in job.without
    measured: dict[str, dict[str, float]] = {}
    answers: dict[str, Path] = {}
    for side in (side for side in SIDES if not (slow and side.endswith("pandas"))):
        answers[side] = job.folder / f"answer_{side}.parquet"
        often = 1 if side.endswith("pandas") else job.times
        measured[side] = _measured(side, law, flows, answers[side], often)
        print(f"{law} {on_target:.0%} {side}: {measured[side]}", file=sys.stderr)
    for side, answer in answers.items():
        if side not in ("ours", "decoding"):
            _require_equal(answers["ours"], answer, side)
    mine = measured["ours"]["seconds"]
    goal = law == "made"
    table = [
        "",
        f"## {_LAWS[law]}; {on_target:.0%} of the records concern the target",
        "",
        "| side | seconds | over ours | target | peak memory, MB |",
        "|---|---|---|---|---|",
    ]
    for side, figures in measured.items():
        target = _TARGETS.get((side, on_target), "") if goal else ""
        table.append(
            f"| {_NAMES[side]} | {figures['seconds']:.2f} | "
            f"{figures['seconds'] / mine:.2f} | {target} | "
            f"{figures['megabytes']:,.0f} |"
        )
    ratios = ", ".join(
        f"{mine / measured[side]['seconds']:.2f} times {_NAMES[side]}"
        for side in measured
        if side != "ours"
    )
    return [*table, "", f"Ours takes {ratios}."]


def _measured(
    side: str, law: str, flows: Path, answer: Path, times: int
) -> dict[str, float]:
    """Return what one side took in a process of its own."""
    command = [sys.executable, str(HERE / "sides.py"), side, str(flows), str(answer)]
    done = subprocess.run(  # noqa: S603 - our own script and files
        [*command, "--law", law, "--times", str(times)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _require_equal(ours: Path, other: Path, side: str) -> None:
    """Stop the run where two answers differ by a row or a number."""
    one, two = (_digest(path) for path in (ours, other))
    if one != two:
        msg = f"{side} answers {two}, ours {one}: the sides do not agree."
        raise SystemExit(msg)


def _digest(answer: Path) -> tuple[object, ...]:
    """Return the number of rows and two sums over all that they say."""
    columns = ", ".join(_COMPARED)
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT count(*), bit_xor(hash({columns})), sum(value_usd_sure) FROM "
            f"(SELECT * REPLACE (period_start::DATE AS period_start, "
            f"period_end::DATE AS period_end) FROM read_parquet('{answer}'))"
        ).fetchone()
    return found or ()


if __name__ == "__main__":
    main()
