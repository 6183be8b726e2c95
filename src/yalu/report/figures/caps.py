"""Figures of caps: use by window and record, and use as it grew.

Official and alleged amounts never share a panel, an axis or a colour.
"""

from collections.abc import Sequence

import altair as alt

from yalu.flows import Series
from yalu.report.block import Chart
from yalu.report.capping import CapRow, RunningPoint
from yalu.report.theme import (
    INK,
    MUTED,
    PAPER,
    SERIES_COLOURS,
    chart_of,
    layered,
    styled,
)

__all__ = ["running_chart", "use_chart"]

_FULL = 100
_LANE = 17
_GAP = 6.0  # percent between two labels
_TINTS = {
    "customs": "#a9c4de",
    "notified": "#bfdcf2",
    "estimated": "#cfc3e2",
    "alleged": "#f0bfa6",
}
_ROOM = 1.75  # share of the axis left for the words after the longest bar


def use_chart(
    rows: Sequence[CapRow], *, series: Series, alerts: Sequence[int], lanes: bool
) -> Chart:
    """Return the share of each limit that is used, window by window.

    A bar is solid to the low end and pale to the high end; an arrow means *at least*.

    Parameters
    ----------
    rows : sequence of CapRow
        Of one series.
    series : Series
        Which, for the colour.
    alerts : sequence of int
        Percentages to mark beside 100.
    lanes : bool
        Whether the words at the bar name the state and limit.

    """
    colour, tint = SERIES_COLOURS[series.value], _TINTS[series.value]
    records = _records(rows, lanes=lanes)
    top = max([_FULL, *(float(row.high or row.low) for row in rows)])
    y = alt.Y(
        "key:N",
        sort=[str(r["key"]) for r in records],
        title=None,
        axis=alt.Axis(
            labelExpr="split(datum.label, '|')[1]", labelOverlap=False, labelPadding=4
        ),
    )
    x = alt.X(
        "low:Q",
        title="percent of the limit",
        scale=alt.Scale(domain=[0, top * _ROOM], nice=False),
        axis=alt.Axis(
            grid=False,
            values=_ticks(top),
            titleAnchor="start",
        ),
    )
    base = chart_of(records).encode(y=y)
    tips = ["window:N", "who:N", "told:N", "unit:N", "months:N", "source:N"]
    wide = base.mark_bar(height=11, color=tint).encode(x=x, x2="high:Q", tooltip=tips)
    solid = base.mark_bar(height=11, color=colour).encode(
        x=alt.X("zero:Q"), x2="low:Q", tooltip=tips
    )
    arrows = (
        base.transform_filter("datum.open")
        .mark_point(
            shape="triangle-right", filled=True, size=70, color=colour, opacity=1
        )
        .encode(x="high:Q")
    )
    text = alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.words")
    words = base.encode(x="high:Q")
    room = alt.ExprRef("max(30, width - scale('x', datum.high) - 12)")
    halo = words.mark_text(
        align="left",
        dx=9,
        text=text,
        limit=room,
        stroke=PAPER,
        strokeWidth=4,
        strokeJoin="round",
    )
    ink = words.mark_text(align="left", dx=9, text=text, limit=room, color=INK)
    return styled(
        layered(wide, solid, *_alerts(alerts), arrows, halo, ink),
        height=alt.Step(_LANE),
    )


def _records(rows: Sequence[CapRow], *, lanes: bool) -> list[dict[str, object]]:
    seen: set[str] = set()
    found = []
    for number, row in enumerate(rows):
        name = "" if row.window in seen else row.window
        seen.add(row.window)
        found.append(
            {
                "key": f"{number:03d}|{name}",
                "window": row.window,
                "who": row.states,
                "told": row.told,
                "unit": f"counted in {row.unit}, limit {row.limit}",
                "months": f"{row.months - row.missing} of {row.months} months known",
                "source": row.compiler,
                "zero": 0,
                "low": float(row.low),
                "high": float(row.low if row.high is None else row.high),
                "open": row.high is None,
                "words": f"{row.told} {_words(row, lanes=lanes)}",
                "short": _short(row, lanes=lanes),
            }
        )
    return found


def _words(row: CapRow, *, lanes: bool) -> str:
    if row.series is Series.ALLEGED:
        months = row.months - row.missing
        return f"{row.compiler}, about {months} month{'s' if months > 1 else ''}"
    what = row.states if lanes else row.limit_words
    if row.series is not Series.NOTIFIED:
        what = f"{what} ({row.compiler})"
    if not row.missing or row.exceeded:
        return what
    return f"{what}, {row.missing} of {row.months} months missing"


