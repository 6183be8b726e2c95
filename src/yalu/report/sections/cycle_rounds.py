"""The rounds of the cycle: how long each part lasted, then and now."""

from collections.abc import Sequence

import numpy as np

from yalu.cycle.anatomy import Anatomy
from yalu.cycle.durations import Durations
from yalu.cycle.eras import Era
from yalu.cycle.round import Segment
from yalu.errors import YaluError
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Figure, Panel, Table, figure_of
from yalu.report.cycling import Cycle
from yalu.report.figures.cycle import rounds_chart
from yalu.report.grid import Grid
from yalu.report.rounding import RoundRow, round_rows

__all__ = [
    "PARTS",
    "by_chance",
    "durations_table",
    "no_rounds",
    "none_known",
    "rounds_figure",
]

PARTS = {
    Segment.CONDEMNATION: "From the provocation to the first condemnation",
    Segment.MEASURE: "From the provocation to the resolution",
    Segment.QUIET: (
        "Quiet: from the answer, or the last provocation where there was none, to the "
        "next provocation"
    ),
    Segment.MISSILE: (
        "From the answer, or the last provocation where there was none, to the next "
        "missile of any range"
    ),
    Segment.ROUND: "The whole round, to the next provocation",
}
"""What readers are told of each part of a round."""

_MARK = 0.05  # below which a difference is usually called more than chance

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
    today = f"{standing.words} by {numerals.day(standing.on)}"
    if standing.phase == "quiet" and standing.past:
        today += (
            f"; {standing.longer} of {len(standing.past)} earlier quiets were longer"
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
    rows = tuple(_row(anatomy, part, rng) for part in Segment)
    return Table(
        id="durations",
        title=(
            f"Quiet lasted {numerals.listing(known)} in the median; "
            f"{_difference(anatomy, Segment.QUIET, rng)}"
            if known
            else "How long the parts of a round lasted"
        ),
        columns=("Part", "All years", *(_heading(era) for era in eras), "Difference"),
        rows=rows,
        definition=(
            "Medians and ranges of what is over, in days. What still lasts is counted "
            "apart; a median that heeds it is that of the Kaplan\u2013Meier curve. "
            "Difference: in how many of 100 deals of the same lengths to the eras they "
            "differ at least as much, by the log-rank statistic."
        ),
        note=_notes(anatomy, rows),
        sources=tuple(
            sorted({name for row in round_rows(anatomy) for name in row.sources})
        ),
        grades=tuple(grade for grade in Evidence if grade in events),
        data=Grid.of(anatomy.lengths, list(anatomy.lengths[0])),
    )


def no_rounds(cycle: Cycle) -> str:
    """Return in a sentence why a log has no rounds."""
    if cycle.anatomy is None:
        return (
            "There are no rounds, since the log covers neither nuclear tests nor "
            "long-range launches."
        )
    return (
        f"There are no rounds, since the log has no {cycle.anatomy.provocations} until "
        f"{cycle.anatomy.until}."
    )


def none_known(anatomy: Anatomy) -> str:
    """Return what it means that no condemnation is told of; empty if none is missing.

    How complete the list of condemnations is, is said by the log.
    """
    lacking = sum(one.condemnation is None for one in anatomy.rounds)
    if not lacking:
        return ""
    rounds = numerals.plural(lacking, "round")
    told = f"The log has no condemnation of {rounds}, which is not to say none was made"
    known = [
        f"{each.completeness.replace('_', ' ')} from {each.since} to {each.until}"
        for each in anatomy.words_known
    ]
    return f"{told}: its list is {numerals.listing(known)}." if known else f"{told}."


def by_chance(comparisons: int) -> str:
    """Return how often chance alone makes one of some comparisons look like more.

    Examples
    --------
    >>> print(by_chance(5))  # doctest: +NORMALIZE_WHITESPACE
    Of five comparisons without any difference, were they independent, one or more
    would fall below p = 0.05 in about one table of four.

    """
    share = 1 - (1 - _MARK) ** comparisons
    return (
        f"Of {numerals.count(comparisons)} comparisons without any difference, were "
        "they independent, one or more would fall below "
        f"p = {_MARK} in about one table of {numerals.count(round(1 / share))}."
    )


def _notes(anatomy: Anatomy, rows: Sequence[Sequence[Cell]]) -> str:
    told = [none_known(anatomy)]
    compared = sum("(p = " in row[-1].text for row in rows)
    if compared > 1:
        told.append(by_chance(compared))
    return " ".join(words for words in told if words)


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
    how = "more than chance" if found.by_dealing < _MARK else "not more than chance"
    return f"{how} (p = {found.by_dealing:.2f})"
