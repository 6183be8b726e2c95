"""What `yalu fetch` promises, one promise per test."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyarrow import csv, parquet

from tests.cli.conftest import Answer, Yalu
from tests.sources.fetching.conftest import (
    KEY,
    FakeTime,
    Heard,
    Said,
    Server,
    World,
    record,
    serving,
)
from tests.sources.fetching.test_baci import HEADER, LINES, archive
from tests.sources.fetching.test_un_list import LIST
from yalu.errors import UnusableFileError
from yalu.flows import FlowTable
from yalu.sources.fetching import client as the_client

Fetch = Callable[..., Answer]

PERIOD = ("--from", "2017-01", "--until", "2017-03")
COAL = ("--reporter", "CHN", "--partner", "PRK", *PERIOD, "--codes", "270112")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Give a server that holds a little trade, BACI and the list."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    world = World([record(), record(flowCode="X", cmdCode="270112")], {"201701"})

    def answer(heard: Heard) -> Said:
        if heard.path.endswith(".xml"):
            return Said(body=LIST.encode())
        if heard.path.endswith(".zip"):
            return Said(body=archive(Y2018=HEADER + LINES))
        return world(heard)

    with serving(FakeTime()) as running:
        running.answer = answer
        yield running


@pytest.fixture
def fetch(yalu: Yalu, server: Server, tmp_path: Path) -> Fetch:
    """Return a function that runs `yalu fetch` against the server."""

    def run(what: str, *arguments: str) -> Answer:
        place = ("--server", server.address, "--cache", str(tmp_path / "cache"))
        return yalu("fetch", what, *arguments, *place)

    return run


def test_trade_is_written_in_the_canonical_columns(
    fetch: Fetch, tmp_path: Path
) -> None:
    """Ready for `yalu screen`, with an account of where it came from beside it."""
    output = tmp_path / "flows.parquet"
    answer = fetch("comtrade", *COAL, "-o", str(output))
    account = json.loads((tmp_path / "flows.parquet.fetch.json").read_text())

    assert answer.code == 0, answer.err
    assert len(FlowTable(parquet.read_table(output))) == 2
    assert account["replies"][0]["sha256"]
    assert account["read"] == account["kept"] + account["quarantined"]
    assert account["absent"] == {"not_published": 2}
    assert {each["period"] for each in account["absences"]} == {"201702"}
    assert "the reporter has not published the period" in answer.out
    assert answer.err == ""
    assert max(map(len, answer.out.splitlines())) <= 80


def test_what_was_fetched_can_be_screened(
    fetch: Fetch, yalu: Yalu, tmp_path: Path
) -> None:
    """The next command takes it as it is."""
    output = tmp_path / "flows.parquet"
    fetch("comtrade", *COAL, "-o", str(output))

    assert yalu("screen", str(output), "--json").json["kept"] == 2


def test_a_summary_comes_as_json(fetch: Fetch, tmp_path: Path) -> None:
    """With replies and absences one by one."""
    output = tmp_path / "flows.csv"
    found = fetch(
        "comtrade", *COAL, "-o", str(output), "--flow", "import", "--json"
    ).json

    assert found["flows"] == 1
    assert found["absences"][0]["reason"] == "not_published"
    assert found["replies"][0]["parameters"]["flowCode"] == "M"
    assert csv.read_csv(output).num_rows == 1


def test_rows_put_aside_are_written_where_asked(fetch: Fetch, tmp_path: Path) -> None:
    """Here the parts of the wholes, of which there are none."""
    aside = tmp_path / "aside.csv"
    output = tmp_path / "flows.parquet"
    fetch("comtrade", *COAL, "-o", str(output), "--quarantine", str(aside))

    assert aside.read_text().startswith("file,row,")


def test_the_second_time_nothing_is_asked(
    fetch: Fetch, server: Server, tmp_path: Path
) -> None:
    """Until --refresh; --offline forbids it."""
    output = ("-o", str(tmp_path / "flows.parquet"))
    fetch("comtrade", *COAL, *output)
    first = len(server.heard)
    again = fetch("comtrade", *COAL, *output, "--offline", "--json").json

    assert len(server.heard) == first
    assert again["from_cache"] == again["requests"] > 0
    fetch("comtrade", *COAL, *output, "--refresh")
    assert len(server.heard) > first


@pytest.mark.parametrize("way", ["environment", "file"])
def test_the_key_is_sent_and_neither_printed_nor_kept(
    fetch: Fetch,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    """Not in any file, not in any word, whether all goes well or not."""
    if way == "environment":
        monkeypatch.setenv("COMTRADE_API_KEY", KEY)
        key: tuple[str, ...] = ()
    else:
        (tmp_path / "key").write_text(KEY)
        key = ("--key-file", str(tmp_path / "key"))
    output = ("-o", str(tmp_path / "flows.parquet"), "--json")
    well = fetch("comtrade", *COAL, *output, *key)
    server.says(Said(401, f'{{"statusCode": 401, "message": "bad {KEY}"}}'.encode()))
    badly = fetch("comtrade", *COAL, *output, *key, "--refresh")
    written = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.name != "key"
    ]

    assert (well.code, badly.code) == (0, 3)
    assert KEY in server.heard[0].headers.values()
    assert KEY not in well.out + well.err + badly.out + badly.err
    assert written
    assert not [path for path in written if KEY.encode() in path.read_bytes()]
    assert not [each for each in server.heard if KEY in str((each.path, each.query))]


def test_a_refused_key_says_how_to_give_one(fetch: Fetch, server: Server) -> None:
    """Without a traceback."""
    server.says(Said(401, b'{"statusCode": 401, "message": "Access denied"}'))
    answer = fetch("comtrade", *COAL, "-o", "flows.parquet")

    assert answer.code == 3
    assert "COMTRADE_API_KEY, --key-file" in answer.err


def test_a_service_out_of_reach_ends_with_three(
    yalu: Yalu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs can tell it from a question that was not understood."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("time.sleep", lambda _: None)
    with serving(FakeTime()) as gone:
        pass
    place = ("--server", gone.address, "--cache", str(tmp_path))
    answer = yalu("fetch", "un-list", "-o", str(tmp_path / "list.csv"), *place)

    assert answer.code == 3
    assert "--offline" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--reporter", "XYZ", "--partner", "PRK", *PERIOD, "-o", "a.csv"), 2),
        ((*COAL, "--flow", "sideways", "-o", "a.csv"), 2),
        ((*COAL, "-o", "a.xlsx"), 2),
        ((*COAL, "-o", "nowhere/a.csv"), 3),
        ((*COAL, "-o", "a.csv", "--refresh", "--offline"), 2),
        ((*COAL, "-o", "a.csv", "--key-file", "nowhere"), 3),
    ],
)
def test_a_question_that_is_not_clear_asks_nobody(
    fetch: Fetch, server: Server, arguments: tuple[str, ...], code: int
) -> None:
    """The user is asked instead."""
    answer = fetch("comtrade", *arguments)

    assert answer.code == code
    assert answer.err.startswith("yalu: ")
    assert not server.heard


def test_baci_is_unpacked_and_one_territory_picked_out(
    fetch: Fetch, tmp_path: Path
) -> None:
    """The years as they are, the territory in the canonical columns."""
    folder = tmp_path / "baci"
    asked = ("--hs", "17", "--years", "2018", "--release", "202601", "-o", str(folder))
    found = fetch("baci", *asked, "--territory", "PRK", "--json").json

    assert found["files"] == [str(folder / "BACI_HS17_Y2018_V202601.csv")]
    assert found["kept"] == 2
    assert len(FlowTable(parquet.read_table(found["territory"]))) == 2
    assert "release 202601" in fetch("baci", *asked).out


@pytest.mark.parametrize("years", ["2018..2017", "18", "2018-2019", ""])
def test_years_that_are_none_are_not_understood(fetch: Fetch, years: str) -> None:
    """With the forms that are."""
    answer = fetch("baci", "--hs", "17", "--years", years, "-o", "baci")

    assert answer.code == 2
    assert "2018..2022" in answer.err


def test_the_list_is_written_and_counted(fetch: Fetch, tmp_path: Path) -> None:
    """Whole as Parquet, one part of it as CSV."""
    whole, part = tmp_path / "list.parquet", tmp_path / "list.csv"
    answer = fetch("un-list", "-o", str(whole))
    fetch("un-list", "-o", str(part), "--list", "DPRK")

    assert "3 listings" in answer.out
    assert "DPRK: 2" in answer.out
    assert parquet.read_table(whole)["aliases"].to_pylist()[0] == ["Sons"]
    assert csv.read_csv(part)["reference"].to_pylist() == ["KPe.999", "KPi.998"]


def test_a_list_that_is_none_is_told_with_those_there_are(
    fetch: Fetch, tmp_path: Path
) -> None:
    """Names of lists are those of the Council."""
    answer = fetch("un-list", "-o", str(tmp_path / "list.csv"), "--list", "1718")

    assert answer.code == 2
    assert "Al-Qaida, DPRK" in answer.err


def test_an_interruption_is_told_and_the_same_command_goes_on(
    fetch: Fetch, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the second year keeps the first."""
    span = ("--from", "2016-01", "--until", "2018-01", "--codes", "270112")
    asked = ("--reporter", "CHN", "--partner", "PRK", *span, "--flow", "import")
    output = ("-o", str(tmp_path / "flows.parquet"))
    real = the_client.Client._attempt

    def interrupted(self: the_client.Client, ask: object, check: object) -> object:
        if server.heard:
            raise KeyboardInterrupt
        return real(self, ask, check)  # type: ignore[arg-type]

    monkeypatch.setattr(the_client.Client, "_attempt", interrupted)
    first = fetch("comtrade", *asked, *output)
    monkeypatch.setattr(the_client.Client, "_attempt", real)
    second = fetch("comtrade", *asked, *output, "--json")

    assert first.code == 130
    assert "the same command goes on" in first.err
    assert not (tmp_path / "flows.csv").exists()
    years = [
        each.query["period"][:4] for each in server.heard if "maxRecords" in each.query
    ]
    assert years[:2] == ["2016", "2017"]
    assert second.json["flows"] == 1


def test_help_does_not_wait_for_the_network_library() -> None:
    """The options are known without it."""
    code = "import sys, yalu.cli.fetch; sys.exit('httpx' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], check=False, env={**os.environ}
    )

    assert done.returncode == 0


def test_a_service_error_is_an_unusable_file_to_a_program() -> None:
    """So that the exit code is the same."""
    from yalu.sources.fetching import ServiceError  # noqa: PLC0415

    assert issubclass(ServiceError, UnusableFileError)
