"""Figure of what was expected and what was observed: a fan, and points."""

from collections.abc import Sequence
from datetime import date

import altair as alt

from yalu.periods import Interval, months
from yalu.report.block import Chart
from yalu.report.estimating import FanPoint, LawDay
from yalu.report.figures.marks import day_marks, named
from yalu.report.theme import (
    EVIDENCE_COLOURS,
    INK,
    MUTED,
    chart_of,
    layered,
    styled,
    utc,
)

__all__ = ["fan_chart", "is_cut", "scale_of"]

_BAND = "#e4dcef"
_MEDIAN = "#7b5aa6"
_HEADROOM = 1.5


def scale_of(points: Sequence[FanPoint]) -> tuple[float, str]:
    """Return what amounts are divided by to be read, and the words for it.

    Parameters
    ----------
    points : sequence of FanPoint
        At least one.

    """
    top = _top(points)
    unit = points[0].unit
    for size, word in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if top >= size:
            return size, f"{word} {unit}"
    return 1.0, unit


def fan_chart(
    points: Sequence[FanPoint], rules: Sequence[LawDay], *, height: int = 230
) -> Chart:
    """Return what was recorded as points and a line, and what was expected as a fan.

    The line breaks where a month is not recorded. The scale is linear and begins at
    nil; a band that runs far above everything recorded and expected is cut off.

    Parameters
    ----------
    points : sequence of FanPoint
        Months in order, then longer periods; their means are drawn as level lines.
    rules : sequence of LawDay
        Days of law to mark.
    height : int
        Height in pixels.

    """
    size, words = scale_of(points)
    window = (min(p.period_start for p in points), max(p.period_end for p in points))
    x = utc("month", domain=window)
    title = f"{words} a month, linear scale from nil"
    top = _top(points) / size
    y = alt.Y(
        "value:Q",
        title=title,
        scale=alt.Scale(domain=[0, top], nice=False),
    )
    band = chart_of(_band(points, size)).mark_area(color=_BAND, clip=True)
    edges = band.encode(x=x, y=alt.Y("low:Q", title=title), y2="high:Q")
    middle = chart_of(_band(points, size)).mark_line(
        color=_MEDIAN, strokeWidth=1.6, strokeDash=[5, 3], clip=True
    )
    seen = chart_of(_path(points, size)).mark_line(color=MUTED, strokeWidth=1.2)
    dots = chart_of(_dots(points, size)).mark_point(size=18, filled=True, opacity=1)
    grades = {p.evidence for p in points}
    colours = {g.value: c for g, c in EVIDENCE_COLOURS.items() if g in grades}
    drawn = dots.encode(
        x=x,
        y=y,
        color=alt.Color(
            "evidence:N",
            legend=None,
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        ),
        tooltip=["when:N", "value:Q", "expected:N", "evidence:N", "source:N"],
    )
    return styled(
        layered(
            edges,
            middle.encode(x=x, y=alt.Y("expected:Q", title=title)),
            seen.encode(x=x, y=y),
            *(mean.encode(x=x, x2="until:T", y=y) for mean in _means(points, size)),
            drawn,
            *_rules(rules, window),
        ),
        height=height,
    )


def is_cut(points: Sequence[FanPoint]) -> bool:
    """Return whether the band runs above the end of the scale.

    Parameters
    ----------
    points : sequence of FanPoint
        At least one.

    """
    return max(p.expected_high or 0.0 for p in points) > _top(points)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _top(points: Sequence[FanPoint]) -> float:
    """Return the end of the axis: above all that is recorded or likeliest."""
    known = [p.observed_high or p.observed_low or 0.0 for p in points]
    likely = [p.expected or 0.0 for p in points]
    highest = max([p.expected_high or 0.0 for p in points], default=0.0)
    return min(max([*known, *likely]) * _HEADROOM, max([*known, highest]) * 1.05) or 1.0


def _band(points: Sequence[FanPoint], size: float) -> list[dict[str, object]]:
    return [
        {
            "month": p.period_start.isoformat(),
            "low": p.expected_low / size,
            "high": p.expected_high / size,
            "expected": p.expected / size,
        }
        for p in points
        if p.expected is not None
        and p.expected_low is not None
        and p.expected_high is not None
    ]


def _means(points: Sequence[FanPoint], size: float) -> list[alt.Chart]:
    """Return level lines through longer periods recorded as one; none without any."""
    found = [
        {
            "month": p.period_start.isoformat(),
            "until": p.period_end.isoformat(),
            "value": _middle(p) / size,
            "when": f"mean of {p.months} months",
        }
        for p in points
        if p.months > 1 and p.observed_low is not None
    ]
    if not found:
        return []
    return [chart_of(found).mark_rule(color=MUTED, strokeWidth=2)]


def _path(points: Sequence[FanPoint], size: float) -> list[dict[str, object]]:
    """Return one amount a month, null where none is recorded."""
    known = {p.period_start: _middle(p) for p in _single(points)}
    if not known:
        return []
    last = Interval.month(*_month(max(known))).end
    return [
        {
            "month": m.start.isoformat(),
            "value": known[m.start] / size if m.start in known else None,
        }
        for m in months(Interval(min(known), last))
    ]


def _dots(points: Sequence[FanPoint], size: float) -> list[dict[str, object]]:
    return [
        {
            "month": p.period_start.isoformat(),
            "value": _middle(p) / size,
            "when": f"{p.period_start:%B %Y}",
            "expected": "\u2013" if p.expected is None else f"{p.expected / size:.3g}",
            "evidence": p.evidence.value,
            "source": named(p.sources),
        }
        for p in _single(points)
    ]


def _single(points: Sequence[FanPoint]) -> list[FanPoint]:
    """Return the months that are recorded by themselves."""
    return [p for p in points if p.months == 1 and p.observed_low is not None]


def _middle(point: FanPoint) -> float:
    low = point.observed_low or 0.0
    return low if point.observed_high is None else (low + point.observed_high) / 2


def _rules(rules: Sequence[LawDay], window: tuple[date, date]) -> list[alt.Chart]:
    """Return a rule at each day of law, and its name at the top."""
    marks = day_marks([(rule.day, rule.label) for rule in rules], window)
    if not marks:
        return []
    base = chart_of(marks).encode(x="day:T")
    lines = base.mark_rule(color=INK, strokeWidth=0.9, strokeDash=[2, 2])
    words = base.mark_text(
        align="right",
        baseline="bottom",
        angle=270,
        fontSize=11,
        color=MUTED,
        dx=-4,
        text=alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.label"),
    ).encode(y=alt.value(0))
    return [lines, words]
