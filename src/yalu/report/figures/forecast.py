"""Figures of forecasts: how likely, how well that went before, how well it fits."""

from collections.abc import Sequence

import altair as alt

from yalu.report import numerals
from yalu.report.block import Chart
from yalu.report.foreseeing import Chance, HeldBin, Quantile
from yalu.report.theme import INK, MUTED, RULE, chart_of, layered, styled

__all__ = ["chances_chart", "quantiles_chart", "reliability_chart"]

_ROW = 21
_PURPLE, _PALE = "#7b5aa6", "#cfc3e2"
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_SHADES = ("#b39bd3", "#7b5aa6", "#3d2863", "#1c2430")
_LINES = (
    "#7a1f3d", "#b26f00", "#0b4f8a", "#7b5aa6", "#e3b23c",
    "#3f9bd8", "#8a5a2b", "#4a4f57", "#1c2430", "#5c6675",
)  # fmt: skip
_OTHERS, _PALE_LINE = "other streams", "#b9c0ca"
_PERCENT = ".0%"
_LEAST = 0.005
_ROOM = 130  # pixels for the words after a point at the far end


def chances_chart(rows: Sequence[Chance]) -> Chart:
    """Return a point for each probability, with its range and what is usual.

    Parameters
    ----------
    rows : sequence of Chance
        Of one group.

    """
    records = [_chance(row) for row in rows]
    order = [str(record["row"]) for record in records]
    base = chart_of(records).encode(
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelPadding=8))
    )
    x = alt.X(
        "probability:Q",
        title="probability of at least one",
        axis=alt.Axis(
            format=_PERCENT, values=[0, 0.25, 0.5, 0.75, 1], titleAnchor="start"
        ),
        scale=alt.Scale(
            domainMin=0,
            domainMax=alt.ExprRef(f"width / max(40, width - {_ROOM})"),
            nice=False,
        ),
    )
    tips = ["row:N", "told:N", "usually:N", "count:N", "until:N"]
    reach = base.mark_rule(color=_PALE, strokeWidth=6).encode(
        x=alt.X("low:Q"), x2="high:Q"
    )
    usual = (
        base.transform_filter("isValid(datum.usual)")
        .mark_tick(color=INK, thickness=2, size=15)
        .encode(x=alt.X("usual:Q"))
    )
    points = base.mark_point(filled=True, size=72, color=_PURPLE, opacity=1).encode(
        x=x, tooltip=tips
    )
    words = base.mark_text(
        align="left",
        dx=9,
        text=alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.told"),
    ).encode(x=alt.X("far:Q"))
    return styled(layered(reach, points, usual, words), height=alt.Step(_ROW))


def _chance(row: Chance) -> dict[str, object]:
    short = _percent(row.probability)
    return {
        "row": f"{row.horizon} days",
        "probability": row.probability,
        "low": row.low,
        "high": row.high,
        "far": max(row.high, row.probability, row.usual or 0),
        "usual": row.usual,
        "usually": "unknown" if row.usual is None else _percent(row.usual),
        "short": short,
        "told": f"{short} ({numerals.span(_percent(row.low), _percent(row.high))})",
        "count": f"{row.mean:.2g} expected ({row.count_low} to {row.count_high})",
        "until": row.until.isoformat(),
    }


def _percent(share: float) -> str:
    """Return a share in whole percent; what is not certain is not told as certain."""
    if share < _LEAST:
        return "<1%"
    return ">99%" if share > 1 - _LEAST else f"{share:.0%}"


