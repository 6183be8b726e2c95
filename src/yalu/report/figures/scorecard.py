"""Figure of the scorecard over time: one cell a class of goods and year."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from yalu.compliance import Verdict
from yalu.report.block import Chart
from yalu.report.figures.marks import named
from yalu.report.theme import (
    INK,
    PAPER,
    VERDICT_COLOURS,
    chart_of,
    hatching,
    layered,
    styled,
)

__all__ = ["Square", "path_chart"]

_ROW = 22
_TOLD = ("goods", "year", "verdict", "measure", "evidence", "why", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """The verdict on one class of goods in one year.

    Attributes
    ----------
    goods : str
        Name of the class.
    year : int
        Calendar year.
    verdict : Verdict
        The worst that the record decides; unverifiable where it decides nothing.
    measure, reason : str
        The measure it is about, and why.
    contested : bool
        Whether another kind of statement says otherwise.
    evidence : str
        Weakest grade behind it; empty without figures.
    sources : tuple of str
        Identifiers of the sources of these figures.

    """

    goods: str
    year: int
    verdict: Verdict
    measure: str
    reason: str
    contested: bool
    evidence: str
    sources: tuple[str, ...] = ()


def path_chart(squares: Sequence[Square]) -> Chart:
    """Return the verdicts of one state over the years; unverifiable is hatched."""
    goods = list(dict.fromkeys(square.goods for square in squares))
    years = sorted({square.year for square in squares})
    records = [
        {
            "goods": s.goods,
            "year": str(s.year),
            "look": s.verdict.value,
            "verdict": s.verdict.value.replace("_", " "),
            "measure": s.measure,
            "why": s.reason,
            "evidence": s.evidence or "none",
            "mark": "?" if s.contested else "",
            "ink": INK if s.verdict is Verdict.UNVERIFIABLE else PAPER,
            "source": named(s.sources),
        }
        for s in squares
    ]
    x = alt.X(
        "year:O",
        title=None,
        sort=[str(year) for year in years],
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            labelOverlap=True,
            ticks=False,
            domain=False,
            labelExpr="containerSize()[0] < 500 ? slice(datum.label, 2) : datum.label",
        ),
        scale=alt.Scale(paddingInner=0.06),
    )
    y = alt.Y("goods:N", sort=goods, title=None, scale=alt.Scale(paddingInner=0.14))
    base = chart_of(records).encode(
        x=x,
        y=y,
        tooltip=[f"{name}:N" for name in _TOLD],
    )
    decided = base.transform_filter("datum.look != 'unverifiable'").mark_rect()
    cells = decided.encode(
        color=alt.Color(
            "look:N",
            scale=alt.Scale(
                domain=list(VERDICT_COLOURS), range=list(VERDICT_COLOURS.values())
            ),
            legend=None,
        )
    )
    hatched = base.transform_filter("datum.look == 'unverifiable'").mark_rect(
        fill=hatching(), stroke="#b9c0ca", strokeWidth=0.6
    )
    contested = base.mark_text(fontWeight="bold", fontSize=13).encode(
        text="mark:N", color=alt.Color("ink:N", scale=None)
    )
    return styled(layered(cells, hatched, contested), height=alt.Step(_ROW))
