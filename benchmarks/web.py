"""Measure how fast the web page answers, to one reader and to two hundred.

``python benchmarks/web.py`` starts ``yalu serve`` in a process of its own, waits until
all parts are worked out, and asks each page: alone, by 200 readers who read for some
seconds between pages, and by 200 at the same moment. Since such pages are kept in
memory, 200 readers also ask for days that nobody asked for before, and 200 read while a
second service still works out its parts. A real Chromium then tells how soon something
is seen, how much each page weighs with all it loads, how many requests it makes and
whether any goes elsewhere, and how long a slider takes from the hand to the answer; no
test asserts a time, so that this is where first paint is watched. Figures are printed
and written to ``benchmarks/results-web.md`` and ``.json``.
"""

import argparse
import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
from web_browser import seen, slid
from web_readers import BROWSER, PATIENCE, alone, at_once, days, reading, starting

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
PAGES = {
    "first page": "/",
    "law": "/law",
    "law on a day": "/law?on=2017-09-01",
    "measure": "/law/dprk/UN-2371-8-coal",
    "shipment": "/check?goods=270112&exporter=PRK&importer=CHN&on=2017-03-01",
    "scorecard": "/scorecard",
    "verdict": "/scorecard/CHN/UN-2371-8-coal",
    "screen a file": "/screen",
    "scenarios": "/scenarios",
    "scenario": "/scenarios/oil-embargo",
    "sliders": "/scenarios/own",
    "forecast": "/forecast",
    "claims": "/claims",
    "claim": "/claims/C01",
    "figures": "/figures",
    "figure": "/figures/monthly-trade",
    "table": "/figures/scorecard",
    "sources": "/sources",
    "source": "/sources/USGS",
    "ruling for programs": "/api/v1/ruling?goods=2701&exporter=PRK&importer=CHN&on=2017-03-01",  # noqa: E501
}
_PARTS_PATIENCE = 900.0


