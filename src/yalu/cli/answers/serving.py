"""The web page, served until it is stopped."""

import os
import re
import socket
import sys
from contextlib import suppress
from ipaddress import ip_address

import typer

from yalu import library
from yalu.cli.answers.encoded import load_regime
from yalu.cli.output import console
from yalu.errors import Problem, SchemaError, describe
from yalu.regime import Regime

__all__ = ["serve"]

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - named to warn of them
_IDLE = 75  # seconds that a connection is kept for the next question
_NAME = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")
_PATIENCE = 3  # seconds that answers under way are given when it is stopped
_WAITING = 2_048  # connections that may wait to be taken up


def serve(
    *,
    host: str,
    names: tuple[str, ...],
    port: int,
    regime: str,
    seed: int,
    show: bool,
) -> None:
    """Serve the web page until somebody stops it.

    Raises
    ------
    SchemaError
        If nobody can listen there, or a name is no name of a server.
    UnknownMeasureError
        If the regime is neither in the library nor a folder.
    InvalidLawError
        If the files of the folder break a rule of form.

    """
    law = load_regime(regime)
    known = _names(names)
    with _listen(host, port) as listening:
        address = _address(host, listening.getsockname()[1])
        _say(host, address)
        if show:
            typer.launch(address)
        try:
            is_building = _run(listening, host, known, law=law, seed=seed)
        except KeyboardInterrupt:
            is_building = True  # stopped before it had begun
    console().print("Stopped.")
    if is_building:
        # A compiled computation cannot be asked to stop, and nobody waits for it now.
        sys.stdout.flush()
        os._exit(0)


def _run(
    listening: socket.socket,
    host: str,
    names: tuple[str, ...],
    *,
    law: Regime,
    seed: int,
) -> bool:
    """Serve until it is stopped; return whether anything was still being built."""
    # What is told above need not wait for these, and they take seconds to load.
    import uvicorn  # noqa: PLC0415

    from yalu.web import Limits, Shelf, create_app  # noqa: PLC0415
    from yalu.web.opening import OPENING  # noqa: PLC0415
    from yalu.web.parts import LAW  # noqa: PLC0415
    from yalu.web.screening_parts import SCREENINGS  # noqa: PLC0415

    shelf = Shelf(seed=seed, regime=law.id)
    known = {name: library.load(name) for name in library.available()}
    shelf.put(LAW, {**known, law.id: law})
    limits = Limits(hosts=_hosts(host, Limits().hosts), names=names)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(shelf, limits=limits),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
            timeout_keep_alive=_IDLE,
        )
    )
    shelf.start(*OPENING)
    with suppress(KeyboardInterrupt):  # which is how it is meant to end
        server.run(sockets=[listening])
    if shelf.is_ready(SCREENINGS):
        shelf.take(SCREENINGS).uploads.close()
    return shelf.is_building


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, before anything slow begins."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        door = socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (")[0]
        msg = (
            f"--port: found {host} {port}, where nobody can listen ({reason}); "
            "expected a free port of this machine. Give another, or --port 0 for any."
        )
        raise SchemaError(msg) from error
    # Else the end of an answer waits a twenty-fifth of a second for its beginning to
    # be confirmed; what is taken up here inherits it.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def _address(host: str, port: int) -> str:
    name = "localhost" if host in _EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def _hosts(host: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names under which the service may be asked."""
    if host in _EVERYWHERE:
        return ("*",)
    name = f"[{host}]" if ":" in host else host
    return tuple(dict.fromkeys((*usual, name.lower())))


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names by which a server before this one is asked.

    Raises
    ------
    SchemaError
        If one is more than a name, such as an address with http:// before it.

    """
    problems = [
        Problem(
            "--name",
            f"found {name!r}; expected a name alone",
            "write for example yalu.example.org, without https:// and port",
        )
        for name in names
        if not _NAME.fullmatch(name)
    ]
    if problems:
        raise SchemaError(describe("The service cannot be asked so", problems))
    return tuple(name.lower() for name in names)


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
        "The law and the check of shipments answer within seconds; the rest follows "
        "within a minute or two."
    )


def _is_own(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
