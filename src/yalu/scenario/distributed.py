"""Chunks of draws, made here on threads or on a cluster that speaks Spark.

A *chunk* is so many draws from one stream. Who makes it, where and in which order does
not matter: the same number gives the same arrays, and the hash of the outcome tells
that it did. The work is any function from the number of a chunk to its arrays; for
Spark it must be such that it can be pickled.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.engine import Engine

__all__ = ["Arrays", "Work", "chunks_here", "chunks_on", "chunks_on_spark"]

Arrays = Mapping[str, NDArray[np.generic]]
"""What a chunk is made of, by name."""

Work = Callable[[int], Arrays]
"""From the number of a chunk to its arrays."""


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
    with ThreadPoolExecutor(threads) as pool:
        for first in range(0, count, 2 * threads):
            some = range(first, min(first + 2 * threads, count))
            yield from zip(some, pool.map(work, some), strict=True)


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
    raise NotImplementedError


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
    raise NotImplementedError
