"""Figures of caps: use by window and record, and use as it grew.

Official and alleged amounts never share a panel, an axis or a colour.
"""

from collections.abc import Mapping, Sequence

import altair as alt

from yalu.flows import Series
from yalu.report.block import Chart
from yalu.report.capping import CapRow, RunningPoint
from yalu.report.figures.marks import named
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
_GAP = 0.06  # of the axis, between two labels
_LETTER = 6.3  # pixels, at the size of the words beside bars
_SMALL_LETTER = 5.9
_TINTS = {
    "customs": "#a9c4de",
    "notified": "#bfdcf2",
    "estimated": "#cfc3e2",
    "alleged": "#f0bfa6",
}


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
        scale=alt.Scale(domainMin=0, domainMax=_room(records, top), nice=False),
        axis=alt.Axis(grid=False, values=_ticks(top), titleAnchor="start"),
    )
    base = chart_of(records).encode(y=y)
    tips = [
        *("window:N", "who:N", "told:N", "unit:N", "months:N", "compiler:N"),
        "source:N",
    ]
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
    halo = words.mark_text(
        align="left",
        dx=9,
        text=text,
        stroke=PAPER,
        strokeWidth=8,  # wide enough to break lines between words, too
        strokeJoin="round",
    )
    ink = words.mark_text(align="left", dx=9, text=text, color=INK)
    return styled(
        layered(wide, solid, _levels(alerts, "x"), halo, arrows, ink),
        height=alt.Step(_LANE),
    )


def _room(records: Sequence[Mapping[str, object]], top: float) -> alt.ExprRef:
    """Return the end of an axis that leaves room for the words after every bar."""
    wide, narrow = (_reach(records, name, top) for name in ("words", "short"))
    return alt.ExprRef(f"containerSize()[0] < 500 ? {narrow} : {wide}")


def _reach(records: Sequence[Mapping[str, object]], name: str, top: float) -> str:
    longest: dict[int, float] = {}
    for record in records:
        pixels = round(len(str(record[name])) * _LETTER) + 14
        longest[pixels] = max(longest.get(pixels, 0), float(str(record["high"])))
    ends = [
        f"{high:.6g} * width / max(40, width - {pixels})"
        for pixels, high in sorted(longest.items())
        if not any(p > pixels and h >= high for p, h in longest.items())
    ]
    return f"max({top:.6g}, {', '.join(ends)})"


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
                "compiler": row.compiler,
                "source": named(row.sources),
                "zero": 0,
                "low": float(row.low),
                "high": float(row.low if row.high is None else row.high),
                "open": row.is_floor,
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
    return f"{row.told} {what}"


def _ticks(top: float) -> list[int]:
    step = next((s for s in (25, 50, 100, 200, 500) if top / s <= 5), 1000)  # noqa: PLR2004
    return list(range(0, int(top) + 1, step))


