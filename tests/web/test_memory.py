"""Promises about pages that are kept."""

import asyncio
import time
from datetime import date

import httpx
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import PlainTextResponse
from starlette.types import Message, Scope

from tests.web.visitors import Visitor
from yalu.web.memory import Memory, settle

DAYS = [date(2020, 1, 1), date(2020, 1, 2)]


class Counted:
    """An app that counts how often it was asked, behind a memory."""

    def __init__(self, most_bytes: int = 1_000) -> None:
        self.made = 0
        self.day = DAYS[0]
        app = FastAPI()

        @app.get("/{name}")
        def page(name: str, request: Request) -> PlainTextResponse:
            self.made += 1
            if name != "loose":
                settle(request)
            if name == "slow":
                time.sleep(0.1)
            if name == "bad":
                raise HTTPException(404)
            return PlainTextResponse(f"{name} {self.made} " + "x" * 200)

        app.add_middleware(Memory, most_bytes=most_bytes, today=lambda: self.day)
        self.visitor = Visitor(app)

    def ask(self, address: str) -> str:
        """Return the words of a page."""
        return self.visitor.get(address).text


def test_a_settled_page_is_made_once() -> None:
    """Two hundred readers of one page need it once."""
    counted = Counted()

    assert counted.ask("/a") == counted.ask("/a")
    assert counted.made == 1


def test_what_many_ask_at_once_is_made_once() -> None:
    """A page is made for the first of two hundred, and the others wait for it."""
    counted = Counted()

    async def ask_all() -> list[str]:
        transport = httpx.ASGITransport(counted.visitor.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1"
        ) as client:
            answers = await asyncio.gather(*(client.get("/slow") for _ in range(9)))
        return [answer.text for answer in answers]

    assert len(set(asyncio.run(ask_all()))) == 1
    assert counted.made == 1


def test_a_slow_reader_does_not_hold_a_page_back_for_others() -> None:
    """What is made is handed out, though the line of the first takes minutes."""
    counted = Counted()

    async def ask_both() -> str:
        free = asyncio.Event()

        async def slowly(message: Message) -> None:
            if message["type"] == "http.response.body":
                await free.wait()

        async def nothing() -> Message:
            return {"type": "http.request"}

        transport = httpx.ASGITransport(counted.visitor.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1"
        ) as client:
            slow = asyncio.create_task(
                counted.visitor.app(_scope("/slow"), nothing, slowly)
            )
            answer = await asyncio.wait_for(client.get("/slow"), 20)
        free.set()
        await slow
        return answer.text

    assert asyncio.run(ask_both()).startswith("slow 1 ")
    assert counted.made == 1


def _scope(path: str) -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip, deflate"), (b"accept", b"*/*")],
    }


def test_another_question_is_another_page() -> None:
    """The address is the whole question."""
    counted = Counted()

    assert counted.ask("/a?on=1") != counted.ask("/a?on=2")


def test_what_is_not_settled_is_made_anew() -> None:
    """What is still being worked out must not be kept."""
    counted = Counted()

    assert counted.ask("/loose") != counted.ask("/loose")


def test_a_failure_is_not_kept() -> None:
    """It may be mended by the next time."""
    counted = Counted()
    counted.ask("/bad")
    counted.ask("/bad")

    assert counted.made == 2


def test_a_new_day_makes_new_pages() -> None:
    """Pages open with today."""
    counted = Counted()
    counted.ask("/a")
    counted.day = DAYS[1]
    counted.ask("/a")

    assert counted.made == 2


def test_people_and_programs_are_not_given_each_others_answer() -> None:
    """One address may answer both, each in its own form."""
    counted = Counted()
    counted.visitor.get("/a")
    counted.visitor.read("/a")

    assert counted.made == 2


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    """Whoever asks a thousand questions must not fill the memory."""
    counted = Counted(most_bytes=1_000)
    for name in ("a", "b", "c", "d"):
        counted.ask(f"/{name}")
    counted.ask("/a")
    counted.ask("/e")
    made = counted.made

    counted.ask("/a")
    assert counted.made == made
    counted.ask("/b")
    assert counted.made == made + 1
