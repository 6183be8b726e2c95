"""Figures of pressure: what packages cost, alone and against enforcement."""

from collections.abc import Sequence
from typing import Literal

import altair as alt

from yalu.report.block import Chart
from yalu.report.figures.pressure_looks import columns, legend_of, span_of
from yalu.report.pricing import Price, Yardstick
from yalu.report.theme import INK, MUTED, PAPER, chart_of, layered, styled

__all__ = ["curves_chart", "packages_chart"]

_SHADES = (INK, "#e3b23c", "#b26f00", "#7b5aa6")  # the last for the fullest model
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_BAND = 0.16
_HALF_A_MARK = 5  # pixels, so that marks at nought stay in the plot
_NAME = 12  # pixels, from the name of one recorded fall to the next
_PERCENT = ".0%"
_ALONE, _HELPED = "no other patron", "another patron steps in"
_BESIDE = 0.03  # of the axis: from one interval beside the plot to the next
_COSTS = (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1)
_FEW_COSTS = (0, 0.01, 0.05, 0.2, 0.5, 1)


def _models(names: Sequence[str], *, legend: bool) -> alt.Color:
    return alt.Color(
        "model:N",
        title=None,
        scale=alt.Scale(domain=list(names), range=list(_SHADES[-len(names) :])),
        legend=legend_of() if legend else None,
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
    another patron steps in. Bands of both would hide each other, so that beside the
    plot stand the intervals at full enforcement, without and with the other patron.
    Level lines are recorded falls of income.

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
    beside = _beside(records, models)
    x = alt.X(
        "enforcement:Q",
        title="enforcement: share that is stopped",
        scale=alt.Scale(domain=[0, 1 + _BESIDE * (2 * len(models) + 1)], nice=False),
        axis=alt.Axis(
            format=_PERCENT,
            values=[0, 0.25, 0.5, 0.75, 1],
            titleAnchor="start",
            grid=False,
        ),
    )
    ends = alt.Scale(domain=[min(0.0, _lowest(rows)), top], nice=False, clamp=True)
    y = alt.Y(
        "cost:Q", title="of a year's income", scale=ends, axis=_percent_axis(ticks=5)
    )
    colour = _models(models, legend=legend)
    bands = (
        chart_of(records)
        .transform_filter(f"datum.patron === '{_ALONE}'")
        .mark_area(opacity=_BAND)
        .encode(
            x=x,
            y=alt.Y("low:Q", title="of a year's income"),
            y2="high:Q",
            color=colour,
        )
    )
    lines = (
        chart_of(records)
        .mark_line(strokeWidth=2.2)
        .encode(x=x, y=y, color=colour, detail="patron:N", **_looks(legend=legend))
    )
    return styled(
        layered(
            bands,
            *_levels(yardsticks, top),
            lines,
            *_intervals(beside, colour, _looks(legend=legend)),
        ),
        height=210,
    )


def _looks(*, legend: bool) -> dict[str, object]:
    """Return how lines tell who steps in, and what they say when pointed at."""
    return {
        "strokeDash": alt.StrokeDash(
            "patron:N",
            title=None,
            scale=alt.Scale(domain=[_ALONE, _HELPED], range=[[1, 0], [4, 3]]),
            # Below, since two legends side by side are wider than many screens.
            legend=alt.Legend(
                orient="bottom", offset=4, columns=columns(1, 2), labelLimit=300
            )
            if legend
            else None,
        ),
        "tooltip": ["model:N", "patron:N", "level:N", "told:N"],
    }


def _beside(
    records: Sequence[dict[str, object]], models: Sequence[str]
) -> list[dict[str, object]]:
    """Return the points at full enforcement, moved beside the plot one by one."""
    found = []
    for record in records:
        if record["enforcement"] == 1:
            lane = 2 * models.index(str(record["model"])) + 1
            lane += record["patron"] == _HELPED
            found.append({**record, "enforcement": 1 + _BESIDE * lane})
    return found


def _intervals(
    beside: Sequence[dict[str, object]],
    colour: alt.Color,
    looks: dict[str, object],
) -> tuple[alt.Chart, ...]:
    if not beside:
        return ()
    base = chart_of(beside).encode(x=alt.X("enforcement:Q"), color=colour)
    reach = base.mark_rule(strokeWidth=2).encode(
        y=alt.Y("low:Q", title="of a year's income"), y2="high:Q", **looks
    )
    middle = base.mark_point(filled=True, size=22, opacity=1).encode(y=alt.Y("cost:Q"))
    words = (
        chart_of([{"enforcement": max(float(str(r["enforcement"])) for r in beside)}])
        .mark_text(align="right", dx=8, dy=-7, fontSize=11, color=MUTED)
        .encode(
            x=alt.X("enforcement:Q"),
            y=alt.value(0),
            text=alt.value("intervals at 100%"),
        )
    )
    return reach, middle, words


def _levels(yardsticks: Sequence[Yardstick], top: float) -> tuple[alt.Chart, ...]:
    known = [
        {
            "cost": (each.low + each.high) / 2,
            "enforcement": 0.0,
            "label": f"{each.label} ({span_of(each.low, each.high)})",
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
    return f"{row.median:.1%} ({span_of(row.low, row.high)})"


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
            labelPadding=8, labelLimit=columns(110, 220), minExtent=columns(80, 150)
        ),
    )
    lane = alt.YOffset("model:N", sort=list(models), scale=alt.Scale(padding=0.2))
    x = alt.X(
        "cost:Q",
        title="of a year's income, scale of square roots",
        scale=alt.Scale(
            type="sqrt", domain=[0, top], nice=False, clamp=True, padding=_HALF_A_MARK
        ),
        axis=alt.Axis(
            format=_PERCENT,
            values=_shown(top),
            titleAnchor="start",
            labelFlush=False,
            labelOverlap=False,
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
            legend=legend_of() if legend else None,
        ),
        tooltip=tips,
    )
    return styled(layered(*_fallen(yardsticks), reach, points), height=alt.Step(9))


def _shown(top: float) -> alt.ExprRef:
    """Return the costs on the axis: no more than have room for their labels."""
    few, many = (
        [cost for cost in costs if cost <= top] for costs in (_FEW_COSTS, _COSTS)
    )
    return alt.ExprRef(f"containerSize()[0] < 500 ? {few} : {many}")


def _fallen(yardsticks: Sequence[Yardstick]) -> tuple[alt.Chart, ...]:
    """Return a line for each recorded fall, and above the plot its name."""
    records = [
        {
            "cost": (each.low + each.high) / 2,
            "fall": f"{each.label} ({span_of(each.low, each.high)})",
        }
        for each in yardsticks
    ]
    rules = (
        chart_of(records)
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=alt.X("cost:Q"), tooltip=["fall:N"])
    )
    # Each on a line of its own, to which its rule goes on; the last runs towards the
    # middle, to stay in sight.
    ticks, halos, words = [], [], []
    for number, record in enumerate(records):
        base = chart_of([record]).encode(x=alt.X("cost:Q"))
        top = -_NAME * (number + 1)
        ticks.append(
            base.mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 3]).encode(
                y=alt.value(top), y2=alt.value(0)
            )
        )
        name = base.encode(y=alt.value(top + _NAME / 2), text="fall:N")
        align: Literal["right", "left"] = "right" if number else "left"
        dx = -4 if number else 4
        halos.append(
            name.mark_text(align=align, dx=dx, fontSize=11, stroke=PAPER, strokeWidth=6)
        )
        words.append(name.mark_text(align=align, dx=dx, fontSize=11, color=MUTED))
    return (rules, *ticks, *halos, *words)
