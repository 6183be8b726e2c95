"""Figure of what happened since the first year looked at, a lane for each stream."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import altair as alt

from yalu.periods import Interval
from yalu.report import numerals
from yalu.report.block import Chart
from yalu.report.chronicle import Lane, Mark, Turn
from yalu.report.figures.marks import day_marks
from yalu.report.theme import (
    EVIDENCE_COLOURS,
    INK,
    MUTED,
    PAPER,
    RULE,
    chart_of,
    layered,
    styled,
    utc,
)

__all__ = ["PER_YEAR", "is_dense", "timeline_chart"]

PER_YEAR = 2
"""A lane with more events a year than this is drawn as counts by year."""

_LANE = 42
_TOP, _FOOT = 0.42, 0.94  # of a lane, below its name
_UNSEEN, _IN_PART = "#dfe3e8", "#f1f3f5"
_BAND = "#faf3e3"
_DAY = timedelta(days=1)
_LONG = 40  # letters of a label that leaves little room beside it on a telephone
_APART = 0.034  # of the axis, between two upright names on a telephone


def is_dense(lane: Lane, window: Interval) -> bool:
    """Return whether a lane has too many events to be drawn one by one."""
    years = (_end(window) - window.start).days / 365.25
    return len(lane.marks) > PER_YEAR * years


def timeline_chart(
    found: Sequence[Lane], turned: Sequence[Turn], window: Interval
) -> Chart:
    """Return lanes of events over the years.

    Events of a lane with few are single strokes, as wide as the days that each may
    have been on; those of a lane with many are bars that count a year. What nobody
    looked at is grey.

    Parameters
    ----------
    found : sequence of Lane
        From the top.
    turned : sequence of Turn
        Days that part eras; every second era is tinted.
    window : Interval
        Days to show; it must have an end.

    """
    ends = (window.start, _end(window))
    shades = [*_bands(turned, window, len(found)), *_silences(found)]
    strokes = [
        stroke for row, lane in enumerate(found) for stroke in _drawn(lane, row, window)
    ]
    x = utc("from", domain=ends, orient="bottom")
    y = alt.Y(
        "top:Q",
        title=None,
        axis=alt.Axis(labels=False, ticks=False, domain=False, grid=False),
        scale=alt.Scale(domain=[0, len(found)], reverse=True, nice=False),
    )
    grades = {stroke["evidence"] for stroke in strokes}
    colours = {str(g): c for g, c in EVIDENCE_COLOURS.items() if g.value in grades}
    ground = (
        chart_of(shades)
        .mark_rect()
        .encode(
            x=x, x2="until:T", y=y, y2="foot:Q", color=alt.Color("shade:N", scale=None)
        )
    )
    tips = ["when:N", "what:N", "kind:N", "evidence:N", "sources:N"]
    drawn = (
        chart_of(strokes)
        .mark_bar(clip=True, strokeWidth=1.2)
        .encode(
            x=x,
            x2="until:T",
            y=y,
            y2="foot:Q",
            color=_by_evidence(alt.Color, colours, legend=True),
            # A day is narrower than a pixel: its edge makes it seen.
            stroke=_by_evidence(alt.Stroke, colours, legend=False),
            fillOpacity=alt.condition("datum.dated", alt.value(1), alt.value(0.35)),
            tooltip=tips,
        )
    )
    return styled(
        layered(
            ground, *_rules(found), drawn, *_names(found, window), *_turns(turned, ends)
        ),
        height=_LANE * len(found),
    )


def _by_evidence(
    channel: type[alt.Color | alt.Stroke], colours: dict[str, str], *, legend: bool
) -> alt.Color | alt.Stroke:
    return channel(
        "evidence:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend() if legend else None,
    )


def _end(window: Interval) -> date:
    return window.end or window.start + _DAY


def _bands(
    turned: Sequence[Turn], window: Interval, rows: int
) -> Iterator[dict[str, object]]:
    """Yield every second era as a band behind the lanes."""
    days = [window.start, *(turn.day for turn in turned), _end(window)]
    for start, end in list(pairwise(days))[1::2]:
        yield _area(start, end, 0, rows, _BAND)


def _silences(found: Sequence[Lane]) -> Iterator[dict[str, object]]:
    """Yield what nobody looked at, and what was seen in part."""
    for row, lane in enumerate(found):
        for gaps, shade in ((lane.in_part, _IN_PART), (lane.unseen, _UNSEEN)):
            for gap in gaps:
                yield _area(gap.start, _end(gap), row + _TOP, row + _FOOT, shade)


def _area(
    start: date, end: date, top: float, foot: float, shade: str
) -> dict[str, object]:
    return {
        "from": start.isoformat(),
        "until": end.isoformat(),
        "top": round(top, 4),
        "foot": round(foot, 4),
        "shade": shade,
    }


def _drawn(lane: Lane, row: int, window: Interval) -> Iterator[dict[str, object]]:
    if is_dense(lane, window):
        yield from _by_year(lane, row, window)
        return
    for mark in lane.marks:
        yield {
            "from": max(mark.first_day, window.start).isoformat(),
            "until": min(mark.last_day + _DAY, _end(window)).isoformat(),
            "top": round(row + (_TOP if mark.dating == "day" else _TOP + 0.16), 4),
            "foot": round(row + _FOOT, 4),
            "dated": mark.first_day == mark.last_day,
            "when": _when(mark),
            "what": mark.what,
            "kind": mark.kind,
            "evidence": mark.evidence.value,
            "sources": ", ".join(mark.sources)
            + (", to check" if mark.to_check else ""),
        }


def _when(mark: Mark) -> str:
    if mark.first_day == mark.last_day:
        return str(mark.first_day)
    vague = " (day not known)" if mark.dating in ("month", "longer") else ""
    return f"{mark.first_day} to {mark.last_day}{vague}"


def _by_year(lane: Lane, row: int, window: Interval) -> Iterator[dict[str, object]]:
    """Yield bars of a lane: one a year and grade, on top of each other."""
    counted = Counter((_year(mark, window), mark.evidence) for mark in lane.marks)
    totals: Counter[int] = Counter()
    for (year, _), number in counted.items():
        totals[year] += number
    unit = (_FOOT - _TOP) / max(totals.values())
    for year in sorted(totals):
        foot = row + _FOOT
        for grade in (each for each in EVIDENCE_COLOURS if counted[year, each]):
            number = counted[year, grade]
            yield {
                "from": date(year, 2, 1).isoformat(),
                "until": date(year, 12, 1).isoformat(),
                "top": round(foot - unit * number, 4),
                "foot": round(foot, 4),
                "dated": True,
                "when": str(year),
                "what": f"{number} of {totals[year]} events of the year",
                "kind": lane.label,
                "evidence": grade.value,
                "sources": _sources(lane, year, window),
            }
            foot -= unit * number


def _year(mark: Mark, window: Interval) -> int:
    return max(mark.first_day, window.start).year


def _sources(lane: Lane, year: int, window: Interval) -> str:
    """Return how many sources tell of a year, and how many events are to check."""
    marks = [mark for mark in lane.marks if _year(mark, window) == year]
    named = {name for mark in marks for name in mark.sources}
    unchecked = sum(mark.to_check for mark in marks)
    return f"{len(named)}, {unchecked} to check" if unchecked else f"{len(named)}"


def _rules(found: Sequence[Lane]) -> list[alt.Chart]:
    """Return a line at the foot of each lane."""
    feet = [{"top": round(row + _FOOT, 4)} for row in range(len(found))]
    return [chart_of(feet).mark_rule(color=RULE).encode(y="top:Q")]


def _names(found: Sequence[Lane], window: Interval) -> list[alt.Chart]:
    """Return the name of each lane above its strokes, on a halo of paper."""
    records = []
    for row, lane in enumerate(found):
        count = f"{len(lane.marks):,}"
        most = _most(lane) if is_dense(lane, window) else ""
        label = lane.label[:1].upper() + lane.label[1:]
        records.append(
            {
                "top": row + _TOP - 0.06,
                "label": f"{label}: {count}{most}",
                "short": f"{label}: {count}{_at_most(lane, window)}",
            }
        )
    base = chart_of(records).encode(y="top:Q", x=alt.value(0))
    text = alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.label")
    halo = base.mark_text(
        align="left",
        baseline="bottom",
        dx=2,
        text=text,
        stroke=PAPER,
        strokeWidth=3,
        strokeJoin="round",
    )
    return [
        halo,
        base.mark_text(align="left", baseline="bottom", dx=2, text=text, color=INK),
    ]


def _at_most(lane: Lane, window: Interval) -> str:
    """Return the highest bar in a few words, for a narrow screen."""
    if not is_dense(lane, window):
        return ""
    whole = f", \u2264 {lane.peak[0]} a year"
    return whole if len(lane.label) < _LONG else f", \u2264 {lane.peak[0]}/yr"


def _most(lane: Lane) -> str:
    number, years = lane.peak
    return (
        f", a bar a year, the highest {number} in "
        f"{numerals.listing([str(year) for year in years])}"
    )


def _turns(turned: Sequence[Turn], ends: tuple[date, date]) -> list[alt.Chart]:
    """Return a rule at each day that parts eras, and its name above."""
    marks = day_marks([(turn.day, turn.label) for turn in turned], ends, narrow=_APART)
    if not marks:
        return []
    base = chart_of(marks).encode(x="day:T")
    rules = base.mark_rule(color=MUTED, strokeWidth=0.9, strokeDash=[2, 2])
    words = base.mark_text(
        align="left",
        baseline="middle",
        angle=270,
        fontSize=11,
        color=MUTED,
        dx=4,
        text=alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.label"),
    ).encode(y=alt.value(0))
    return [rules, words]
