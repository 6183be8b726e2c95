"""What chunks promise: the same draws, wherever they are made."""

import gc
import importlib.util
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from tests.scenario.runs import SIZE, made_up, run_of, toy
from yalu.compliance.engine import engine_named, opened_session
from yalu.errors import ModelError
from yalu.scenario.distributed import (
    Arrays,
    chunks_here,
    chunks_on,
    chunks_on_spark,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("engines"),
    # PySpark leaves the sockets of its answers to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    # JAX, once loaded, warns of every fork; Spark's client forks to start its server.
    pytest.mark.filterwarnings(r"ignore:os.fork\(\) was called:RuntimeWarning"),
]

NO_SPARK = importlib.util.find_spec("pyspark") is None or not shutil.which("java")
NO_SAIL = (
    importlib.util.find_spec("pysail") is None
    or importlib.util.find_spec("pyspark") is None
)
ON_SPARK = pytest.mark.skipif(NO_SPARK, reason="PySpark or Java not installed")


def noise(seed: int) -> Callable[[int], Arrays]:
    """Return work that knows nothing but libraries, as it is sent to a cluster."""

    def work(number: int) -> Arrays:
        drawn = np.random.default_rng([seed, number]).random((SIZE, 24), np.float32)
        return {"oil": drawn, "adjustment": drawn[:, 0].astype(np.float64)}

    return work


@pytest.fixture(scope="module")
def spark() -> Iterator[object]:
    """Return a session of Spark on this machine, one for the module."""
    with opened_session(engine_named("local[2]")) as session:
        yield session
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@ON_SPARK
def test_spark_gives_the_same_hash_as_threads(spark: object) -> None:
    """A cluster must not find another future than a laptop."""
    here = run_of(chunks_here(noise(7), 6))
    there = run_of(chunks_on_spark(spark, noise(7), 6))

    assert there.digest == here.digest
    assert_array_equal(there.uncertain["adjustment"], here.uncertain["adjustment"])


@pytest.mark.skipif(NO_SAIL, reason="pysail not installed")
def test_a_server_gives_the_same_hash_as_threads() -> None:
    """Through Spark Connect, as clusters are reached from afar."""
    from pysail.spark import SparkConnectServer  # noqa: PLC0415 - only where there

    server = SparkConnectServer()
    server.start()
    try:
        engine = engine_named(f"sc://localhost:{server.listening_address[1]}")
        there = run_of(chunks_on(engine, noise(7), 6))
    finally:
        server.stop()

    assert there.digest == run_of(chunks_here(noise(7), 6)).digest


@ON_SPARK
def test_more_chunks_than_a_wave_come_all_and_in_order(spark: object) -> None:
    """Chunks are fetched some at a time, so that memory does not grow with draws."""
    found = [
        (number, int(arrays["x"][0]))
        for number, arrays in chunks_on_spark(
            spark, lambda number: {"x": np.array([number])}, 33, tasks=1
        )
    ]

    assert found == [(number, number) for number in range(33)]


@ON_SPARK
def test_arrays_keep_their_kind_and_shape(spark: object) -> None:
    """Numbers travel as bytes, and no digit is lost."""
    sent: Arrays = {
        "a": np.array([[0.1, -0.0], [np.inf, 1e-45]], np.float32),
        "b": np.array([], np.int64),
        "c": np.array([[True], [False]]).T,
        "d": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    }
    ((_, found),) = chunks_on_spark(spark, lambda _: sent, 1)

    for name, held in sent.items():
        assert (found[name].dtype, found[name].shape) == (held.dtype, held.shape)
        assert found[name].tobytes() == held.tobytes()


@ON_SPARK
def test_work_that_fails_there_is_told_here() -> None:
    """The engine and the reason, without a page of Java."""

    def work(number: int) -> Arrays:
        message = f"no chunk {number}"
        raise ValueError(message)

    with pytest.raises(ModelError, match=r"engine local\[2\]: could not answer"):
        list(chunks_on(engine_named("local[2]"), work, 2))


@settings(max_examples=15, deadline=None)
@given(count=st.integers(0, 12), threads=st.integers(1, 5))
def test_threads_give_every_chunk_once_and_in_order(count: int, threads: int) -> None:
    """For any number of threads and chunks."""
    found = list(
        chunks_here(lambda number: {"x": np.array([number])}, count, threads=threads)
    )

    assert [number for number, _ in found] == list(range(count))
    assert [int(arrays["x"][0]) for _, arrays in found] == list(range(count))


def test_the_number_of_threads_changes_no_draw() -> None:
    """Speed must not be a choice of the future."""
    runs = [run_of(chunks_here(toy(7), 6, threads=threads)) for threads in (1, 2, 5)]

    assert {run.digest for run in runs} == {made_up().digest}


def test_threads_stay_few_chunks_ahead() -> None:
    """Chunks that nobody has taken yet are held in memory."""
    begun = []
    enough = threading.Event()

    def work(number: int) -> Arrays:
        begun.append(number)
        if number >= 2:
            enough.set()
        return {"x": np.array([number])}

    chunks = chunks_here(work, 50, threads=2)
    next(chunks)
    enough.wait(5)

    assert len(begun) <= 3
    chunks.close()  # type: ignore[attr-defined]


def test_work_that_fails_on_a_thread_is_told_as_it_is() -> None:
    """What is wrong with a chunk is not hidden behind the thread it was made on."""

    def work(number: int) -> Arrays:
        if number == 2:
            message = "no such draw"
            raise LookupError(message)
        return {"x": np.array([number])}

    with pytest.raises(LookupError, match="no such draw"):
        list(chunks_here(work, 5))
