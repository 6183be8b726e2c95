"""Rows of scenarios: what a table or chart of a run tells, ready to be drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yalu.report.figures.scenario import WITH, WITHOUT, FanRow, ShareRow
from yalu.report.supposing import Supposed
from yalu.report.supposing_told import Told, months_of
from yalu.report.supposing_words import (
    UNKNOWNS,
    chance,
    chance_ranged,
    changed,
    label,
    ranged,
    reach,
)
from yalu.scenario.fan import Fan
from yalu.scenario.series import Series, SeriesKind

__all__ = [
    "HEADS",
    "ChanceRow",
    "ChangeRow",
    "Head",
    "both_rows",
    "chance_rows",
    "change_rows",
    "fan_rows",
    "head_change",
    "head_told",
    "heads_of",
    "share_rows",
]

_YEAR, _HUNDRED = 12, 100
_QUARTERS = (0.25, 0.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One thing that every scenario is summed up by.

    Attributes
    ----------
    id : str
        A series or a statement.
    words : str
        What it is, as short as can be.

    """

    id: str
    words: str


def _heads(months: int) -> tuple[Head, ...]:
    return (
        Head(id="oil", words="oil (thousand t a month)"),
        Head(id="income_lost", words="income lost (points)"),
        Head(
            id=f"test-{months}",
            words=f"nuclear test or long-range launch within {months} months (points)",
        ),
        Head(id=f"talks-{months}", words=f"talks within {months} months (points)"),
        Head(id="collapse", words="collapse (points)"),
    )


