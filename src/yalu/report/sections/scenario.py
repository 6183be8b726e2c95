"""The section on scenarios: all of them beside one baseline, and how it fared."""

from collections.abc import Iterator

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Block, Cell, Section, Table
from yalu.report.grid import Grid
from yalu.report.sections.scenario_page import scenario_page
from yalu.report.supposing import Supposed, Supposing
from yalu.report.supposing_rows import HEADS, Head, head_change, head_told
from yalu.report.supposing_trial import (
    ALL,
    TrialRow,
    compared,
    gain,
    titled,
    validated,
)
from yalu.report.supposing_words import (
    RIVALS,
    UNKNOWNS,
    chance,
    named,
    number,
    ranged,
    readable,
)

__all__ = ["scenario_sections"]

_GRADES = (Evidence.ESTIMATED,)
_UNKNOWN = (
    "name", "meaning", "unit", "shape", "low", "centre", "high", "evidence",
    "confidence", "sources", "note",
)  # fmt: skip
_CHANGE = ("change", "change_low", "change_high")


def scenario_sections(found: Supposing) -> Iterator[Section]:
    """Yield the section on all scenarios, and one for each; the baseline is first.

    Where nothing is stored the first says so and is the only one.
    """
    yield Section(
        id="scenarios",
        heading="What if: scenarios beside a baseline",
        text=tuple(_text(found)),
        points=tuple(Cell(text=words) for words in found.missing),
        blocks=tuple(_blocks(found)),
    )
    if found.baseline is None:
        return
    yield scenario_page(found, found.baseline)
    for one in found.scenarios:
        yield scenario_page(found, one)


def _text(found: Supposing) -> Iterator[str]:
    if found.stale:
        yield (
            "Stale: what follows was worked out before a change and is not to be "
            "relied on until it is done anew (tools/refit.py scenarios, in a copy of "
            f"the source). Changed: {'; '.join(found.stale)}."
        )
    if found.doubted:
        yield (
            "The game that plays in every run is not to be relied on by its own "
            "checks, and so neither are tests, talks, resolutions and enforcement "
            f"here: {found.doubted}."
        )
    yield (
        "Tests here are nuclear tests and long-range launches together; the process of "
        f"the cycle foresees each alone. {RIVALS}"
    )
    yield (
        "A scenario sets levers: the law, how much of it is enforced, what Russia "
        "gives, what is done on a day. All else goes as in the baseline, the run in "
        "which nobody changes anything by design. Month by month the law covers some "
        "of the trade, China enforces some of the law, the players of the game choose, "
        "trade and income follow, and the next quarter begins where this one ended."
    )
    if found.baseline is None:
        yield "No scenario is stored, so that nothing is told of any here."
        return
    made = found.baseline.outcome.manifest
    yield (
        f"Each run has {made.draws:,} draws from {made.months[0]} to "
        f"{made.months[-1]}. A draw takes one of {numerals.count(made.games)} fitted "
        "games, one value for each of "
        f"{numerals.plural(len(found.unknown), 'thing')} that nobody knows, and its "
        "own chance; the same draw of the baseline has the same, so that what differs "
        "is the doing of the levers. These are not forecasts of what will be chosen: "
        "they say what would follow, by this model, if it were."
    )
    yield validated(found.trial)


def _blocks(found: Supposing) -> Iterator[Block]:
    if found.baseline is None:
        return
    if found.scenarios:
        yield _all(found, found.baseline)
    if found.trial is not None:
        yield _trial(found, found.trial.rows)
    yield _unknown(found)


def _all(found: Supposing, baseline: Supposed) -> Table:
    rows = [
        (one.scenario.id, one.scenario.title, head.id, *_change(one, head))
        for one in found.scenarios
        for head in HEADS
    ]
    return Table(
        id="scenarios-all",
        title=_all_title(found),
        columns=("Scenario", *(head.words.capitalize() for head in HEADS)),
        rows=(
            (
                Cell(text=baseline.scenario.title, href=f"#{_page(baseline)}"),
                *(Cell(text=head_told(baseline.outcome, head)) for head in HEADS),
            ),
            *(
                (
                    Cell(text=one.scenario.title, href=f"#{_page(one)}"),
                    *(Cell(text=_told(one, head)) for head in HEADS),
                )
                for one in found.scenarios
            ),
        ),
        definition=(
            "The first row is the baseline itself: medians with the middle 90 % of the "
            "draws, chances with the middle 90 % between fitted games. All other rows "
            "are changes against it, draw by draw: for oil and income in the last "
            "month, medians with the middle 90 %; for chances, points of a hundred "
            "with the middle 90 % between fitted games. Where the median lies at an "
            "end of its range, the range stands alone."
        ),
        sources=found.sources,
        grades=_GRADES,
        data=Grid(("scenario", "title", "what", *_CHANGE), tuple(rows)),
        look="scores",
    )


