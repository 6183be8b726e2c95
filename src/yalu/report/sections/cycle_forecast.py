"""What may come, and how well the model fits what came."""

from collections.abc import Sequence

from yalu.cycle.backtest.backtest import Backtest
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Figure, Panel, Table
from yalu.report.cycling import Cycle
from yalu.report.figures.forecast import (
    chances_chart,
    quantiles_chart,
)
from yalu.report.foreseeing import Chance, Quantile
from yalu.report.grid import Grid
from yalu.report.sections.cycle_estimates import estimated, sources_of

__all__ = [
    "chance_rows",
    "chance_span",
    "chances_figure",
    "chances_table",
    "fit_figure",
    "percent",
]

_BAND = 1.645  # standard deviations that hold the middle 90 percent of a normal
_KEY = ("foreseen", "range-of-90-percent", "rate-of-all-history")
_SMALL = 0.05
_TINY = 0.001
_POINTS = 40  # of one stream; more would not be told apart
_MOST = 0.99


def chance_rows(cycle: Cycle) -> tuple[Chance, ...]:
    """Return how likely each group of events is in the days to come."""
    if cycle.forecast is None:
        return ()
    cautions = _cautions(cycle.backtest)
    untried = "Not held against past days."
    found = []
    for one in cycle.forecast.foreseen:
        reach = _BAND * one.error
        least, most = one.spread or (one.probability - reach, one.probability + reach)
        low, high = one.interval()
        place = (one.group, one.horizon)
        found.append(
            Chance(
                group=one.group,
                label=cycle.label(one.group),
                horizon=one.horizon,
                on=cycle.forecast.on,
                until=one.until,
                probability=one.probability,
                # Few draws that are far out may carry the mean beyond the middle ones.
                low=max(0.0, min(least, one.probability)),
                high=min(1.0, max(most, one.probability)),
                mean=one.mean,
                count_low=low,
                count_high=high,
                usual=(cycle.usual or {}).get(place),
                caution=cautions.get(place, untried),
            )
        )
    return tuple(found)


def _cautions(found: Backtest | None) -> dict[tuple[str, int], str]:
    if found is None:
        return {}
    return {(v.group.name, v.horizon): v.caution for v in found.verdict()}


def chances_figure(cycle: Cycle) -> Figure | None:
    """Return the chances as points with their ranges; None without a forecast."""
    rows = chance_rows(cycle)
    if not rows or cycle.forecast is None:
        return None
    groups = list(dict.fromkeys(row.group for row in rows))
    panels = tuple(
        Panel(
            chart=chances_chart([row for row in rows if row.group == group]),
            label=cycle.label(group),
            key=_KEY if group == groups[0] else (),
        )
        for group in groups
    )
    return estimated(
        cycle,
        rows,
        "forecast",
        _chances_found(rows),
        panels,
        summary=" ".join(f"{_chance(row)}." for row in rows),
        definition=(
            "Probability of at least one event by the fitted process, all streams "
            "answering one another: the mean over draws of its parameters. The range "
            "holds what the middle 90 % of these draws say. So it tells how well the "
            "record settles the parameters, and not whether the process is right. "
            f"{_begins(cycle)} {cycle.groups} {' '.join(cycle.forecast.notes)}"
        ),
    )


def _chances_found(rows: Sequence[Chance]) -> str:
    longest = max(row.horizon for row in rows)
    told = [
        f"{percent(row.probability)} for {row.label}"
        for row in rows
        if row.horizon == longest
    ]
    return (
        f"At least one within {longest} days from {numerals.day(rows[0].on)}: "
        f"{numerals.listing(told)}, if the model is right"
    )


def _chance(row: Chance) -> str:
    return (
        f"{row.label} within {row.horizon} days: {percent(row.probability)} "
        f"({_range(row)})"
    )


