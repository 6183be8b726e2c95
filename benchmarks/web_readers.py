"""Readers of the web page: one alone, many at leisure, many at one moment."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

import httpx

__all__ = ["BROWSER", "PATIENCE", "alone", "at_once", "days", "reading", "starting"]

BROWSER = {"accept": "text/html", "accept-encoding": "gzip"}
PATIENCE = 120.0
_READING = (1.0, 9.0)  # seconds that a reader looks at a page
_BEGAN = date(2006, 10, 14)  # the first law that the page knows
_BY_DAY = {
    "law on any day": "/law?on={}",
    "shipment on any day": "/check?goods=270112&exporter=PRK&importer=CHN&on={}",
}
_Times = dict[str, list[float]]


async def alone(home: str, pages: Mapping[str, str]) -> dict[str, float]:
    """Return the median seconds of each page, asked by one reader."""
    found = {}
    async with _client(1) as client:
        for name, page in pages.items():
            times = sorted([(await _asked(client, home + page))[0] for _ in range(7)])
            found[name] = times[len(times) // 2]
    return found


async def reading(
    home: str, pages: Mapping[str, str], readers: int, seconds: float, seed: int
) -> _Times:
    """Return the seconds of each answer, by page, while many read at their leisure."""
    lots = random.Random(seed)  # noqa: S311 - who opens which page when
    times: _Times = {name: [] for name in pages}
    ends = time.perf_counter() + seconds

    def choose() -> tuple[str, str]:
        name = lots.choice([*pages])
        return name, home + pages[name]

    def note(name: str, took: float, _: int) -> None:
        times[name].append(took)

    await _read(readers, lots, choose, note, lambda: time.perf_counter() < ends)
    return times


async def days(home: str, readers: int, seconds: float, seed: int) -> _Times:
    """Return the same where no day is asked for twice, so that nothing is kept."""
    lots = random.Random(seed)  # noqa: S311 - who asks for which day when
    times: _Times = {name: [] for name in _BY_DAY}
    ends = time.perf_counter() + seconds
    last = (datetime.now(tz=UTC).date() - _BEGAN).days
    asked = {name: lots.sample(range(last), last) for name in _BY_DAY}

    def choose() -> tuple[str, str]:
        name = lots.choice([*_BY_DAY])
        day = _BEGAN + timedelta(days=asked[name].pop())
        return name, home + _BY_DAY[name].format(day)

    def note(name: str, took: float, _: int) -> None:
        times[name].append(took)

    await _read(readers, lots, choose, note, lambda: time.perf_counter() < ends)
    return times


async def starting(
    home: str, pages: Mapping[str, str], readers: int, seed: int
) -> _Times:
    """Return the seconds of each answer while a service works out its parts.

    Parameters
    ----------
    home : str
        Address of a service that was just started.
    pages : mapping of str to str
        What is read, as addresses by name.
    readers : int
        How many read at their leisure, until all parts are ready.
    seed : int
        Who opens which page when.

    Returns
    -------
    dict of str to list of float
        Answers with what was asked for, and pages that say that it is being worked
        out.

    """
    lots = random.Random(seed)  # noqa: S311 - who opens which page when
    whole, waiting = "while starting: page", "while starting: not worked out yet"
    times: _Times = {whole: [], waiting: []}
    working = True

    def choose() -> tuple[str, str]:
        return "", home + pages[lots.choice([*pages])]

    def note(_: str, took: float, status: int) -> None:
        times[whole if status == HTTPStatus.OK else waiting].append(took)

    async def watch() -> None:
        nonlocal working
        async with _client(1) as client:
            while working:
                await asyncio.sleep(1)
                status = (await client.get(f"{home}/api/v1/status")).json()
                working = not all(status["parts"].values())

    await asyncio.gather(watch(), _read(readers, lots, choose, note, lambda: working))
    return times


async def at_once(home: str, pages: Mapping[str, str], readers: int) -> _Times:
    """Return the seconds of each answer, by page, where all ask at one moment."""
    times = {}
    async with _client(readers) as client:
        for _ in range(3):  # so that every reader is connected
            await asyncio.gather(*(_asked(client, home) for _ in range(readers)))
        for name, page in pages.items():
            asked = (_asked(client, home + page) for _ in range(readers))
            times[name] = [took for took, _ in await asyncio.gather(*asked)]
    return times


async def _read(
    readers: int,
    lots: random.Random,
    choose: Callable[[], tuple[str, str]],
    note: Callable[[str, float, int], None],
    goes_on: Callable[[], bool],
) -> None:
    async def reader(client: httpx.AsyncClient) -> None:
        await asyncio.sleep(lots.uniform(0, _READING[1]))
        while goes_on():
            name, address = choose()
            note(name, *await _asked(client, address))
            await asyncio.sleep(lots.uniform(*_READING))

    async with _client(readers) as client:
        await asyncio.gather(*(reader(client) for _ in range(readers)))


def _client(connections: int) -> httpx.AsyncClient:
    limits = httpx.Limits(
        max_connections=connections, max_keepalive_connections=connections
    )
    return httpx.AsyncClient(
        limits=limits, timeout=PATIENCE, headers=BROWSER, trust_env=False
    )


async def _asked(client: httpx.AsyncClient, address: str) -> tuple[float, int]:
    """Return the seconds until the answer is here, and its status."""
    began = time.perf_counter()
    answer = await client.get(address)
    if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
        answer.raise_for_status()
    return time.perf_counter() - began, answer.status_code