def _levels(alerts: Sequence[int], axis: str) -> alt.Chart:
    """Return lines across an axis: solid at the limit, dotted at alerts."""
    marks = [
        {"at": level, "kind": "limit" if level == _FULL else "alert"}
        for level in sorted({*alerts, _FULL})
    ]
    at = {axis: "at:Q"}
    base: alt.Chart = chart_of(marks).mark_rule(color=INK).encode(**at)
    return base.encode(
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
        Of any number of rows. A line runs only where every month since the window
        opened is on record; later totals stand unjoined and hollow, as lower ends.
    alerts : sequence of int
        Percentages to mark beside 100.
    label : str
        What the words at the end of a line are: ``window``, or ``limit`` for the
        limit and who printed the figures.
    height : int
        Height in pixels.

    """
    records = _running(points, label)
    months = max(point.number for point in points)
    series = list(dict.fromkeys(str(r["series"]) for r in records))
    top = max([_FULL, *(float(p.high or p.low or 0) for p in points)])
    last = _apart({str(r["line"]): r for r in records}, months, top * _GAP)
    letters = max((len(str(r["label"])) for r in records), default=0)
    edge = (
        f"{months:d} * width / max(90, width - {round(letters * _SMALL_LETTER) + 30})"
    )
    x = alt.X(
        "month:Q",
        title="month of the window",
        scale=alt.Scale(domainMin=0.7, domainMax=alt.ExprRef(edge), nice=False),
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
        plain.transform_filter(f"datum.series == '{name}' && datum.whole")
        .mark_area(opacity=0.18, color=SERIES_COLOURS[name])
        .encode(y=y, y2="high:Q")
        for name in series
    ]
    base = plain.encode(color=colour)
    lines = base.transform_filter("datum.whole").mark_line(strokeWidth=1.8).encode(y=y)
    tips = ["line:N", "when:N", "low:Q", "high:Q", "status:N", "source:N"]
    dots = (
        base.transform_filter("datum.whole")
        .mark_point(size=22, filled=True, opacity=1)
        .encode(y=y, tooltip=tips)
    )
    floors = (
        base.transform_filter("!datum.whole")
        .mark_point(size=24, filled=False, fill=PAPER, strokeWidth=1.3, opacity=1)
        .encode(y=y, tooltip=tips)
    )
    leaders, words = _named(last, x)
    return styled(
        layered(*bands, _levels(alerts, "y"), leaders, lines, dots, floors, words),
        height=height,
    )


def _named(last: Sequence[Mapping[str, object]], x: alt.X) -> tuple[alt.Chart, ...]:
    """Return the labels beside the axis, each led to the end of its own line."""
    leaders = [
        {"line": r["line"], "month": month, "label at": at}
        for r in last
        for month, at in ((r["month"], r["low"]), (r["label month"], r["label at"]))
    ]
    thin = chart_of(leaders).mark_line(color=MUTED, strokeWidth=0.6)
    words = chart_of(last).mark_text(align="left", dx=3, fontSize=11, color=MUTED)
    at = "label at:Q"
    return (
        thin.encode(x=x, y=at, detail="line:N"),
        words.encode(x="label month:Q", y=at, text="label:N"),
    )


def _apart(
    ends: dict[str, dict[str, object]], months: int, gap: float
) -> list[dict[str, object]]:
    """Return the ends of lines with the heights of their labels moved apart."""
    found: list[dict[str, object]] = []
    below = -gap
    for end in sorted(ends.values(), key=lambda end: float(str(end["low"]))):
        below = max(float(str(end["low"])), below + gap)
        found.append({**end, "label at": below, "label month": months + months / 40})
    return found


def _running(points: Sequence[RunningPoint], label: str) -> list[dict[str, object]]:
    """Return what is drawn: whole totals since the window opened, then lower ends.

    A month that is only inside a longer total waits for the end of that total. Where
    nothing but silence stands before a nil, there is nothing to draw.
    """
    found = []
    broken: set[str] = set()
    waiting: set[str] = set()
    for point in points:
        record = _point(point, label)
        line = str(record["line"])
        if point.status == "unreported":
            broken.add(line)
        elif not point.known:
            waiting.add(line)
        else:
            if point.status == "inferred":
                waiting.discard(line)
            whole = line not in broken | waiting
            if whole or (record["low"] and line not in waiting):
                found.append({**record, "whole": whole})
    return found


def _point(point: RunningPoint, label: str) -> dict[str, object]:
    row = point.row
    low = None if point.low is None else float(point.low)
    high = low if point.high is None else float(point.high)
    return {
        "line": f"{row.window} {row.limit_words} {row.compiler} {row.states}",
        "series": row.series.value,
        "month": point.number,
        "when": f"{point.month:%B %Y}",
        "low": low,
        "high": high,
        "status": point.status,
        "source": named(row.sources),
        "label": row.window
        if label == "window"
        else f"{row.compiler}, {row.limit_words.removesuffix(' limit')}",
    }