def chances_table(cycle: Cycle) -> Table | None:
    """Return the chances as numbers, with what speaks against them."""
    rows = chance_rows(cycle)
    if not rows:
        return None
    return Table(
        id="forecast-numbers",
        title=f"What may happen from {numerals.day(rows[0].on)} on",
        columns=("Events", "At least one", "Number", "By past rate", "Tried before"),
        rows=tuple(
            (
                Cell(text=_capital(row.label), detail=f"within {row.horizon} days"),
                Cell(
                    text=percent(row.probability),
                    detail=_range(row),
                    tone="figure",
                ),
                Cell(
                    text=numerals.amount(row.mean, digits=2),
                    detail=(
                        f"{row.count_low} to {row.count_high} in 90\u00a0% of futures"
                    ),
                ),
                Cell(text=percent(row.usual)),
                Cell(text=row.caution or "Better than the rate of all history."),
            )
            for row in rows
        ),
        definition=(
            "By past rate: what the rate of all history says of the same days. Tried "
            "before: how the same forecasts of past days compare with that rate. "
            f"{_begins(cycle)}"
        ),
        sources=sources_of(cycle, rows),
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def fit_figure(cycle: Cycle) -> Figure | None:
    """Return observed waits against those of a right model; None without a model."""
    found = cycle.residuals
    if found is None:
        return None
    rows = [
        Quantile(
            stream=cycle.label(stream.name),
            expected=point["expected"],
            observed=point["observed"],
            poor=stream.p_value is not None and stream.p_value < _SMALL,
        )
        for stream in found.streams
        for point in _spread(stream.quantiles)
    ]
    if not rows:
        return None
    poor = [
        f"{cycle.label(s.name)} ({_p(s.p_value)})"
        for s in found.streams
        if s.p_value is not None and s.p_value < _SMALL
    ]
    tested = sum(s.p_value is not None for s in found.streams)
    title = (
        f"{numerals.count(len(poor)).capitalize()} of {tested} streams "
        f"{'does' if len(poor) == 1 else 'do'} not come as the model says: "
        f"{numerals.listing(poor)}"
        if poor
        else f"None of {tested} streams speaks against the model"
    )
    return estimated(
        cycle,
        rows,
        "goodness-of-fit",
        title,
        (Panel(chart=quantiles_chart(rows)),),
        summary=str(found),
        definition=(
            "Waiting times in units of what the model expects. If it is right they "
            "are exponential and lie on the pale line; above it, long waits are "
            "longer than it says. By Kolmogorov and Smirnov; since the parameters "
            "come from the same events, a small p speaks against the model and a "
            "large one hardly for it."
        ),
    )


def _p(value: float) -> str:
    return f"p = {value:.3f}" if value >= _TINY else f"p < {_TINY}"


def _spread(points: Sequence[dict[str, float]]) -> Sequence[dict[str, float]]:
    """Return at most so many points, evenly spread, the ends among them."""
    if len(points) <= _POINTS:
        return points
    step = (len(points) - 1) / (_POINTS - 1)
    return [points[round(number * step)] for number in range(_POINTS)]


def percent(share: float | None) -> str:
    """Return a share in percent; what is not certain is not told as certain."""
    if share is None:
        return numerals.percent(share)
    if share < _TINY:
        return f"less than {numerals.percent(_TINY)}"
    for edge in (1 - _TINY, _MOST):
        if share > edge:
            return f"more than {numerals.percent(edge, digits=3)}"
    return numerals.percent(share)


def chance_span(row: Chance) -> str:
    """Return between which probabilities the middle draws lie; once if they agree."""
    if row.low > _MOST:
        return percent(row.low)
    return numerals.span(percent(row.low), percent(row.high))


def _range(row: Chance) -> str:
    return f"{chance_span(row)} in 90\u00a0% of the draws"


def _begins(cycle: Cycle) -> str:
    """Return why the forecast begins on its day."""
    if cycle.forecast is None or cycle.window.last is None:
        return ""
    if cycle.forecast.on != cycle.window.end:
        return f"The forecast is asked from {numerals.day(cycle.forecast.on)} on."
    return (
        f"The log ends on {numerals.day(cycle.window.last)}, so the forecast begins "
        "on the day after."
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
