"""One engine, one file, one answer: each run as a program has memory of its own.

Spark's memory is that of its Java process and of Python together; all others work in
this process. Each is imported by its own side, so that no other pays for it.
"""

# ruff: noqa: PLC0415

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from made_data import TARGET, make_law

from yalu.compliance import Per, screen, screen_parts
from yalu.compliance.engine import engine_named, opened_session
from yalu.regime import Coverage

__all__ = ["ENGINES"]

_THREADS = 2
_KILOBYTES = 1024
_Law = tuple[Coverage, ...]
_Ask = Callable[[], pa.Table]


@contextmanager
def on_duckdb(path: Path, law: _Law) -> Iterator[_Ask]:
    """Yield the question to DuckDB."""
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {_THREADS}")
        flows = connection.read_parquet(str(path))
        yield lambda: screen(flows, law, target=TARGET).to_arrow_table()


@contextmanager
def on_polars(path: Path, law: _Law) -> Iterator[_Ask]:
    """Yield the question to Polars, which scans and does not load."""
    import polars as pl

    def ask() -> pa.Table:
        found = screen(pl.scan_parquet(path), law, target=TARGET)
        return found.collect().to_arrow()

    yield ask


@contextmanager
def on_pandas(path: Path, law: _Law) -> Iterator[_Ask]:
    """Yield the question to pandas, written as its users write it."""
    from pandas_sides import by_pandas

    yield lambda: by_pandas(path, law)


@contextmanager
def on_pyspark(path: Path, law: _Law) -> Iterator[_Ask]:
    """Yield the question to PySpark on this machine."""
    with _asking(f"local[{_THREADS}]", path, law) as ask:
        yield ask


@contextmanager
def on_sail(path: Path, law: _Law) -> Iterator[_Ask]:
    """Yield the question to Sail through Spark Connect."""
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer()
    server.start()
    _, port = server.listening_address
    try:
        with _asking(f"sc://localhost:{port}", path, law) as ask:
            yield ask
    finally:
        server.stop()


@contextmanager
def _asking(address: str, path: Path, law: _Law) -> Iterator[_Ask]:
    with opened_session(engine_named(address)) as session:
        flows = session.read.parquet(str(path))
        yield lambda: screen(flows, law, target=TARGET).toArrow()


ENGINES: dict[str, Callable[[Path, _Law], Any]] = {
    "duckdb": on_duckdb,
    "polars": on_polars,
    "sail": on_sail,
    "pyspark": on_pyspark,
    "pandas": on_pandas,
}
"""Every engine by name, with the manager that opens it."""


def main() -> None:
    """Answer, write the answer, print the best time and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("side", choices=[*ENGINES, "stream"])
    parser.add_argument("flows", type=Path)
    parser.add_argument("answer", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--mentions", type=int, default=1)
    parser.add_argument("--sift", action="store_true")
    parser.add_argument("--checkpoint", type=Path)
    chosen = parser.parse_args()
    law = make_law("made")
    with ExitStack() as stack:
        if chosen.side == "stream":
            ask = _streamed(chosen, law)
        else:
            ask = stack.enter_context(ENGINES[chosen.side](chosen.flows, law))
        best = float("inf")
        for _ in range(chosen.times):
            began = time.perf_counter()
            answer = ask()
            best = min(best, time.perf_counter() - began)
        peak = _peak()
    pq.write_table(answer, chosen.answer)
    json.dump({"seconds": best, "megabytes": peak}, sys.stdout)


def _streamed(chosen: argparse.Namespace, law: _Law) -> _Ask:
    def told(done: int, whole: int) -> None:
        print(done, whole, file=sys.stderr, flush=True)

    def ask() -> pa.Table:
        found = screen_parts(
            [chosen.flows] * chosen.mentions,
            law,
            target=TARGET,
            checkpoint=chosen.checkpoint,
            sift=chosen.sift,
            threads=_THREADS,
            told=told,
        )
        print("read", found.read, "taken", found.taken, file=sys.stderr)
        return found.sums[Per.MEASURE]

    return ask


def _peak() -> float:
    """Return the largest memory of this process and its children, in MB.

    What the system counts for `getrusage` begins with the memory of the process that
    started this one, so that it is not asked where there is a better account.
    """
    if not Path("/proc/self/status").exists():
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / _KILOBYTES / (_KILOBYTES if sys.platform == "darwin" else 1)
    every = [os.getpid(), *_children(os.getpid())]
    return sum(map(_high_water, every)) / _KILOBYTES


def _children(process: int) -> list[int]:
    """Return the processes below one."""
    path = Path(f"/proc/{process}/task/{process}/children")
    if not path.exists():
        return []
    found = [int(number) for number in path.read_text().split()]
    return [*found, *(below for each in found for below in _children(each))]


def _high_water(process: int) -> int:
    """Return the largest memory of a process so far, in kB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