def reliability_chart(rows: Sequence[HeldBin]) -> Chart:
    """Return how often forecasts of one group came true, by their probability.

    Parameters
    ----------
    rows : sequence of HeldBin
        Of one group, all horizons.

    """
    records = [_bin(row) for row in rows]
    names = list(dict.fromkeys(str(record["horizon"]) for record in records))
    # Square roots part the many small probabilities; the diagonal stays one.
    ends = alt.Scale(type="sqrt", domain=[0, 1], nice=False)
    ticks = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1]
    x = alt.X(
        "foreseen:Q",
        title="foreseen probability, scales of square roots",
        scale=ends,
        axis=alt.Axis(
            format=_PERCENT, values=ticks, titleAnchor="start", labelOverlap=True
        ),
    )
    y = alt.Y(
        "happened:Q",
        title="share that came true",
        scale=ends,
        axis=alt.Axis(format=_PERCENT, values=ticks, labelOverlap=True),
    )
    colour = alt.Color(
        "horizon:N",
        title=None,
        scale=alt.Scale(domain=names, range=list(_SHADES[: len(names)])),
        legend=alt.Legend(),
    )
    base = chart_of(records).encode(x=x)
    line = (
        chart_of([{"foreseen": 0, "happened": 0}, {"foreseen": 1, "happened": 1}])
        .mark_line(color=MUTED, strokeWidth=1, strokeDash=[4, 3])
        .encode(x=x, y=y)
    )
    bars = base.mark_rule(strokeWidth=1.4).encode(
        y=alt.Y("low:Q", title="share that came true"), y2="high:Q", color=colour
    )
    points = base.mark_point(filled=True, size=64, opacity=1).encode(
        y=y,
        color=colour,
        shape=alt.Shape(
            "horizon:N",
            title=None,
            scale=alt.Scale(domain=names, range=list(_SHAPES[: len(names)])),
        ),
        tooltip=["horizon:N", "foreseen:Q", "happened:Q", "forecasts:Q", "apart:N"],
    )
    counts = base.mark_text(align="left", dx=7, dy=-6, fontSize=10, color=MUTED).encode(
        y=y, text="count:N"
    )
    return styled(layered(line, bars, points, counts), height=210)


def _bin(row: HeldBin) -> dict[str, object]:
    return {
        "foreseen": row.foreseen,
        "happened": row.happened,
        "low": row.low,
        "high": row.high,
        "horizon": f"{row.horizon} days",
        "forecasts": row.forecasts,
        "count": f"{row.forecasts}",
        "apart": f"{row.apart} without overlap",
    }


def quantiles_chart(rows: Sequence[Quantile]) -> Chart:
    """Return observed waiting times against those of a model that is right."""
    names = [*dict.fromkeys(row.stream for row in rows if row.poor), _OTHERS]
    top = max(max(row.expected, row.observed) for row in rows)
    records = [
        {
            "stream": row.stream,
            "look": row.stream if row.poor else _OTHERS,
            "expected": row.expected,
            "observed": row.observed,
        }
        for row in rows
    ]
    ends = alt.Scale(domain=[0, round(top, 2)], nice=False)
    x = alt.X(
        "expected:Q",
        title="waiting time if the model is right, 1 being the mean",
        scale=ends,
        axis=alt.Axis(tickCount=6, titleAnchor="start", grid=False),
    )
    y = alt.Y("observed:Q", title="waiting time there was", scale=ends)
    diagonal = (
        chart_of([{"expected": 0, "observed": 0}, {"expected": top, "observed": top}])
        .mark_line(color=RULE, strokeWidth=5)
        .encode(x=x, y=y)
    )
    paths = (
        chart_of(records)
        .mark_line(strokeWidth=1.6)
        .encode(
            x=x,
            y=y,
            detail="stream:N",
            color=alt.Color(
                "look:N",
                title=None,
                sort=names,
                scale=alt.Scale(
                    domain=names, range=[*_LINES[: len(names) - 1], _PALE_LINE]
                ),
                legend=alt.Legend(
                    columns=alt.ExprRef("containerSize()[0] < 500 ? 1 : 3")
                ),
            ),
            tooltip=["stream:N", "expected:Q", "observed:Q"],
        )
    )
    return styled(layered(diagonal, paths), height=300)
