"""How we know: every trial of law, estimates and models, from its stored results.

Nothing here is typed in: each row reads the file that a trial wrote, and says which
program writes it anew. What a row cannot find it says is missing.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import calibration_page
import outturn_page

from yalu import library
from yalu.calibration import Calibration
from yalu.cycle.backtest import stored_backtest
from yalu.errors import ModelError
from yalu.regime import read_cases
from yalu.report.sections.pressure_borne import hits_by_model, outturns_found
from yalu.scenario.hindcast import Window, stored_hindcast

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GAME = ROOT / "src/yalu/strategy/estimation/data"
READING = HERE / "decisions/0011-second-reading-of-the-law.md"
ALL_PLAYERS, GAME_PLAYS = "all", "game"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial and how it came out.

    Attributes
    ----------
    what : str
        What was held against what.
    result : str
        How it came out, with its numbers.
    where : str
        Link to the whole account.
    again : str
        What does it anew.

    """

    what: str
    result: str
    where: str
    again: str


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each table and its text."""
    yield "law", table(law())
    yield "estimates", table(estimates())
    yield "forecasts", table(forecasts())
    yield "game", table(game())
    yield "checks", checks()
    yield "precedents", precedents()


def table(trials: Iterator[Trial]) -> str:
    """Return trials as a table."""
    lines = [
        "| what was tried | how it came out | in full | anew |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {one.what} | {one.result} | {one.where} | {one.again} |" for one in trials
    ]
    return "\n".join(lines) + "\n"


def law() -> Iterator[Trial]:
    """Yield how the encoded law was tried."""
    golden = _rows(ROOT / "tests/golden_verdicts.csv")
    other = sum(bool(row["un_answered"] or row["national_answered"]) for row in golden)
    yield Trial(
        what="Questions answered by a careful reader before any law was encoded",
        result=f"{len(golden)} questions; {other} answered otherwise, each with its "
        "reason",
        where="[decision 10](decisions/0010-golden-verdicts.md)",
        again="every check",
    )
    days = _rows(ROOT / "tests/law_boundaries.csv")
    apart = sum(bool(row["encoded_otherwise"]) for row in days)
    yield Trial(
        what="First and last days of measures, from the sources",
        result=f"{len(days)} measures; {apart} encoded otherwise, each with its reason",
        where="[decision 10](decisions/0010-golden-verdicts.md)",
        again="every check",
    )
    yield Trial(
        what="A second reader, who had written none of it, read all of the law",
        result="; ".join(_second_reading()),
        where="[decision 11](decisions/0011-second-reading-of-the-law.md)",
        again="once",
    )
    cases = {n: len(read_cases(library.folder_of(n))) for n in library.available()}
    yield Trial(
        what="Worked cases beside the law: a shipment, a day, the expected answer",
        result=f"{sum(cases.values()):,} cases of {len(cases)} regimes, all as "
        f"expected; {cases['dprk']:,} of the DPRK regime",
        where="[the law encoded](generated/law/index.md)",
        again="`yalu law --cases`; every check",
    )


def _second_reading() -> list[str]:
    text = READING.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([^|:]+)[^|]*\|$", text, re.MULTILINE)
    return [f"{n} {words.strip().removesuffix(', below')}" for n, words in rows]


ESTIMATORS = {
    "counterfactual": ("What would have moved without a measure", "counterfactual"),
    "synthetic": ("The same by a synthetic control", "counterfactual"),
    "breaks": ("When trade fell", "breaks"),
    "diversion": ("Trade that jumps to another line or state", "evasion"),
    "mirror": ("Two sides that do not agree", "evasion"),
    "hawkes": ("Events that bring about events", "hawkes"),
    "backtest": ("Ranges of the scores of forecasts", "backtest"),
}
FIGURES = {
    "coverage": "ranges held the truth in",
    "false_alarms": "false alarms in",
    "detections": "found in",
    "told as drift": "told as drift in",
    "answered": "answered in",
    "bias": "mean error, in points,",
    "within 10 points of the truth": "within 10 points of the truth in",
    "converged": "converged in",
}


def estimates() -> Iterator[Trial]:
    """Yield how estimates did in simulated worlds whose truth is known."""
    for record in calibration_page.RECORDS:
        for name in dict.fromkeys(row.estimator for row in record.calibrations()):
            title, page = ESTIMATORS[name]
            yield Trial(
                what=title,
                result="; ".join(_simulated(record.calibrations(name))),
                where=f"[{page}](methods/{page}.md)",
                again="`make calibrate`",
            )


def _simulated(rows: Sequence[Calibration]) -> Iterator[str]:
    worlds = {row.world for row in rows}
    runs = sum(max(r.runs for r in rows if r.world == world) for world in worlds)
    yield f"{len(worlds)} kinds of world, {runs:,} runs"
    for figure in dict.fromkeys(row.figure.partition(":")[0] for row in rows):
        own = [row for row in rows if row.figure.partition(":")[0] == figure]
        told = f"{FIGURES[figure]} {_ends(own, share=figure != 'bias')}"
        wanted = {row.nominal for row in own if row.nominal is not None}
        if wanted:
            ends = sorted(set(map(_percent, wanted)))
            told += f" (should be {' or '.join(ends)})"
        worse = sum(row.errs_more for row in own)
        if worse:
            told += f", surely worse than that in {worse} of {len(own)}"
        yield told


def _ends(rows: Sequence[Calibration], *, share: bool) -> str:
    low, high = min(r.value for r in rows), max(r.value for r in rows)
    if not share:
        return f"{low:.2g} to {high:.2g}"
    ends = [f"{100 * value:.0f}" for value in (low, high)]
    return f"{' to '.join(dict.fromkeys(ends))}\u00a0%"


def forecasts() -> Iterator[Trial]:
    """Yield how forecasts and runs from past days did on what came."""
    backtest = _found(_backtest)
    yield backtest or _missing("Forecasts of past days", "backtest")
    hindcast = _found(_hindcast)
    yield hindcast or _missing("Scenarios begun on past days", "hindcast")
    yield _pressure()


def _backtest() -> Trial:
    stored = stored_backtest()
    told = stored.backtest.verdict()
    beaten = sum(verdict.beats_climatology for verdict in told)
    number = sum(verdict.forecasts for verdict in told)
    return Trial(
        what="Forecasts of tests, launches and resolutions, each made with what was "
        "known that day",
        result=f"{number:,} forecasts on {len(told)} questions; better than the rate "
        f"of all history (log score) in {beaten} of {len(told)}{_stale(stored.stale)}",
        where="[backtest](methods/backtest.md)",
        again="`python tools/refit.py backtest`",
    )


def _hindcast() -> Trial:
    stored = stored_hindcast()
    pooled = [t for t in stored.tallies if t.start is None and t.window is Window.YEAR]
    windows = sum(one.windows for one in pooled)
    parts = []
    for name in ("50", "90"):
        inside = sum(getattr(t, f"inside{name}") * t.windows for t in pooled)
        held = sum(getattr(t, f"held{name}") * t.windows for t in pooled)
        parts.append(
            f"{name} % intervals of a year held what happened in "
            f"{_percent(inside / windows)} of {windows} cases "
            f"({_percent(held / windows)} would be right)"
        )
    verdicts = [str(against.verdict) for one in pooled for against in one.against]
    parts.append(
        f"surely better than a naive forecast in {verdicts.count('better')} of "
        f"{sum(map(bool, verdicts))} comparisons, surely worse in "
        f"{verdicts.count('worse')}"
    )
    starts = sorted({t.start.year for t in stored.tallies if t.start is not None})
    return Trial(
        what=f"Scenarios begun on the first day of {', '.join(map(str, starts))} with "
        "what was known then",
        result="; ".join(parts) + _stale(stored.stale),
        where="[hindcasts](methods/hindcast.md)",
        again="`python tools/refit.py hindcast`",
    )


def _pressure() -> Trial:
    rows = outturn_page.outturns()
    years = sorted({row.year for row in rows})
    return Trial(
        what=f"What the law of {years[0]} to {years[-1]} should have done to trade, "
        "income and prices, knowing nothing of what came",
        result=f"{outturns_found(rows)}. {hits_by_model(rows)}",
        where="[below](#what-pressure-should-have-done)",
        again="`make docs`, `yalu report`",
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def _stale(told: Sequence[str]) -> str:
    return f". **Stale**: {'; '.join(told)}" if told else ""


def _found(trial: Callable[[], Trial]) -> Trial | None:
    try:
        return trial()
    except ModelError:
        return None


def _missing(what: str, name: str) -> Trial:
    return Trial(
        what=what,
        result="nothing is stored",
        where=f"[{name}](methods/{name}.md)",
        again=f"`python tools/refit.py {name}`",
    )


def game() -> Iterator[Trial]:
    """Yield how the fitted game did."""
    whole = [r for r in _rows(GAME / "recovery.csv") if r["figure"] == "coverage"]
    for row in whole:
        names = ("nominal", "value", "low", "high")
        nominal, share, low, high = (_percent(float(row[name])) for name in names)
        yield Trial(
            what="Known parameters found again in records simulated from them",
            result=f"{row['runs']} records: ranges of {nominal} held {share} ({low} to "
            f"{high})",
            where="[strategy](methods/strategy.md)",
            again="`python tools/refit.py recovery`",
        )
    made = _fit()["checks"]
    out = [one["name"] for one in made if _is_far(one)]
    yield Trial(
        what="Counts of the record beside those of records that the game makes",
        result=f"{len(made) - len(out)} of {len(made)} inside the middle 90 %"
        + (f"; not {', '.join(out)}" if out else ""),
        where="[below](#what-the-game-makes)",
        again="`python tools/refit.py strategy`",
    )
    rows = [row for row in _rows(GAME / "loco.csv") if row["player"] == ALL_PLAYERS]
    own = [row for row in rows if row["forecaster"] == GAME_PLAYS]
    choices, hits = (sum(int(row[n]) for row in own) for n in ("choices", "hits"))
    yield Trial(
        what="Precedents, each left out of the fit and then foretold",
        result=f"{len(own)} precedents: {hits} of {choices} choices were the likeliest "
        f"by the game{''.join(_beaten(rows, own))}",
        where="[below](#precedents-left-out)",
        again="`python tools/refit.py strategy`",
    )


def _beaten(rows: list[dict[str, str]], own: list[dict[str, str]]) -> Iterator[str]:
    mine = {row["case"]: float(row["log_score"]) for row in own}
    for name in dict.fromkeys(row["forecaster"] for row in rows):
        if name != GAME_PLAYS:
            other = {
                r["case"]: float(r["log_score"])
                for r in rows
                if r["forecaster"] == name
            }
            better = sum(mine[case] > other[case] for case in mine if case in other)
            yield f"; a better log score than {name} in {better} of {len(other)}"


def _is_far(one: dict[str, Any]) -> bool:
    return not one["low"] <= one["observed"] <= one["high"]


def checks() -> str:
    """Return the counts of the record beside those that the game makes."""
    lines = [
        "| counted | in the record | by the game | middle 90 % | quarters |",
        "|---|--:|--:|--:|--:|",
    ]
    for one in _fit()["checks"]:
        mark = " **outside**" if _is_far(one) else ""
        lines.append(
            f"| {one['name']} | {one['observed']:.4g}{mark} | {one['median']:.4g} | "
            f"{one['low']:.4g} to {one['high']:.4g} | {one['periods']} |"
        )
    return "\n".join(lines) + "\n"


def precedents() -> str:
    """Return hits and log scores on precedents left out."""
    lines = [
        "| precedent | by | choices | hits | turns | turns hit | log score |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for row in _rows(GAME / "loco.csv"):
        if row["player"] == ALL_PLAYERS:
            cells = [row[n] for n in ("case", "forecaster", "choices", "hits")]
            cells += [row[name] for name in ("turns", "turn_hits")]
            lines.append(f"| {' | '.join(cells)} | {float(row['log_score']):.1f} |")
    return "\n".join(lines) + "\n"


def _fit() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GAME / "posterior.json").read_text("utf-8"))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
