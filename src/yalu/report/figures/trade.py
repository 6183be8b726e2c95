"""Figures of recorded trade: month by month with its gaps, and line by line."""

from collections.abc import Sequence
from datetime import date

import altair as alt

from yalu.periods import Interval, months
from yalu.report.block import Chart
from yalu.report.figures.marks import named
from yalu.report.recorded import AnnualLine, Reading, gaps, main_compiler
from yalu.report.theme import (
    EVIDENCE_COLOURS,
    MUTED,
    chart_of,
    layered,
    styled,
    utc,
)

__all__ = ["lines_chart", "monthly_chart"]

_MILLION = 1e6
_ONE_COLUMN = "containerSize()[0] < 500 ? 1 : 5"
_FREE = ("#7b5aa6", "#9a8bbf", "#b9aed6")
_BANNED = ("#1c2430", "#0b4f8a", "#4f86b8", "#b26f00", "#e3b23c", "#7a1f3d", "#8a5a2b")
_REST = ("#d9dde3", "#aab2bd")


def monthly_chart(
    found: Sequence[Reading], *, window: tuple[date, date], height: int = 210
) -> Chart:
    """Return all statements about the months of one direction.

    The line runs through one figure a month by the main compiler and breaks where a
    month is missing; ticks at the foot mark months without any figure.

    Parameters
    ----------
    found : sequence of Reading
        Statements in one direction.
    window : tuple of date
        First and last day shown.
    height : int
        Height in pixels.

    """
    shown = [r for r in found if window[0] <= r.month < window[1]]
    main = main_compiler(reading.compiler for reading in shown)
    kinds = [main, "other compilers"]
    x = utc("month", domain=window)
    y = alt.Y("value:Q", title="million USD a month")
    grades = {reading.evidence for reading in shown}
    colours = {g.value: c for g, c in EVIDENCE_COLOURS.items() if g in grades}
    points = chart_of([_point(r, kinds) for r in shown]).mark_point(
        size=34, strokeWidth=1.4
    )
    drawn = points.encode(
        x=x,
        y=y,
        color=alt.Color(
            "evidence:N",
            title=None,
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(columns=alt.ExprRef(_ONE_COLUMN)),
        ),
        shape=alt.Shape(
            "who:N",
            title=None,
            scale=alt.Scale(domain=kinds, range=["circle", "diamond"]),
            legend=alt.Legend(columns=alt.ExprRef(_ONE_COLUMN)),
        ),
        tooltip=["when:N", "value:Q", "compiler:N", "worked out:N", "source:N"],
    )
    path = chart_of(_path(shown, window)).mark_line(
        strokeWidth=1.4, color=MUTED, opacity=0.8
    )
    silent = [m for m in gaps(found) if window[0] <= m < window[1]]
    ticks = chart_of([{"month": m.isoformat()} for m in silent]).mark_tick(
        color=MUTED, thickness=1.2, size=7, orient="vertical"
    )
    foot = alt.value(alt.ExprRef("height - 4"))
    layers = (path.encode(x=x, y=y), drawn, ticks.encode(x=x, y=foot))
    return styled(layered(*layers), height=height)


def _point(reading: Reading, kinds: Sequence[str]) -> dict[str, object]:
    return {
        "month": reading.month.isoformat(),
        "value": float(reading.value_usd) / _MILLION,
        "evidence": reading.evidence.value,
        "who": kinds[0] if reading.compiler == kinds[0] else kinds[1],
        "compiler": reading.compiler,
        "worked out": reading.derived or "printed",
        "source": named(reading.sources),
        "when": f"{reading.month:%B %Y}",
    }


def _path(
    shown: Sequence[Reading], window: tuple[date, date]
) -> list[dict[str, object]]:
    """Return one figure a month, null where the main compiler printed none."""
    chosen = {r.month: float(r.value_usd) / _MILLION for r in shown if r.chosen}
    if not chosen:
        return []
    return [
        {"month": m.start.isoformat(), "value": chosen.get(m.start)}
        for m in months(Interval(min(chosen), window[1]))
    ]


def lines_chart(lines: Sequence[AnnualLine]) -> Chart:
    """Return yearly imports by line as stacked bars; banned lines lie at the foot."""
    banned = [*dict.fromkeys(x.goods for x in lines if x.banned_by)]
    free = [*dict.fromkeys(x.goods for x in lines if not x.banned_by)]
    rest = [*dict.fromkeys(x.goods for x in lines if x.status == "difference")]
    free = [name for name in free if name not in rest]
    largest = {name: _sum(lines, name) for name in (*banned, *free)}
    order = [*sorted(banned, key=lambda n: -largest[n])]
    order += [*sorted(free, key=lambda n: -largest[n]), *rest]
    colours = [
        *_BANNED[: len(banned)],
        *_FREE[: len(free)],
        *_REST[: len(rest)],
    ]
    records = [
        {
            "year": str(x.year),
            "goods": x.goods,
            "value": float(x.value_usd) / _MILLION,
            "rank": order.index(x.goods),
            "banned by": ", ".join(x.banned_by) or "nothing",
            "source": named(x.sources),
        }
        for x in lines
        if x.value_usd is not None
    ]
    bars = (
        chart_of(records)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title="million USD"),
            color=alt.Color(
                "goods:N",
                title=None,
                sort=order,
                scale=alt.Scale(domain=order, range=colours),
                legend=alt.Legend(
                    columns=alt.ExprRef("containerSize()[0] < 500 ? 1 : 4")
                ),
            ),
            order=alt.Order("rank:Q"),
            tooltip=["year:N", "goods:N", "value:Q", "banned by:N", "source:N"],
        )
    )
    return styled(bars, height=260)


def _sum(lines: Sequence[AnnualLine], name: str) -> float:
    return sum(float(x.value_usd or 0) for x in lines if x.goods == name)
