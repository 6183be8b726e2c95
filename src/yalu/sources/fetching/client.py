"""One client for every service: patient, paced, and able to go on where it stopped.

A request is answered from the cache if it can be. Else it is sent, at a set pace; a
failure that may pass is tried again after a growing wait, or after the one that the
service asks for. A body streams to disk. Where the service offers ranges and names the
state of the file, a broken transfer goes on from its last byte, and starts anew if the
file has changed since (RFC 9110, sections 13.1.5 and 14). Redirections are followed by
hand, so that a key never goes to another host.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx
import numpy as np

from yalu.errors import IntegrityError, SchemaError, UnusableFileError, YaluError
from yalu.sources.fetching.access import ApiKey
from yalu.sources.fetching.cache import Ask, Cache, Entry
from yalu.sources.fetching.failure import (
    RefusedError,
    ServiceError,
    UnfitReplyError,
    words_of,
)
from yalu.sources.fetching.locking import locked
from yalu.sources.fetching.pace import Clock, Pace, Patience, retry_after
from yalu.sources.fetching.progress import Progress, Tell, silent
from yalu.sources.fetching.transfer import Transfer

__all__ = ["Client", "Limits"]

_PASSING = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}
_MOVED = {301, 302, 303, 307, 308}
_REFUSED = {400, 411, 413, 414, 422}
_DENIED = {401, 403}
_MOST_MOVES = 5
_SHOWN = 200
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait for a service, in seconds.

    Attributes
    ----------
    connect : float
        For a connection.
    read : float
        For the next piece of a reply.
    total : float
        For a whole body in one attempt, however steadily it drips in.

    """

    connect: float = 15.0
    read: float = 60.0
    total: float = 1800.0


