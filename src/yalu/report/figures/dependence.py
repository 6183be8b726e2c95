"""Figures of dependence: shares by compiler with their span, and alternatives."""

from collections.abc import Sequence

import altair as alt

from yalu.dependence import Alternative, Flow, Share, ShareBound
from yalu.provenance import Evidence
from yalu.report.block import Chart
from yalu.report.theme import EVIDENCE_COLOURS, RULE, chart_of, layered, styled

__all__ = ["alternative_chart", "share_chart"]

_MILLION = 1e6
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
_STEP = 10


def share_chart(
    shares: Sequence[Share],
    bounds: Sequence[ShareBound],
    *,
    flow: Flow,
    compilers: Sequence[str],
    years: tuple[int, int],
    height: int = 190,
) -> Chart:
    """Return the patron's share by year: a mark per compiler, a bar for the span.

    Parameters
    ----------
    shares, bounds : sequence of Share, of ShareBound
        From a dependence profile.
    flow : Flow
        Which flow to show.
    compilers : sequence of str
        All compilers, in order of their shapes, so that panels agree.
    years : tuple of int
        First and last year shown.
    height : int
        Height in pixels.

    """
    ranges = [(b, b.low, b.high) for b in bounds if b.flow is flow]
    spans = [
        {
            "year": b.year,
            "low": low * 100,
            "high": high * 100,
            "from": b.low_from,
            "to": b.high_from,
        }
        for b, low, high in ranges
        if low is not None and high is not None
    ]
    middles = [(s, s.low, s.high) for s in shares if s.flow is flow]
    marks = [
        {
            "year": s.year,
            "share": (low + high) * 50,
            "compiler": s.compiler,
            "evidence": s.evidence.value,
            "base": s.base,
        }
        for s, low, high in middles
        if low is not None and high is not None
    ]
    floor = min(
        (low for _, low, _ in (*ranges, *middles) if low is not None), default=1
    )
    lowest = int(floor * 100 // _STEP * _STEP)
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[years[0] - 0.5, years[1] + 0.5], nice=False),
        axis=alt.Axis(format="d", grid=False, tickCount=alt.ExprRef("width / 55")),
    )
    y = alt.Y(
        "share:Q", title="percent", scale=alt.Scale(domain=[lowest, 100], nice=False)
    )
    band = (
        chart_of(spans)
        .mark_rule(strokeWidth=9, color=RULE)
        .encode(
            x=x,
            y=alt.Y("low:Q", title="percent", scale=alt.Scale(domain=[lowest, 100])),
            y2="high:Q",
            tooltip=["year:Q", "low:Q", "high:Q", "from:N", "to:N"],
        )
    )
    grades = [g.value for g in Evidence if g.value in {m["evidence"] for m in marks}]
    points = (
        chart_of(marks)
        .mark_point(size=55, strokeWidth=1.7)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "compiler:N",
                title=None,
                sort=list(compilers),
                scale=alt.Scale(
                    domain=list(compilers), range=_SHAPES[: len(compilers)]
                ),
            ),
            color=_evidence(grades),
            tooltip=["year:Q", "share:Q", "compiler:N", "evidence:N", "base:N"],
        )
    )
    return styled(layered(band, points), height=height)


def alternative_chart(rows: Sequence[Alternative], *, years: tuple[int, int]) -> Chart:
    """Return what the other patron traded in total, by year and compiler."""
    records = [
        {
            "year": row.year,
            "value": (row.low + row.high) / 2 / _MILLION,
            "compiler": row.compiler,
            "evidence": row.evidence.value,
        }
        for row in rows
        if row.flow is Flow.TOTAL
    ]
    compilers = list(dict.fromkeys(str(r["compiler"]) for r in records))
    grades = [g.value for g in Evidence if g.value in {r["evidence"] for r in records}]
    points = (
        chart_of(records)
        .mark_point(size=55, strokeWidth=1.7)
        .encode(
            x=alt.X(
                "year:Q",
                title=None,
                scale=alt.Scale(domain=[years[0] - 0.5, years[1] + 0.5], nice=False),
                axis=alt.Axis(
                    format="d", grid=False, tickCount=alt.ExprRef("width / 55")
                ),
            ),
            y=alt.Y("value:Q", title="million USD a year"),
            shape=alt.Shape(
                "compiler:N",
                title=None,
                scale=alt.Scale(domain=compilers, range=_SHAPES[: len(compilers)]),
                legend=alt.Legend(
                    columns=alt.ExprRef("containerSize()[0] < 500 ? 1 : 3")
                ),
            ),
            color=_evidence(grades),
            tooltip=["year:Q", "value:Q", "compiler:N", "evidence:N"],
        )
    )
    return styled(points, height=170)


def _evidence(grades: Sequence[str]) -> alt.Color:
    colours = [c for g, c in EVIDENCE_COLOURS.items() if g.value in grades]
    return alt.Color(
        "evidence:N", title=None, scale=alt.Scale(domain=list(grades), range=colours)
    )
