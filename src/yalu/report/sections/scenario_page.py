"""One scenario on one page: its question, its levers, what follows, what decides."""

from collections.abc import Iterator, Mapping
from typing import Any

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.figures.scenario import fan_chart, shares_chart
from yalu.report.grid import Grid
from yalu.report.levers import levers
from yalu.report.supposing import TALKS, Supposed, Supposing
from yalu.report.supposing_rows import (
    ChanceRow,
    ChangeRow,
    both_rows,
    chance_rows,
    change_rows,
    share_rows,
)
from yalu.report.supposing_told import beside
from yalu.report.supposing_trial import tried, validated
from yalu.report.supposing_words import (
    PLAYED,
    RIVALS,
    between,
    chance,
    chance_change,
    label,
    named,
    number,
    ranged,
    readable,
    shifts,
    unknowns_named,
)
from yalu.scenario.series import Series

__all__ = ["change_cells", "scenario_page"]

_DRAWN = (
    Series.EXPORTS,
    Series.OIL,
    Series.REVENUE_LOST,
    Series.INCOME_LOST,
    Series.ENFORCEMENT,
    Series.TESTS,
    Series.TALKS,
    Series.COLLAPSE,
)
_GRADES = (Evidence.ESTIMATED,)
_DECIDED = ("oil", "income_lost", "tests", "talks-24")
_MOST = 5


def scenario_page(found: Supposing, supposed: Supposed) -> Section:
    """Return the section on one scenario, always beside its baseline.

    Parameters
    ----------
    found : Supposing
        All that there is to tell of scenarios.
    supposed : Supposed
        One of them; the baseline stands alone.

    """
    one = supposed.scenario
    alone = supposed is found.baseline
    blocks: list[Block | None] = [
        _fans(found, supposed, None if alone else found.baseline),
        _chances(found, supposed),
        None if alone else _changes(found, supposed),
        _decides(found, supposed),
    ]
    return Section(
        id=f"scenario-{one.id}",
        heading=f"What if: {readable(one.title)}"
        if not alone
        else "What if nobody changes anything: the baseline",
        text=tuple(_text(found, supposed)),
        points=tuple(
            Cell(text=words) for words in (*levers(one), *_discovered(found, supposed))
        ),
        blocks=tuple(block for block in blocks if block is not None),
    )


def _text(found: Supposing, supposed: Supposed) -> Iterator[str]:
    one, made = supposed.scenario, supposed.outcome.manifest
    if supposed.outcome.stale:
        changed = "; ".join(supposed.outcome.stale)
        yield f"Stale: worked out before a change and not to be relied on. {changed}."
    if found.doubted:
        yield (
            "Not to be built upon for tests, talks, resolutions and enforcement, "
            f"because {found.doubted}."
        )
    yield one.question
    if supposed is not found.baseline and found.baseline is not None:
        told = shifts(supposed.outcome)
        yield (
            "In the last month, against the baseline and draw by draw: "
            f"{'; '.join(told)}."
            if told
            else _nothing(supposed)
        )
    if one.note:
        yield one.note
    games = f"{numerals.count(made.games)} fitted games"
    yield (
        f"{made.draws:,} draws of {games}, {made.months[0]} to {made.months[-1]}, "
        f"seed {made.seed}. {validated(found.trial)}"
    )
    if levers(one):
        also = (
            "" if supposed.found is None else ", and under what conditions talks follow"
        )
        yield f"What is set{also}:"


def _nothing(supposed: Supposed) -> str:
    same = all(
        not (one.above.any() or one.below.any())
        for one in supposed.outcome.differences.values()
    )
    if same:
        return "No number of any draw differs from the baseline."
    return (
        "In the last month oil, income, enforcement and tests are those of the "
        "baseline in nearly all draws."
    )