class _AgainError(Exception):
    """A failure that may pass; `wait` is what the service asks for, in seconds."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


@dataclass(slots=True, kw_only=True)
class Client:
    """Asks services and keeps what they say; use it in a ``with`` statement.

    Attributes
    ----------
    cache : Cache
        Where replies are kept.
    clock : Clock
        Tells the time and waits.
    rng : numpy.random.Generator
        Draws the waits after a failure.
    pace : Pace
        Least time between two requests.
    patience : Patience
        How often and how long to try.
    limits : Limits
        How long to wait for a reply.
    key : ApiKey or None
        The key for requests that carry one.
    refresh : bool
        Whether to ask again for what is in the cache.
    offline : bool
        Whether to use the cache alone.
    tell : callable
        Called with the `Progress` of transfers and waits.

    """

    cache: Cache
    clock: Clock
    rng: np.random.Generator
    pace: Pace
    patience: Patience = field(default_factory=Patience)
    limits: Limits = field(default_factory=Limits)
    key: ApiKey | None = None
    refresh: bool = False
    offline: bool = False
    tell: Tell = silent
    _http: httpx.Client | None = None
    _fresh: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        self._http = httpx.Client(
            timeout=timeout, follow_redirects=False, headers={"User-Agent": "yalu"}
        )
        return self

    def __exit__(self, *reason: object) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def fetch(self, ask: Ask, check: Callable[[Path], object]) -> Entry:
        """Return the reply to a request, from the cache or from the service.

        Parameters
        ----------
        ask : Ask
            The request.
        check : callable
            Called with the body of a new reply before it is kept; it raises
            `UnfitReplyError` where asking again may help and another error where not.

        Raises
        ------
        ServiceError
            If the service cannot be reached, refuses, or gives nothing of use however
            often it is asked; or if nothing is kept, or the kept reply is damaged, and
            only the cache may be used.
        SchemaError
            If the address is none, or what `check` raises.
        UnusableFileError
            If the cache cannot be written to, or another run is fetching the same.

        """
        try:
            held = self.cache.find(ask)
        except IntegrityError as error:
            if self.offline:
                raise ServiceError(str(error)) from error
            held = None
        if held is not None and (not self.refresh or ask.digest in self._fresh):
            return held
        if self.offline:
            if held is not None:
                return held
            folder = self.cache.folder
            msg = (
                f"{ask.address}: found no reply to this request in {folder}; "
                "expected one, since only kept replies may be used. Ask without "
                "--offline."
            )
            raise ServiceError(msg)
        # A part belongs to one run at a time, over all its attempts.
        with locked(self.cache.place(ask) / f"{ask.name}.lock"):
            entry = self._patiently(ask, check)
        self._fresh.add(ask.digest)
        return entry

    def _patiently(self, ask: Ask, check: Callable[[Path], object]) -> Entry:
        """Return the reply of the first attempt that succeeds."""
        failures = 0
        while True:
            try:
                return self._attempt(ask, check)
            except _AgainError as again:
                failures += 1
                asked = again.wait
                if failures >= self.patience.attempts:
                    tries = f"{failures} attempt{'s' if failures > 1 else ''}"
                    msg = (
                        f"{self._said(str(again))}; expected a reply, and {tries} did "
                        f"not bring one. {_LATER}"
                    )
                    raise ServiceError(msg) from again.__cause__
                if asked is not None and asked > self.patience.at_most:
                    msg = (
                        f"{self._said(str(again))}, and the service asks for a wait "
                        f"of {asked:,.0f} s; expected at most "
                        f"{self.patience.at_most:,.0f}. {_LATER}"
                    )
                    raise ServiceError(msg) from again.__cause__
                wait = (
                    self.patience.wait(failures, self.rng) if asked is None else asked
                )
            seconds = round(wait)
            what = f"{ask.service.title}: waiting"
            self.tell(Progress(what=what, done=0, total=seconds, unit="s"))
            self.clock.sleep(wait)

    def _attempt(self, ask: Ask, check: Callable[[Path], object]) -> Entry:
        """Return the reply to a request that is sent once."""
        self.pace.keep()
        transfer = Transfer(ask=ask, place=self.cache.place(ask))
        whole = False
        try:
            status = self._transferred(ask, transfer)
            check(transfer.part)
            self._require_discreet(ask, transfer.part)
            whole = True
        except httpx.TimeoutException as error:
            told = (
                f"{ask.address}: found silence for {_patience_of(error, self.limits)}"
            )
            raise _AgainError(told) from error
        except httpx.ConnectError as error:
            told = f"{ask.address}: found no connection ({error})"
            raise _AgainError(told) from error
        except httpx.UnsupportedProtocol as error:
            raise SchemaError(_no_address(ask)) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            told = f"{ask.address}: found a transfer that broke off ({error})"
            raise _AgainError(told) from error
        except UnfitReplyError as error:
            transfer.discard()
            raise _AgainError(str(error)) from error
        except YaluError:
            transfer.discard()
            raise
        except OSError as error:
            msg = (
                f"{transfer.part}: found no way to write there ({error.strerror}); "
                "expected room for the reply. Make some, or name another folder "
                "(--cache)."
            )
            raise UnusableFileError(msg) from error
        finally:
            if ask.keyed and not whole:
                # What came may repeat the key, and nobody has looked.
                with contextlib.suppress(OSError):
                    transfer.discard()
        transfer.settle()
        return self.cache.keep(ask, transfer.part, status=status, now=self.clock.now())

    def _transferred(self, ask: Ask, transfer: Transfer) -> int:
        """Return the status of a reply once its body is on disk."""
        started = self.clock.elapsed()
        with self._replied(ask, transfer.headers()) as response:
            if response.status_code not in {200, 206}:
                self._judge(ask, transfer, response)
            try:
                total = transfer.begin(response)
            except ValueError as error:
                transfer.discard()
                raise _AgainError(f"{ask.address}: {error}") from error
            with transfer.opened() as stream:
                for block in response.iter_bytes():
                    stream.write(block)
                    done = stream.tell()
                    self.tell(Progress(what=ask.name, done=done, total=total, unit="B"))
                    if done > ask.most_bytes:
                        raise ServiceError(_too_large(ask, done))
                    if self.clock.elapsed() - started > self.limits.total:
                        told = (
                            f"{ask.address}: found {done:,} bytes that took longer "
                            f"than {self.limits.total:,.0f} s"
                        )
                        raise _AgainError(told)
        if total is not None and transfer.part.stat().st_size != total:
            found = transfer.part.stat().st_size
            if found > total:
                transfer.discard()
            told = f"{ask.address}: found {found:,} bytes of {total:,}"
            raise _AgainError(told)
        return 200

    def _require_discreet(self, ask: Ask, part: Path) -> None:
        """Do nothing if a body does not repeat the key, which is never kept."""
        if ask.keyed and self.key is not None and self.key.is_in(part):
            msg = (
                f"{ask.address}: found a reply that repeats the key; expected one that "
                "can be kept. Change the key, and look at the server (--server)."
            )
            raise ServiceError(msg)

    @contextlib.contextmanager
    def _replied(self, ask: Ask, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Give the reply that stands at the end of all redirections."""
        if self._http is None:
            msg = "Client: found a request outside `with`. Open the client first."
            raise SchemaError(msg)
        try:
            url = first = httpx.URL(ask.address)
        except httpx.InvalidURL as error:
            raise SchemaError(_no_address(ask)) from error
        for _ in range(_MOST_MOVES):
            sent = dict(headers)
            if ask.keyed and self.key is not None and _origin(url) == _origin(first):
                if url.scheme != "https" and url.host not in _HERE:
                    raise SchemaError(_in_clear(ask))
                sent |= self.key.header()
            with self._http.stream("GET", url, headers=sent) as response:
                if response.status_code not in _MOVED:
                    yield response
                    return
                url = self._moved(ask, url, response.headers.get("Location", ""))
        msg = (
            f"{ask.address}: found more than {_MOST_MOVES} redirections in a row; "
            "expected a reply. Name another server (--server), or try again later."
        )
        raise ServiceError(msg)

    def _moved(self, ask: Ask, url: httpx.URL, target: str) -> httpx.URL:
        """Return where a redirection leads; never from safety into the clear."""
        try:
            new = url.join(target)
        except httpx.InvalidURL:
            new = httpx.URL("")
        safe = new.scheme == "https" or (new.scheme == "http" == url.scheme)
        if not safe or not new.host or not target:
            shown = self._said(target)[:_SHOWN]
            msg = (
                f"{ask.address}: found a redirection to {shown!r}; "
                "expected one to a server with https. Check the address (--server)."
            )
            raise ServiceError(msg)
        return new

    def _judge(self, ask: Ask, transfer: Transfer, response: httpx.Response) -> None:
        """Raise what a reply other than a body means."""
        status = response.status_code
        words = words_of(response)
        told = f"{ask.address}: found the reply {status} {response.reason_phrase}"
        told = f"{told} ({words})" if words else told
        told = self._said(told)
        if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            transfer.discard()
            raise _AgainError(told)
        if status in _PASSING:
            header = response.headers.get("Retry-After")
            raise _AgainError(told, retry_after(header, words, now=self.clock.now()))
        if status in _DENIED:
            raise ServiceError(f"{told}; expected data. {ask.service.access}")
        if status in _REFUSED:
            raise RefusedError(f"{told}; expected data. {_OTHERWISE}")
        raise ServiceError(f"{told}; expected data. {_ELSEWHERE}")

    def _said(self, text: str) -> str:
        return text if self.key is None else self.key.hidden_in(text)


_LATER = (
    "Check the connection and try again later: what has come is kept and is not asked "
    "for again; --offline uses it alone."
)
_OTHERWISE = "Ask for less at a time, and check the codes and periods."
_ELSEWHERE = "Check the address (--server); the service may have moved."


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _patience_of(error: httpx.TimeoutException, limits: Limits) -> str:
    connecting = isinstance(error, httpx.ConnectTimeout)
    return f"{limits.connect if connecting else limits.read:,.0f} s"


def _no_address(ask: Ask) -> str:
    return (
        f"server: found {ask.service.server!r}; expected an address that begins with "
        "https:// and names a host. Correct it (--server)."
    )


def _in_clear(ask: Ask) -> str:
    return (
        f"server: found {ask.service.server!r}, where the key would travel in clear; "
        "expected https. Correct it (--server), or ask without a key."
    )


def _too_large(ask: Ask, done: int) -> str:
    return (
        f"{ask.address}: found more than {done - 1:,} bytes; expected fewer. "
        "The service may have changed what stands there; look at it in a browser."
    )
