"""The look of every chart: colours that colour-blind readers can tell apart, type.

A colour has one meaning. What a state or customs recorded is blue, what was notified
to the Committee light blue, what somebody estimates purple, what somebody alleges
vermilion: the last never appears for anything else. There is no green: a reader must
not take *unverifiable* or *no data* for *fine*.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import altair as alt

from yalu.provenance import Evidence
from yalu.report.block import Chart

__all__ = [
    "EVIDENCE_COLOURS",
    "INK",
    "MUTED",
    "PAPER",
    "RULE",
    "SERIES_COLOURS",
    "VERDICT_COLOURS",
    "chart_of",
    "hatching",
    "layered",
    "styled",
    "utc",
]

INK = "#1c2430"
MUTED = "#5c6675"
RULE = "#d9dde3"
PAPER = "#ffffff"

SERIES_COLOURS = {
    "customs": "#0b4f8a",
    "notified": "#3f9bd8",
    "estimated": "#7b5aa6",
    "alleged": "#c4440c",
}
EVIDENCE_COLOURS = {
    Evidence.OFFICIAL: "#0b4f8a",
    Evidence.REPORTED: "#3f9bd8",
    Evidence.ESTIMATED: "#7b5aa6",
    Evidence.ALLEGED: "#c4440c",
}
# From dark to light by how much of the law is kept; unverifiable is hatched.
VERDICT_COLOURS = {
    "enforced": "#123c69",
    "mostly": "#3f74a5",
    "partly": "#e3b23c",
    "not_enforced": "#7a1f3d",
}
_HATCHES = 9

# The first comes with the drawing library and has the widths of the second, so that
# text fits where it was measured.
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


def chart_of(records: Sequence[Mapping[str, object]]) -> alt.Chart:
    """Return an empty chart over some records; days are ISO text."""
    return alt.Chart(alt.InlineData(values=[dict(record) for record in records]))


def layered(*charts: alt.Chart) -> alt.LayerChart:
    """Return charts drawn over one another on shared axes, the last on top."""
    return alt.LayerChart(layer=list(charts))


def styled(chart: Chart, *, height: int | alt.Step) -> Chart:
    """Return a chart in the look of the report, as wide as its container."""
    sized: Chart = chart.properties(width="container", height=height)
    whole: Chart = sized.configure(**_config())
    return whole


def hatching() -> alt.LinearGradient:
    """Return the fill of what cannot be verified: grey diagonals on white."""
    width = 1 / _HATCHES
    stops = []
    for number in range(_HATCHES):
        start = number * width
        for offset, colour in (
            (start, PAPER),
            (start + 0.68 * width, PAPER),
            (start + 0.68 * width, "#b9c0ca"),
            (start + width, "#b9c0ca"),
        ):
            stops.append(alt.GradientStop(offset=round(offset, 4), color=colour))
    return alt.LinearGradient(gradient="linear", x1=0, y1=0, x2=1, y2=1, stops=stops)


def utc(
    field: str,
    *,
    domain: tuple[date, date] | None = None,
    orient: Literal["top", "bottom"] = "bottom",
    grid: bool = False,
) -> alt.X:
    """Return a time axis that shows the same days in every time zone.

    Parameters
    ----------
    field : str
        Field holding days as ISO text.
    domain : tuple of date, optional
        First and last day shown.
    orient : str
        Where the axis stands.
    grid : bool
        Whether lines run across the chart.

    """
    ends = None if domain is None else [day.isoformat() for day in domain]
    scale = (
        alt.Scale(type="utc") if ends is None else alt.Scale(type="utc", domain=ends)
    )
    axis = alt.Axis(
        grid=grid, orient=orient, labelFlush=True, tickCount=alt.ExprRef("width / 70")
    )
    return alt.X(f"{field}:T", title=None, scale=scale, axis=axis)


def _config() -> dict[str, Any]:
    labels = {"labelColor": MUTED, "labelFontSize": 12, "labelFont": _FONT}
    titles = {
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFont": _FONT,
        "titleFontWeight": "normal",
    }
    return {
        "aria": False,
        "background": PAPER,
        "font": _FONT,
        "view": {"stroke": None},
        "axis": {
            **labels,
            **titles,
            "gridColor": RULE,
            "domainColor": MUTED,
            "tickColor": MUTED,
            "labelLimit": 220,
        },
        "axisY": {
            "domain": False,
            "ticks": False,
            "titleAlign": "left",
            "titleAngle": 0,
            "titleX": 0,
            "titleY": -8,
            "titleBaseline": "bottom",
            "titleAnchor": "start",
        },
        "legend": {
            **labels,
            **titles,
            "orient": "top",
            "offset": 26,
            "rowPadding": 4,
            "direction": "horizontal",
            "labelLimit": 240,
            "symbolSize": 90,
            "columns": {"expr": "containerSize()[0] < 500 ? 2 : 5"},
        },
        "text": {"font": _FONT, "fontSize": 12, "color": INK},
    }