def _fans(
    found: Supposing, supposed: Supposed, baseline: Supposed | None
) -> Figure | None:
    own = supposed.outcome
    drawn = [series for series in _DRAWN if series in own.fans]
    if not drawn:
        return None
    rows = {series: both_rows(supposed, baseline, series) for series in drawn}
    key = (
        ("baseline", "middle-90-percent")
        if baseline is None
        else ("with-the-scenario", "its-middle-90-percent", "baseline")
    )
    return Figure(
        id=f"scenario-fans-{supposed.scenario.id}",
        title=_fans_title(supposed, baseline),
        panels=tuple(
            Panel(
                chart=fan_chart(rows[series]),
                label=label(series).words,
                key=key if not place else (),
            )
            for place, series in enumerate(drawn)
        ),
        summary=". ".join(_last(rows[series][-1]) for series in drawn) + ".",
        definition=(
            "Line: the median of the draws; of what is counted, and of a collapse, the "
            "mean. Bands: the middle half and the middle 90 % of the draws; of a "
            "collapse, of the fitted games. Trade is what customs would record. Counts "
            "are summed since the start. Chance and what is not known are the same in "
            f"both runs, draw by draw. {PLAYED}"
        ),
        sources=found.sources,
        grades=_GRADES,
        data=Grid.from_items([row for series in drawn for row in rows[series]]),
    )


def _last(row: Any) -> str:  # noqa: ANN401 - a row of a fan
    told = ranged(row.middle, row.low, row.high)
    return f"{row.series} at the end: {told} {row.unit}"


def _fans_title(supposed: Supposed, baseline: Supposed | None) -> str:
    months = len(supposed.outcome.manifest.months)
    if baseline is None:
        return f"The baseline over {months} months: what is to be expected"
    told = shifts(supposed.outcome)
    what = told[0] if told else "nearly as the baseline at the end"
    return f"{supposed.scenario.title}, over {months} months: {what}"


def _chances(found: Supposing, supposed: Supposed) -> Table | None:
    rows = chance_rows(supposed.outcome)
    if not rows:
        return None
    alone = not supposed.outcome.contrasts
    return Table(
        id=f"scenario-chances-{supposed.scenario.id}",
        title="How likely it is"
        if alone
        else f"How likely it is, and what the scenario changes: {_most_moved(rows)}",
        columns=("Statement", "Chance")
        if alone
        else ("Statement", "Baseline", "With the scenario", "Change (points)"),
        rows=tuple(_chance_cells(row, alone=alone) for row in rows),
        definition=(
            "Shares of the draws. In small print the range of 95 % for the number of "
            "draws, which more draws would make smaller, and the middle 90 % between "
            f"fitted games, which only more evidence would. {RIVALS}"
        ),
        sources=found.sources,
        grades=_GRADES,
        data=Grid.from_items(rows),
        look="scores",
    )


def _most_moved(rows: tuple[ChanceRow, ...]) -> str:
    moved = [row for row in rows if row.change]
    if not moved:
        return "nothing"
    most = max(moved, key=lambda row: abs(row.change or 0.0))
    return (
        f"most of all {readable(named(most.words))}, {chance(most.chance)} rather "
        f"than {chance(most.baseline or 0.0)}"
    )


def _chance_cells(row: ChanceRow, *, alone: bool) -> tuple[Cell, ...]:
    own = Cell(
        text=chance(row.chance),
        detail=f"{between(row.low, row.high)}{_games(row)}",
    )
    words = Cell(text=named(row.words))
    if alone:
        return words, own
    if row.baseline is None or row.change is None:
        return words, Cell(text="\u2013", tone="none"), own, Cell(text="", tone="none")
    low, high = row.change_low or 0.0, row.change_high or 0.0
    change = Cell(
        text=chance_change(row.change, low, high),
        detail=_change_games(row),
    )
    return words, Cell(text=chance(row.baseline)), own, change


def _games(row: ChanceRow) -> str:
    if row.games_low is None or row.games_high is None:
        return ""
    return f"; games {between(row.games_low, row.games_high)}"


def _change_games(row: ChanceRow) -> str:
    low, high = row.change_games_low, row.change_games_high
    if low is None or high is None or not (low or high):
        return ""
    ends = [number(100 * end, signed=True) for end in (low, high)]
    return f"games {ends[0] if ends[0] == ends[1] else ' to '.join(ends)}"


def _changes(found: Supposing, supposed: Supposed) -> Table | None:
    if found.baseline is None:
        return None
    rows = change_rows(supposed.outcome, found.baseline.outcome)
    if not rows:
        return None
    return Table(
        id=f"scenario-changes-{supposed.scenario.id}",
        title="What it changes, series by series, draw by draw",
        columns=(
            "Series",
            "After",
            "Baseline",
            "With the scenario",
            "Change, draw by draw",
        ),
        rows=tuple(change_cells(row) for row in rows),
        definition=(
            "Medians, of what is counted and of a collapse means, with the middle 90 % "
            "in brackets; of a collapse that of the fitted games. The change is that "
            "of each draw against the same draw of the baseline: its median is not the "
            "difference of the medians beside it."
        ),
        sources=found.sources,
        grades=_GRADES,
        data=Grid.from_items(rows),
        folded=True,
        printed=True,
        look="scores",
    )


