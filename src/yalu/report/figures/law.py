"""Figures of the law: when it tightened, and how fast a state followed."""

from collections.abc import Sequence
from datetime import date

import altair as alt

from yalu.regime import Instrument
from yalu.report.block import Chart
from yalu.report.figures.marks import day_marks, named
from yalu.report.following import Lag
from yalu.report.grid import Grid, shallow
from yalu.report.lawmaking import EFFECTS, Bar, Count, short_symbol, short_title
from yalu.report.theme import INK, MUTED, chart_of, layered, styled, utc

__all__ = ["counts_chart", "lag_chart", "timeline_chart"]

_FEW_STEPS = 5  # counts below have a line each: a chart would draw halves too
_LANE = 11
# One hue a body, one shade an effect, in the order of `EFFECTS`.
_SHADES = (
    ("#0b4f8a", "#9dbfdd", "#4f86b8", "#e4eef7"),
    ("#b26f00", "#ecd09b", "#d39a3c", "#fbf1de"),
    ("#5b3f86", "#c6b5dd", "#8d72b5", "#f0eaf7"),
    ("#6b4423", "#d8c2ad", "#a5774f", "#f3ebe3"),
)
# What is drawn later lies above: a cap above the ban that it opens.
_LAYERS = ("ban except for livelihood", "suspension", "cap", "ban")
_LINES = ["#0b4f8a", "#b26f00", "#7b5aa6", "#4a4f57", "#9aa3af", "#8a5a2b"]
_DASHES = [[1, 0], [1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4]]


def timeline_chart(
    bars: Sequence[Bar], adoptions: Sequence[Instrument], window: tuple[date, date]
) -> Chart:
    """Return the bars of measures in force by goods class, one lane per body.

    Parameters
    ----------
    bars : sequence of Bar
        Measures of at most four bodies.
    adoptions : sequence of Instrument
        Texts whose adoption is marked.
    window : tuple of date
        First and last day shown; bars go on beyond the edges.

    """
    goods = list(dict.fromkeys(bar.goods for bar in bars))
    bodies = list(dict.fromkeys(bar.body for bar in bars))
    keys = {
        f"{body}: {effect}": shade
        for body, shades in zip(bodies, _SHADES, strict=False)
        for effect, shade in zip(EFFECTS, shades, strict=True)
        if any((bar.body, bar.effect) == (body, effect) for bar in bars)
    }
    drawn = (
        chart_of(_clipped(bars, window))
        .mark_bar(height=_LANE - 2, strokeWidth=0.8)
        .encode(
            x=utc("from", domain=window, orient="top", grid=True),
            x2="until:T",
            y=alt.Y("goods:N", sort=goods, title=None),
            yOffset=alt.YOffset("body:N", sort=bodies),
            color=alt.Color(
                "key:N",
                title=None,
                scale=alt.Scale(domain=list(keys), range=list(keys.values())),
                legend=alt.Legend(
                    columns=alt.ExprRef("containerSize()[0] < 500 ? 1 : 3")
                ),
            ),
            stroke=alt.Stroke(
                "body:N",
                legend=None,
                scale=alt.Scale(
                    domain=bodies, range=[s[0] for s in _SHADES[: len(bodies)]]
                ),
            ),
            tooltip=[
                f"{name}:N"
                for name in (
                    *("goods", "key", "instrument", "paragraph", "days"),
                    "source",
                )
            ],
        )
    )
    marked = _adoption_marks(adoptions, window)
    return styled(
        drawn if marked is None else layered(drawn, *marked), height=alt.Step(_LANE)
    )


def _clipped(bars: Sequence[Bar], window: tuple[date, date]) -> list[dict[str, str]]:
    start, end = window
    layered = sorted(bars, key=lambda bar: _LAYERS.index(bar.effect))
    return [
        {
            "goods": bar.goods,
            "body": bar.body,
            "key": f"{bar.body}: {bar.effect}",
            "instrument": bar.instrument,
            "paragraph": bar.paragraph,
            "days": f"{bar.from_day} to {bar.until_day or 'now'}",
            "source": named(bar.sources),
            "from": max(bar.from_day, start).isoformat(),
            "until": min(bar.until_day or end, end).isoformat(),
        }
        for bar in layered
        if bar.from_day < end and (bar.until_day or end) > start
    ]


