"""Somebody who sends a file: what is in it, and the shelf of the app that takes it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.web.shelves import IdleShelf
from tests.web.visitors import Visitor
from yalu import library
from yalu.goods import Revision
from yalu.regime import coverage
from yalu.web import Shelf
from yalu.web.screening_parts import SCREENINGS, law_named
from yalu.web.screenings import Law

API = "/api/v1/screen"
HEAD = (
    "reporter,partner,direction,period_start,period_end,hs_code,hs_revision,"
    "value_usd,quantity,unit,series,source,evidence\n"
)
COAL = (
    "CHN,PRK,import,2018-03-01,2018-04-01,270112,HS2017,1000,10,t,customs,own,reported"
)
ALLEGED = (
    "RUS,PRK,export,2019-05-01,2019-06-01,270900,HS2017,,500,t,alleged,own,alleged"
)
SPOILT = "CHN,PRK,import,2018-13-01,2018-04-01,<b>x,HS2017,=1+1,,,customs,own,reported"
FILE = f"{HEAD}{COAL}\n{COAL}\n{ALLEGED}\n{SPOILT}\n".encode()


@contextmanager
def screening_shelf() -> Iterator[Shelf]:
    """Give a shelf with the law of one edition of the codes."""
    held = IdleShelf(seed=1)
    regime = library.load("dprk")
    compiled = (coverage(regime, revision=Revision.HS2017),)
    held.put(law_named(held, "dprk"), Law(regime=regime, compiled=compiled))
    yield held
    held.take(SCREENINGS).uploads.close()


def sent(
    analyst: Visitor,
    content: bytes = FILE,
    name: str = "own.csv",
    files: dict[str, tuple[str, bytes]] | None = None,
) -> str:
    """Return the word under which a file that was sent is found, once it is done."""
    answer = analyst.ask("POST", API, files=files or {"file": (name, content)})
    assert answer.status_code == 202, answer.text
    token: str = answer.json()["token"]
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if analyst.get(f"{API}/{token}").json()["state"] in {"done", "failed"}:
            break
        time.sleep(0.05)
    return token
