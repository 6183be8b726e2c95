"""Figures of strategy: answers with their ranges, curves, what the record taught."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import altair as alt

from yalu.report.block import Chart
from yalu.report.figures.pressure_looks import columns
from yalu.report.playing_rows import WeightRow
from yalu.report.theme import INK, MUTED, chart_of, layered, styled

__all__ = [
    "AFTER",
    "BEFORE",
    "CurvePoint",
    "Interval",
    "curves_chart",
    "intervals_chart",
    "weights_chart",
]

AFTER, BEFORE = "given the record", "before the record"
_SHADES = ("#7b5aa6", "#b26f00", INK, "#5c8fbd")
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_PALE = "#cfc3e2"
_BAND = 0.13
_NARROW_NAME, _WIDE_NAME = 28, 60  # characters of a name in a line


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One point of a response curve.

    Attributes
    ----------
    player, what : str
        Who answers, and with what.
    part, level : str
        Which part of the state varies, and at which level.
    place : int
        Where it stands on the axis, counted over all parts.
    median, low, high : float
        The middle, and the middle 90 percent.
    now : bool
        Whether the state is likeliest at this level now.

    """

    player: str
    what: str
    part: str
    level: str
    place: int
    median: float
    low: float
    high: float
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One row of a chart of ranges.

    Attributes
    ----------
    row, kind : str
        What it is, and of which kind: each kind has its colour and lane.
    median, low, high : float
        The middle, and the middle 90 percent.
    told : str
        The same in words.

    """

    row: str
    kind: str
    median: float
    low: float
    high: float
    told: str


def curves_chart(points: Sequence[CurvePoint]) -> Chart:
    """Return how one player answers as each part of the state varies.

    The parts stand side by side on one axis; lines join levels of one part. A dotted
    line marks the level of today.

    Parameters
    ----------
    points : sequence of CurvePoint
        Of one player.

    """
    whats = list(dict.fromkeys(point.what for point in points))
    records = [_point(point) for point in points]
    labels = {point.place: point.level for point in points}
    last = max(labels)
    x = alt.X(
        "place:Q",
        title=None,
        scale=alt.Scale(domain=[-0.5, last + 0.5], nice=False),
        axis=alt.Axis(
            values=sorted(labels),
            labelExpr=f"{ {str(k): v for k, v in labels.items()} }[datum.value]",
            labelAngle=270,
            labelOverlap=False,
            labelLimit=110,
            grid=False,
            ticks=False,
        ),
    )
    y = alt.Y(
        "median:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    colour = alt.Color(
        "what:N",
        title=None,
        sort=whats,
        scale=alt.Scale(domain=whats, range=list(_SHADES[: len(whats)])),
        legend=alt.Legend(columns=columns(1, 3), labelLimit=300, symbolOpacity=1),
    )
    base = chart_of(records).encode(x=x, color=colour, detail="part:N")
    tips = ["part:N", "level:N", "what:N", "told:N"]
    bands = base.mark_area(opacity=_BAND).encode(
        y=alt.Y("low:Q", title=None), y2="high:Q"
    )
    lines = base.mark_line(strokeWidth=2).encode(y=y)
    dots = base.mark_point(filled=True, size=42, opacity=1).encode(
        y=y,
        shape=alt.Shape(
            "what:N",
            sort=whats,
            title=None,
            scale=alt.Scale(domain=whats, range=list(_SHAPES[: len(whats)])),
            legend=alt.Legend(columns=columns(1, 3), labelLimit=300),
        ),
        tooltip=tips,
    )
    return styled(layered(*_parts(points), bands, lines, dots), height=230)


def _parts(points: Sequence[CurvePoint]) -> tuple[alt.Chart, ...]:
    """Return a name above each part, and a dotted line at each level of today."""
    places: dict[str, list[int]] = {}
    for point in points:
        places.setdefault(point.part, []).append(point.place)
    names = (
        chart_of(
            [
                {"place": (min(each) + max(each)) / 2, "part": part}
                for part, each in places.items()
            ]
        )
        .mark_text(fontSize=11, color=MUTED, dy=-8, fontWeight="bold")
        .encode(x=alt.X("place:Q", title=None), y=alt.value(0), text="part:N")
    )
    now = sorted({point.place for point in points if point.now})
    if not now:
        return (names,)
    today = (
        chart_of([{"place": place} for place in now])
        .mark_rule(color=MUTED, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=alt.X("place:Q", title=None))
    )
    return names, today


def _point(point: CurvePoint) -> dict[str, object]:
    return {
        "what": point.what,
        "part": point.part,
        "level": point.level,
        "place": point.place,
        "median": point.median,
        "low": point.low,
        "high": point.high,
        "told": f"{point.median:.2f} ({point.low:.2f} to {point.high:.2f})",
    }


def intervals_chart(
    rows: Sequence[Interval], *, title: str, form: str = "+.2f", step: int = 15
) -> Chart:
    """Return ranges beside a line at zero, one lane for each kind.

    Parameters
    ----------
    rows : sequence of Interval
        In order of rows; kinds in the order of their first use.
    title : str
        Title of the axis.
    form : str
        Format of its labels.
    step : int
        Pixels of a lane.

    """
    names = list(dict.fromkeys(row.row for row in rows))
    kinds = list(dict.fromkeys(row.kind for row in rows))
    free = iter(_SHADES)
    shades = [_PALE if kind == BEFORE else next(free) for kind in kinds]
    y = alt.Y(
        "row:N",
        sort=names,
        title=None,
        axis=alt.Axis(
            labelPadding=8,
            labelLimit=columns(160, 400),
            labelExpr=_broken(names),
            labelLineHeight=13,
        ),
    )
    base = chart_of([_interval(row) for row in rows]).encode(
        y=y, yOffset=alt.YOffset("kind:N", sort=kinds)
    )
    colour = alt.Color(
        "kind:N",
        title=None,
        sort=kinds,
        scale=alt.Scale(domain=kinds, range=shades),
        legend=alt.Legend(columns=columns(1, 3), labelLimit=300)
        if len(kinds) > 1
        else None,
    )
    tips = ["row:N", "kind:N", "told:N"]
    x = alt.X(
        "low:Q",
        title=title,
        axis=alt.Axis(format=form, tickCount=5, titleAnchor="start", grid=True),
    )
    reach = base.mark_rule(strokeWidth=2.4).encode(
        x=x, x2="high:Q", color=colour, tooltip=tips
    )
    middle = base.mark_point(filled=True, size=44, opacity=1).encode(
        x=alt.X("median:Q"), color=colour, tooltip=tips
    )
    return styled(layered(_zero(), reach, middle), height=alt.Step(step))


def _zero() -> alt.Chart:
    line: alt.Chart = (
        chart_of([{"low": 0}])
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[3, 3])
        .encode(x=alt.X("low:Q"))
    )
    return line


def _interval(row: Interval) -> dict[str, object]:
    return {
        "row": row.row,
        "kind": row.kind,
        "median": row.median,
        "low": row.low,
        "high": row.high,
        "told": row.told,
    }


def _broken(names: Sequence[str]) -> str:
    """Return an expression that breaks long names in lines, the more the narrower."""
    narrow = {name: wrap(name, _NARROW_NAME, max_lines=3) for name in names}
    wide = {name: wrap(name, _WIDE_NAME, max_lines=3) for name in names}
    return (
        f"containerSize()[0] < 500 ? {json.dumps(narrow)}[datum.value] : "
        f"{json.dumps(wide)}[datum.value]"
    )


def weights_chart(rows: Sequence[WeightRow]) -> Chart:
    """Return what the record taught of each parameter, beside what was held before.

    The axis is that of the prior: 0 is its middle, and from \u22121 to 1 its middle 90
    percent, whatever the unit.
    """
    found = []
    for row in rows:
        name = row.name.replace("_", " ")
        found.append(
            Interval(
                row=name,
                kind=BEFORE,
                median=0.0,
                low=-1.0,
                high=1.0,
                told="\u22121 to 1",
            )
        )
        low, median, high = (_place(row, x) for x in (row.low, row.median, row.high))
        told = f"{row.median:.3g} ({row.low:.3g} to {row.high:.3g}) {row.unit}"
        found.append(
            Interval(row=name, kind=AFTER, median=median, low=low, high=high, told=told)
        )
    return intervals_chart(
        found, title="on the scale of what was held before", form="+.1f", step=9
    )


def _place(row: WeightRow, value: float) -> float:
    """Return where a value lies on the scale of its prior."""
    end = row.prior_high if value >= row.prior_median else row.prior_low
    width = abs(end - row.prior_median)
    return (value - row.prior_median) / width if width else 0.0