def _adoption_marks(
    adoptions: Sequence[Instrument], window: tuple[date, date]
) -> tuple[alt.Chart, alt.Chart] | None:
    named = [(i.adopted_on, short_symbol(i)) for i in adoptions]
    shown = day_marks(named, window)
    if not shown:
        return None
    base = chart_of(shown).encode(x="day:T")
    rules = base.mark_rule(color=INK, strokeWidth=0.8, strokeDash=[2, 2])
    words = base.mark_text(
        align="right",
        baseline="middle",
        angle=270,
        fontSize=11,
        color=MUTED,
        dx=-4,
        text=alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.label"),
    ).encode(y=alt.value(alt.ExprRef("height")))
    return rules, words


def counts_chart(counts: Sequence[Count], adoptions: Sequence[Instrument]) -> Chart:
    """Return the number of measures in force by body as steps."""
    bodies = list(dict.fromkeys(count.body for count in counts))
    last = max(count.day for count in counts)
    peak = max(count.measures_in_force for count in counts)
    drawn = ("body", "day", "measures_in_force")
    base = chart_of(Grid.of(map(shallow, counts), drawn).records)
    steps = base.mark_line(interpolate="step-after", strokeWidth=2.2).encode(
        x=utc("day"),
        y=alt.Y(
            "measures_in_force:Q",
            title="measures in force",
            scale=alt.Scale(domainMin=0),
            axis=alt.Axis(format="d", values=list(range(peak + 1)))
            if peak <= _FEW_STEPS
            else alt.Axis(),
        ),
        color=alt.Color(
            "body:N",
            title=None,
            sort=bodies,
            scale=alt.Scale(
                domain=bodies,
                range=_LINES[: len(bodies)],
            ),
        ),
        strokeDash=alt.StrokeDash(
            "body:N",
            sort=bodies,
            title=None,
            scale=alt.Scale(
                domain=bodies,
                range=_DASHES[: len(bodies)],
            ),
        ),
        tooltip=["body:N", "day:N", "measures_in_force:Q"],
    )
    ticks = (
        chart_of(
            [
                {"day": i.adopted_on.isoformat(), "text": i.symbol}
                for i in adoptions
                if i.adopted_on <= last
            ]
        )
        .mark_point(shape="triangle-up", size=50, color=INK, filled=True)
        .encode(x="day:T", y=alt.value(alt.ExprRef("height - 4")), tooltip="text:N")
    )
    return styled(layered(steps, ticks), height=240)


def lag_chart(found: Sequence[Lag]) -> Chart:
    """Return days from adoption to national effect, one bar per pair of texts."""
    records = [
        {
            "row": f"{short_symbol(lag.instrument)} \u2192 {short_title(lag.national)}",
            "days": lag.days,
            "goods": "trade" if lag.is_trade else "other rules",
            "effect": lag.effect.isoformat(),
            "source": named(lag.sources),
        }
        for lag in found
    ]
    room = f"{max(lag.days for lag in found)} * width / (width - 32)"
    base = chart_of(records).encode(
        y=alt.Y("row:N", sort=[str(r["row"]) for r in records], title=None),
        x=alt.X(
            "days:Q",
            title="days to effect",
            axis=alt.Axis(tickCount=5),
            scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef(room), nice=False),
        ),
    )
    bars = base.mark_bar(height=12).encode(
        color=alt.Color(
            "goods:N",
            title=None,
            scale=alt.Scale(
                domain=["trade", "other rules"],
                range=["#b26f00", "#c9ced6"],
            ),
            legend=alt.Legend(columns=alt.ExprRef("containerSize()[0] < 500 ? 1 : 2")),
        ),
        tooltip=["row:N", "days:Q", "effect:N", "source:N"],
    )
    words = base.mark_text(align="left", dx=4).encode(text="days:Q")
    return styled(layered(bars, words), height=alt.Step(20))
