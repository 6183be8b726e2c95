"""Chunks of draws, made here on threads or on a cluster that speaks Spark.

A *chunk* is so many draws from one stream. Who makes it, where and in which order does
not matter: the same number gives the same arrays, and the hash of the outcome tells
that it did. The work is any function from the number of a chunk to its arrays; for
Spark it must be such that it can be pickled.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.compliance.engine import Engine, opened_session

__all__ = ["Arrays", "Work", "chunks_here", "chunks_on", "chunks_on_spark"]

Arrays = Mapping[str, NDArray[np.generic]]
"""What a chunk is made of, by name."""

Work = Callable[[int], Arrays]
"""From the number of a chunk to its arrays."""

_LAYOUT = "chunk bigint, name string, kind string, shape array<bigint>, data binary"
_WAVE = 32  # chunks that are held at once on their way here, some hundred megabytes


def chunks_here(
    work: Work, count: int, *, threads: int = 2
) -> Iterator[tuple[int, Arrays]]:
    """Yield chunks made in this process, in order.

    Parameters
    ----------
    work : callable
        From the number of a chunk to its arrays.
    count : int
        How many chunks.
    threads : int
        How many are made at once; compiled code lets threads run side by side.

    Examples
    --------
    >>> for number, arrays in chunks_here(lambda one: {"x": np.full(2, one)}, 2):
    ...     print(number, arrays["x"])
    0 [0 0]
    1 [1 1]

    """
    ahead: deque[Future[Arrays]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for number in range(count):
                ahead.append(pool.submit(work, number))
                if len(ahead) > threads:
                    yield number - threads, ahead.popleft().result()
            while ahead:
                number = count - len(ahead)
                yield number, ahead.popleft().result()
        finally:
            for waiting in ahead:
                waiting.cancel()


def chunks_on(
    engine: Engine, work: Work, count: int, *, tasks: int = 2
) -> Iterator[tuple[int, Arrays]]:
    """Yield chunks made on an engine that speaks Spark; see `chunks_on_spark`.

    Raises
    ------
    ModelError
        If PySpark or Java is not installed, the engine is not there, or the work fails
        there.

    """
    with opened_session(engine) as session:
        yield from chunks_on_spark(session, work, count, tasks=tasks)


def chunks_on_spark(
    session: Any,  # noqa: ANN401 - pyspark has no types
    work: Work,
    count: int,
    *,
    tasks: int = 2,
) -> Iterator[tuple[int, Arrays]]:
    """Yield chunks made by an open session of Spark, in order.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        Classic, or of Spark Connect.
    work : callable
        From the number of a chunk to its arrays; it is pickled and sent there.
    count : int
        How many chunks.
    tasks : int
        How many are made at once: the cores of the cluster.

    """
    maker = _maker(work)
    for first in range(0, count, _WAVE):
        last = min(first + _WAVE, count)
        numbers = session.range(first, last, 1, min(tasks, last - first))
        table = numbers.mapInArrow(maker, _LAYOUT).toArrow()
        made: dict[int, dict[str, NDArray[np.generic]]] = {}
        for row in table.to_pylist():
            array = np.frombuffer(row["data"], row["kind"]).reshape(row["shape"])
            made.setdefault(row["chunk"], {})[row["name"]] = array
        yield from sorted(made.items())


def _maker(
    work: Work,
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return what a task does: numbers of chunks in, arrays as bytes out.

    Its functions stand inside so that they are pickled whole: what is named in a module
    would make every worker import all of Yalu first.
    """

    def batch_of(number: int, arrays: Arrays) -> pa.RecordBatch:
        held = {str(name): np.ascontiguousarray(one) for name, one in arrays.items()}
        shapes = [list(one.shape) for one in held.values()]
        return pa.RecordBatch.from_pydict(
            {
                "chunk": pa.array([number] * len(held), pa.int64()),
                "name": pa.array(list(held), pa.string()),
                "kind": pa.array([one.dtype.str for one in held.values()], pa.string()),
                "shape": pa.array(shapes, pa.list_(pa.int64())),
                "data": pa.array([one.tobytes() for one in held.values()], pa.binary()),
            }
        )

    def made(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield batch_of(number, work(number))

    return made
