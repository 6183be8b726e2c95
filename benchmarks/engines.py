"""Measure one question on every engine, and a thousand million records as a stream.

``python benchmarks/engines.py --rows 1e6 --records 1e7`` is quick; ``--rows`` without a
number keeps the figures of the engines and measures only the stream again. The figures
go to ``benchmarks/results-engines.md`` and, for the documentation, into ``.json``.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
from engine_sides import ENGINES
from made_data import make_flows

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
_SHARES = (0.02, 1.0)
_FILE_ROWS = 50_000_000
_WORKS = ("duckdb", "polars", "pandas", "pyspark", "pysail", "narwhals")
_NAMES = {
    "duckdb": "DuckDB",
    "polars": "Polars",
    "sail": "Sail (Spark Connect)",
    "pyspark": "PySpark local[2]",
    "pandas": "pandas",
}

_STREAM_WORDS = """
## A stream larger than memory

One file named many times, in parts. With checks, every record is held against the rules
of the canonical columns first.

| records | on the target | checks | run | seconds | peak memory, MB |
|--:|--:|---|---|--:|--:|"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """Where to work, how often, and what to leave out."""

    folder: Path
    times: int
    without: tuple[str, ...]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, nargs="*", default=[1e6, 1e7, 5e7])
    parser.add_argument("--records", type=float, default=1e9, help="of the stream")
    parser.add_argument("--times", type=int, default=2, help="runs, the best counts")
    parser.add_argument("--without", nargs="*", default=[], choices=list(ENGINES))
    parser.add_argument("--folder", type=Path, help="keep the generated files here")
    parser.add_argument("--results", type=Path, default=HERE / "results-engines.md")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        job = _Job(
            folder=chosen.folder or Path(scratch),
            times=chosen.times,
            without=tuple(chosen.without),
        )
        measured = [
            row for rows in chosen.rows for share in _SHARES
            for row in _compared(job, int(rows), share)
        ]  # fmt: skip
        if not measured:
            before = chosen.results.with_suffix(".json").read_text("utf-8")
            measured = json.loads(before)["engines"]
        streams = list(_streams(job, int(chosen.records)))
    result = {
        "day": str(datetime.now(tz=UTC).date()),
        "processors": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "works": {name: version(name) for name in _WORKS},
        "times": job.times,
        "engines": measured,
        "streams": streams,
    }
    chosen.results.with_suffix(".json").write_text(
        json.dumps(result, indent=1) + "\n", encoding="utf-8"
    )
    text = _text(result)
    chosen.results.write_text(text, encoding="utf-8")
    print(text)


def _compared(job: _Job, rows: int, share: float) -> Iterator[dict[str, Any]]:
    """Yield what every engine took for one file; all answers must be equal."""
    flows = _flows(job, rows, share)
    answers: list[Path] = []
    for engine in (engine for engine in ENGINES if engine not in job.without):
        answer = job.folder / f"answer_{engine}.parquet"
        times = 1 if engine == "pandas" else job.times
        figures = _measured([engine, flows, answer, "--times", times])
        answers.append(answer)
        _require_equal(answers[0], answer, engine)
        row = {"rows": rows, "share": share, "engine": engine, **figures}
        print(row, file=sys.stderr)
        yield row


def _flows(job: _Job, rows: int, share: float, *, whole: bool = False) -> Path:
    """Return a file of made trade, with all canonical columns if asked for."""
    path = job.folder / f"flows_{rows}_{int(100 * share)}.parquet"
    if not path.exists():
        make_flows(path, rows=rows, on_target=share)
    if not whole:
        return path
    complete = path.with_name(f"full_{rows}_{int(100 * share)}.parquet")
    if not complete.exists():
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT *, 'made' AS source, 'official' AS evidence "
                f"FROM '{path}') TO '{complete}'"
            )
    return complete


def _measured(arguments: list[object]) -> dict[str, float]:
    """Return what one side took in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own script and files
        _command(arguments), stdout=subprocess.PIPE, text=True, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _command(arguments: list[object]) -> list[str]:
    return [sys.executable, str(HERE / "engine_sides.py"), *map(str, arguments)]


