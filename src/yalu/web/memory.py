"""The memory: pages that cannot change are made once and handed out again.

What a route calls settled (`settle`) depends on nothing but its address, the day and
what is on the shelf already. It is kept as it travels, compressed, up to a number of
bytes, what was asked for longest ago being forgotten first. Who asks what somebody else
is just being given waits for that.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Memory", "settle"]

_MARK = "is_settled"
_Key = tuple[str, bytes, bool, bool, date]


def settle(request: Request) -> None:
    """Say of a request that its answer stays the same all day."""
    setattr(request.state, _MARK, True)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One answer, message by message."""

    messages: tuple[Message, ...]
    size: int


class Memory:
    """Middleware that keeps settled answers.

    Parameters
    ----------
    app : ASGI application
        What it stands before.
    most_bytes : int
        How much is kept at most.
    today : callable
        Tells the day; a kept answer is of one day only.

    """

    def __init__(
        self, app: ASGIApp, *, most_bytes: int, today: Callable[[], date]
    ) -> None:
        self.app = app
        self.most_bytes = most_bytes
        self.today = today
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._made: dict[_Key, asyncio.Event] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory if it can."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        key = self._key(scope)
        if key not in self._kept and key in self._made:
            # Somebody asked the same a moment ago, and it may be kept by then.
            await self._made[key].wait()
        if key in self._kept:
            self._kept.move_to_end(key)
            for message in self._kept[key].messages:
                # Whoever marks the headers must not mark what is kept.
                await send(_copied(message))
            return
        done = self._made.setdefault(key, asyncio.Event())
        try:
            await self._make(key, done, scope, receive, send)
        finally:
            done.set()
            self._made.pop(key, None)

    async def _make(
        self,
        key: _Key,
        done: asyncio.Event,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        messages: list[Message] = []

        async def noting(message: Message) -> None:
            messages.append(_copied(message))
            if _is_last(message):
                # Nobody waits for the line of whoever asked first.
                if scope.get("state", {}).get(_MARK, False):
                    self._keep(key, messages)
                done.set()
            await send(message)

        await self.app(scope, receive, noting)

    def _key(self, scope: Scope) -> _Key:
        headers = Headers(scope=scope)
        return (
            scope["path"],
            scope["query_string"],
            "gzip" in headers.get("accept-encoding", ""),
            "text/html" in headers.get("accept", ""),
            self.today(),
        )

    def _keep(self, key: _Key, messages: list[Message]) -> None:
        size = sum(len(message.get("body", b"")) for message in messages)
        if messages[0].get("status") != HTTPStatus.OK:
            return
        if size > self.most_bytes // 4 or key in self._kept:
            return
        self._kept[key] = _Kept(tuple(messages), size)
        self._size += size
        while self._size > self.most_bytes:
            _, old = self._kept.popitem(last=False)
            self._size -= old.size


def _is_last(message: Message) -> bool:
    is_body = message["type"] == "http.response.body"
    return is_body and not message.get("more_body", False)


def _copied(message: Message) -> Message:
    copy = dict(message)
    if "headers" in copy:
        copy["headers"] = list(copy["headers"])
    return copy
