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
    ("by_pandas", 1.0): "at least 10",
    ("by_pandas", 0.02): "at least 10",
    ("by_hand", 1.0): "at least 0.83 (ours at most 1.2 times)",
    ("by_hand", 0.02): "at least 0.83 (ours at most 1.2 times)",
    ("decoding", 1.0): "at least 0.22 (ours at most 4.5 times)",
    ("decoding", 0.02): "at least 0.5 (ours at most 2 times)",
}
_NAMES = {
    "ours": "Yalu (Narwhals on DuckDB)",
    "by_hand": "DuckDB SQL by hand",
    "decoding": "bare Parquet decode of the same columns",
    "by_pandas": "pandas merge",
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
        "--without", nargs="*", default=[], choices=["by_pandas", "processes"]
    )
    parser.add_argument("--folder", type=Path, help="keep the generated files here")
    parser.add_argument("--results", type=Path, default=HERE / "results.md")
    chosen = parser.parse_args()
    rows = int(chosen.rows)
    lines = [*_heading(rows, chosen.times)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        for on_target in (1.0, 0.02):
            lines += _screening(folder, rows, on_target, chosen.times, chosen.without)
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

The question: {rows:,} records, sorted by nothing, held against {MEASURES} measures in
three HS editions; sums per measure, state, month, series, reporter and unit, sure and
possible. All answers are compared and equal."""
    return words.splitlines()


def _screening(
    folder: Path, rows: int, on_target: float, times: int, without: list[str]
) -> list[str]:
    """Return the table of one file, every side timed and compared."""
    flows = folder / f"flows_{rows}_{int(100 * on_target)}.parquet"
    if not flows.exists():
        make_flows(flows, rows=rows, on_target=on_target)
    measured: dict[str, dict[str, float]] = {}
    answers: dict[str, Path] = {}
    for side in (side for side in SIDES if side not in without):
        answers[side] = folder / f"answer_{side}.parquet"
        often = "1" if side == "by_pandas" else str(times)
        command = [sys.executable, str(HERE / "sides.py"), side, str(flows)]
        done = subprocess.run(  # noqa: S603 - our own script and files
            [*command, str(answers[side]), "--times", often],
            capture_output=True,
            text=True,
            check=True,
        )
        measured[side] = json.loads(done.stdout)
        print(f"{on_target:.0%} {side}: {measured[side]}", file=sys.stderr)
    for side, answer in answers.items():
        if side not in ("ours", "decoding"):
            _require_equal(answers["ours"], answer, side)
    mine = measured["ours"]["seconds"]
    table = [
        "",
        f"## {on_target:.0%} of the records concern the target",
        "",
        "| side | seconds | times ours | target | peak memory, MB |",
        "|---|---|---|---|---|",
    ]
    for side, figures in measured.items():
        target = _TARGETS.get((side, on_target), "under 500 MB")
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