def _streams(job: _Job, records: int) -> Iterator[dict[str, Any]]:
    """Yield what the stream took, with and without checks, and cut short."""
    rows = min(_FILE_ROWS, records)
    mentions = max(records // rows, 1)
    for share in _SHARES:
        answers = []
        for sift in (False, True):
            flows = _flows(job, rows, share, whole=sift)
            answers.append(job.folder / f"answer_stream_{sift}.parquet")
            asked = ["stream", flows, answers[-1], "--mentions", mentions]
            figures = _measured([*asked, *(["--sift"] if sift else [])])
            size = flows.stat().st_size / pq.read_metadata(flows).num_rows
            row = {"records": rows * mentions, "share": share, "checks": sift}
            row["bytes_per_record"] = size
            print(row, figures, file=sys.stderr)
            yield {**row, "killed": False, **figures}
        # Amounts are sums of integers in one and of decimals in the other.
        _require_equal(answers[0], answers[1], "the stream with checks")
        if share == _SHARES[0]:
            row |= _killed(job, flows, mentions, answers[1])
            yield row


def _killed(job: _Job, flows: Path, mentions: int, answer: Path) -> dict[str, Any]:
    """Return what a run took that is killed half way and goes on."""
    with tempfile.TemporaryDirectory(dir=job.folder) as folder:
        again = job.folder / "answer_again.parquet"
        asked: list[object] = ["stream", flows, again, "--mentions", mentions, "--sift"]
        asked += ["--checkpoint", folder]
        began = time.perf_counter()
        with subprocess.Popen(  # noqa: S603 - our own script and files
            _command(asked),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        ) as run:
            for line in run.stderr or ():
                done, whole = map(int, line.split())
                if 2 * done >= whole:
                    run.send_signal(signal.SIGKILL)
                    break
        first = time.perf_counter() - began
        figures = _measured(asked)
        _require_equal(answer, again, "the stream that was killed")
    return {"killed": True, **figures, "seconds": first + figures["seconds"]}


def _require_equal(ours: Path, other: Path, side: str) -> None:
    """Stop where an answer lacks a row of another, or has one that it lacks."""
    names = [n for n in pq.read_schema(ours).names if n in pq.read_schema(other).names]
    columns = ", ".join(_cast(name) for name in names)
    with duckdb.connect() as connection:
        for one, two in ((ours, other), (other, ours)):
            rows = connection.execute(
                f"SELECT count(*) FROM (SELECT {columns} FROM '{one}' EXCEPT ALL "
                f"SELECT {columns} FROM '{two}')"
            ).fetchall()[0][0]
            if rows:
                msg = f"{side}: {rows} rows of {one.name} are not in {two.name}."
                raise SystemExit(msg)


def _cast(name: str) -> str:
    """Return a column in a type that all sides share; pandas has no null integers."""
    if name.startswith("period"):
        return f"{name}::DATE AS {name}"
    if name.startswith(("value_usd", "quantity", "records")):
        return f"coalesce({name}, 0)::DECIMAL(38, 3) AS {name}"
    return name


def _text(result: dict[str, Any]) -> str:
    """Return the figures as a page."""
    works = ", ".join(f"{name} {held}" for name, held in result["works"].items())
    words = f"""# Engines

Written by `python benchmarks/engines.py` on {result["day"]}: {result["processors"]}
processors, two threads for each side, Python {result["python"]}, {works}.
Best of {result["times"]} runs, pandas of one; each side in a process of its own, the
start of Spark not counted.

The question is that of `results.md`, under the made law. The answers of all sides were
compared row by row, both ways, and are equal.

| records | on the target | engine | seconds | peak memory, MB |
|--:|--:|---|--:|--:|"""
    lines = words.splitlines()
    lines += [
        f"| {row['rows']:,} | {row['share']:.0%} | {_NAMES[row['engine']]} | "
        f"{row['seconds']:.2f} | {row['megabytes']:,.0f} |"
        for row in result["engines"]
    ]
    lines += _STREAM_WORDS.splitlines()
    for row in result["streams"]:
        checks = "yes" if row["checks"] else "no"
        run = "killed half way and resumed" if row["killed"] else "at one go"
        lines.append(
            f"| {row['records']:,} | {row['share']:.0%} | {checks} | {run} | "
            f"{row['seconds']:.1f} | {row['megabytes']:,.0f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