def change_cells(row: ChangeRow) -> tuple[Cell, ...]:
    """Return one series of both runs as a table has it, with the change."""
    return (
        Cell(text=row.series, detail=row.unit),
        Cell(text=f"{row.months} months"),
        Cell(text=ranged(row.baseline, row.baseline_low, row.baseline_high)),
        Cell(text=ranged(row.other, row.other_low, row.other_high)),
        Cell(
            text=ranged(row.change, row.change_low, row.change_high, signed=True),
            detail=_sides(row),
        ),
    )


def _sides(row: ChangeRow) -> str:
    if not row.above and not row.below:
        return "the same in all draws"
    told = [
        f"{word} in {chance(share)}"
        for word, share in (("higher", row.above), ("lower", row.below))
        if share
    ]
    return f"{', '.join(told)} of draws"


def _decides(found: Supposing, supposed: Supposed) -> Figure | None:
    """Return what decides; None where it was not worked out, or nothing does."""
    decided = supposed.decided or {"attributions": ()}
    held = {str(one["outcome"]): one for one in decided["attributions"]}
    shown = {name: held[name] for name in _DECIDED if name in held}
    rows = {
        name: share_rows(one)[:_MOST] for name, one in shown.items() if share_rows(one)
    }
    if not rows:
        return None
    compared = supposed is not found.baseline
    what = "what the scenario changes" if compared else "what is to be expected"
    return Figure(
        id=f"scenario-decides-{supposed.scenario.id}",
        title=f"What decides {what}: {_deciders(rows)}",
        panels=tuple(
            Panel(
                chart=shares_chart(each),
                label=f"{_outcome(name)}: {_parts(shown[name])}",
            )
            for name, each in rows.items()
        ),
        summary=". ".join(
            f"{_outcome(name)}: {', '.join(f'{r.name} {r.total:.0%}' for r in each)}"
            for name, each in rows.items()
        )
        + ".",
        definition=(
            "Shares of the variance of what can be expected (Sobol): alone, what would "
            "vanish if this one thing were known; with others, what would be left if "
            "all others were. Lines are two standard errors either way. Beside each "
            "outcome stands how much of the spread of single draws comes from what is "
            "not known, from which fitted game is right, and from chance."
        ),
        sources=found.sources,
        grades=_GRADES,
        data=Grid.from_items([row for each in rows.values() for row in each]),
    )


def _deciders(rows: Mapping[str, Any]) -> str:
    told = [
        f"{readable(_outcome(name))} by {each[0].name}" for name, each in rows.items()
    ]
    return "; ".join(told)


def _outcome(name: str) -> str:
    if name in set(Series):
        return label(Series(name)).words
    kind, _, months = name.rpartition("-")
    return f"{kind.capitalize()} within {months} months"


def _parts(attribution: Mapping[str, Any]) -> str:
    parts = [
        f"{words} {chance(share)}"
        for words, share in (
            ("what is not known", attribution["uncertain"]),
            ("which game is right", attribution["common"]),
            ("chance", attribution["chance"]),
        )
        if share is not None
    ]
    return f"of the spread of single draws {', '.join(parts)}"


def _discovered(found: Supposing, supposed: Supposed) -> Iterator[str]:
    """Yield when it ends in talks, from draws that did not teach it."""
    told = supposed.found
    if told is None:
        return
    lines = [line.strip() for line in str(told["words"]).splitlines() if line.strip()]
    yield unknowns_named(named(" ".join(_sentence(line) for line in lines)))
    chances = beside(supposed.outcome, TALKS)
    if chances is not None:
        before, after = map(chance, chances)
        months = TALKS.partition("-")[2]
        yield (
            f"Within {months} months there are talks in {after} of all draws, against "
            f"{before} in the baseline. {tried(found.trial, Series.TALKS)}"
        )


def _sentence(line: str) -> str:
    return line if line.endswith((".", ":")) else f"{line}."
