"""Notebooks: one for each question, run when the pages are built.

A notebook is a Python file in cells (the *percent* form, which Jupyter by way of
jupytext, and editors, open as a notebook). It is run here from its first cell to its
last; a cell that fails stops the build with its name. What is printed, the last value
of a cell, tables and charts stand under the code. The same with its answers is kept as
a file for Jupyter (nbformat 4.5), to be downloaded from the page.
"""

import ast
import base64
import contextlib
import io
import json
import linecache
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from textwrap import fill
from typing import Any

import altair as alt
import pandas as pd
from sphinx.errors import ExtensionError

from yalu.report import drawing

__all__ = ["Cell", "cells", "jupyter", "names", "page", "run", "texts"]

FOLDER = Path(__file__).resolve().parent / "notebooks"
MARK, WORDS = "# %%", "[markdown]"
FORMATTER = "  # fmt: skip"  # for tools, as is what stands before the first mark
WIDTH = 560
COLUMNS = 88
# Charts are drawn in dark ink, also where the page is dark.
PAPER = "background:#fff;color:#1c2430;padding:.5rem;overflow-x:auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell, and what it answered.

    Attributes
    ----------
    source : str
        Words in Markdown, or code.
    is_code : bool
        Which of both.
    printed : str
        What it printed.
    html, svg : str
        A table or a chart, if its last value is one.
    value : str
        Its last value as text, if it is none.

    """

    source: str
    is_code: bool
    printed: str = ""
    html: str = ""
    svg: str = ""
    value: str = ""


def names() -> tuple[str, ...]:
    """Return the names of all notebooks, in the order of their questions."""
    listed = (FOLDER / "order.txt").read_text(encoding="utf-8").split()
    return tuple(listed)


def cells(text: str) -> Iterator[Cell]:
    """Yield the cells of a notebook, not run yet.

    What stands before the first mark is for tools and no part of it.
    """
    parts = ("\n" + text).split(f"\n{MARK}")[1:]
    for part in parts:
        head, _, body = part.partition("\n")
        if WORDS in head:
            lines = (
                line.removeprefix("#").removeprefix(" ") for line in body.split("\n")
            )
            yield Cell(source="\n".join(lines).strip(), is_code=False)
        else:
            yield Cell(source=body.replace(FORMATTER, "").strip(), is_code=True)


def run(name: str, text: str) -> tuple[Cell, ...]:
    """Return the cells of a notebook with what they answered.

    Raises
    ------
    ExtensionError
        If a cell fails.

    """
    held: dict[str, Any] = {"__name__": "__main__"}
    done = []
    for number, cell in enumerate(cells(text), start=1):
        if not cell.is_code:
            done.append(cell)
            continue
        place = f"{name}.py, cell {number}"
        try:
            done.append(_answered(cell, place, held))
        except Exception as error:
            msg = f"Notebook {place} fails: {type(error).__name__}: {error}"
            raise ExtensionError(msg) from error
    return tuple(done)


def _answered(cell: Cell, place: str, held: dict[str, Any]) -> Cell:
    lines = cell.source.splitlines(keepends=True)
    linecache.cache[place] = (len(cell.source), None, lines, place)
    body = ast.parse(cell.source, place).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), place, "exec"), held)  # noqa: S102 - our own
        if isinstance(last, ast.Expr):
            code = compile(ast.Expression(last.value), place, "eval")
            value = eval(code, held)  # noqa: S307 - our own notebooks
    return Cell(
        source=cell.source, is_code=True, printed=printed.getvalue(), **_shown(value)
    )


def _shown(value: object) -> dict[str, str]:
    match value:
        case None:
            return {}
        case alt.Chart() | alt.LayerChart():
            whole = value.properties(width="container").to_dict(validate=False)
            name = sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:8]
            drawn = drawing.still(drawing.vega(value), f"chart-{name}", width=WIDTH)
            return {"svg": drawn}
        case pd.DataFrame():
            return {"html": value.to_html(border=0, index=False, classes="docutils")}
        case _:
            return {"value": str(value)}


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each page, and of each file for Jupyter."""
    done = {}
    for name in names():
        text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
        done[name] = run(name, text)
    yield "index.md", _index(done)
    for name, told in done.items():
        yield f"{name}.md", page(name, told)
        yield f"{name}.ipynb", jupyter(told)


def _index(done: Mapping[str, tuple[Cell, ...]]) -> str:
    listed = "\n".join(done)
    return (
        "# Notebooks, one for each question\n\n"
        "Each is run from its first cell to its last whenever these pages are built: "
        "what stands under a cell is what it answered. Each is short, needs nothing "
        "but Yalu, and ends where you may go on: take the file, change a day, a state "
        "or a good, and run it again.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n{listed}\n```\n"
    )


def page(name: str, told: tuple[Cell, ...]) -> str:
    """Return a notebook that was run as a page in MyST."""
    parts = []
    for cell in told:
        if not cell.is_code:
            parts.append(cell.source)
            if len(parts) == 1:
                parts.append(
                    f"Take it: {{download}}`for Jupyter <{name}.ipynb>`, or as "
                    f"{{download}}`a Python file <../../notebooks/{name}.py>`."
                )
            continue
        parts.append(f"```python\n{cell.source}\n```")
        text = _folded((cell.printed + cell.value).rstrip())
        if text:
            parts.append(f"```text\n{text}\n```")
        parts += [
            f'```{{raw}} html\n<div style="{PAPER}">{raw}</div>\n```'
            for raw in (cell.html, cell.svg)
            if raw
        ]
    return "\n\n".join(parts) + "\n"


def _folded(text: str) -> str:
    """Return lines that fit a page: nothing is read that has to be scrolled to."""
    return "\n".join(
        fill(line, COLUMNS, subsequent_indent="    ", break_on_hyphens=False)
        for line in text.splitlines()
    )


def jupyter(told: tuple[Cell, ...]) -> str:
    """Return a notebook that was run as a file for Jupyter, answers inside."""
    made = [_cell(number, cell) for number, cell in enumerate(told)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {
        "cells": made,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, cell: Cell) -> dict[str, Any]:
    held: dict[str, Any] = {
        "id": f"cell-{number}",
        "cell_type": "code" if cell.is_code else "markdown",
        "metadata": {},
        "source": cell.source.splitlines(keepends=True),
    }
    if cell.is_code:
        held |= {"execution_count": None, "outputs": list(_outputs(cell))}
    return held


def _outputs(cell: Cell) -> Iterator[dict[str, Any]]:
    if cell.printed:
        lines = cell.printed.splitlines(keepends=True)
        yield {"output_type": "stream", "name": "stdout", "text": lines}
    data: dict[str, Any] = {}
    if cell.html:
        data["text/html"] = cell.html
    if cell.svg:
        image = base64.b64encode(cell.svg.encode("utf-8")).decode("ascii")
        data["text/html"] = f'<img src="data:image/svg+xml;base64,{image}">'
    if cell.value:
        data["text/plain"] = cell.value
    if data:
        yield {"output_type": "display_data", "data": data, "metadata": {}}
