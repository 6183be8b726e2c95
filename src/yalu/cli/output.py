"""How an answer reaches the terminal: a table to read, or JSON for programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from textwrap import fill
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

# Columns whose cells lose their meaning when broken over lines.
_WHOLE = ("id", "measure", "state", "year", "from", "until", "low", "high")

__all__ = ["console", "print_json", "print_list", "print_table", "progress"]


def console() -> Console:
    """Return a console that writes to the standard output."""
    return Console(highlight=False)


@contextmanager
def progress(first: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal, while work goes on.

    Nothing is written to the standard output, and nothing at all where the error
    output is not a terminal.

    Yields
    ------
    callable
        Call it with the name of the next stage.

    """
    with Console(stderr=True).status(f"{first} …") as status:
        yield lambda stage: status.update(f"{stage} …")


def print_json(value: object) -> None:
    """Print a value as JSON: days as text, exact amounts as numbers."""
    typer.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever json cannot write itself
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    msg = f"{type(value).__name__} has no form in JSON"
    raise TypeError(msg)


def print_list(title: str, lines: Iterable[str]) -> None:
    """Print lines under a title, each with a hanging indent; nothing without lines."""
    screen = console()
    for number, line in enumerate(lines):
        if not number:
            screen.print(f"\n[bold]{title}[/]")
        folded = fill(
            line, screen.width, initial_indent="  - ", subsequent_indent="    "
        )
        screen.print(folded, markup=False, soft_wrap=True)


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    whole: Sequence[str] = (),
    apart: bool = False,
) -> None:
    """Print rows as a table that folds long words and never breaks an identifier.

    Parameters
    ----------
    title : str
        What it is of.
    columns : sequence of str
        Their names.
    rows : iterable of sequence
        Cells; None is left blank.
    whole : sequence of str
        Further columns whose lines are never broken.
    apart : bool
        Whether a line is drawn between rows.

    """
    table = Table(title=title, title_justify="left", show_lines=apart, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name in (*_WHOLE, *whole))
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console().print(table)
