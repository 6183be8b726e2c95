"""What every engine promises: the same rows, the same types, the same order.

One session of Spark and one server of Sail serve the whole module. Neither is asked
where it is not installed.
"""

import gc
import importlib.util
import json
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.compliance.test_streaming import spoilt, trade, written
from tests.compliance.worlds import flow, laws, table
from yalu import library, sources
from yalu.cli import main
from yalu.compliance import Per, screen, screen_parts
from yalu.compliance.clustered import screen_on
from yalu.compliance.engine import Engine, EngineKind, engine_named, opened_session
from yalu.errors import ModelError, SchemaError
from yalu.flows import SCHEMA
from yalu.goods import Revision
from yalu.regime import Coverage, coverage

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
WITH_SPARK = pytest.param(
    "spark", marks=pytest.mark.skipif(NO_SPARK, reason="PySpark or Java not installed")
)
WITH_SAIL = pytest.param(
    "sail", marks=pytest.mark.skipif(NO_SAIL, reason="pysail not installed")
)
LAW = laws()
PERIODS = ("2015-02", "2015-03", "2015-05", "2015", "2016-12")
GOODS = ("2701", "270112", "27", "7403", "271019", "TOTAL")
Kind = tuple[Callable[[pa.Table], Any], Callable[[Any], pa.Table]]
HERE: dict[str, Kind] = {
    "duckdb": (
        lambda held: duckdb.connect().from_arrow(held),
        lambda relation: relation.to_arrow_table(),
    ),
    "pandas": (
        lambda held: held.to_pandas(types_mapper=pd.ArrowDtype),
        lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
    ),
    "polars": (pl.from_arrow, lambda frame: frame.to_arrow()),
    "pyarrow": (lambda held: held, lambda held: held),
}


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """Return where Spark and Sail are reached; Sail answers on a free port."""
    found = {"spark": "local[2]"}
    if NO_SAIL:
        yield found
        return
    from pysail.spark import SparkConnectServer  # noqa: PLC0415 - only where there

    server = SparkConnectServer()
    server.start()
    _, port = server.listening_address
    try:
        yield found | {"sail": f"sc://localhost:{port}"}
    finally:
        server.stop()


