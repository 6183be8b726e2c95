"""The web page, served until it is stopped."""

import os
import socket
import sys
from ipaddress import ip_address

import typer
import uvicorn

from yalu import library
from yalu.cli.output import console
from yalu.errors import SchemaError, UnknownMeasureError
from yalu.web import Limits, Shelf, create_app
from yalu.web.opening import OPENING

__all__ = ["serve"]

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - named to warn of them
_PATIENCE = 3  # seconds that answers under way are given when it is stopped
_WAITING = 2_048  # connections that may wait to be taken up


def serve(*, host: str, port: int, regime: str, seed: int, show: bool) -> None:
    """Serve the web page until somebody stops it.

    Raises
    ------
    SchemaError
        If nobody can listen there.
    UnknownMeasureError
        If the library holds no such regime.

    """
    if regime not in library.available():
        msg = (
            f"--regime: found {regime!r}; the library holds "
            f"{', '.join(library.available())}. Use one of these."
        )
        raise UnknownMeasureError(msg)
    listening = _listen(host, port)
    address = _address(host, listening.getsockname()[1])
    shelf = Shelf(seed=seed, regime=regime)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(shelf, limits=_limits(host)),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
    _say(host, address)
    shelf.start(*OPENING)
    if show:
        typer.launch(address)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # stopped by the keyboard, which is how it is meant to end
    finally:
        listening.close()
    console().print("Stopped.")
    if shelf.is_building:
        # A compiled computation cannot be asked to stop, and nobody waits for it now.
        sys.stdout.flush()
        os._exit(0)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, before anything slow begins."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (")[0]
        msg = (
            f"--port: found {host} {port}, where nobody can listen ({reason}); "
            "expected a free port of this machine. Give another, or --port 0 for any."
        )
        raise SchemaError(msg) from error


def _address(host: str, port: int) -> str:
    name = "localhost" if host in _EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def _limits(host: str) -> Limits:
    """Return limits that let in whoever asks by a name that the service has."""
    if host in _EVERYWHERE:
        return Limits(hosts=("*",))
    name = f"[{host}]" if ":" in host else host
    return Limits(hosts=tuple(dict.fromkeys((*Limits().hosts, name.lower()))))


def _say(host: str, address: str) -> None:
    screen = console()
    screen.print(f"Yalu is at [bold]{address}[/]")
    if _is_own(host):
        screen.print("Only this machine can reach it. Stop it with Ctrl-C.")
    else:
        screen.print(
            "[bold yellow]Whoever reaches this machine can read it and send it files "
            "to screen; there is no password.[/] Stop it with Ctrl-C."
        )
    screen.print(
        "The law and the check of shipments answer at once; the rest follows within a "
        "minute or two."
    )


def _is_own(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
