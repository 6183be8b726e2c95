"""Promises about many readers at once."""

import asyncio

import httpx
from fastapi import FastAPI

from tests.web.browser.addresses import PAGES
from tests.web.browser.served import served

READERS = 200


def test_two_hundred_readers_at_once_are_all_answered(small_app: FastAPI) -> None:
    """On the day of a resolution all look at the same time, and nobody is sent off."""
    addresses = [*PAGES.values()]

    async def read_all(home: str) -> list[int]:
        limits = httpx.Limits(max_connections=READERS)
        async with httpx.AsyncClient(
            base_url=home,
            limits=limits,
            timeout=120,
            headers={"accept": "text/html"},
        ) as client:
            answers = await asyncio.gather(
                *(client.get(addresses[n % len(addresses)]) for n in range(READERS))
            )
        return [answer.status_code for answer in answers]

    with served(small_app) as home:
        codes = asyncio.run(read_all(home))

    assert codes == [200] * READERS
