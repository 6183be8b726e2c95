"""What one event does to the others, and a resolution to the tests after it."""

from collections.abc import Sequence

import numpy as np

from yalu.cycle.aftermath import Yardstick
from yalu.report import numerals
from yalu.report.block import Figure, Panel
from yalu.report.cycling import Cycle
from yalu.report.figures.cycle import effects_chart, pulls_chart
from yalu.report.foreseeing import EffectRow, Pull
from yalu.report.sections.cycle_estimates import estimated

__all__ = [
    "effect_rows",
    "effects_figure",
    "effects_found",
    "not_compared",
    "pull_rows",
    "pulls_figure",
    "told_ratio",
]

_LOW, _MIDDLE, _HIGH = 0.05, 0.5, 0.95
_KEY = ("brings-about", "holds-back", "not-told-from-nothing")
_BY_MODEL = "by the model: the same days without it"
_YARDSTICKS = {
    Yardstick.BEFORE: "by the record: days before its trigger",
    Yardstick.WITHOUT: "by the record: after unanswered triggers",
}
_NAMED = 3


def pull_rows(cycle: Cycle) -> tuple[Pull, ...]:
    """Return what one event of each stream does to the others, by horizon."""
    if cycle.model is None or cycle.pulls is None:
        return ()
    by_day = cycle.model.posterior.by_day
    labels = [cycle.label(name) for name in by_day.names]
    found = []
    for days, draws in cycle.pulls.items():
        low, middle, high = np.quantile(draws, (_LOW, _MIDDLE, _HIGH), axis=0)
        found += [
            Pull(
                cause=labels[j],
                target=labels[i],
                short=by_day.names[j].replace("_", " "),
                horizon=days,
                added=float(middle[i, j]),
                low=float(low[i, j]),
                high=float(high[i, j]),
            )
            for i in range(len(labels))
            for j in range(len(labels))
            if by_day.acts[i, j]
        ]
    return tuple(found)


def pulls_figure(cycle: Cycle) -> Figure | None:
    """Return the matrix of what one event does to the others; None without a model."""
    rows = pull_rows(cycle)
    if not rows:
        return None
    horizons = sorted({row.horizon for row in rows})
    panels = tuple(
        Panel(
            chart=pulls_chart([row for row in rows if row.horizon == days]),
            label=f"events within {days} days of one event",
            key=_KEY if days == horizons[0] else (),
        )
        for days in horizons
    )
    return estimated(
        cycle,
        rows,
        "branching",
        _pulls_found(rows, horizons[-1]),
        panels,
        summary=_pulls_summary(rows, horizons[-1]),
        definition=(
            "Columns act, rows answer: events of the row that one more event of the "
            "column brings about itself, or holds back if below zero, each stream "
            "being at its mean rate. Median and interval of 90 %; a cell whose "
            "interval holds zero is pale, and its number says nothing. "
            f"{_by_chance(rows, horizons[-1])} An order in time, not a cause."
        ),
    )


def _pulls_found(rows: Sequence[Pull], days: int) -> str:
    last = [row for row in rows if row.horizon == days]
    told = [row for row in last if row.is_told]
    if not told:
        return f"None of {len(last)} pairs of streams is told from no effect at all"
    strong = sorted(told, key=lambda row: -abs(row.added))[:_NAMED]
    named = [f"{row.cause} on {row.target} ({_signed(row.added)})" for row in strong]
    verb = "is" if len(told) == 1 else "are"
    return (
        f"{len(told)} of {len(last)} effects of one stream on another {verb} told from "
        f"none within {days} days, the strongest that of {numerals.listing(named)}"
    )


def _by_chance(rows: Sequence[Pull], days: int) -> str:
    """Return how many cells would be told from none if there were no effect at all."""
    cells = sum(row.horizon == days for row in rows)
    outside = 1 - (_HIGH - _LOW)
    return (
        f"At intervals of {_HIGH - _LOW:.0%}, about "
        f"{numerals.count(round(outside * cells))} of {cells} cells would be told from "
        "none by chance alone."
    )


def _pulls_summary(rows: Sequence[Pull], days: int) -> str:
    told = [
        f"{row.cause} on {row.target}: {_signed(row.added)} "
        f"({_signed(row.low)} to {_signed(row.high)})"
        for row in rows
        if row.horizon == days and row.is_told
    ]
    return f"Within {days} days: {'; '.join(told) if told else 'no effect is told'}."


