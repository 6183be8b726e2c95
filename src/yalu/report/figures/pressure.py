"""Figures of pressure: what packages cost, who bears it, and what came of it."""

from collections.abc import Sequence

import altair as alt

from yalu.report.block import Chart
from yalu.report.pricing import Bearing, Outturn, Price, Yardstick
from yalu.report.theme import INK, MUTED, PAPER, chart_of, layered, styled

__all__ = ["bearers_chart", "curves_chart", "outturn_chart", "packages_chart"]

_SHADES = ("#3d2863", "#7b5aa6", "#b39bd3", "#8a7f97")
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_BAND = 0.22
_PERCENT = ".0%"
_ALONE, _HELPED = "no other patron", "another patron steps in"
_MILLION = 1e6
_LOSS = "#7b5aa6"


def _columns(narrow: int, wide: int) -> alt.ExprRef:
    return alt.ExprRef(f"containerSize()[0] < 500 ? {narrow} : {wide}")


def _models(names: Sequence[str], *, legend: bool) -> alt.Color:
    return alt.Color(
        "model:N",
        title=None,
        scale=alt.Scale(domain=list(names), range=list(_SHADES[: len(names)])),
        legend=alt.Legend(columns=_columns(1, 3), labelLimit=300) if legend else None,
    )


def curves_chart(
    rows: Sequence[Price],
    yardsticks: Sequence[Yardstick],
    *,
    models: Sequence[str],
    top: float,
    legend: bool,
) -> Chart:
    """Return the cost of one package against enforcement, by model.

    A band is the middle 90 percent of the draws, a line their median, broken where
    another patron steps in. Level lines are recorded falls of income.

    Parameters
    ----------
    rows : sequence of Price
        Of one package.
    yardsticks : sequence of Yardstick
        What to compare with.
    models : sequence of str
        All models, in order of their shades, so that panels agree.
    top : float
        End of the axis of costs.
    legend : bool
        Whether the looks are told here.

    """
    records = [_point(row) for row in rows if row.median is not None]
    x = alt.X(
        "enforcement:Q",
        title="enforcement: share that is stopped",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(
            format=_PERCENT,
            values=[0, 0.25, 0.5, 0.75, 1],
            titleAnchor="start",
            labelFlush=True,
            grid=False,
        ),
    )
    ends = alt.Scale(domain=[min(0.0, _lowest(rows)), top], nice=False, clamp=True)
    y = alt.Y(
        "cost:Q", title="of a year's income", scale=ends, axis=_percent_axis(ticks=5)
    )
    colour = _models(models, legend=legend)
    tips = ["model:N", "patron:N", "level:N", "told:N"]
    base = chart_of(records)
    bands = (
        base.transform_filter(f"datum.patron === '{_ALONE}'")
        .mark_area(opacity=_BAND)
        .encode(
            x=x,
            y=alt.Y("low:Q", title="of a year's income"),
            y2="high:Q",
            color=colour,
        )
    )
    lines = base.mark_line(strokeWidth=2.2).encode(
        x=x,
        y=y,
        color=colour,
        detail="patron:N",
        strokeDash=alt.StrokeDash(
            "patron:N",
            title=None,
            scale=alt.Scale(domain=[_ALONE, _HELPED], range=[[1, 0], [5, 4]]),
            legend=alt.Legend(columns=_columns(1, 2), labelLimit=300)
            if legend
            else None,
        ),
        tooltip=tips,
    )
    return styled(layered(bands, lines, *_levels(yardsticks, top)), height=190)


def _levels(yardsticks: Sequence[Yardstick], top: float) -> tuple[alt.Chart, ...]:
    known = [
        {
            "cost": (each.low + each.high) / 2,
            "enforcement": 0.0,
            "label": f"{each.label} ({_span(each.low, each.high)})",
        }
        for each in yardsticks
        if each.high <= top
    ]
    if not known:
        return ()
    rules = (
        chart_of(known)
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 3])
        .encode(y=alt.Y("cost:Q"))
    )
    words = (
        chart_of(known)
        .mark_text(align="left", dx=3, dy=-6, fontSize=11, color=MUTED)
        .encode(x=alt.X("enforcement:Q"), y=alt.Y("cost:Q"), text="label:N")
    )
    return rules, words


def _percent_axis(*, ticks: int) -> alt.Axis:
    return alt.Axis(format=_PERCENT, tickCount=ticks)


def _lowest(rows: Sequence[Price]) -> float:
    return min((row.low for row in rows if row.low is not None), default=0.0)


def _point(row: Price) -> dict[str, object]:
    return {
        "row": row.label,
        "short": row.short,
        "model": row.model,
        "patron": _HELPED if row.patron else _ALONE,
        "enforcement": row.enforcement,
        "level": f"{row.enforcement:.0%} enforced",
        "cost": row.median,
        "low": row.low,
        "high": row.high,
        "told": "" if row.median is None else _told(row),
    }


def _told(row: Price) -> str:
    if row.median is None or row.low is None or row.high is None:
        return "no answer"
    return f"{row.median:.1%} ({_span(row.low, row.high)})"


def _span(low: float, high: float) -> str:
    first, last = f"{low:.1%}", f"{high:.1%}"
    return first if first == last else f"{first[:-1]} to {last}"


