"""The rounds of the cycle: how long each part lasted, then and now."""

import numpy as np

from yalu.cycle.anatomy import Anatomy
from yalu.cycle.durations import Durations
from yalu.cycle.eras import Era
from yalu.cycle.round import Segment
from yalu.errors import YaluError
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Figure, Panel, Table, figure_of
from yalu.report.figures.cycle import rounds_chart
from yalu.report.grid import Grid
from yalu.report.rounding import RoundRow, round_rows

__all__ = ["PARTS", "durations_table", "rounds_figure"]

PARTS = {
    Segment.CONDEMNATION: "From the provocation to the first condemnation",
    Segment.MEASURE: "From the provocation to the resolution",
    Segment.QUIET: "Quiet, from the answer to the next provocation",
    Segment.MISSILE: "From the answer to the next missile of any range",
    Segment.ROUND: "The whole round, to the next provocation",
}
"""What readers are told of each part of a round."""

_DEFINITION = (
    "A round opens with a nuclear test or a long-range launch. Those that follow "
    "before an answer belong to it. The answer is a resolution of the Council or else "
    "its presidential statement, within {days} days of the latest of them, and with it "
    "the quiet begins; where the Council gave no answer in these days, the quiet began "
    "at the latest of the provocations. The next provocation ends it."
)


def rounds_figure(anatomy: Anatomy) -> Figure:
    """Return one bar a round, with its answer and its quiet."""
    rows = round_rows(anatomy)
    days = anatomy.terms.answered_within
    return figure_of(
        rows,
        "rounds",
        _finding(anatomy, rows),
        (Panel(chart=rounds_chart(rows)),),
        summary=" ".join(f"{one}." for one in anatomy.rounds),
        definition=_DEFINITION.format(days=days),
    )


def _finding(anatomy: Anatomy, rows: tuple[RoundRow, ...]) -> str:
    answered = sum(row.answer_kind == "resolution" for row in rows)
    middle = anatomy.durations(Segment.MEASURE).median
    standing = anatomy.standing
    wait = "" if middle is None else f", in the median after {middle:.0f} days"
    longer = f"; {standing.longer} of {len(standing.past)} earlier quiets were longer"
    today = (
        f"{standing.lasted.most} days of quiet by {numerals.day(standing.on)}{longer}"
        if standing.phase == "quiet"
        else f"{standing.lasted.most} days of waiting for an answer by "
        f"{numerals.day(standing.on)}"
    )
    noun = "round" if len(rows) == 1 else "rounds"
    return (
        f"{len(rows)} {noun} since {rows[0].opened.year}, {answered} of them answered "
        f"by a resolution{wait}; {today}"
    )


def durations_table(anatomy: Anatomy, rng: np.random.Generator) -> Table:
    """Return how long the parts of a round lasted, under each leader and in all."""
    eras = _parted(anatomy)
    quiet = [anatomy.durations(Segment.QUIET, era=era).median for era in eras]
    known = [
        f"{middle:.0f} days {era.label}"
        for middle, era in zip(quiet, eras, strict=True)
        if middle is not None
    ]
    events = {row.evidence for row in round_rows(anatomy)}
    return Table(
        id="durations",
        title=(
            f"Quiet lasted {numerals.listing(known)} in the median; "
            f"{_difference(anatomy, Segment.QUIET, rng)}"
            if known
            else "How long the parts of a round lasted"
        ),
        columns=("Part", "All years", *(_heading(era) for era in eras), "Difference"),
        rows=tuple(_row(anatomy, part, rng) for part in Segment),
        definition=(
            "Medians and ranges of what is over, in days. What still lasts is counted "
            "apart; a median that heeds it is that of the Kaplan\u2013Meier curve. "
            "Difference: in how many of 100 deals of the same lengths to the eras they "
            "differ at least as much, by the log-rank statistic."
        ),
        sources=tuple(
            sorted({name for row in round_rows(anatomy) for name in row.sources})
        ),
        grades=tuple(grade for grade in Evidence if grade in events),
        data=Grid.of(anatomy.lengths, list(anatomy.lengths[0])),
    )


def _parted(anatomy: Anatomy) -> tuple[Era, ...]:
    """Return the eras of the leaders; none where there was but one."""
    return anatomy.leaders if len(anatomy.leaders) > 1 else ()


def _heading(era: Era) -> str:
    return era.label[:1].upper() + era.label[1:]


def _row(anatomy: Anatomy, part: Segment, rng: np.random.Generator) -> tuple[Cell, ...]:
    spans = [anatomy.durations(part, era=era) for era in (None, *_parted(anatomy))]
    return (
        Cell(text=PARTS[part]),
        *(_cell(found) for found in spans),
        Cell(text=_difference(anatomy, part, rng)),
    )


def _cell(found: Durations) -> Cell:
    still = len(found.durations) - len(found.ended)
    if found.median is None or found.range is None:
        return Cell(text=f"{still} open" if still else "none", tone="none")
    low, high = found.range
    text = f"{found.median:,.0f} ({low:,} to {high:,})"
    detail = f"{len(found.ended)} over"
    if still:
        reached = found.survival_median[1]
        whole = "not reached" if reached is None else f"{reached:,.0f}"
        detail += f", {still} open; median with these {whole}"
    return Cell(text=text, detail=detail)


def _difference(anatomy: Anatomy, part: Segment, rng: np.random.Generator) -> str:
    """Return whether the eras of the leaders differ, in a few words."""
    if len(anatomy.leaders) < len(("then", "now")):
        return "one era only"
    *then, now = anatomy.leaders
    try:
        found = anatomy.compare(then, now, segment=part, rng=rng)
    except YaluError:
        return "too few to compare"
    how = "more than chance" if found.by_dealing < 0.05 else "not more than chance"  # noqa: PLR2004 - the usual mark
    return f"{how} (p = {found.by_dealing:.2f})"
