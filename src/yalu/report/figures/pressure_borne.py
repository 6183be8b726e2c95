"""Figures of who bears the cost of pressure, and of what came of it."""

import json
from collections.abc import Sequence
from textwrap import wrap

import altair as alt

from yalu.impact import Bearing
from yalu.impact.observed import Outturn
from yalu.report.block import Chart
from yalu.report.figures.marks import named
from yalu.report.figures.pressure_looks import columns, span_of
from yalu.report.theme import INK, PAPER, chart_of, layered, styled

__all__ = ["bearers_chart", "judged", "outturn_chart"]

_MILLION = 1e6
_LOSS = "#7b5aa6"
_ANY, _FULLY = "#e4dcef", "#b39bd3"
_USD = "USD"
_JUDGED = {"inside": INK, "outside": PAPER, "cannot be told": "#b9c0ca"}
_LINE = 30  # characters of a name in a line, on a narrow screen


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
            else span_of(row.share_low, row.share_high),
            "source": named(row.sources),
        }
        for row in rows
    ]
    names = list(dict.fromkeys(str(record["row"]) for record in records))
    y = alt.Y(
        "row:N",
        sort=names,
        title=None,
        axis=alt.Axis(
            labelPadding=8,
            labelLimit=columns(175, 330),
            labelExpr=_broken(names),
            labelLineHeight=13,
        ),
    )
    base = chart_of(records).encode(y=y)
    tips = ["row:N", "way:N", "loss:Q", "low:Q", "high:Q", "share:N", "source:N"]
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
    return styled(layered(bars, reach), height=alt.Step(28))


def _broken(names: Sequence[str]) -> str:
    """Return an expression that breaks long names in lines on a narrow screen."""
    lines = {
        name: wrap(name, _LINE, max_lines=2, placeholder=" \u2026") for name in names
    }
    return f"containerSize()[0] < 500 ? {json.dumps(lines)}[datum.value] : datum.value"


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
    told = ["year:N", "from:Q", "to:Q", "judged:N", "source:N"]
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
        "source": named(row.sources),
    }


def judged(inside: bool | None) -> str:  # noqa: FBT001 - the field's own form
    """Return in words whether a record lies in what was predicted."""
    if inside is None:
        return "cannot be told"
    return "inside" if inside else "outside"
