"""A server that answers as the real ones do, a clock that costs no time, a client."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from yalu.sources.fetching import (
    BACI,
    COMTRADE,
    UN_LIST,
    ApiKey,
    Cache,
    Client,
    Clock,
    Limits,
    Pace,
    Patience,
    Service,
)

KEY = "s3cret0123456789abcdefSECRET"
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Said:
    """One reply of the server.

    `cut` ends the connection after so many bytes of the body; `drip` lets that many
    seconds of the clock pass before each of its pieces.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0.0
    ranges: bool = False


@dataclass(slots=True)
class Heard:
    """One request that reached the server."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


Answer = Callable[[Heard], Said]


@dataclass(slots=True)
class FakeTime:
    """A clock that moves only when somebody waits."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Wait without waiting."""
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        """The clock as the client takes it."""
        return Clock(
            elapsed=lambda: self.seconds,
            now=lambda: START + timedelta(seconds=self.seconds),
            sleep=self.sleep,
        )


@dataclass(slots=True)
class Server:
    """A server in a thread: what it says to whom, and what it heard."""

    address: str
    time: FakeTime
    answer: Answer = lambda _: Said(404)
    heard: list[Heard] = field(default_factory=list)

    def says(self, *said: Said) -> None:
        """Say these one after the other, the last one for ever."""
        left = list(said)
        self.answer = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def service(self, service: Service) -> Service:
        """Return a service that lives here."""
        return replace(service, server=self.address)

    @property
    def comtrade(self) -> Service:
        """UN Comtrade, here."""
        return self.service(COMTRADE)

    @property
    def baci(self) -> Service:
        """BACI, here."""
        return self.service(BACI)

    @property
    def un_list(self) -> Service:
        """The consolidated list, here."""
        return self.service(UN_LIST)


class _Http(ThreadingHTTPServer):
    """A server that knows what it is to say."""

    held: Server


