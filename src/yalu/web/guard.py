"""The guard: what every request must keep and every answer carries.

Pages load nothing from elsewhere, run no code that did not come as a file from here,
are framed by nobody and set no cookie. A request under a foreign name, from a foreign
page or with too much in it is refused before it is read.
"""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yalu.web.limits import Limits
from yalu.web.problems import Fault, Problems

__all__ = ["HEADERS", "UPLOADS", "Guard"]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries, whatever it is."""

UPLOADS = ("/screen", "/api/v1/screen")
"""Addresses to which a file may be sent."""

_SAFE = {"GET", "HEAD", "OPTIONS"}
_OWN = {"same-origin", "none", ""}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::[0-9]*)?")  # a name, perhaps a port


class _TooLargeError(Exception):
    """More came than was announced or than is allowed."""


class _Body:
    """What comes with a request, counted as it comes.

    Attributes
    ----------
    is_over : bool
        Whether more came than is allowed.
    is_begun : bool
        Whether the answer is under way.

    """

    def __init__(self, receive: Receive, *, most: int) -> None:
        self.is_over = False
        self.is_begun = False
        self._receive = receive
        self._left = most

    async def receive(self) -> Message:
        """Return the next part; nothing beyond what is allowed."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.is_over = True
            raise _TooLargeError
        return message


class Guard:
    """Middleware that refuses what must not come in, and marks what goes out.

    Parameters
    ----------
    app : ASGI application
        What it stands before.
    limits : Limits
        How much may come, and under which names.

    """

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self.app = app
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        marked = _marking(send)
        refused = self._refusal(scope)
        if refused is not None:
            await _document(refused)(scope, receive, marked)
            return
        if scope["method"] == "HEAD":
            # It is asked like any other, and the server keeps the content back.
            scope = {**scope, "method": "GET"}
        body = _Body(receive, most=self._most(scope))

        async def sent(message: Message) -> None:
            # Whoever read too much was stopped, and what it says of that is not ours.
            if not body.is_over or body.is_begun:
                body.is_begun = True
                await marked(message)

        try:
            await self.app(scope, body.receive, sent)
        except _TooLargeError:
            if body.is_begun:
                raise
        if body.is_over and not body.is_begun:
            await _document(self._too_large(scope))(scope, receive, marked)

    def _refusal(self, scope: Scope) -> Problems | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        allowed = (*self.limits.hosts, *self.limits.names)
        if "*" not in allowed and _name(host) not in allowed:
            return _problems(
                HTTPStatus.MISDIRECTED_REQUEST,
                Fault(
                    where="Host",
                    found=repr(host),
                    expected=f"one of {', '.join(allowed)}",
                    remedy=(
                        "Open the address that `yalu serve` printed, or start it with "
                        "--name and the name by which it is asked."
                    ),
                ),
            )
        foreign = "" if scope["method"] in _SAFE else self._foreign(headers, host)
        if foreign:
            return _problems(
                HTTPStatus.FORBIDDEN,
                Fault(
                    where=foreign,
                    found=repr(headers[foreign]),
                    expected="a request from a page of this service",
                    remedy="Open the page here and send the form from it.",
                ),
            )
        announced = headers.get("content-length", "0")
        # Other alphabets have digits too, which no number is read from.
        is_number = announced.isascii() and announced.isdecimal()
        if is_number and int(announced) > self._most(scope):
            return self._too_large(scope)
        return None

    def _foreign(self, headers: Headers, host: str) -> str:
        """Return the header by which a request tells of a foreign page, if one does."""
        if headers.get("sec-fetch-site", "") not in _OWN:
            return "Sec-Fetch-Site"
        # Programs name no page they come from, and old browsers name it only here.
        origin = headers.get("origin")
        if origin is None:
            return ""
        place = _place(origin)
        is_own = place == host or _name(place) in self.limits.names
        return "" if is_own else "Origin"

    def _most(self, scope: Scope) -> int:
        if scope["path"] in UPLOADS:
            # A form wraps the file in some words of its own.
            return self.limits.upload_bytes + self.limits.body_bytes
        return self.limits.body_bytes

    def _too_large(self, scope: Scope) -> Problems:
        most = self._most(scope)
        return _problems(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            Fault(
                where="body",
                found="more than that",
                expected=f"at most {most} bytes",
                remedy="Send less at once; the command `yalu screen` has no limit.",
            ),
        )


def _name(host: str) -> str:
    """Return the name in a host, without its port; nothing if it is no host."""
    found = _HOST.fullmatch(host)
    return found[1] if found else ""


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # no address at all
        return ""


def _problems(status: HTTPStatus, fault: Fault) -> Problems:
    detail = f"{fault.where}: found {fault.found}; expected {fault.expected}."
    return Problems(
        title=status.phrase,
        status=status,
        detail=f"{detail} {fault.remedy}",
        problems=[fault],
    )


def _document(problems: Problems) -> JSONResponse:
    return JSONResponse(
        problems.model_dump(),
        status_code=problems.status,
        media_type="application/problem+json",
    )


def _marking(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return marked