def packages_chart(
    rows: Sequence[Price],
    yardsticks: Sequence[Yardstick],
    *,
    models: Sequence[str],
    top: float,
    legend: bool,
) -> Chart:
    """Return the cost of several packages at one level of enforcement, by model.

    Parameters
    ----------
    rows : sequence of Price
        One for each package and model.
    yardsticks, models, top, legend
        As for `curves_chart`.

    """
    records = [_point(row) for row in rows if row.median is not None]
    names = list(dict.fromkeys(row.short for row in rows))
    y = alt.Y(
        "short:N",
        sort=names,
        title=None,
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.2),
        axis=alt.Axis(
            labelPadding=8, labelLimit=_columns(110, 220), minExtent=_columns(80, 150)
        ),
    )
    lane = alt.YOffset("model:N", sort=list(models), scale=alt.Scale(padding=0.2))
    x = alt.X(
        "cost:Q",
        title="of a year's income, scale of square roots",
        scale=alt.Scale(type="sqrt", domain=[0, top], nice=False, clamp=True),
        axis=alt.Axis(
            format=".1~%",
            values=[0, 0.001, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.5, 0.75, 1],
            titleAnchor="start",
            labelOverlap=True,
            grid=True,
        ),
    )
    colour = _models(models, legend=legend)
    base = chart_of(records).encode(y=y, yOffset=lane)
    tips = ["row:N", "model:N", "told:N"]
    reach = base.mark_rule(strokeWidth=2.4).encode(
        x=alt.X("low:Q"), x2="high:Q", color=colour, tooltip=tips
    )
    points = base.mark_point(filled=True, size=46, opacity=1).encode(
        x=x,
        color=colour,
        shape=alt.Shape(
            "model:N",
            title=None,
            scale=alt.Scale(domain=list(models), range=list(_SHAPES[: len(models)])),
            legend=alt.Legend(columns=_columns(1, 3), labelLimit=300)
            if legend
            else None,
        ),
        tooltip=tips,
    )
    falls = (
        chart_of(
            [
                {
                    "cost": (each.low + each.high) / 2,
                    "fall": f"{each.label} ({_span(each.low, each.high)})",
                }
                for each in yardsticks
            ]
        )
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=alt.X("cost:Q"), tooltip=["fall:N"])
    )
    return styled(layered(falls, reach, points), height=alt.Step(9))


def bearers_chart(rows: Sequence[Bearing]) -> Chart:
    """Return what one economy loses of its trade with the target, good by good."""
    records = [
        {
            "row": row.label,
            "way": f"what it {row.flow}",
            "low": (row.low_usd or 0.0) / _MILLION,
            "loss": (row.middle_usd or 0.0) / _MILLION,
            "high": (row.high_usd or 0.0) / _MILLION,
            "share": "not known"
            if row.share_low is None or row.share_high is None
            else _span(row.share_low, row.share_high),
        }
        for row in rows
        if row.middle_usd is not None
    ]
    names = list(dict.fromkeys(str(record["row"]) for record in records))
    y = alt.Y(
        "row:N",
        sort=names,
        title=None,
        axis=alt.Axis(labelPadding=8, labelLimit=_columns(130, 240)),
    )
    base = chart_of(records).encode(y=y)
    tips = ["row:N", "way:N", "loss:Q", "low:Q", "high:Q", "share:N"]
    bars = base.mark_bar(height=9, color=_LOSS, opacity=0.55).encode(
        x=alt.X(
            "loss:Q",
            title="lost, million USD a year",
            axis=alt.Axis(tickCount=5, titleAnchor="start", grid=True),
        ),
        tooltip=tips,
    )
    reach = base.mark_rule(strokeWidth=1.6, color=INK).encode(
        x=alt.X("low:Q"), x2="high:Q", tooltip=tips
    )
    return styled(layered(bars, reach), height=alt.Step(20))


def outturn_chart(rows: Sequence[Outturn]) -> Chart:
    """Return predictions of one quantity beside its record, by year."""
    years = [row.year for row in rows]
    records = [
        {
            "year": str(row.year),
            "low": row.low,
            "middle": row.middle,
            "high": row.high,
            "recorded": None
            if row.recorded_low is None or row.recorded_high is None
            else (row.recorded_low + row.recorded_high) / 2,
            "recorded low": row.recorded_low,
            "recorded high": row.recorded_high,
            "judged": "cannot be told"
            if row.inside is None
            else ("inside" if row.inside else "outside"),
        }
        for row in rows
    ]
    names = [str(year) for year in sorted(set(years))]
    y = alt.Y("year:N", sort=names, title=None, axis=alt.Axis(labelPadding=8))
    title = rows[0].unit
    base = chart_of(records).encode(y=y)
    tips = ["year:N", "low:Q", "middle:Q", "high:Q", "recorded:Q", "judged:N"]
    x = alt.X(
        "low:Q",
        title=title,
        scale=alt.Scale(zero=False),
        axis=alt.Axis(tickCount=6, titleAnchor="start", grid=True),
    )
    reach = base.mark_rule(strokeWidth=9, color="#cfc3e2").encode(
        x=x, x2="high:Q", tooltip=tips
    )
    middle = base.mark_tick(color=_LOSS, thickness=2, size=12).encode(
        x=alt.X("middle:Q"), tooltip=tips
    )
    recorded = (
        base.transform_filter("isValid(datum.recorded)")
        .mark_point(size=70, strokeWidth=1.8, opacity=1)
        .encode(
            x=alt.X("recorded:Q"),
            shape=alt.value("circle"),
            stroke=alt.value(INK),
            fill=alt.Fill(
                "judged:N",
                legend=None,
                scale=alt.Scale(
                    domain=["inside", "outside", "cannot be told"],
                    range=[INK, PAPER, "#b9c0ca"],
                ),
            ),
            tooltip=tips,
        )
    )
    return styled(layered(reach, middle, recorded), height=alt.Step(20))