class _Handler(BaseHTTPRequestHandler):
    """Says to a client what the server holds for it."""

    protocol_version = "HTTP/1.1"

    @property
    def held(self) -> Server:
        """The server as tests see it."""
        return cast("_Http", self.server).held

    def do_GET(self) -> None:
        """Answer a request."""
        split = urlsplit(self.path)
        query = {name: each[0] for name, each in parse_qs(split.query).items()}
        heard = Heard(split.path, query, dict(self.headers.items()))
        self.held.heard.append(heard)
        self.reply(self.held.answer(heard))

    def reply(self, said: Said) -> None:
        """Send the head of a reply, and as much of its body as is wanted."""
        status, body, headers = said.status, said.body, dict(said.headers)
        asked = self.headers.get("Range", "")
        fits = self.headers.get("If-Range") == headers.get("ETag")
        if said.ranges and asked and fits:
            first = int(asked.removeprefix("bytes=").rstrip("-"))
            headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
            status, body = 206, body[first:]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.send(body, said)

    def send(self, body: bytes, said: Said) -> None:
        """Send a body at once, in drops, or not to its end."""
        if said.drip:
            for at in range(0, len(body), 8):
                self.held.time.seconds += said.drip
                self.wfile.write(body[at : at + 8])
        elif said.cut is not None:
            self.wfile.write(body[: said.cut])
            self.close_connection = True
        else:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer until the client has enough."""
        with contextlib.suppress(ConnectionError):
            super().handle()


@contextmanager
def serving(time: FakeTime) -> Iterator[Server]:
    """Run a server for as long as the block lasts."""
    server = Server("", time)
    with _Http(("127.0.0.1", 0), _Handler) as http:
        http.held = server
        server.address = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        http.shutdown()
        thread.join()


@pytest.fixture
def time() -> FakeTime:
    """Return a clock that moves only when somebody waits."""
    return FakeTime()


@pytest.fixture
def server(time: FakeTime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Give a server on this machine, reached without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with serving(time) as running:
        yield running


Open = Callable[..., AbstractContextManager[Client]]


@pytest.fixture
def opened(tmp_path: Path, time: FakeTime) -> Open:
    """Return a function that opens a client with a cache of its own."""

    def open_client(
        *,
        keyed: bool = False,
        folder: str = "cache",
        pace: float = 0.0,
        **rest: Any,  # noqa: ANN401 - whatever a client has
    ) -> AbstractContextManager[Client]:
        return Client(
            cache=Cache(tmp_path / folder),
            clock=time.clock,
            rng=np.random.default_rng(20260101),
            pace=Pace(interval=pace, clock=time.clock),
            patience=rest.pop("patience", Patience(attempts=4)),
            limits=rest.pop("limits", Limits(connect=2, read=2, total=60)),
            key=ApiKey(KEY, place="test") if keyed else None,
            **rest,
        )

    return open_client


def document(*records: dict[str, Any], **rest: object) -> bytes:
    """Return a reply of UN Comtrade."""
    said = {"elapsedTime": "0.1 secs", "count": len(records), "data": list(records)}
    return json.dumps({**said, "error": "", **rest}).encode()


RECORD: dict[str, Any] = {
    "typeCode": "C",
    "freqCode": "M",
    "refPeriodId": 20170101,
    "refYear": 2017,
    "refMonth": 1,
    "period": "201701",
    "reporterCode": 156,
    "reporterISO": None,
    "reporterDesc": None,
    "flowCode": "M",
    "flowDesc": None,
    "partnerCode": 408,
    "partnerISO": None,
    "partnerDesc": None,
    "partner2Code": 0,
    "partner2ISO": None,
    "partner2Desc": None,
    "classificationCode": "H5",
    "classificationSearchCode": "HS",
    "isOriginalClassification": True,
    "cmdCode": "270112",
    "cmdDesc": None,
    "aggrLevel": 6,
    "isLeaf": True,
    "customsCode": "C00",
    "customsDesc": None,
    "mosCode": "0",
    "motCode": 0,
    "motDesc": None,
    "qtyUnitCode": 8,
    "qtyUnitAbbr": None,
    "qty": 1000,
    "isQtyEstimated": False,
    "altQtyUnitCode": -1,
    "altQtyUnitAbbr": None,
    "altQty": 0,
    "isAltQtyEstimated": False,
    "netWgt": 1000,
    "isNetWgtEstimated": False,
    "grossWgt": 0,
    "isGrossWgtEstimated": False,
    "cifvalue": 100.5,
    "fobvalue": None,
    "primaryValue": 100.5,
    "legacyEstimationFlag": 0,
    "isReported": True,
    "isAggregate": False,
}


def record(**changes: object) -> dict[str, Any]:
    """Return a record of trade as UN Comtrade gives it, changed as stated."""
    return {**RECORD, **changes}


@dataclass(slots=True)
class World:
    """Trade as UN Comtrade would hold it, answered as it would.

    Replies end at the limit without a word, as the real ones do.
    """

    records: list[dict[str, Any]]
    published: set[str]

    def __call__(self, heard: Heard) -> Said:
        """Answer a request for trade or for the list of releases."""
        if "/getDA/" in heard.path:
            asked = heard.query["period"].split(",")
            found = [
                {"reporterCode": 156, "period": each, "totalRecords": 9}
                for each in asked
                if each in self.published
            ]
            return Said(body=document(*found))
        held = [each for each in self.records if _matches(each, heard.query)]
        most = min(int(heard.query["maxRecords"]), 500)
        return Said(body=document(*held[:most]))


def _matches(each: dict[str, Any], query: dict[str, str]) -> bool:
    names = ("reporterCode", "period", "flowCode", "partnerCode", "partner2Code",
             "customsCode", "motCode")  # fmt: skip
    if any(
        name in query and str(each[name]) not in query[name].split(",")
        for name in names
    ):
        return False
    code = str(each["cmdCode"])
    level = f"AG{len(code)}" if code.isdecimal() else code
    return bool({code, level} & {*query["cmdCode"].split(",")})
