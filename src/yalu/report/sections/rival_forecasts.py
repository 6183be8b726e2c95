"""One event that two models foresee: a resolution of the Council, side by side.

The process of the cycle and the game of the scenarios know different things and say
different chances. Beside each stands how it fared on past days, so that nobody has to
choose blindly.
"""

from datetime import date

from yalu.cycle.backtest.paired import Judgement
from yalu.report import numerals
from yalu.report.cycling import Cycle
from yalu.report.foreseeing import Chance
from yalu.report.sections.cycle_forecast import chance_rows, chance_span, percent
from yalu.report.supposing import Supposing
from yalu.report.supposing_rows import ChanceRow
from yalu.report.supposing_rows import chance_rows as statements
from yalu.report.supposing_trial import TrialRow
from yalu.report.supposing_words import between, chance, number, ranged, reach
from yalu.scenario.series import Series

__all__ = ["rival_forecasts"]

_EVENT = "resolutions"
_STATEMENT, _MONTHS, _YEAR = "text-24", 24, 12
_WHY = (
    "The process follows the years and sees how long there has been none; the game "
    "knows no calendar, only the state of play."
)
_RANKS = {"worse": 0, Judgement.WORSE: 0, "better": 2, Judgement.BEATS: 2}


def rival_forecasts(cycle: Cycle, scenarios: Supposing) -> str:
    """Return what both models say of the next resolution, and how each fared before.

    Parameters
    ----------
    cycle : Cycle
        With what its process foresees.
    scenarios : Supposing
        With the run in which nobody changes anything.

    Returns
    -------
    str
        A paragraph; empty where one of them says nothing of it.

    """
    foreseen = [row for row in chance_rows(cycle) if row.group == _EVENT]
    base = scenarios.baseline
    played = () if base is None else statements(base.outcome)
    said = next((row for row in played if row.id == _STATEMENT), None)
    if not foreseen or base is None or said is None:
        return ""
    ours = max(foreseen, key=lambda row: row.horizon)
    first, judged = _by_process(cycle, ours)
    trial = None if scenarios.trial is None else _tried(scenarios.trial.yearly)
    month = date.fromisoformat(f"{base.outcome.manifest.months[0]}-01")
    expected = ""
    fan = base.outcome.fans.get(Series.TEXTS)
    if fan is not None and len(fan.mean) >= _YEAR:
        count = ranged(*reach(fan, _YEAR - 1))
        expected = f", {count} expected in the first {_YEAR}"
    second = (
        f"The game of the scenarios gives {chance(said.chance)}{_games(said)} within "
        f"{_MONTHS} months from {numerals.month(month)}{expected}{_fared(trial)}."
    )
    ranks = _RANKS.get(judged, 1), _rank(trial)
    return f"{first} {second} {_WHY} {_better(*ranks)}"


def _by_process(cycle: Cycle, row: Chance) -> tuple[str, str]:
    """Return what the process says and how it fared, and the judgement on it."""
    judged, tried = "", ""
    for verdict in () if cycle.backtest is None else cycle.backtest.verdict():
        contest = verdict.against(verdict.climatology)
        if (verdict.group.name, verdict.horizon) == (
            row.group,
            row.horizon,
        ) and contest:
            judged = contest.margin.judgement
            tried = f"; on past days it {judged} the plain rate ({percent(row.usual)})"
    ends = numerals.span(f"{row.count_low}", f"{row.count_high}")
    told = (
        "Two models foresee a resolution of the Council. The process of the cycle "
        f"gives {percent(row.probability)} ({chance_span(row)}) within {row.horizon} "
        f"days from {numerals.day(row.on)}, "
        f"{numerals.amount(row.mean, digits=2)} ({ends}) expected{tried}."
    )
    return told, judged


def _games(said: ChanceRow) -> str:
    if said.games_low is None or said.games_high is None:
        return ""
    return f" ({between(said.games_low, said.games_high)} by fitted game)"


def _tried(rows: tuple[TrialRow, ...]) -> TrialRow | None:
    return next((row for row in rows if row.series == Series.TEXTS), None)


def _fared(row: TrialRow | None) -> str:
    if row is None or row.decade is None:
        return ""
    side = "nearer to" if row.decade > 0 else "farther from"
    return (
        f"; on past days it was {number(abs(100 * row.decade))}\u00a0% {side} what "
        f"happened than any time of the ten years before ({row.decade_verdict})"
    )


def _rank(row: TrialRow | None) -> int:
    return 1 if row is None else _RANKS.get(row.decade_verdict, 1)


def _better(process: int, game: int) -> str:
    if process == game:
        return "By their record neither is to be preferred."
    name = "process" if process > game else "game"
    return f"By their record the {name} is to be preferred."
