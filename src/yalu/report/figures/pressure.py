"""Figures of pressure: what packages cost, who bears it, and what came of it."""

from collections.abc import Sequence

import altair as alt

from yalu.impact import Bearing
from yalu.impact.observed import Outturn
from yalu.report.block import Chart
from yalu.report.pricing import Price, Yardstick
from yalu.report.theme import INK, MUTED, PAPER, chart_of, layered, styled

__all__ = [
    "bearers_chart",
    "curves_chart",
    "judged",
    "outturn_chart",
    "packages_chart",
]

_SHADES = (INK, "#e3b23c", "#b26f00", "#7b5aa6")  # the last for the fullest model
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_BAND = 0.16
_PERCENT = ".0%"
_ALONE, _HELPED = "no other patron", "another patron steps in"
_MILLION = 1e6
_LOSS = "#7b5aa6"
_ANY, _FULLY = "#e4dcef", "#b39bd3"
_USD = "USD"
_JUDGED = {"inside": INK, "outside": PAPER, "cannot be told": "#b9c0ca"}


def _columns(narrow: int, wide: int) -> alt.ExprRef:
    return alt.ExprRef(f"containerSize()[0] < 500 ? {narrow} : {wide}")


def _models(names: Sequence[str], *, legend: bool) -> alt.Color:
    return alt.Color(
        "model:N",
        title=None,
        scale=alt.Scale(domain=list(names), range=list(_SHADES[-len(names) :])),
        legend=alt.Legend(columns=_columns(1, 4), labelLimit=300, symbolOpacity=1)
        if legend
        else None,
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
            scale=alt.Scale(domain=list(models), range=list(_SHAPES[-len(models) :])),
            legend=alt.Legend(columns=_columns(1, 4), labelLimit=300, symbolOpacity=1)
            if legend
            else None,
        ),
        tooltip=tips,
    )
    return styled(layered(_fallen(yardsticks), reach, points), height=alt.Step(9))


def _fallen(yardsticks: Sequence[Yardstick]) -> alt.Chart:
    records = [
        {
            "cost": (each.low + each.high) / 2,
            "fall": f"{each.label} ({_span(each.low, each.high)})",
        }
        for each in yardsticks
    ]
    rules: alt.Chart = (
        chart_of(records)
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=alt.X("cost:Q"), tooltip=["fall:N"])
    )
    return rules


def bearers_chart(rows: Sequence[Bearing]) -> Chart:
    """Return what one economy loses of its trade with the target, good by good."""
    records = [
        {
            "row": row.label,
            "way": f"what it {row.flow}",
            "low": row.low / _MILLION,
            "loss": row.central / _MILLION,
            "high": row.high / _MILLION,
            "share": "not known"
            if row.share_low is None or row.share_high is None
            else _span(row.share_low, row.share_high),
        }
        for row in rows
    ]
    names = list(dict.fromkeys(str(record["row"]) for record in records))
    y = alt.Y(
        "row:N",
        sort=names,
        title=None,
        axis=alt.Axis(labelPadding=8, labelLimit=_columns(130, 330)),
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
    """Return predictions of one quantity beside its record, by year.

    Parameters
    ----------
    rows : sequence of Outturn
        Of one quantity by one model, under full and under any enforcement.

    """
    scale = _MILLION if rows[0].unit == _USD else 1.0
    unit = f"million {_USD}" if rows[0].unit == _USD else rows[0].unit
    records = [_outturn(row, scale) for row in rows]
    names = [str(year) for year in sorted({row.year for row in rows})]
    y = alt.Y("year:N", sort=names, title=None, axis=alt.Axis(labelPadding=8))
    x = alt.X(
        "low:Q",
        title=unit,
        scale=alt.Scale(zero=False),
        axis=alt.Axis(tickCount=6, titleAnchor="start", grid=True),
    )
    base = chart_of(records).encode(y=y)
    tips = ["year:N", "enforcement:N", "low:Q", "central:Q", "high:Q", "judged:N"]
    layers = [
        base.transform_filter(f"datum.enforcement === '{level}'")
        .mark_rule(strokeWidth=width, color=colour)
        .encode(x=x, x2="high:Q", tooltip=tips)
        for level, width, colour in (("any", 13, _ANY), ("full", 7, _FULLY))
    ]
    once = base.transform_filter("datum.enforcement === 'full'")
    middle = once.mark_tick(color=INK, thickness=2, size=12).encode(
        x=alt.X("central:Q")
    )
    told = ["year:N", "from:Q", "to:Q", "judged:N"]
    reach = once.mark_rule(color=INK, strokeWidth=1.6).encode(
        x=alt.X("from:Q"), x2="to:Q", tooltip=told
    )
    points = once.mark_point(size=64, strokeWidth=1.8, opacity=1, stroke=INK).encode(
        x=alt.X("recorded:Q"),
        fill=alt.Fill(
            "judged:N",
            legend=None,
            scale=alt.Scale(domain=list(_JUDGED), range=list(_JUDGED.values())),
        ),
        tooltip=told,
    )
    return styled(layered(*layers, middle, reach, points), height=alt.Step(20))


def _outturn(row: Outturn, scale: float) -> dict[str, object]:
    ends = (row.recorded_low, row.recorded_high)
    known = [end / scale for end in ends if end is not None]
    return {
        "year": str(row.year),
        "enforcement": row.enforcement,
        "low": None if row.low is None else row.low / scale,
        "central": None if row.central is None else row.central / scale,
        "high": None if row.high is None else row.high / scale,
        "from": min(known, default=None),
        "to": max(known, default=None),
        "recorded": sum(known) / len(known) if known else None,
        "judged": judged(row.inside),
    }


def judged(inside: bool | None) -> str:  # noqa: FBT001 - the field's own form
    """Return in words whether a record lies in what was predicted."""
    if inside is None:
        return "cannot be told"
    return "inside" if inside else "outside"