HEADS = _heads(2 * _YEAR)
"""What every scenario is summed up by: levels in the last month, and chances."""
_SHORT_HEADS = _heads(_YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One series at one time, in both runs.

    Attributes
    ----------
    series, unit : str
        What it is, and what its numbers are counted in.
    months : int
        After how many months.
    baseline, baseline_low, baseline_high : float
        The middle, and the middle 90 percent, without the levers.
    other, other_low, other_high : float
        The same with them.
    change, change_low, change_high : float
        The same of the difference, draw by draw.
    above, below : float
        Share of draws in which the scenario is higher, and lower.

    """

    series: str
    unit: str
    months: int
    baseline: float
    baseline_low: float
    baseline_high: float
    other: float
    other_low: float
    other_high: float
    change: float
    change_low: float
    change_high: float
    above: float
    below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceRow:
    """One statement in both runs.

    Attributes
    ----------
    id, words : str
        Which one.
    baseline : float or None
        Its chance without the levers; None for what needs both runs.
    chance, low, high : float
        Its chance with them, and its range for the number of draws.
    games_low, games_high : float or None
        The middle 90 percent between fitted games; None where there is one.
    change, change_low, change_high : float or None
        The change and its range for the number of draws; None for what needs both.
    change_games_low, change_games_high : float or None
        The change between fitted games.

    """

    id: str
    words: str
    baseline: float | None
    chance: float
    low: float
    high: float
    games_low: float | None
    games_high: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    change_games_low: float | None
    change_games_high: float | None


def heads_of(outcome: Told) -> tuple[Head, ...]:
    """Return what a run is summed up by: within a year where it is shorter than two."""
    return HEADS if months_of(outcome) >= 2 * _YEAR else _SHORT_HEADS


def head_change(outcome: Told, head: Head) -> tuple[float, float, float] | None:
    """Return what a scenario changes in one thing that it is summed up by.

    Parameters
    ----------
    outcome : Told
        A run that was compared with its baseline.
    head : Head
        Of a series the last month is told, draw by draw.

    Returns
    -------
    tuple of float or None
        Middle, low and high: of a series the middle 90 percent of the draws, of a
        chance points of a hundred and the middle 90 percent of the fitted games, or
        with one game what the number of draws leaves open. None where it is not told.

    """
    row = _statement(outcome, head.id)
    if row is not None:
        if row.change is None:
            return None
        ends = row.change_games_low, row.change_games_high
        if ends[0] is None or ends[1] is None:
            ends = row.change_low, row.change_high
        middle, low, high = (_HUNDRED * (one or 0.0) for one in (row.change, *ends))
        return middle, low, high
    if head.id in outcome.differences:
        return changed(outcome.differences[head.id], -1)
    return None


def head_told(outcome: Told, head: Head) -> str:
    """Return how one thing stands in a run, with its range; a dash if not told."""
    row = _statement(outcome, head.id)
    if row is not None:
        if row.games_low is None or row.games_high is None:
            return chance(row.chance)
        return chance_ranged(row.chance, row.games_low, row.games_high)
    fan = outcome.fans.get(head.id)
    return "\u2013" if fan is None else ranged(*reach(fan, -1))


def _statement(outcome: Told, name: str) -> ChanceRow | None:
    return next((row for row in chance_rows(outcome) if row.id == name), None)


def change_rows(
    outcome: Told, baseline: Told, months: Sequence[int] = (_YEAR, 0)
) -> tuple[ChangeRow, ...]:
    """Return every series of both runs, after so many months; 0 for all of them.

    Parameters
    ----------
    outcome, baseline : Told
        The scenario, and the run without its levers.
    months : sequence of int
        When; what lies beyond the end is left out.

    """
    total = months_of(outcome)
    times = sorted({one or total for one in months if one <= total})
    return tuple(
        _change(outcome, baseline, Series(name), time)
        for name in Series
        for time in times
        if name in outcome.fans and name in outcome.differences
    )


def _change(outcome: Told, baseline: Told, series: Series, time: int) -> ChangeRow:
    difference = outcome.differences[series]
    one, other = (each.fans[series] for each in (baseline, outcome))
    names = ("baseline", "other", "change")
    found: dict[str, float] = {}
    for name, (middle, low, high) in zip(
        names,
        (reach(one, time - 1), reach(other, time - 1), changed(difference, time - 1)),
        strict=True,
    ):
        found |= {name: middle, f"{name}_low": low, f"{name}_high": high}
    told = label(series)
    return ChangeRow(
        series=told.words,
        unit=told.unit,
        months=time,
        above=float(difference.above[time - 1]),
        below=float(difference.below[time - 1]),
        **found,
    )


def chance_rows(outcome: Told) -> tuple[ChanceRow, ...]:
    """Return the statements of a run; beside the baseline's where it was compared."""
    if not outcome.contrasts:
        return tuple(
            ChanceRow(
                id=one.id,
                words=one.words,
                baseline=None,
                chance=one.chance,
                low=one.low,
                high=one.high,
                games_low=one.games_low,
                games_high=one.games_high,
                change=None,
                change_low=None,
                change_high=None,
                change_games_low=None,
                change_games_high=None,
            )
            for one in outcome.statements
        )
    both = [
        ChanceRow(
            id=one.other.id,
            words=one.other.words,
            baseline=one.baseline.chance,
            chance=one.other.chance,
            low=one.other.low,
            high=one.other.high,
            games_low=one.other.games_low,
            games_high=one.other.games_high,
            change=one.change,
            change_low=one.low,
            change_high=one.high,
            change_games_low=one.games_low,
            change_games_high=one.games_high,
        )
        for one in outcome.contrasts
    ]
    return (*both, *_needing_both(outcome))


def _needing_both(outcome: Told) -> Iterator[ChanceRow]:
    for one in outcome.against:
        yield ChanceRow(
            id=one.id,
            words=one.words,
            baseline=None,
            chance=one.chance,
            low=one.low,
            high=one.high,
            games_low=one.games_low,
            games_high=one.games_high,
            change=None,
            change_low=None,
            change_high=None,
            change_games_low=None,
            change_games_high=None,
        )


def fan_rows(fan: Fan, months: Sequence[str], run: str) -> tuple[FanRow, ...]:
    """Return a fan as rows, in the unit in which it is told.

    Parameters
    ----------
    fan : Fan
        One series of a run.
    months : sequence of str
        Its months.
    run : str
        `WITH` or `WITHOUT`.

    """
    told = label(fan.series)
    rows = []
    for place, month in enumerate(months):
        middle, low, high = reach(fan, place)
        inner = _inner(fan, place, told.scale)
        rows.append(
            FanRow(
                series=told.words,
                unit=told.unit,
                run=run,
                month=date.fromisoformat(f"{month}-01"),
                middle=middle,
                low=low,
                high=high,
                inner_low=inner[0],
                inner_high=inner[1],
            )
        )
    return tuple(rows)


def _inner(fan: Fan, place: int, scale: float) -> tuple[float | None, float | None]:
    """Return the middle half; none of a state, of which there is a share only."""
    if fan.series.kind is SeriesKind.STATE:
        return None, None
    low, high = (
        scale * float(fan.values[fan.levels.index(level), place]) for level in _QUARTERS
    )
    return low, high


def both_rows(
    supposed: Supposed, baseline: Supposed | None, series: Series
) -> tuple[FanRow, ...]:
    """Return the rows of one series: of the scenario, and of its baseline if given."""
    own = supposed.outcome
    months = own.manifest.months
    rows = fan_rows(own.fans[series], months, WITHOUT if baseline is None else WITH)
    if baseline is None:
        return rows
    return (*fan_rows(baseline.outcome.fans[series], months, WITHOUT), *rows)


def share_rows(attribution: Mapping[str, object]) -> tuple[ShareRow, ...]:
    """Return the indices of one outcome, from their plain form.

    Parameters
    ----------
    attribution : mapping
        `yalu.scenario.sensitivity.Attribution` in plain form.

    """
    indices = attribution["indices"]
    if not isinstance(indices, Sequence):
        return ()
    names = ("first", "first_error", "total", "total_error")
    return tuple(
        ShareRow(
            outcome=str(attribution["outcome"]),
            name=UNKNOWNS.get(str(one["name"]), str(one["name"])),
            **{name: float(one[name]) for name in names},
        )
        for one in indices
    )
