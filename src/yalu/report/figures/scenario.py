"""Figures of scenarios: fans month by month beside the baseline, and what decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from yalu.report.block import Chart
from yalu.report.figures.pressure_looks import columns
from yalu.report.theme import INK, MUTED, chart_of, layered, styled

__all__ = [
    "WITH",
    "WITHOUT",
    "FanRow",
    "ShareRow",
    "fan_chart",
    "fan_records",
    "shares_chart",
]

WITH, WITHOUT = "with the scenario", "baseline"
_PURPLE, _PALE, _GREY = "#7b5aa6", "#cfc3e2", "#b9c0ca"
_HEIGHT = 130
_ALONE, _TOGETHER = "alone", "with others"


@dataclass(frozen=True, slots=True, kw_only=True)
class FanRow:
    """One series of one run in one month.

    Attributes
    ----------
    series, unit : str
        What it is, and what its numbers are counted in.
    run : str
        `WITH` or `WITHOUT`.
    month : date
        Its first day.
    middle, low, high : float
        The middle, and the middle 90 percent.
    inner_low, inner_high : float or None
        The middle half; None where there is none.

    """

    series: str
    unit: str
    run: str
    month: date
    middle: float
    low: float
    high: float
    inner_low: float | None
    inner_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """How much of what can be expected one uncertainty decides.

    Attributes
    ----------
    outcome, name : str
        Of which outcome, and which uncertainty.
    first, first_error, total, total_error : float
        Alone, and together with others; with standard errors.

    """

    outcome: str
    name: str
    first: float
    first_error: float
    total: float
    total_error: float


_QUARTER = 3  # months


def fan_chart(rows: Sequence[FanRow]) -> Chart:
    """Return one series month by month: a scenario over its baseline, or one alone.

    The middle 90 percent are a band, the middle half a darker one; the baseline is
    grey, with a broken line.

    Parameters
    ----------
    rows : sequence of FanRow
        Of one series, of one run or of both.

    """
    rows = _by_quarter(rows)
    other = [row for row in rows if row.run == WITHOUT]
    own = [row for row in rows if row.run == WITH]
    unit = rows[0].unit
    layers: list[alt.Chart] = []
    if other:
        layers += _fan(other, unit, shade=_GREY, opacity=0.4)
    if own:
        layers += _fan(own, unit, shade=_PALE, opacity=0.75)
        layers += _inner(own)
    if other:
        layers.append(_line(other, unit, shade=INK, dash=(5, 3)))
    if own:
        layers.append(_line(own, unit, shade=_PURPLE, dash=(1, 0)))
    return styled(layered(*layers), height=_HEIGHT)


def fan_records(rows: Sequence[FanRow]) -> dict[str, list[dict[str, object]]]:
    """Return what `fan_chart` draws of some rows, by run.

    Parameters
    ----------
    rows : sequence of FanRow
        Of one series, of one run or of both.

    """
    drawn: dict[str, list[dict[str, object]]] = {}
    for row in _by_quarter(rows):
        drawn.setdefault(row.run, []).append(_record(row))
    return drawn


def _by_quarter(rows: Sequence[FanRow]) -> list[FanRow]:
    """Return the last month of each quarter, which tells the course, and the first."""
    return [
        row
        for row in rows
        if row.month.month % _QUARTER == 0 or row.month == rows[0].month
    ]


def _fan(
    rows: Sequence[FanRow], unit: str, *, shade: str, opacity: float
) -> list[alt.Chart]:
    drawn = chart_of([_record(row) for row in rows])
    band: alt.Chart = drawn.mark_area(color=shade, opacity=opacity).encode(
        x=_years(),
        y=alt.Y("low:Q", title=unit, axis=_axis(), scale=alt.Scale(zero=False)),
        y2="high:Q",
    )
    return [band]


def _inner(rows: Sequence[FanRow]) -> list[alt.Chart]:
    records = [_record(row) for row in rows if row.inner_low is not None]
    if not records:
        return []
    band: alt.Chart = (
        chart_of(records)
        .mark_area(color=_PURPLE, opacity=0.3)
        .encode(x=_years(), y=alt.Y("inner_low:Q"), y2="inner_high:Q")
    )
    return [band]


def _line(
    rows: Sequence[FanRow], unit: str, *, shade: str, dash: tuple[int, int]
) -> alt.Chart:
    line: alt.Chart = (
        chart_of([_record(row) for row in rows])
        .mark_line(color=shade, strokeWidth=1.8, strokeDash=list(dash))
        .encode(
            x=_years(),
            y=alt.Y("middle:Q", title=unit, axis=_axis()),
            tooltip=["run:N", "when:N", "told:N"],
        )
    )
    return line


def _years() -> alt.X:
    """Return a time axis with a name for each year."""
    axis = alt.Axis(grid=False, tickCount="year", format="%Y", labelFlush=True)
    return alt.X("month:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def _axis() -> alt.Axis:
    return alt.Axis(tickCount=4, format=",.6~g", titleColor=MUTED)


def _record(row: FanRow) -> dict[str, object]:
    told = f"{row.middle:,.3g} ({row.low:,.3g} to {row.high:,.3g}) {row.unit}"
    record: dict[str, object] = {
        "run": row.run,
        "month": row.month.isoformat(),
        "when": f"{row.month:%Y-%m}",
        "middle": _short(row.middle),
        "low": _short(row.low),
        "high": _short(row.high),
        "told": told,
    }
    if row.inner_low is not None and row.inner_high is not None:
        record["inner_low"] = _short(row.inner_low)
        record["inner_high"] = _short(row.inner_high)
    return record


def _short(value: float) -> float:
    """Return a number with the digits that a chart can show."""
    return float(f"{value:.4g}")


def shares_chart(rows: Sequence[ShareRow]) -> Chart:
    """Return how much of one outcome each uncertainty decides, with errors.

    Parameters
    ----------
    rows : sequence of ShareRow
        Of one outcome, the greatest first.

    """
    names = list(dict.fromkeys(row.name for row in rows))
    records = [
        {
            "name": row.name,
            "kind": kind,
            "share": share,
            "low": share - 2 * error,
            "high": share + 2 * error,
            "told": f"{share:.2f} \u00b1 {error:.2f}",
        }
        for row in rows
        for kind, share, error in (
            (_ALONE, row.first, row.first_error),
            (_TOGETHER, row.total, row.total_error),
        )
    ]
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelPadding=8))
    kinds = [_ALONE, _TOGETHER]
    colour = alt.Color(
        "kind:N",
        title=None,
        sort=kinds,
        scale=alt.Scale(domain=kinds, range=[_PURPLE, INK]),
        legend=alt.Legend(columns=columns(1, 3)),
    )
    base = chart_of(records).encode(y=y, yOffset=alt.YOffset("kind:N", sort=kinds))
    x = alt.X(
        "low:Q",
        title="share of what can be expected that it decides",
        axis=alt.Axis(format=".0%", tickCount=5, titleAnchor="start", grid=True),
    )
    reach = base.mark_rule(strokeWidth=2.2).encode(x=x, x2="high:Q", color=colour)
    dots = base.mark_point(filled=True, size=42, opacity=1).encode(
        x=alt.X("share:Q"), color=colour, tooltip=["name:N", "kind:N", "told:N"]
    )
    return styled(layered(reach, dots), height=alt.Step(12))
