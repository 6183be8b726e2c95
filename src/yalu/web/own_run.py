"""A position of the sliders as figures and tables, always beside its baseline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from yalu.provenance import Evidence
from yalu.report.block import Cell, Table
from yalu.report.figures.scenario import WITH, WITHOUT, FanRow
from yalu.report.grid import Grid
from yalu.report.levers import levers
from yalu.report.sections.scenario_page import change_cells
from yalu.report.supposing import Supposing
from yalu.report.supposing_rows import (
    ChanceRow,
    chance_rows,
    change_rows,
    fan_rows,
    head_change,
    head_told,
    heads_of,
)
from yalu.report.supposing_trial import validated
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
    shifts,
)
from yalu.scenario.series import Series
from yalu.web.courses import Courses
from yalu.web.plates import Plate
from yalu.web.stage import Played

__all__ = [
    "Course",
    "OwnRun",
    "Pane",
    "chances_table",
    "changes_table",
    "finding",
    "heads_table",
    "own_run",
]

_DRAWN = (
    Series.OIL,
    Series.INCOME_LOST,
    Series.EXPORTS,
    Series.ENFORCEMENT,
    Series.TESTS,
    Series.TALKS,
)
_GRADES = (Evidence.ESTIMATED,)
_DASH = "\u2013"
_ELSEWHERE = Grid((), ())
_HUNDRED = 100
_NINETY_FIVE = 1.96  # standard errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """What stands above one chart.

    Attributes
    ----------
    label : str
        What it shows.
    key : tuple of str
        Looks to explain, by their names in the style sheet.

    """

    label: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of both runs, as far as words tell it; its charts stand apart.

    Attributes
    ----------
    panels : tuple of Pane
        One for each chart.
    id, title, summary, definition, sources, grades
        As for `yalu.report.Figure`.
    data : Grid
        Empty: programs are told the numbers of a run elsewhere.

    """

    id: str
    title: str
    panels: tuple[Pane, ...]
    summary: str
    definition: str
    sources: tuple[str, ...]
    grades: tuple[Evidence, ...]
    data: Grid = _ELSEWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRun:
    """What a page shows of one position of the sliders.

    Attributes
    ----------
    played : Played
        The run.
    finding : str
        What it changes most plainly.
    levers : tuple of str
        What it sets, in sentences.
    heads, chances, changes : Table
        What it changes: in short, in chances, and series by series.
    figure : Course
        The course of both runs.
    plates : tuple of Plate
        Its charts.
    by_chance : str
        How many draws it is made of, and how far off that leaves its shares.
    validated, doubts : str
        On what such runs were validated, and why parts are not to be built upon.

    """

    played: Played
    finding: str
    levers: tuple[str, ...]
    heads: Table
    chances: Table
    changes: Table
    figure: Course
    plates: tuple[Plate, ...]
    by_chance: str
    validated: str
    doubts: str


def own_run(
    played: Played, found: Supposing, courses: Courses, *, still: bool
) -> OwnRun:
    """Return what a page shows of one position of the sliders.

    Parameters
    ----------
    played : Played
        The run.
    found : Supposing
        What scenarios were validated on.
    courses : Courses
        Draws the charts.
    still : bool
        Whether the charts are there as pictures, too, for readers without scripts.

    """
    sources = found.sources
    rows = _rows(played)
    return OwnRun(
        played=played,
        finding=finding(played),
        levers=levers(played.scenario),
        heads=heads_table(played, sources),
        chances=chances_table(played, sources),
        changes=changes_table(played, sources),
        figure=_course(played, rows, sources),
        plates=courses.plates(rows, still=still),
        by_chance=_by_chance(played, found),
        validated=validated(found.trial),
        doubts=found.doubted,
    )


def finding(played: Played) -> str:
    """Return in a sentence what the sliders change most plainly."""
    if played.settings.is_baseline:
        return "All sliders stand as in the baseline: nothing is changed."
    told = shifts(played.told)
    months = len(played.months)
    if not told:
        return (
            f"After {months} months oil, income, enforcement and tests are those of "
            "the baseline in nearly all draws."
        )
    return (
        f"After {months} months, against the baseline and draw by draw (ranges: "
        f"the middle 90 %): {'; '.join(told)}."
    )


def _by_chance(played: Played, found: Supposing) -> str:
    """Return how far the number of draws leaves shares open, alone and compared."""
    told = (
        f"Made of {played.draws:,} draws of {played.games} fitted games: by chance "
        f"alone a share is off by less than {_error(played.draws)} points 19 times in "
        "20"
    )
    if found.baseline is None:
        return f"{told}."
    stored = found.baseline.outcome.manifest.draws
    return (
        f"{told}, and differs by less than {_error(played.draws, stored)} from that of "
        f"a stored scenario, which is made of {stored:,} draws of its own."
    )


def _error(*draws: int) -> str:
    """Return within how many points shares of so many draws lie, or differ, at 95 %."""
    spread = sqrt(sum(0.25 / number_of for number_of in draws))
    return f"{_HUNDRED * _NINETY_FIVE * spread:.1f}"