def _page(one: Supposed) -> str:
    return f"scenario-{one.scenario.id}"


def _all_title(found: Supposing) -> str:
    """Return which scenario costs most, and which changes tests most."""
    told = []
    for head, words in (
        (HEADS[1], "income lost may change most with"),
        (HEADS[2], "the chance of a test or long-range launch with"),
    ):
        sizes = {
            one.scenario.title: max(map(abs, change))
            for one in found.scenarios
            if (change := head_change(one.outcome, head)) is not None
        }
        if sizes and max(sizes.values()):
            told.append(f"{words} {readable(max(sizes, key=lambda n: sizes[n]))}")
    return f"Beside the baseline, {' and '.join(told) or 'nothing changes'}"


def _change(one: Supposed, head: Head) -> tuple[float | None, ...]:
    return head_change(one.outcome, head) or (None, None, None)


def _told(one: Supposed, head: Head) -> str:
    found = head_change(one.outcome, head)
    return "\u2013" if found is None else ranged(*found, signed=True)


def _trial(found: Supposing, rows: tuple[TrialRow, ...]) -> Table:
    pooled = [row for row in rows if row.start == ALL]
    return Table(
        id="scenarios-hindcast",
        title=f"Run from past days, it is {compared(pooled)}",
        columns=(
            "Series",
            "90 % interval held",
            "50 % interval held",
            "Distance",
            "Nearer than the year before again",
            "Nearer than any time of ten years",
        ),
        rows=tuple(map(_trial_cells, pooled)),
        definition=(
            "Baselines run from the first days of past years with what was known then: "
            "the law, the game fitted to earlier quarters, the growth printed. An "
            "interval should hold what happened as often as stands in small print: "
            "counts go in steps, so that theirs hold more than 90 %. "
            "Distance: the continuous ranked probability score, in the unit of the "
            "series. Nearer: by what share it is below that of a naive forecast; below "
            "zero it is farther. Better and worse: the interval of 90 %, whole "
            "calendar years drawn anew, leaves out zero."
        ),
        sources=found.sources,
        grades=_GRADES,
        data=Grid.from_items(rows),
        look="scores",
    )


def _trial_cells(row: TrialRow) -> tuple[Cell, ...]:
    return (
        Cell(text=titled(row.series), detail=f"{row.windows} times a {row.window}"),
        Cell(text=chance(row.inside90), detail=f"{chance(row.held90)} would be right"),
        Cell(text=chance(row.inside50), detail=f"{chance(row.held50)} would be right"),
        Cell(text=number(row.distance), tone="figure"),
        _gain_cell(row.repeated, row.repeated_verdict),
        _gain_cell(row.decade, row.decade_verdict),
    )


def _gain_cell(value: float | None, verdict: str) -> Cell:
    tone = verdict if verdict in {"better", "worse"} else ""
    return Cell(text=gain(value, verdict), tone=tone)


def _unknown(found: Supposing) -> Table:
    rows = found.unknown
    kinds = {one.evidence for one in rows}
    return Table(
        id="scenarios-unknown",
        title=f"What nobody knows and no scenario sets: {len(rows)} things",
        columns=("What", "From", "Likeliest or middle", "To", "Why"),
        rows=tuple(
            (
                Cell(text=UNKNOWNS.get(one.name, one.name), detail=named(one.meaning)),
                *(Cell(text=number(end)) for end in (one.low, one.centre, one.high)),
                Cell(text=named(one.note), detail=f"{one.unit}, {one.shape}"),
            )
            for one in rows
        ),
        definition=(
            "Each draw takes one value of each. Uniform: all alike likely; "
            "log-uniform: all multiples alike likely; triangular: the likeliest in "
            "the middle; choice: one of as many."
        ),
        sources=tuple(sorted({name for one in rows for name in one.sources})),
        grades=tuple(grade for grade in Evidence if grade in kinds),
        data=Grid.of(
            [{name: getattr(one, name) for name in _UNKNOWN} for one in rows], _UNKNOWN
        ),
        folded=True,
    )
