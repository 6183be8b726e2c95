"""A figure of what a model of the cycle says: an estimate that rests on the log."""

from collections.abc import Sequence

from yalu.provenance import Evidence
from yalu.report.block import Figure, Panel
from yalu.report.cycling import Cycle
from yalu.report.foreseeing import Chance, EffectRow, HeldBin, Pull, Quantile
from yalu.report.grid import Grid

__all__ = ["estimated"]

_Rows = (
    Sequence[Chance]
    | Sequence[EffectRow]
    | Sequence[HeldBin]
    | Sequence[Pull]
    | Sequence[Quantile]
)


def estimated(
    cycle: Cycle,
    rows: _Rows,
    name: str,
    title: str,
    panels: tuple[Panel, ...],
    *,
    summary: str,
    definition: str,
) -> Figure:
    """Return a figure of estimates; its sources are those of all events counted.

    Parameters
    ----------
    cycle : Cycle
        What the estimates rest on.
    rows : sequence of rows of one kind
        What is drawn; at least one.
    name, title, panels, summary, definition
        As for `yalu.report.block.Figure`; `name` is its `id`.

    """
    return Figure(
        id=name,
        title=title,
        panels=panels,
        summary=summary,
        definition=definition,
        sources=cycle.sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )
