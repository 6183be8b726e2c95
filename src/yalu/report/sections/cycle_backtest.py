"""How forecasts of past days fared, against those who know no cycle."""

from collections.abc import Iterator, Sequence

from yalu.cycle.backtest.backtest import Backtest
from yalu.cycle.backtest.judging import ALL_YEARS, Contest
from yalu.cycle.backtest.paired import Judgement
from yalu.cycle.backtest.scores import Score
from yalu.cycle.calibration import calibrations
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Figure, Panel, Table
from yalu.report.cycling import Cycle
from yalu.report.figures.forecast import reliability_chart
from yalu.report.foreseeing import HeldBin, ScoreRow
from yalu.report.grid import Grid
from yalu.report.sections.cycle_estimates import estimated, sources_of

__all__ = [
    "reliability_figure",
    "score_rows",
    "scores_found",
    "scores_table",
    "verdict",
]


_IN_FILE = ("past_windows",)


def reliability_figure(cycle: Cycle) -> Figure | None:
    """Return how often past forecasts came true; None without a backtest."""
    found = cycle.backtest
    if found is None or not found.issued:
        return None
    rows = [
        HeldBin(
            group=group.name,
            horizon=horizon,
            foreseen=one.foreseen,
            happened=one.happened,
            low=one.low,
            high=one.high,
            forecasts=one.forecasts,
            apart=one.apart,
        )
        for group in found.groups
        for horizon in found.horizons
        for one in found.reliability(found.judged, group.name, horizon)
    ]
    panels = tuple(
        Panel(
            chart=reliability_chart([row for row in rows if row.group == group.name]),
            label=cycle.label(group.name),
        )
        for group in found.groups
        if any(row.group == group.name for row in rows)
    )
    inside = sum(row.low <= row.foreseen <= row.high for row in rows)
    return estimated(
        cycle,
        rows,
        "reliability",
        (
            f"In {inside} of {len(rows)} bins of past forecasts, what was foreseen "
            "lies within what chance allows of what happened"
        ),
        panels,
        summary=" ".join(
            f"{row.group}, {row.horizon} days: foreseen "
            f"{numerals.percent(row.foreseen)}, happened "
            f"{numerals.percent(row.happened)} of {row.forecasts}."
            for row in rows
        ),
        definition=(
            "Forecasts of past days, each from what was known then, in bins of like "
            "probability; the number is how many. On the dotted line what was "
            "foreseen came true as often. Bars: interval of 90 % for as many "
            "forecasts as do not overlap."
        ),
    )


def score_rows(cycle: Cycle) -> tuple[ScoreRow, ...]:
    """Return how the model that is judged fared against each reference."""
    found = cycle.backtest
    if found is None:
        return ()
    scores = {
        (s.process, s.group, s.horizon, s.score): s
        for s in found.scores
        if s.era == ALL_YEARS
    }
    rows = []
    for one in found.contests:
        place = (one.group, one.horizon, one.score)
        own = scores.get((one.process, *place))
        other = scores.get((one.reference, *place))
        if one.process != found.judged or own is None or other is None:
            continue
        rows.append(
            ScoreRow(
                group=one.group,
                horizon=one.horizon,
                process=found.labels[one.process],
                reference=found.labels[one.reference],
                score=one.score.label,
                own=own.value,
                other=other.value,
                gain=one.margin.difference,
                low=one.margin.low,
                high=one.margin.high,
                judgement=one.margin.judgement.value,
                forecasts=own.forecasts,
                events=own.events,
            )
        )
    return tuple(rows)