def _signed(number: float) -> str:
    told = f"{number:+.2f}".replace("-", "\u2212")
    return told if float(f"{number:.2f}") else "0.00"


def effect_rows(cycle: Cycle) -> tuple[EffectRow, ...]:
    """Return what follows a resolution, by the model and by the record alone."""
    found = [
        EffectRow(
            cause=cycle.label(one.cause),
            of=cycle.label(one.of),
            horizon=one.horizon,
            against=_BY_MODEL,
            ratio=one.ratio,
            low=one.ratio_low,
            high=one.ratio_high,
            told=(
                f"{numerals.plural(one.occasions, 'occasion')}, each taken out in "
                f"turn; {_signed(one.difference)} events each "
                f"({_signed(one.difference_low)} to {_signed(one.difference_high)})"
            ),
        )
        for one in cycle.effects
    ]
    found += [
        EffectRow(
            cause=cycle.label(one.cause),
            of=cycle.label(one.of),
            horizon=one.horizon,
            against=_YARDSTICKS[one.yardstick],
            ratio=one.ratio,
            low=one.low,
            high=one.high,
            told=(
                f"{one.after} in {one.days_after:,.0f} days after {one.acts} of them; "
                f"{one.beside} in {one.days_beside:,.0f} days beside"
            ),
        )
        for one in cycle.aftermath
        if one.compares
    ]
    return tuple(found)


def not_compared(cycle: Cycle) -> str:
    """Return which comparisons are left out, for want of anything to compare."""
    left: dict[Yardstick, list[str]] = {}
    for one in cycle.aftermath:
        if not one.compares:
            left.setdefault(one.yardstick, []).append(str(one.horizon))
    told = [
        f"{_YARDSTICKS[yardstick]}, within {numerals.listing(days)} days"
        for yardstick, days in left.items()
    ]
    return f"Nothing to compare {'; '.join(told)}." if told else ""


def effects_figure(cycle: Cycle) -> Figure | None:
    """Return what a resolution does to tests; None where neither can be asked."""
    rows = effect_rows(cycle)
    if not rows:
        return None
    return estimated(
        cycle,
        rows,
        "after-resolutions",
        effects_found(rows),
        (Panel(chart=effects_chart(rows)),),
        summary=" ".join(
            f"{row.horizon} days, {row.against}: {told_ratio(row)}." for row in rows
        ),
        definition=_effects_definition(cycle),
    )


def _effects_definition(cycle: Cycle) -> str:
    """Return what is counted, by the model and by the record if they are asked."""
    first = (
        "How many times as many events there are in the days after the act as there "
        "would be without it, with an interval of 90 %; 1 is no effect."
    )
    parts = [first]
    if cycle.effects:
        parts.append(
            "By the model: expected events on the same days with each act and with it "
            "taken out, one at a time."
        )
    if cycle.aftermath:
        parts.append(
            "By the record: counts, held against as many days before what brought the "
            "act about, or after a like provocation without an act."
        )
    parts += [not_compared(cycle), "A line that reaches the edge goes on."]
    return " ".join(part for part in parts if part)


def effects_found(rows: Sequence[EffectRow]) -> str:
    """Return whether something becomes rarer after an act, as a sentence."""
    model = [row for row in rows if row.against == _BY_MODEL]
    record = [row for row in rows if row.against != _BY_MODEL]
    first = rows[0]
    parts = []
    for some, name in ((model, "the model"), (record, "the record")):
        if not some:
            continue
        told = [row for row in some if row.is_told]
        more = sum(row.low is not None and row.low > 1 for row in told)
        fewer = len(told) - more
        if not told:
            held = "its interval holds" if len(some) == 1 else "every interval holds"
            parts.append(f"{name} cannot tell more from fewer ({held} 1)")
        else:
            words = [
                f"{word} in {number} of {numerals.plural(len(some), 'comparison')}"
                for word, number in (("more", more), ("fewer", fewer))
                if number
            ]
            rest = ", and cannot tell in the others" if len(told) < len(some) else ""
            parts.append(f"{name} tells of {numerals.listing(words)}{rest}")
    return f"{_capital(first.of)} after {first.cause}: {'; '.join(parts)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def told_ratio(row: EffectRow) -> str:
    """Return a ratio with its interval, in words."""
    low = "0" if row.low is None else _short(row.low)
    high = "any number" if row.high is None else _short(row.high)
    if row.ratio is None:
        return f"{low} to {high}"
    return f"{_short(row.ratio)} ({low} to {high})"


def _short(number: float) -> str:
    return numerals.amount(number, digits=2)
