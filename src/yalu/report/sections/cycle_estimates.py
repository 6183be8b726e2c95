"""A figure of what a model of the cycle says: an estimate that rests on the log."""

from collections.abc import Sequence

from yalu.cycle.forecasting import DPRK_GROUPS
from yalu.provenance import Evidence
from yalu.report.block import Figure, Panel
from yalu.report.cycling import Cycle
from yalu.report.foreseeing import (
    Chance,
    EffectRow,
    HeldBin,
    Pull,
    Quantile,
    ScoreRow,
)
from yalu.report.grid import Grid

__all__ = ["WHOLE_FIT", "estimated", "sources_of"]

WHOLE_FIT = (
    "Sources are those of the events shown; the fit rests on all streams, whose "
    "sources the timeline names."
)
"""What to say under sources that are not those of the whole log."""

_Row = Chance | EffectRow | HeldBin | Pull | Quantile | ScoreRow
_Rows = (
    Sequence[Chance]
    | Sequence[EffectRow]
    | Sequence[HeldBin]
    | Sequence[Pull]
    | Sequence[Quantile]
    | Sequence[ScoreRow]
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
    """Return a figure of estimates; its sources are those of the events it shows.

    Parameters
    ----------
    cycle : Cycle
        What the estimates rest on.
    rows : sequence of rows of one kind
        What is drawn; at least one.
    name, title, panels, summary, definition
        As for `yalu.report.block.Figure`; `name` is its `id`.

    """
    sources = sources_of(cycle, rows)
    if cycle.model is not None and sources != cycle.sources:
        definition = f"{definition} {WHOLE_FIT}"
    return Figure(
        id=name,
        title=title,
        panels=panels,
        summary=summary,
        definition=definition,
        sources=sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def sources_of(cycle: Cycle, rows: _Rows) -> tuple[str, ...]:
    """Return the sources of the events of the streams that some rows are about.

    A forecast rests on all streams, which answer one another.
    """
    if any(isinstance(row, Chance) for row in rows):
        return cycle.sources
    named = {name for row in rows for name in _about(row)}
    shown = named | {stream for name in named for stream in DPRK_GROUPS.get(name, ())}
    return tuple(
        sorted(
            {
                source
                for lane in cycle.lanes
                if lane.name in shown or lane.label in shown
                for mark in lane.marks
                for source in mark.sources
            }
        )
    )


def _about(row: _Row) -> tuple[str, ...]:
    """Return names or labels of the streams, or of the groups, of a row."""
    match row:
        case EffectRow():
            return (row.cause, row.of)
        case Pull():
            return (row.cause, row.target)
        case Quantile():
            return (row.stream,)
        case _:
            return (row.group,)