def _short(row: CapRow, *, lanes: bool) -> str:
    what = row.states.split(",")[0] if lanes else row.limit_words.split()[0]
    if row.series is Series.ALLEGED:
        what = row.compiler
    open_end = row.missing and not row.exceeded and row.series is not Series.ALLEGED
    sign = "\u2265 " if open_end else ""
    return f"{sign}{row.told.removeprefix('at least ')} {what}"


def _ticks(top: float) -> list[int]:
    step = next((s for s in (25, 50, 100, 200, 500) if top / s <= 5), 1000)  # noqa: PLR2004
    return list(range(0, int(top) + 1, step))


def _alerts(alerts: Sequence[int]) -> list[alt.Chart]:
    marks = [
        {"at": level, "kind": "limit" if level == _FULL else "alert"}
        for level in sorted({*alerts, _FULL})
    ]
    base = chart_of(marks).encode(x="at:Q")
    rules = base.mark_rule(color=INK).encode(
        strokeDash=alt.StrokeDash(
            "kind:N",
            scale=alt.Scale(domain=["limit", "alert"], range=[[1, 0], [2, 3]]),
            legend=None,
        ),
        strokeWidth=alt.StrokeWidth(
            "kind:N",
            scale=alt.Scale(domain=["limit", "alert"], range=[1.6, 0.7]),
            legend=None,
        ),
    )
    return [rules]


def running_chart(
    points: Sequence[RunningPoint],
    *,
    alerts: Sequence[int],
    label: str,
    height: int = 220,
) -> Chart:
    """Return how the use of a cap grew over the months of its window.

    Parameters
    ----------
    points : sequence of RunningPoint
        Of any number of rows; unreported months are left out, so lines break.
    alerts : sequence of int
        Percentages to mark beside 100.
    label : str
        What the words at the end of a line are: ``window`` or ``limit``.
    height : int
        Height in pixels.

    """
    # A month that is only inside a longer total waits for the end of that total.
    shown = [p for p in points if p.known or p.status == "unreported"]
    records = [_point(point, label) for point in shown]
    last = _apart({str(r["line"]): r for r in records if r["low"] is not None})
    months = max(point.number for point in points)
    series = list(dict.fromkeys(str(r["series"]) for r in records))
    top = max([_FULL, *(float(p.high or p.low or 0) for p in points)])
    x = alt.X(
        "month:Q",
        title="month of the window",
        scale=alt.Scale(domain=[0.7, months * 1.28], nice=False),
        axis=alt.Axis(grid=False, values=list(range(1, months + 1)), format="d"),
    )
    y = alt.Y(
        "low:Q",
        title="percent of the limit",
        scale=alt.Scale(domain=[0, top * 1.04], nice=False),
    )
    colour = alt.Color(
        "series:N",
        title=None,
        scale=alt.Scale(domain=series, range=[SERIES_COLOURS[name] for name in series]),
    )
    plain = chart_of(records).encode(x=x, detail="line:N")
    bands = [
        plain.transform_filter(f"datum.series == '{name}'")
        .mark_area(opacity=0.18, color=SERIES_COLOURS[name])
        .encode(y=y, y2="high:Q")
        for name in series
    ]
    base = plain.encode(color=colour)
    lines = base.mark_line(strokeWidth=1.8).encode(y=y)
    dots = base.mark_point(size=22, filled=True, opacity=1).encode(
        y=y, tooltip=["line:N", "when:N", "low:Q", "high:Q", "status:N"]
    )
    rules = chart_of([{"at": level} for level in sorted({*alerts, _FULL})]).mark_rule(
        color=MUTED, strokeDash=[2, 3], strokeWidth=0.8
    )
    ends = chart_of(last).encode(x=x, y="label at:Q", text="label:N")
    halo = ends.mark_text(
        align="left", dx=6, fontSize=11, stroke=PAPER, strokeWidth=4, strokeJoin="round"
    )
    words = ends.mark_text(align="left", dx=6, fontSize=11, color=MUTED)
    return styled(
        layered(*bands, rules.encode(y="at:Q"), lines, dots, halo, words), height=height
    )


def _apart(ends: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    """Return the ends of lines with the heights of their labels moved apart."""
    found: list[dict[str, object]] = []
    below = -_GAP
    for end in sorted(ends.values(), key=lambda end: float(str(end["low"]))):
        below = max(float(str(end["low"])), below + _GAP)
        found.append({**end, "label at": below})
    return found


def _point(point: RunningPoint, label: str) -> dict[str, object]:
    row = point.row
    known = point.status != "unreported" and point.low is not None
    low = float(point.low) if known and point.low is not None else None
    high = low if point.high is None else float(point.high)
    return {
        "line": f"{row.window} {row.limit_words} {row.compiler} {row.states}",
        "series": row.series.value,
        "month": point.number,
        "when": f"{point.month:%B %Y}",
        "low": low,
        "high": high if known else None,
        "status": point.status,
        "label": row.window if label == "window" else row.limit_words,
    }
