"""One figure or table of the report as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.exported import required_output, tell, write
from yalu.cli.answers.page import range_between
from yalu.cli.options import day
from yalu.cli.output import console, print_json, print_table, progress
from yalu.errors import UnknownMeasureError
from yalu.files import require_place
from yalu.report import Block, Figure, gather
from yalu.report.document import blocks_of
from yalu.report.exports import (
    Form,
    Surroundings,
    block_bytes,
    form_named,
    forms_of,
    surroundings_of,
)
from yalu.report.rendering import sections_of
from yalu.territories import territory

__all__ = ["Wish", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which report the figure is of.

    Attributes
    ----------
    regime : str
        Name or folder of the law.
    as_of, on : str or None
        Only law published by this day is known; the day it speaks of.
    since, until : str or None
        First and last day that it is about.
    state : str or None
        The state whose conduct is in question.
    seed : int
        What random draws start from.

    """

    regime: str
    as_of: str | None
    on: str | None
    since: str | None
    until: str | None
    state: str | None
    seed: int


def figure(name: str | None, output: Path | None, wish: Wish, *, as_json: bool) -> None:
    """Write a figure or table, or list them all."""
    if name is not None:  # before the work of minutes
        path = required_output(output, tuple(Form))
        form_named(path.suffix, Form, place=f"--output {path.name}")
        require_place(path)
    blocks, around = _report(wish)
    if name is None:
        _list(blocks, as_json=as_json)
        return
    block = _named(name, blocks)
    path = required_output(output, forms_of(block))
    form = form_named(path.suffix, forms_of(block), place=f"--output {path.name}")
    tell([write(path, block_bytes(block, form, around))], as_json=as_json)


def _report(wish: Wish) -> tuple[dict[str, Block], Surroundings]:
    law = load_regime(wish.regime)
    asked = None if wish.state is None else territory(wish.state, place="--state").iso3
    with progress("Gathering the law and the record") as stage:
        dossier = gather(
            law,
            as_of=day(wish.as_of, "--as-of"),
            on=day(wish.on, "--on"),
            asked=range_between(wish.since, wish.until),
            state=asked,
            rng=np.random.default_rng(wish.seed),
        )
        stage("Putting the figures together")
        blocks = {block.id: block for block in blocks_of(sections_of(dossier))}
    return blocks, surroundings_of(dossier)


def _named(name: str, blocks: Mapping[str, Block]) -> Block:
    if name in blocks:
        return blocks[name]
    near = get_close_matches(name, blocks, n=3)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UnknownMeasureError(
        f"figure: found {name!r}; this report has none of that name.{meant} "
        "`yalu export figure` lists them."
    )


def _list(blocks: Mapping[str, Block], *, as_json: bool) -> None:
    rows = [
        (block.id, "figure" if isinstance(block, Figure) else "table", block.title)
        for block in blocks.values()
    ]
    if as_json:
        names = ("id", "kind", "title")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table("Figures and tables", ("id", "kind", "title"), rows)
        console().print("\nWrite one: yalu export figure ID -o FILE.png")