def main() -> None:
    """Measure all and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0, help="of reading")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--home", help="address of a service that runs already")
    parser.add_argument("--results", type=Path, default=HERE / "results-web.md")
    chosen = parser.parse_args()
    readers, seconds, seed = chosen.readers, chosen.seconds, chosen.seed
    before = os.getloadavg()[0]
    with running(chosen.home) as (home, ready):
        held = {
            "day": str(datetime.now(tz=UTC).date()),
            "machine": f"{os.cpu_count()} processors, Python {sys.version.split()[0]}",
            "seed": seed,
            "readers": readers,
            "seconds": seconds,
            "before": before,
            "ready": ready,
            "alone": asyncio.run(alone(home, PAGES)),
            "reading": asyncio.run(reading(home, PAGES, readers, seconds, seed)),
            "days": asyncio.run(days(home, readers, seconds, seed)),
            "at_once": asyncio.run(at_once(home, PAGES, readers)),
            "seen": seen(home, PAGES),
            "slid": slid(home),
        }
    if chosen.home is None:
        with serving() as home:
            _answering(home, time.perf_counter())
            held["starting"] = asyncio.run(starting(home, PAGES, readers, seed))
    chosen.results.write_text(told(held), encoding="utf-8")
    chosen.results.with_suffix(".json").write_text(
        json.dumps(_short(held), indent=1), encoding="utf-8"
    )
    print(told(held))


@contextlib.contextmanager
def running(home: str | None) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the address of a service, and when it answered and when all was ready."""
    if home is not None:
        _ready(home, time.perf_counter())
        yield home, {}  # when it was started is not known
        return
    began = time.perf_counter()
    with serving() as address:
        yield address, _ready(address, began)


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """Yield the address of a service that was just started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "yalu", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        service.terminate()
        service.wait()


def _answering(home: str, began: float) -> None:
    """Wait until the law answers: all else is still being worked out."""
    while time.perf_counter() - began < _PARTS_PATIENCE:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{home}/law", headers=BROWSER).status_code == httpx.codes.OK:
                return
        time.sleep(0.2)
    sys.exit("yalu serve: found no answer. Look at its log.")


def _ready(home: str, began: float) -> dict[str, float]:
    """Return how many seconds passed until the first answer, and until all parts."""
    first = None
    while time.perf_counter() - began < _PARTS_PATIENCE:
        with contextlib.suppress(httpx.TransportError):
            answers = [
                httpx.get(home + page, headers=BROWSER, timeout=PATIENCE)
                for page in ("/law", *PAGES.values())
            ]
            first = first or time.perf_counter() - began
            parts = httpx.get(f"{home}/api/v1/status").json()["parts"]
            whole = (answer.status_code == httpx.codes.OK for answer in answers)
            if all(parts.values()) and all(whole):
                return {"first": first, "all": time.perf_counter() - began}
        time.sleep(0.2)
    odd = [
        page
        for page in PAGES.values()
        if httpx.get(home + page, headers=BROWSER).status_code != httpx.codes.OK
    ]
    sys.exit(f"yalu serve: found {', '.join(odd)} not ready. Look at its log.")


def spread(times: list[float]) -> tuple[float, float, float]:
    """Return the 50th, 95th and 99th percentile, in milliseconds."""
    cuts = quantiles(times, n=100, method="inclusive")
    return 1000 * cuts[49], 1000 * cuts[94], 1000 * cuts[98]


def _short(held: dict[str, Any]) -> dict[str, Any]:
    """Return the results with percentiles in the place of every single answer."""
    many = {
        way: {name: spread(times) for name, times in held[way].items() if times}
        for way in ("reading", "days", "at_once", "starting")
        if way in held
    }
    return {**held, **many, "answers": sum(map(len, held["reading"].values()))}


def told(held: dict[str, Any]) -> str:
    """Return the results as a page."""
    every = {
        way: [one for several in held[way].values() for one in several]
        for way in ("reading", "at_once")
    }
    count, seconds = len(every["reading"]), held["seconds"]
    lines = [
        *_head(held),
        "## Answers",
        "",
        (
            "Milliseconds. *Alone*: median of seven. *Reading*: "
            f"{held['readers']} readers for {seconds:.0f} s, each opening a page at "
            f"random and reading for one to nine seconds: {count:,} answers, "
            f"{count / seconds:.0f} a second. *At once*: {held['readers']} readers ask "
            "for the same page at the same moment."
        ),
        "",
        "| page | alone | reading p50 | p95 | p99 | at once p50 | p95 | p99 |",
        "|:--|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in PAGES:
        cells = [1000 * held["alone"][name]]
        cells += [*spread(held["reading"][name]), *spread(held["at_once"][name])]
        lines.append(f"| {name} | {' | '.join(f'{cell:,.0f}' for cell in cells)} |")
    cells = [*spread(every["reading"]), *spread(every["at_once"])]
    lines.append(f"| **all** | | {' | '.join(f'{cell:,.0f}' for cell in cells)} |")
    lines += _anew_lines(held)
    lines += _browser_lines(held)
    return "\n".join(lines) + "\n"


def _anew_lines(held: dict[str, Any]) -> list[str]:
    """Return how fast pages are that nobody asked for before."""
    rows = held["days"] | held.get("starting", {})
    return [
        "",
        "## Pages that are not kept",
        "",
        (
            "The pages above are kept in memory once they were made. Here "
            f"{held['readers']} readers ask at their leisure for the law, or a ruling, "
            "on a day that nobody asked for before; and, in a second service that was "
            "just started, for any page until all parts are ready: they get what they "
            "asked for, or a page that says that it is being worked out."
        ),
        "",
        "| page | answers | p50 | p95 | p99 |",
        "|:--|--:|--:|--:|--:|",
        *(
            f"| {name} | {len(times):,} | "
            f"{' | '.join(f'{cell:,.0f}' for cell in spread(times))} |"
            for name, times in rows.items()
            if times
        ),
    ]


def _head(held: dict[str, Any]) -> list[str]:
    ready = held["ready"]
    return [
        "# Benchmark of the web page",
        "",
        (
            f"Written by `python benchmarks/web.py` on {held['day']}, seed "
            f"{held['seed']}: {held['machine']}; service, readers and browser share "
            f"them. The load of the machine before it began was {held['before']:.1f}; "
            "what ran beside it makes all times longer than they need be."
        ),
        "",
        *(
            [
                (
                    f"The law answers {ready['first']:.1f} s after the start, all "
                    f"parts are ready after {ready['all']:.0f} s."
                ),
                "",
            ]
            if ready
            else []
        ),
    ]


def _browser_lines(held: dict[str, Any]) -> list[str]:
    lines = [
        "",
        "## In a browser",
        "",
        (
            f"{held['seen']['browser']}, 1280 by 800, nothing cached, median of three. "
            "*Weight*: all bytes on the wire until nothing more is loaded, with the "
            "drawing library where charts are in sight, which a browser loads once for "
            "all pages. *Shift*: of the layout, from 0 (nothing moves) on."
        ),
        "",
        (
            "| page | first paint, ms | largest, ms | weight, kB | requests "
            "| elsewhere | shift |"
        ),
        "|:--|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {name} | {one['first']:,.0f} | {one['largest']:,.0f} | "
        f"{one['weight'] / 1000:,.0f} | {one['requests']} | {one['elsewhere']} | "
        f"{one['shift']:.3f} |"
        for name, one in held["seen"]["pages"].items()
    ]
    return [
        *lines,
        "",
        "## Sliders",
        "",
        (
            "From the move to the new answer on the page, with the wait in which a "
            "hand may still be moving (120 ms for the law, 150 ms for scenarios)."
        ),
        "",
        "| slider | moves | median, ms | longest, ms |",
        "|:--|--:|--:|--:|",
        *(
            f"| {name} | {len(times)} | {sorted(times)[len(times) // 2]:,.0f} | "
            f"{max(times):,.0f} |"
            for name, times in held["slid"].items()
        ),
    ]


if __name__ == "__main__":
    main()
