"""How a service is asked from the command line, and how what came is written."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from yalu.cli.interruption import KEPT, stopping
from yalu.errors import SchemaError
from yalu.files import write_text
from yalu.sources.fetching import (
    ApiKey,
    Cache,
    Client,
    Pace,
    Service,
    cache_folder,
    held_key,
    system_clock,
)
from yalu.sources.fetching.progress import Progress as Step

__all__ = [
    "Access",
    "mirrored",
    "opened_client",
    "write_account",
]

_PACE = 1.0  # seconds between requests, as the services ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to ask: the attributes are the options of the commands."""

    cache: Path | None
    refresh: bool
    offline: bool
    server: str | None
    key_file: Path | None = None
    ask_key: bool = False


@contextmanager
def opened_client(
    access: Access, *, with_key: bool = False
) -> Iterator[tuple[Client, Callable[[Step], None]]]:
    """Give a client, and a way to show progress; Ctrl-C ends it in words."""
    if access.refresh and access.offline:
        msg = "--refresh, --offline: found both; expected one. Leave one of them out."
        raise SchemaError(msg)
    clock = system_clock()
    folder = cache_folder(access.cache, os.environ, home=Path.home())
    with (
        stopping(KEPT),
        _bar() as tell,
        Client(
            cache=Cache(folder),
            clock=clock,
            rng=np.random.default_rng(),
            pace=Pace(interval=0.0 if _near(access.server) else _PACE, clock=clock),
            key=_key(access) if with_key else None,
            refresh=access.refresh,
            offline=access.offline,
            tell=tell,
        ) as client,
    ):
        yield client, tell


def _key(access: Access) -> ApiKey | None:
    if access.ask_key:
        text = typer.prompt("Key to UN Comtrade", hide_input=True, err=True)
        return ApiKey(text, place="--ask-key")
    return held_key(access.key_file, os.environ)


def _near(server: str | None) -> bool:
    """Return whether a server is this machine, which need not be spared."""
    return bool(re.match(r"https?://(localhost|127\.0\.0\.1)\b", server or ""))


def mirrored(service: Service, access: Access) -> Service:
    """Return a service at the server that was named, if one was."""
    if access.server is None:
        return service
    return replace(service, server=access.server.rstrip("/"))


@contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    """Show progress on the error output if that is a terminal, else nothing."""
    screen = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeElapsedColumn(),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(step: Step) -> None:
            if step.what not in tasks:
                tasks[step.what] = bar.add_task(step.what, total=step.total, amount="")
            whole = "" if step.total is None else f" of {step.total:,}"
            amount = f"{step.done:,}{whole} {step.unit}"
            bar.update(
                tasks[step.what], completed=step.done, total=step.total, amount=amount
            )

        yield tell


def write_account(value: Mapping[str, Any], path: Path) -> None:
    """Write as JSON what was fetched and where it came from."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    write_text(path, text + "\n")
