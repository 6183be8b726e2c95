"""Figures of dependence: shares by compiler with their span, and alternatives."""

from collections.abc import Mapping, Sequence

import altair as alt

from yalu.dependence import Alternative, Flow, MatrixCheck, Share, ShareBound
from yalu.flows import YearRepair
from yalu.provenance import Evidence
from yalu.report.block import Chart
from yalu.report.figures.marks import named
from yalu.report.theme import EVIDENCE_COLOURS, chart_of, layered, styled

__all__ = ["alternative_chart", "repair_chart", "share_chart"]

_MILLION = 1e6
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
_STEP = 10
_BAND = "#b9c0ca"
_COLUMNS = "containerSize()[0] < 500 ? 1 : 3"


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

    A bar is broken where not every way to count is covered.

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
    spans = _spans(bounds, flow)
    marks = _marks(shares, flow)
    whole = {span["year"] for span in spans if span["complete"]}
    marks = [{**mark, "fill": _filled(mark, whole)} for mark in marks]
    lows = [float(str(r["low"])) for r in (*spans, *marks)]
    lowest = int(min(lows, default=100.0) // _STEP * _STEP)
    scale = alt.Scale(domain=[lowest, 100], nice=False)
    x = _years(years)
    band = (
        chart_of(spans)
        .mark_rule(strokeWidth=9, color=_BAND)
        .encode(
            x=x,
            y=alt.Y("low:Q", title="percent", scale=scale),
            y2="high:Q",
            strokeDash=alt.condition(
                "datum.complete", alt.value([1, 0]), alt.value([3, 2])
            ),
            tooltip=[
                *("year:Q", "low:Q", "high:Q", "from:N", "to:N", "not covered:N"),
                "source:N",
            ],
        )
    )
    grades = [g.value for g in Evidence if g.value in {m["evidence"] for m in marks}]
    points = (
        chart_of(marks)
        .mark_point(size=55, strokeWidth=1.7)
        .encode(
            x=x,
            y=alt.Y("share:Q", title="percent", scale=scale),
            shape=_compilers(list(compilers)),
            color=_evidence(grades),
            fill=alt.Fill("fill:N", scale=None, legend=None),
            tooltip=[
                *("year:Q", "share:Q", "compiler:N", "evidence:N", "base:N"),
                "source:N",
            ],
        )
    )
    return styled(layered(band, points), height=height)


def _filled(mark: Mapping[str, object], whole: set[object]) -> str:
    """Return the fill of a mark: none in a year that is not covered in every way."""
    grade = Evidence(str(mark["evidence"]))
    return EVIDENCE_COLOURS[grade] if mark["year"] in whole else "transparent"


def _spans(bounds: Sequence[ShareBound], flow: Flow) -> list[dict[str, object]]:
    return [
        {
            "year": bound.year,
            "low": bound.low * 100,
            "high": bound.high * 100,
            "from": bound.low_from,
            "to": bound.high_from,
            "complete": bound.complete,
            "not covered": bound.missing or "nothing",
            "source": named(bound.sources),
        }
        for bound in bounds
        if bound.flow is flow and bound.low is not None and bound.high is not None
    ]


def _marks(shares: Sequence[Share], flow: Flow) -> list[dict[str, object]]:
    return [
        {
            "year": share.year,
            "low": share.low * 100,
            "share": (share.low + share.high) * 50,
            "compiler": share.compiler,
            "evidence": share.evidence.value,
            "base": share.base,
            "source": named(share.sources),
        }
        for share in shares
        if share.flow is flow and share.low is not None and share.high is not None
    ]


def alternative_chart(rows: Sequence[Alternative], *, years: tuple[int, int]) -> Chart:
    """Return what the other patron traded in total, by year and compiler."""
    records = [
        {
            "year": row.year,
            "value": (row.low + row.high) / 2 / _MILLION,
            "compiler": row.compiler,
            "evidence": row.evidence.value,
            "source": named(row.sources),
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
            x=_years(years),
            y=alt.Y("value:Q", title="million USD a year"),
            shape=_compilers(compilers),
            color=_evidence(grades),
            tooltip=["year:Q", "value:Q", "compiler:N", "evidence:N", "source:N"],
        )
    )
    return styled(points, height=170)


def repair_chart(years: Sequence[YearRepair], checks: Sequence[MatrixCheck]) -> Chart:
    """Return the patron's share before and after the repair, beside other compilers.

    Parameters
    ----------
    years : sequence of YearRepair
        One row of each year.
    checks : sequence of MatrixCheck
        The same years and flow by other compilers.

    """
    spans = [
        {
            "year": str(row.year),
            "low": 100 * row.share_low,
            "high": 100 * row.share_high,
            "compiler": "repaired: lenient to strict",
        }
        for row in years
    ]
    marks = [
        {
            "year": str(row.year),
            "share": 100 * row.share_published,
            "compiler": "as published",
            "evidence": Evidence.ESTIMATED.value,
        }
        for row in years
    ] + [
        {
            "year": str(row.year),
            "share": 50 * (row.low + row.high),
            "compiler": row.compiler,
            "evidence": Evidence.REPORTED.value,
        }
        for row in checks
    ]
    x = alt.Scale(domain=[0, 100], nice=False)
    y = alt.Y("year:N", title=None, sort=[str(row.year) for row in years])
    band = (
        chart_of(spans)
        .mark_rule(strokeWidth=9, color=_BAND)
        .encode(
            x=alt.X("low:Q", title="percent of all trade", scale=x),
            x2="high:Q",
            y=y,
            tooltip=["year:N", "low:Q", "high:Q", "compiler:N"],
        )
    )
    grades = [g.value for g in Evidence if g.value in {m["evidence"] for m in marks}]
    points = (
        chart_of(marks)
        .mark_point(size=65, strokeWidth=1.8)
        .encode(
            x=alt.X("share:Q", scale=x),
            y=y,
            shape=_compilers(list(dict.fromkeys(str(m["compiler"]) for m in marks))),
            color=_evidence(grades),
            tooltip=["year:N", "share:Q", "compiler:N", "evidence:N"],
        )
    )
    return styled(layered(band, points), height=alt.Step(34))


def _years(years: tuple[int, int]) -> alt.X:
    return alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[years[0] - 0.5, years[1] + 0.5], nice=False),
        axis=alt.Axis(format="d", grid=False, tickCount=alt.ExprRef("width / 55")),
    )


def _compilers(names: list[str]) -> alt.Shape:
    return alt.Shape(
        "compiler:N",
        title=None,
        sort=names,
        scale=alt.Scale(domain=names, range=_SHAPES[: len(names)]),
        legend=alt.Legend(columns=alt.ExprRef(_COLUMNS), symbolFillColor="transparent"),
    )


def _evidence(grades: Sequence[str]) -> alt.Color:
    colours = [c for g, c in EVIDENCE_COLOURS.items() if g.value in grades]
    return alt.Color(
        "evidence:N",
        title=None,
        scale=alt.Scale(domain=list(grades), range=colours),
        legend=alt.Legend(columns=alt.ExprRef(_COLUMNS), symbolFillColor="transparent"),
    )
