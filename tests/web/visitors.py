"""A visitor of the pages: asks an app without a server or a network between them."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence

import httpx
from fastapi import FastAPI

__all__ = ["Visitor"]


class Visitor:
    """Somebody who asks one app."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def ask(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str | list[str]] | None = None,
        json: object = None,
        content: bytes | None = None,
        data: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Return the answer to one request; redirections are not followed."""

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1"
            ) as client:
                return await client.request(
                    method,
                    address,
                    params=params,
                    json=json,
                    content=content,
                    data=data,
                    files=files,
                    headers=headers,
                )

        return asyncio.run(once())

    def read(
        self, address: str, params: Mapping[str, str | list[str]] | None = None
    ) -> httpx.Response:
        """Return a page as a browser asks for it."""
        return self.ask("GET", address, params=params, headers={"accept": "text/html"})

    def get(
        self, address: str, params: Mapping[str, str | list[str]] | None = None
    ) -> httpx.Response:
        """Return an answer as a program asks for it."""
        return self.ask("GET", address, params=params)

    def stream(
        self, method: str, address: str, *, chunks: Sequence[bytes]
    ) -> httpx.Response:
        """Return the answer to a body that comes in parts and hides its length."""

        async def parts() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1"
            ) as client:
                return await client.request(method, address, content=parts())

        return asyncio.run(once())

    def forward(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a request that another client has made."""

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport) as client:
                return await client.request(
                    request.method,
                    request.url,
                    content=request.read(),
                    headers=request.headers,
                )

        found = asyncio.run(once())
        kept = {"retry-after", "content-type"}
        return httpx.Response(
            found.status_code,
            headers={n: v for n, v in found.headers.items() if n in kept},
            content=found.content,
        )
