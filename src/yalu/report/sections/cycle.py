"""The section on the cycle: what happened, what tends to follow, what may come."""

from collections.abc import Iterator

import numpy as np

from yalu.report import numerals
from yalu.report.block import Block, Section
from yalu.report.cycling import Cycle
from yalu.report.sections.cycle_backtest import (
    reliability_figure,
    scores_found,
    scores_table,
    verdict,
)
from yalu.report.sections.cycle_effects import effects_figure, pulls_figure
from yalu.report.sections.cycle_forecast import (
    chances_figure,
    chances_table,
    fit_figure,
)
from yalu.report.sections.cycle_rounds import (
    durations_table,
    no_rounds,
    rounds_figure,
)
from yalu.report.sections.rival_forecasts import rival_forecasts
from yalu.report.sections.timeline import gaps, timeline
from yalu.report.supposing import Supposing

__all__ = ["cycle_section"]

_CHANCE = 2006  # where deals of lengths start, should there be too many to look at all


def cycle_section(cycle: Cycle, scenarios: Supposing | None = None) -> Section | None:
    """Return the section; None where nothing is logged.

    Parameters
    ----------
    cycle : Cycle
        What happened, and what a model says of it.
    scenarios : Supposing, optional
        What another model says of some of the same events.

    """
    first = timeline(cycle)
    if first is None:
        return None
    blocks: list[Block | None] = [first]
    anatomy = cycle.anatomy
    if anatomy is not None and anatomy.rounds:
        rng = np.random.default_rng(_CHANCE)
        blocks += [rounds_figure(anatomy), durations_table(anatomy, rng)]
    blocks += [
        effects_figure(cycle),
        pulls_figure(cycle),
        chances_figure(cycle),
        chances_table(cycle),
        scores_table(cycle),
        reliability_figure(cycle),
        fit_figure(cycle),
    ]
    return Section(
        id="cycle",
        heading="The cycle",
        text=(*_text(cycle), *_rivals(cycle, scenarios)),
        blocks=tuple(block for block in blocks if block is not None),
    )


def _rivals(cycle: Cycle, scenarios: Supposing | None) -> Iterator[str]:
    told = "" if scenarios is None else rival_forecasts(cycle, scenarios)
    if told:
        yield told


def _text(cycle: Cycle) -> list[str]:
    """Return what to know before the figures: today, the log, the model, its worth."""
    told = []
    if cycle.anatomy is not None and cycle.anatomy.rounds:
        told.append(str(cycle.anatomy.standing))
    else:
        told.append(no_rounds(cycle))
    told.append(_log(cycle))
    told.append(" ".join((*cycle.model_words, cycle.outdated_backtest)).strip())
    if cycle.model is not None:
        told.append(cycle.no_forecast or _worth(cycle))
    return told


def _log(cycle: Cycle) -> str:
    events = sum(len(lane.marks) for lane in cycle.lanes)
    unchecked = sum(mark.to_check for lane in cycle.lanes for mark in lane.marks)
    text = (
        f"The log holds {events:,} events of these "
        f"{numerals.plural(len(cycle.lanes), 'stream')}, {cycle.window}. "
    )
    if unchecked:
        text += (
            f"{unchecked:,} of them rest at least in part on knowledge that nobody has "
            "checked. "
        )
    return text + gaps(cycle)


def _worth(cycle: Cycle) -> str:
    """Return in a sentence how far a forecast may be trusted."""
    return (
        verdict(cycle) if cycle.backtest is None else f"{scores_found(cycle.backtest)}."
    )
