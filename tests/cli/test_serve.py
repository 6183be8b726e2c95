"""Promises about `yalu serve`."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.regime.test_reading import ONE, folder
from yalu.cli.answers import serving
from yalu.errors import SchemaError

OUTER = "yalu.example.org"
SERVE = [sys.executable, "-m", "yalu", "serve"]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve own law on a free port, yield the address and what is told, then stop."""
    told = tmp_path_factory.mktemp("served") / "told.txt"
    law = folder(tmp_path_factory.mktemp("law"), one=ONE)
    address = ""
    with told.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*SERVE, "--port", "0", "--name", OUTER, "--regime", str(law)],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "COLUMNS": "200"},
        )
        try:
            address = waited(process, told)
            yield address, told.read_text("utf-8")
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(30)
    text = told.read_text("utf-8")

    assert code == 0, text
    assert text.rstrip().endswith("Stopped.")
    assert "Traceback" not in text


def waited(process: subprocess.Popen[bytes], told: Path) -> str:
    """Return the address once it is told."""
    for _ in range(600):
        found = re.search(r"http://\S+", told.read_text("utf-8"))
        if found:
            return found[0]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(told.read_text("utf-8"))


def test_it_says_where_it_listens_and_who_can_reach_it(served: tuple[str, str]) -> None:
    """A reader must know that nobody else can look."""
    address, text = served

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
    assert "Only this machine can reach it" in text
    assert "Ctrl-C" in text


def test_the_law_answers_at_once(served: tuple[str, str]) -> None:
    """Nobody waits for the report to read the law."""
    address, _ = served
    answer = httpx.get(f"{address}/api/v1/law", params={"on": "2017-03-01"}, timeout=60)

    assert answer.status_code == 200
    assert "server" not in answer.headers


def test_a_folder_of_law_is_what_the_pages_open_with(served: tuple[str, str]) -> None:
    """The library stays beside it, and a shipment is ruled on by the folder's law."""
    address, _ = served
    asked = {"goods": "2701", "exporter": "PRK", "importer": "MNG", "on": "2011-01-01"}
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        day = client.get("law", params={"on": "2011-01-01"}).json()
        ruling = client.get("ruling", params=asked).json()
        known = {one["id"] for one in client.get("regimes").json()}

    assert [m["id"] for m in day["in_force"]] == ["COAL"]
    assert ruling["receipt"]["regime"] == "own"
    assert {"own", "dprk"} <= known


def test_it_answers_under_the_name_of_a_server_before_it(
    served: tuple[str, str],
) -> None:
    """Passwords and encryption are that one's, and it is asked by its own name."""
    address, _ = served
    found = {
        name: httpx.get(address, headers={"host": name}, timeout=60).status_code
        for name in (OUTER, "evil.example")
    }

    assert found == {OUTER: 200, "evil.example": 421}


def test_what_is_more_than_a_name_is_told_before_anything_is_served() -> None:
    """An address with its https would never be asked for, and every page refused."""
    with pytest.raises(SchemaError) as told:
        serving._names((OUTER, "https://yalu.example.org", "yalu.example.org:443"))

    assert str(told.value).count("found") == 2


def test_a_port_that_is_taken_is_told_with_a_way_out() -> None:
    """Another program often listens there already."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(  # noqa: S603 - our own command
            [*SERVE, "--port", str(taken.getsockname()[1])],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert "--port 0 for any" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_regime_is_told_before_anything_is_served() -> None:
    """A page without law would be of no use."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*SERVE, "--regime", "atlantis"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "neither a folder nor in the library" in " ".join(done.stderr.split())
    assert "angola-unita" in done.stderr


def test_an_answer_never_waits_for_its_own_beginning_to_be_confirmed() -> None:
    """A connection that gathers small parts makes each page forty milliseconds late."""
    with serving._listen("127.0.0.1", 0) as door:
        assert door.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
