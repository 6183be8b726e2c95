"""Engines: what screens the trade, named as their users name them.

- ``duckdb``: in this process, the default; see `yalu.compliance.streaming`.
- ``local[2]`` or ``local[*]``: PySpark on this machine, on so many threads.
- ``spark://host:7077``: a cluster of Spark.
- ``sc://host:15002``: a server that speaks Spark Connect, such as Spark or Sail.

The screening is the same Narwhals expression everywhere. A session that is opened here
is closed here, and what Spark writes on starting stays off the terminal.
"""

import importlib.util
import os
import re
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from yalu.errors import ModelError, SchemaError

__all__ = ["Engine", "EngineKind", "engine_named", "opened_session", "spark_paths"]

_FORMS = "duckdb, local[2], spark://host:7077 or sc://host:15002"
_CONNECT_PORT = 15002
_PATIENCE = 5.0  # seconds until a server counts as not there
_QUIET = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
}


class EngineKind(StrEnum):
    """How an engine is reached."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    CONNECT = "connect"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by its name.

    Attributes
    ----------
    kind : EngineKind
        How it is reached.
    address : str
        What its own software calls it; empty for DuckDB.

    """

    kind: EngineKind
    address: str

    def path(self, path: str) -> str:
        """Return a path as the engine writes it: Spark itself calls S3 ``s3a``.

        Examples
        --------
        >>> engine_named("spark://host:7077").path("s3://bucket/flows/")
        's3a://bucket/flows/'

        """
        if self.kind is EngineKind.SPARK and path.startswith("s3://"):
            return f"s3a://{path.removeprefix('s3://')}"
        return path


def engine_named(name: str) -> Engine:
    """Return an engine by the name its users give it.

    Raises
    ------
    SchemaError
        If it is none that is known.

    Examples
    --------
    >>> engine_named("local[2]").kind
    <EngineKind.SPARK: 'spark'>
    >>> engine_named("sc://localhost:15002").kind
    <EngineKind.CONNECT: 'connect'>

    """
    if name == EngineKind.DUCKDB:
        return Engine(EngineKind.DUCKDB, "")
    if re.fullmatch(r"local(\[(\d+|\*)\])?|spark://[^/\s]+:\d+", name):
        return Engine(EngineKind.SPARK, name)
    if re.fullmatch(r"sc://[^/\s]+(/.*)?", name):
        return Engine(EngineKind.CONNECT, name)
    msg = f"engine: found {name!r}; expected one like {_FORMS}. Use one of these."
    raise SchemaError(msg)


@contextmanager
def opened_session(engine: Engine) -> Iterator[Any]:
    """Open a session of Spark and close it again.

    Parameters
    ----------
    engine : Engine
        Any but DuckDB.

    Yields
    ------
    pyspark.sql.SparkSession
        Classic, or of Spark Connect.

    Raises
    ------
    ModelError
        If PySpark or Java is not installed, the server is not there, or a task
        fails there.

    """
    _require_pyspark()
    # Only whoever names such an engine waits for this import, or needs it at all.
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        match engine.kind:
            case EngineKind.CONNECT:
                with _connected(engine.address) as session:
                    yield session
            case EngineKind.SPARK:
                with _started(engine.address) as session:
                    yield session
            case EngineKind.DUCKDB:
                msg = "engine: found duckdb, which has no session; expected Spark. "
                raise SchemaError(f"{msg}Use yalu.compliance.screen_parts.")
    except PySparkException as error:
        said = " ".join(str(error).split("\n\nJVM", maxsplit=1)[0].split())[:500]
        msg = (
            f"engine {engine.address}: could not answer ({said}). Check that it runs "
            "and that it can see the files; paths are read there, not here."
        )
        raise ModelError(msg) from error


def _require_pyspark() -> None:
    if importlib.util.find_spec("pyspark") is None:
        msg = (
            "engine: PySpark is not installed; expected it for Spark and Spark "
            "Connect. In the folder of Yalu, install it with: "
            ".venv/bin/pip install '.[spark]'"
        )
        raise ModelError(msg)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Open a session on a server of Spark Connect."""
    place = urlsplit(address)
    port = place.port or _CONNECT_PORT
    try:
        socket.create_connection((place.hostname, port), timeout=_PATIENCE).close()
    except OSError as error:
        msg = (
            f"engine {address}: nothing answers at {place.hostname}, port {port} "
            f"({error}). Start the server, for example with: sail spark server "
            f"--port {port}"
        )
        raise ModelError(msg) from error
    from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415 - as above

    session = SparkSession.builder.remote(address).create()
    try:
        yield session
    finally:
        with warnings.catch_warnings():
            # A server may have let go of the session before. PySpark then says so
            # through a function of its own that Python is about to drop.
            warnings.filterwarnings("ignore", "The 'warn' method", DeprecationWarning)
            session.stop()


@contextmanager
def _started(master: str) -> Iterator[Any]:
    """Start Spark on this machine, or as the driver of a cluster."""
    home = os.environ.get("JAVA_HOME")
    java = Path(home, "bin", "java").exists() if home else shutil.which("java")
    if not java:
        msg = (
            f"engine {master}: found no Java, which Spark runs on; expected Java 17 "
            "or 21. Install it (Debian: apt install openjdk-17-jre-headless), or use "
            "a server that speaks Spark Connect (sc://host:15002)."
        )
        raise ModelError(msg)
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as scratch:
        builder = SparkSession.builder.master(master).appName("yalu")
        for key, value in _settings(master, scratch).items():
            builder = builder.config(key, value)
        with _noise_kept(Path(scratch, "spark.log")):
            session = builder.getOrCreate()
        try:
            yield session
        finally:
            session.stop()


def _settings(master: str, scratch: str) -> dict[str, str]:
    """Return how Spark is to run: quietly, with nothing left behind."""
    settings = {**_QUIET, "spark.sql.warehouse.dir": scratch}
    threads = re.fullmatch(r"local\[(\d+)\]", master)
    if master.startswith("local"):
        settings |= {
            "spark.driver.host": "localhost",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.local.dir": scratch,
        }
    if threads:
        settings["spark.sql.shuffle.partitions"] = threads[1]
    return settings


@contextmanager
def _noise_kept(log: Path) -> Iterator[None]:
    """Let the processes that start meanwhile write their warnings to a file."""
    sys.stderr.flush()
    with log.open("wb") as file:
        before = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(before, 2)
            os.close(before)


def spark_paths(engine: Engine, paths: Iterable[str]) -> list[str]:
    """Return paths as the engine reads them; those of this machine in full."""
    return [
        engine.path(path) if "://" in path else str(Path(path).resolve())
        for path in paths
    ]