def heads_table(played: Played, sources: Sequence[str]) -> Table:
    """Return the few things by which every scenario is summed up."""
    rows = []
    for head in heads_of(played.told):
        change = head_change(played.told, head)
        rows.append(
            (
                Cell(text=head.words[:1].upper() + head.words[1:]),
                Cell(text=head_told(played.plain, head)),
                Cell(text=head_told(played.told, head)),
                Cell(text=_DASH if change is None else ranged(*change, signed=True)),
            )
        )
    return Table(
        id="own-heads",
        title=f"What it changes within {len(played.months)} months",
        columns=("What", "Baseline", "With your settings", "Change, draw by draw"),
        rows=tuple(rows),
        definition=(
            "Oil and income: in the last month, the median with the middle 90 % of the "
            "draws. Tests (a nuclear test or a launch at long range), talks and a "
            "collapse: shares of the draws with the middle 90 % between fitted games, "
            "and changes in points of a hundred."
        ),
        sources=tuple(sources),
        grades=_GRADES,
        data=Grid(("what",), ()),
        look="scores",
    )


def _rows(played: Played) -> dict[str, tuple[FanRow, ...]]:
    """Return what is drawn, by series."""
    fans = played.told.fans
    return {one.value: _both(played, one) for one in _DRAWN if one in fans}


def _course(
    played: Played, rows: Mapping[str, Sequence[FanRow]], sources: Sequence[str]
) -> Course:
    """Return what is said of the charts."""
    alone = played.settings.is_baseline
    key = ("with-the-scenario", "its-middle-90-percent", "baseline")
    last = [each[-1] for each in rows.values()]
    return Course(
        id="scenario-own",
        title=finding(played),
        panels=tuple(
            Pane(
                label=label(Series(name)).words,
                key=()
                if place
                else ("baseline", "middle-90-percent")
                if alone
                else key,
            )
            for place, name in enumerate(rows)
        ),
        summary=" ".join(
            f"{row.series} at the end: {ranged(row.middle, row.low, row.high)} "
            f"{row.unit}."
            for row in last
        ),
        definition=(
            "Line: the median of the draws; of what is counted the mean. Bands: the "
            "middle half and the middle 90 %. Counts are summed since the start. "
            "Chance and what is not known are the same in both runs, draw by draw. "
            f"{PLAYED}"
        ),
        sources=tuple(sources),
        grades=_GRADES,
    )


def _both(played: Played, series: Series) -> tuple[FanRow, ...]:
    plain = fan_rows(played.plain.fans[series], played.months, WITHOUT)
    if played.settings.is_baseline:
        return plain
    return (*plain, *fan_rows(played.told.fans[series], played.months, WITH))


def chances_table(played: Played, sources: Sequence[str]) -> Table:
    """Return how likely each thing is in both runs."""
    rows = chance_rows(played.told)
    return Table(
        id="own-chances",
        title="How likely it is",
        columns=("Statement", "Baseline", "With your settings", "Change (points)"),
        rows=tuple(map(_chance_cells, rows)),
        definition=(
            "Shares of the draws. In small print the range of 95 % for the number of "
            f"draws, and the middle 90 % between fitted games. {RIVALS}"
        ),
        sources=tuple(sources),
        grades=_GRADES,
        data=Grid.from_items(rows),
        look="scores",
    )


def _chance_cells(row: ChanceRow) -> tuple[Cell, ...]:
    games = ""
    if row.games_low is not None and row.games_high is not None:
        games = f"; games {between(row.games_low, row.games_high)}"
    own = Cell(text=chance(row.chance), detail=f"{between(row.low, row.high)}{games}")
    words = Cell(text=named(row.words))
    if row.baseline is None or row.change is None:
        return words, Cell(text=_DASH, tone="none"), own, Cell(text="", tone="none")
    low, high = row.change_low or 0.0, row.change_high or 0.0
    change = Cell(text=chance_change(row.change, low, high), detail=_games(row))
    return words, Cell(text=chance(row.baseline)), own, change


def _games(row: ChanceRow) -> str:
    low, high = row.change_games_low, row.change_games_high
    if low is None or high is None or not (low or high):
        return ""
    ends = [number(_HUNDRED * end, signed=True) for end in (low, high)]
    return f"games {ends[0] if ends[0] == ends[1] else ' to '.join(ends)}"


def changes_table(played: Played, sources: Sequence[str]) -> Table:
    """Return every series in both runs after a year and at the end."""
    rows = change_rows(played.told, played.plain)
    return Table(
        id="own-changes",
        title="Series by series, draw by draw",
        columns=("Series", "After", "Baseline", "With your settings", "Change"),
        rows=tuple(map(change_cells, rows)),
        definition=(
            "Medians, of what is counted and of a collapse means, with the middle "
            "90 %, which stands alone where they lie at an end of it. The change is "
            "that of each draw against the same draw of the baseline."
        ),
        sources=tuple(sources),
        grades=_GRADES,
        data=Grid.from_items(rows),
        look="scores",
    )
