"""How an answer reaches the terminal: a table to read, or JSON for programs."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import fill
from typing import Any

import typer
from rich.box import HEAVY_HEAD, SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

# Columns whose cells lose their meaning when broken over lines.
_WHOLE = ("id", "measure", "state", "year", "from", "until", "low", "high")
NO_BREAK = "\u00a0"
"""A space at which no table and no list ends a line."""
# Lines are broken at a no-break space as at any other, but not at a private letter.
_GLUE = "\ue000"
_KEPT = re.compile(rf"{NO_BREAK}| (?=%)")

__all__ = [
    "NO_BREAK",
    "console",
    "percent",
    "print_folded",
    "print_json",
    "print_list",
    "print_table",
    "progress",
]


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


def percent(share: float) -> str:
    r"""Return a share in percent, as tables have it, never to be broken.

    Examples
    --------
    >>> percent(0.414)
    '41\xa0%'

    """
    return f"{share:.0%}".replace("%", f"{NO_BREAK}%")


def print_folded(
    text: str,
    *,
    first: str = "  ",
    rest: str = "    ",
    style: str | None = None,
    screen: Console | None = None,
) -> None:
    """Print one line, folded between words; what follows its first is set in.

    Parameters
    ----------
    text : str
        What to say; a no-break space in it ends no line.
    first, rest : str
        What stands before the first line, and before those that go on from it.
    style : str, optional
        How it looks.
    screen : Console, optional
        Where it goes; the standard output by default.

    """
    screen = screen or console()
    folded = fill(
        _glued(text),
        screen.width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    screen.print(folded.replace(_GLUE, " "), markup=False, soft_wrap=True, style=style)


def print_list(title: str, lines: Iterable[str]) -> None:
    """Print lines under a title, each with a hanging indent; nothing without lines."""
    for number, line in enumerate(lines):
        if not number:
            console().print(f"\n[bold]{title}[/]")
        print_folded(line, first="  - ")


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    whole: Sequence[str] = (),
    apart: bool = False,
    close: bool = False,
) -> None:
    """Print rows as a table that folds cells between words and never breaks a number.

    Words are broken only where the screen is too narrow for the longest of every
    column. A no-break space, and the space before a percent sign, is never the end of a
    line; it is printed as a plain one.

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
    close : bool
        Whether columns stand close, without lines between them.

    """
    screen = console()
    cells = [
        [Text.from_markup(_glued("" if cell is None else str(cell))) for cell in row]
        for row in rows
    ]
    heads = [Text.from_markup(_glued(name)) for name in columns]
    kept = [name in (*_WHOLE, *whole) for name in columns]
    frame = 2 * (len(columns) - 1) if close else 3 * len(columns) - 1
    widths = _widths([heads, *cells], kept, screen.width - frame)
    table = Table(
        show_lines=apart,
        pad_edge=False,
        box=SIMPLE_HEAD if close else HEAVY_HEAD,
        show_edge=not close,
        collapse_padding=close,
    )
    for head, is_kept, width in zip(heads, kept, widths, strict=True):
        table.add_column(head, overflow="fold", no_wrap=is_kept, width=width)
    for row in cells:
        table.add_row(*row)
    # Rich would fill a title up with blanks as wide as the table.
    print_folded(title, first="", rest="", style="italic")
    screen.print(_Unglued(table))


@dataclass(frozen=True, slots=True)
class _Unglued:
    """A table in which what holds words together is printed as a space."""

    table: Table

    def __rich_console__(
        self, screen: Console, options: ConsoleOptions
    ) -> RenderResult:
        for each in screen.render(self.table, options):
            yield each._replace(text=each.text.replace(_GLUE, " "))


def _glued(text: str) -> str:
    return _KEPT.sub(_GLUE, text)


def _widths(
    rows: Sequence[Sequence[Text]], kept: Sequence[bool], room: int
) -> list[int | None]:
    """Return how wide each column is so that no word is broken.

    None, for it is no matter or cannot be helped, where all lines fit, or not even the
    longest words.
    """
    widths = [_longest(column, str.splitlines) for column in zip(*rows, strict=True)]
    least = [
        width if is_kept else _longest(column, str.split)
        for width, is_kept, column in zip(
            widths, kept, zip(*rows, strict=True), strict=True
        )
    ]
    if sum(widths) <= room or sum(least) > room:
        return [None] * len(widths)
    while sum(widths) > room:
        spare = [place for place, width in enumerate(widths) if width > least[place]]
        widths[max(spare, key=lambda place: widths[place])] -= 1
    return list(widths)


def _longest(column: Iterable[Text], parts: Callable[[str], list[str]]) -> int:
    return max(
        (cell_len(part) for cell in column for part in parts(cell.plain)), default=0
    )