def scores_table(cycle: Cycle) -> Table | None:
    """Return the scores against each reference; None without a backtest."""
    found, rows = cycle.backtest, score_rows(cycle)
    if found is None or not rows:
        return None
    names = [found.labels[name] for name in _shown(found)]
    places = list(dict.fromkeys((row.group, row.horizon) for row in rows))
    return Table(
        id="backtest",
        title=scores_found(found),
        columns=("Forecast", *(f"Against the {name}" for name in names)),
        rows=tuple(
            (
                _asked(cycle, [r for r in rows if (r.group, r.horizon) == place]),
                *(
                    _margins(
                        [
                            r
                            for r in rows
                            if (r.group, r.horizon, r.reference) == (*place, name)
                        ]
                    )
                    for name in names
                ),
            )
            for place in places
        ),
        definition=(
            f"By how much mean scores of the {found.labels[found.judged]} are better "
            "than those of the other, above zero being better, with an interval of 90 "
            f"% from redrawn years; a bar marks what is all on one side. {cycle.groups}"
        ),
        note=verdict(cycle),
        look="scores",
        sources=sources_of(cycle, rows),
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def _shown(found: Backtest) -> list[str]:
    """Return the references that a page has room for; the file has all of them."""
    return [name for name in found.references if name not in _IN_FILE]


def _asked(cycle: Cycle, rows: Sequence[ScoreRow]) -> Cell:
    """Return what was to be foreseen, and the model's own mean scores."""
    first = rows[0]
    own = {row.score: row.own for row in rows}
    scores = ", ".join(f"{name} {value:.3f}" for name, value in own.items())
    return Cell(
        text=f"{_capital(cycle.label(first.group))}, {first.horizon} days",
        detail=f"{first.forecasts} forecasts, {first.events} with an event; {scores}",
    )


def _margins(rows: Sequence[ScoreRow]) -> Cell:
    """Return margins by all scores; the first, the log score, decides the look."""
    if not rows:
        return Cell(text=numerals.MISSING, tone="none")
    first, *others = rows
    tones = {Judgement.BEATS: "better", Judgement.WORSE: "worse"}
    tone = next((tone for j, tone in tones.items() if j == first.judgement), "")
    return Cell(
        text=f"{_margin(first)}{f': {tone}' if tone else ''}",
        detail="; ".join(_margin(row) for row in others),
        tone=tone,
    )


def _margin(row: ScoreRow) -> str:
    told = f"{row.score} {_signed(row.gain)}"
    if row.low is None or row.high is None:
        return told
    return f"{told} ({_signed(row.low)} to {_signed(row.high)})"


def scores_found(found: Backtest) -> str:
    """Return in how many questions the model beats the rate of all history."""
    verdicts = found.verdict()
    beaten = sum(one.beats_climatology for one in verdicts)
    return (
        f"By log score the {found.labels[found.judged]} beats the "
        f"{found.labels[found.climatology]} in {beaten} of {len(verdicts)} questions"
    )


def verdict(cycle: Cycle) -> str:
    """Return in a few sentences whether the model beats those who know no cycle."""
    found = cycle.backtest
    if found is None:
        return (
            "These forecasts have not been held against past days here: nothing says "
            "that they are better than a plain rate."
        )
    days = sorted({row.on for row in found.issued})
    tried = (
        f"Tried on {len(days)} past days, {numerals.day(days[0])} to "
        f"{numerals.day(days[-1])}, of which a question counts those whose outcome the "
        "record holds; each forecast from what was known then, and judged "
        "by the log score, by which each of two equal forecasters would seem better in "
        f"{_by_chance()} of questions."
    )
    against = [_against(cycle, found, reference) for reference in _shown(found)]
    return " ".join(
        part for part in (_conclusion(cycle, found), *against, tried) if part
    )


def _conclusion(cycle: Cycle, found: Backtest) -> str:
    """Return for which questions the model beats the rate of all history."""
    name, plain = found.labels[found.judged], found.labels[found.climatology]
    verdicts = found.verdict()
    beaten = [one for one in verdicts if one.beats_climatology]
    if not beaten:
        return f"For none of these questions is the {name} known to beat the {plain}."
    if len(beaten) == len(verdicts):
        return f"The {name} beats the {plain} in all of these questions."
    named = [f"{cycle.label(one.group.name)} at {one.horizon} days" for one in beaten]
    return (
        f"The {name} beats the {plain} for {numerals.listing(named)}, and in no other "
        "question."
    )


def _by_chance() -> str:
    """Return how often an interval lies on one given side though there is nothing."""
    held = [one.value for one in calibrations("backtest")]
    most, least = ((1 - share) / 2 for share in (min(held), max(held)))
    return numerals.span(numerals.percent(least), numerals.percent(most))


def _against(cycle: Cycle, found: Backtest, reference: str) -> str:
    """Return where the model beats one reference by log score, and where not."""
    asked = [
        one
        for one in found.contests
        if (one.process, one.reference, one.score)
        == (found.judged, reference, Score.LOG)
    ]
    if not asked:
        return ""
    told = list(_by_judgement(cycle, asked))
    return f"Against the {found.labels[reference]}: {'; '.join(told)}."


def _by_judgement(cycle: Cycle, asked: Sequence[Contest]) -> Iterator[str]:
    words = {
        Judgement.BEATS: "better for",
        Judgement.WORSE: "worse for",
        Judgement.UNKNOWN: "too few years to tell for",
        Judgement.EVEN: "not told apart in",
    }
    for judgement, lead in words.items():
        some = [one for one in asked if one.margin.judgement is judgement]
        if some and judgement is Judgement.EVEN:
            rest = "other " if len(some) < len(asked) else ""
            yield f"{lead} {numerals.plural(len(some), f'{rest}question')}"
        elif some and len(some) == len(asked):
            yield f"{lead} all of them"
        elif some:
            groups = dict.fromkeys(one.group for one in some)
            named = [
                f"{cycle.label(group)} at "
                + numerals.listing([f"{o.horizon}" for o in some if o.group == group])
                + " days"
                for group in groups
            ]
            yield f"{lead} {numerals.listing(named)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _signed(number: float) -> str:
    told = f"{number:+.3f}".replace("-", "\u2212")
    return told if float(f"{number:.3f}") else "0.000"