@pytest.fixture(scope="module")
def sessions(addresses: dict[str, str]) -> Iterator[Callable[[str], Any]]:
    """Return a function that opens each session once and keeps it for the module."""
    held: dict[str, Any] = {}
    managers = []

    def session(name: str) -> Any:  # noqa: ANN401 - pyspark has no types
        if name not in held:
            manager = opened_session(engine_named(addresses[name]))
            held[name] = manager.__enter__()
            managers.append(manager)
        return held[name]

    yield session
    for manager in managers:
        manager.__exit__(None, None, None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def kind_of(name: str, sessions: Callable[[str], Any]) -> Kind:
    """Return how a table enters and leaves the kind of frame of an engine."""
    if name in HERE:
        return HERE[name]
    session = sessions(name)
    return session.createDataFrame, lambda frame: frame.toArrow()


def plain(held: pa.Table) -> pa.Table:
    """Return a table without remarks on nulls, and with one kind of text."""
    names = {pa.large_string(): pa.string(), pa.string_view(): pa.string()}
    fields = [pa.field(f.name, names.get(f.type, f.type)) for f in held.schema]
    return held.cast(pa.schema(fields))


def require_same(found: pa.Table, expected: pa.Table) -> None:
    """Compare two answers in both directions, then type by type and row by row."""
    one, two = found.to_pylist(), expected.to_pylist()
    missing = [row for row in two if row not in one]
    surplus = [row for row in one if row not in two]

    assert (missing, surplus) == ([], [])
    assert found.schema == expected.schema
    assert one == two


@st.composite
def some_trade(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw flows with nulls, several editions, straddled days and both reporters."""
    amounts = st.none() | st.decimals(0, 10**9, places=2)
    made = []
    for _ in range(draw(st.integers(1, 40))):
        reporter = draw(st.sampled_from(["CHN", "RUS", "PRK", "IRN"]))
        quantity = draw(st.none() | st.decimals(0, 10**6, places=3))
        made.append(
            flow(
                draw(
                    st.sampled_from(
                        ["2015-02", "2015-03", "2015-05", "2015", "2016-12"]
                    )
                ),
                draw(
                    st.sampled_from(["2701", "270112", "27", "7403", "271019", "TOTAL"])
                ),
                draw(amounts),
                quantity,
                None if quantity is None else draw(st.sampled_from(["t", "bbl"])),
                reporter=reporter,
                partner="CHN" if reporter == "PRK" else "PRK",
                direction=draw(st.sampled_from(["import", "export"])),
                hs_revision=draw(st.sampled_from(["HS2012", "HS2017", "HS2022"])),
                series=draw(st.sampled_from(["customs", "estimated"])),
            )
        )
    return made


ENGINES = [*HERE, WITH_SPARK, WITH_SAIL]
QUICK = settings(
    max_examples=2,  # each plans a query anew, which takes Spark seconds
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("name", ENGINES)
@QUICK
@given(flows=some_trade(), per=st.sampled_from(Per))
def test_made_trade_gives_the_same_answer_on_every_engine(
    name: str, sessions: Callable[[str], Any], flows: list[dict[str, Any]], per: Per
) -> None:
    """A cluster must not find other breaches than a laptop."""
    held = table(flows).table
    enter, leave = kind_of(name, sessions)
    frame = enter(held)

    found = screen(frame, LAW, target="PRK", per=per)

    assert type(found) is type(frame)
    require_same(plain(leave(found)), screen(held, LAW, target="PRK", per=per))


@pytest.fixture(scope="module")
def dprk() -> tuple[Coverage, ...]:
    """Return the encoded law on the DPRK."""
    regime = library.load("dprk")
    return tuple(coverage(regime, revision=revision) for revision in Revision)


@pytest.mark.parametrize("name", ENGINES)
def test_the_embedded_trade_gives_the_same_answer_on_every_engine(
    name: str, sessions: Callable[[str], Any], dprk: tuple[Coverage, ...]
) -> None:
    """Real trade under the whole law, tens of thousands of rows of it."""
    held = sources.load("trade").select(SCHEMA.names)
    enter, leave = kind_of(name, sessions)

    found = screen(enter(held), dprk, target="PRK", per=Per.MEASURE)

    expected = screen(held, dprk, target="PRK", per=Per.MEASURE)
    require_same(plain(leave(found)), expected)
    assert expected.num_rows > 100


@pytest.mark.parametrize("name", [WITH_SPARK, WITH_SAIL])
def test_sums_beyond_32_bits_stay_whole(
    name: str, sessions: Callable[[str], Any]
) -> None:
    """An engine that wraps integers would be silently wrong."""
    held = table([flow("2016-02", value=Decimal("999999999999999.99"))] * 5).table
    whole = held.set_column(7, "value_usd", pa.array([2**61] * 3 + [1, 2]))
    enter, leave = kind_of(name, sessions)

    for flows, expected in (
        (held, Decimal("4999999999999999.95")),
        (whole, 3 * 2**61 + 3),
    ):
        found = leave(screen(enter(flows), LAW, target="PRK", per=Per.REGIME))
        assert found["value_usd_sure"].to_pylist() == [expected]


@pytest.mark.parametrize("name", [WITH_SPARK, WITH_SAIL])
def test_files_on_an_engine_give_what_the_stream_gives(
    name: str,
    addresses: dict[str, str],
    sessions: Callable[[str], Any],
    tmp_path: Path,
) -> None:
    """Bad records are put aside there as here, in the same words; none is lost."""
    sessions(name)
    path = written(tmp_path, spoilt(trade(200)))
    expected = screen_parts(path, LAW, target="PRK", per=tuple(Per))

    found = screen_on(
        engine_named(addresses[name]), [str(path)], LAW, target="PRK", per=tuple(Per)
    )

    assert (found.read, found.quarantined) == (expected.read, expected.quarantined)
    aside, other = (each.quarantine.table for each in (found, expected))
    assert aside.num_rows > 10
    assert _sorted(aside) == _sorted(other)
    assert found.notes == expected.notes
    for per in Per:
        require_same(found.sums[per], expected.sums[per])


def _sorted(aside: pa.Table) -> list[str]:
    return sorted(map(str, aside.drop_columns(["row"]).to_pylist()))


@pytest.mark.skipif(NO_SAIL, reason="pysail not installed")
def test_the_command_line_asks_an_engine(
    addresses: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """`--engine` changes who counts and nothing that is told, but for repeats."""
    path = written(tmp_path, trade(100))
    told = []
    for more in ([], ["--engine", addresses["sail"]]):
        monkeypatch.setattr(sys, "argv", ["yalu", "screen", str(path), "--json", *more])
        main_quietly()
        told.append(capfd.readouterr().out)

    here, there = (json.loads(text) for text in told)
    assert (here.pop("identical"), there.pop("identical")) == (0, None)
    assert here.pop("repeated")
    assert there.pop("repeated") is None
    assert "not looked for" in there.pop("notes")[-1]
    assert here.pop("notes")
    assert there == here


def main_quietly() -> None:
    """Run the command line, whatever it ends with."""
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code


def test_an_unknown_engine_is_told_the_known_ones() -> None:
    """A slip in the name is mended from the message alone."""
    with pytest.raises(SchemaError, match=r"expected one like duckdb, local\[2\]"):
        engine_named("hadoop")


def test_without_pyspark_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Spark is an extra, and whoever asks for it must learn its name."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with (
        pytest.raises(ModelError, match=r"pip install '\.\[spark\]'"),
        opened_session(Engine(EngineKind.SPARK, "local[1]")),
    ):
        pass


@pytest.mark.skipif(NO_SPARK, reason="PySpark or Java not installed")
def test_without_java_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """PySpark's own message speaks of a gateway that exited."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with (
        pytest.raises(ModelError, match="found no Java"),
        opened_session(Engine(EngineKind.SPARK, "local[1]")),
    ):
        pass


@pytest.mark.skipif(NO_SAIL, reason="pysail not installed")
def test_a_server_that_is_not_there_is_named_at_once() -> None:
    """Spark Connect itself would try for minutes."""
    with (
        pytest.raises(ModelError, match="nothing answers at localhost, port 9"),
        opened_session(engine_named("sc://localhost:9")),
    ):
        pass


@pytest.mark.skipif(NO_SAIL, reason="pysail not installed")
def test_a_file_the_engine_cannot_see_is_told_without_a_traceback(
    addresses: dict[str, str], tmp_path: Path
) -> None:
    """Paths are read where the engine runs."""
    with pytest.raises(ModelError, match="cannot be read there"):
        screen_on(
            engine_named(addresses["sail"]),
            [str(tmp_path / "none.parquet")],
            LAW,
            target="PRK",
        )
