"""One figure or table of the report as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.exported import required_output, tell, write
from yalu.cli.answers.page import range_between
from yalu.cli.options import day
from yalu.cli.output import console, print_json, print_table, progress
from yalu.errors import UnknownMeasureError, nearest
from yalu.files import require_place
from yalu.regime import Regime
from yalu.report import Block, Dossier, Figure, gather
from yalu.report.document import blocks_of
from yalu.report.dossier import with_answers
from yalu.report.exports import (
    Form,
    Surroundings,
    block_bytes,
    form_named,
    forms_of,
    surroundings_of,
)
from yalu.report.rendering import recorded_sections, sections_of
from yalu.territories import territory

__all__ = ["Wish", "figure"]

_GATHERING = "Holding the record against the law"


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
    if name is None:
        with progress(_GATHERING) as stage:
            blocks, _ = _all(_recorded(wish), stage)
        _list(blocks, as_json=as_json)
        return
    path = required_output(output, tuple(Form))  # before the work of minutes
    form_named(path.suffix, Form, place=f"--output {path.name}")
    require_place(path)
    with progress(_GATHERING) as stage:
        block, around = _found(name, wish, stage)
        form = form_named(path.suffix, forms_of(block), place=f"--output {path.name}")
        stage("Writing it")
        written = write(path, block_bytes(block, form, around))
    tell([written], as_json=as_json)


def _found(
    name: str, wish: Wish, stage: Callable[[str], None]
) -> tuple[Block, Surroundings]:
    """Return a figure or table; models are asked only for one that rests on them."""
    asked = _recorded(wish)
    for block in blocks_of(recorded_sections(asked.dossier)):
        if block.id == name:
            return block, surroundings_of(asked.dossier)
    blocks, around = _all(asked, stage)
    if name in blocks:
        return blocks[name], around
    raise UnknownMeasureError(
        f"figure: found {name!r}; expected one of the {len(blocks)} of this report"
        f"{nearest(name, blocks)}. `yalu export figure` lists them."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What law and record say, and what it takes to ask the models as well."""

    law: Regime
    dossier: Dossier
    rng: np.random.Generator


def _recorded(wish: Wish) -> _Asked:
    law = load_regime(wish.regime)
    state = None if wish.state is None else territory(wish.state, place="--state").iso3
    rng = np.random.default_rng(wish.seed)
    dossier = gather(
        law,
        as_of=day(wish.as_of, "--as-of"),
        on=day(wish.on, "--on"),
        asked=range_between(wish.since, wish.until),
        state=state,
        rng=rng,
        answers=False,
    )
    return _Asked(law=law, dossier=dossier, rng=rng)


def _all(
    asked: _Asked, stage: Callable[[str], None]
) -> tuple[dict[str, Block], Surroundings]:
    stage("Asking the models")
    dossier = with_answers(asked.dossier, asked.law, rng=asked.rng)
    stage("Putting the figures together")
    blocks = {block.id: block for block in blocks_of(sections_of(dossier))}
    return blocks, surroundings_of(dossier)


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
