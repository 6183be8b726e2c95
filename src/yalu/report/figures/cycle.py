"""Figures of the cycle: its rounds, and what one event does to the others."""

from collections.abc import Sequence

import altair as alt

from yalu.report.block import Chart
from yalu.report.figures.marks import named
from yalu.report.foreseeing import EffectRow, Pull
from yalu.report.rounding import RoundRow
from yalu.report.theme import INK, MUTED, PAPER, chart_of, layered, styled

__all__ = ["effects_chart", "pulls_chart", "rounds_chart"]

_ROW = 23
_WAITING, _AGAIN, _QUIET, _LASTING = "#7a1f3d", "#cfae9d", "#c9d3de", "#e8edf2"
_PARTS = {
    "waiting for the answer": _WAITING,
    "further provocations, no answer": _AGAIN,
    "quiet": _QUIET,
    "quiet so far": _LASTING,
}
_MISSILE = "next missile"
_ABOVE = -9  # pixels: what stands on the bar's edge is clear of the words beside it
_ACTS = {
    "condemnation": ("circle", PAPER),
    "resolution": ("triangle-up", INK),
    "presidential statement": ("diamond", PAPER),
    _MISSILE: ("cross", INK),
}
_RAISES, _LOWERS, _NEITHER = "#7b5aa6", "#b26f00", "#f1f3f5"
_LEAST, _MOST = 0.05, 20.0  # ends of the axis of ratios
_ROOM = 96  # pixels for the words after the longest bar


def rounds_chart(rows: Sequence[RoundRow]) -> Chart:
    """Return one bar a round, from the provocation to the next one.

    The scale is that of square roots: an answer after days and a quiet of years are
    both to be seen.
    """
    names = [str(row.opened) for row in rows]
    longest = max(row.ends_after for row in rows)
    room = f"{longest} * pow(width / max(60, width - {_ROOM}), 2)"
    y = alt.Y(
        "row:N",
        sort=names,
        title=None,
        axis=alt.Axis(labelOverlap=False, labelPadding=9),
    )
    x = alt.X(
        "from:Q",
        title="days since the provocation, scale of square roots",
        scale=alt.Scale(
            type="sqrt", domainMin=0, domainMax=alt.ExprRef(room), nice=False
        ),
        axis=alt.Axis(
            grid=True, values=_ticks(longest), titleAnchor="start", labelOverlap=True
        ),
    )
    bars = (
        chart_of([part for row in rows for part in _parts(row)])
        .mark_bar(height=11)
        .encode(
            x=x,
            x2="until:Q",
            y=y,
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=list(_PARTS), range=list(_PARTS.values())),
                legend=alt.Legend(columns=_columns(1, 2), labelLimit=300),
            ),
            tooltip=["row:N", "what:N", "part:N", "days:N", "source:N"],
        )
    )
    acts = [act for row in rows for act in _acts(row)]
    words = (
        chart_of([_word(row) for row in rows])
        .mark_text(
            align="left",
            dx=5,
            text=alt.ExprRef("containerSize()[0] < 500 ? datum.short : datum.label"),
        )
        .encode(x=alt.X("from:Q"), y=y)
    )
    on_bars = [act for act in acts if act["act"] != _MISSILE]
    above = [act for act in acts if act["act"] == _MISSILE]
    return styled(
        layered(
            bars,
            _drawn_acts(on_bars, y, size=46, offset=0),
            _drawn_acts(above, y, size=26, offset=_ABOVE),
            words,
        ),
        height=alt.Step(_ROW),
    )


def _drawn_acts(
    acts: Sequence[dict[str, object]], y: alt.Y, *, size: int, offset: int
) -> alt.Chart:
    """Return condemnations, answers or next missiles as points at the bars."""
    drawn: alt.Chart = (
        chart_of(acts)
        .mark_point(
            filled=True,
            size=size,
            stroke=INK,
            strokeWidth=1.1,
            opacity=1,
            yOffset=offset,
        )
        .encode(
            x=alt.X("from:Q"),
            y=y,
            shape=alt.Shape(
                "act:N",
                title=None,
                scale=alt.Scale(
                    domain=list(_ACTS), range=[shape for shape, _ in _ACTS.values()]
                ),
                # Below, since on a narrow screen two legends have no room side by side.
                legend=alt.Legend(
                    orient="bottom", columns=_columns(2, 4), symbolFillColor=MUTED
                ),
            ),
            fill=alt.Fill(
                "act:N",
                legend=None,
                scale=alt.Scale(
                    domain=list(_ACTS), range=[fill for _, fill in _ACTS.values()]
                ),
            ),
            tooltip=["row:N", "act:N", "days:N", "event:N"],
        )
    )
    return drawn


def _columns(narrow: int, wide: int) -> alt.ExprRef:
    return alt.ExprRef(f"containerSize()[0] < 500 ? {narrow} : {wide}")


def _ticks(longest: int) -> list[int]:
    return [
        days for days in (0, 10, 30, 90, 180, 365, 730, 1460, 2920) if days <= longest
    ]


def _parts(row: RoundRow) -> list[dict[str, object]]:
    """Return the stretches of a round: until the quiet, and the quiet.

    Where the Council gave no answer nobody waits for it in hindsight: the first stretch
    then is that of the provocations, and the quiet begins at the last of them.
    """
    waiting, again, quiet, lasting = _PARTS
    turn = row.ends_after if row.quiet_after is None else row.quiet_after
    unanswered = row.answer_kind == "none" and row.quiet_after is not None
    found = [(0, turn, again if unanswered else waiting)] if turn else []
    if row.ends_after > turn:
        found.append((turn, row.ends_after, quiet if row.over else lasting))
    return [
        {
            "row": str(row.opened),
            "what": row.what,
            "from": start,
            "until": end,
            "part": part,
            "days": f"{end - start}",
            "source": named(row.sources),
        }
        for start, end, part in found
    ]


def _acts(row: RoundRow) -> list[dict[str, object]]:
    answer = {"resolution": "resolution", "statement": "presidential statement"}
    found = [
        (_MISSILE, row.missile_after, ""),
        ("condemnation", row.condemned_after, ""),
        (answer.get(row.answer_kind, ""), row.answered_after, row.answer),
    ]
    return [
        {
            "row": str(row.opened),
            "act": act,
            "from": days,
            "days": f"after {days}",
            "event": event,
        }
        for act, days, event in found
        if act and days is not None and days <= row.ends_after
    ]


def _word(row: RoundRow) -> dict[str, object]:
    told = "no quiet yet" if row.quiet_high is None else f"{_range(row)} d quiet"
    return {
        "row": str(row.opened),
        "from": row.ends_after,
        "label": told if row.over else f"{told} so far",
        "short": told if row.over else f"{told} +",
    }


def _range(row: RoundRow) -> str:
    low, high = row.quiet_low, row.quiet_high
    return f"{high:,}" if low == high else f"{low:,}\u2013{high:,}"


def pulls_chart(rows: Sequence[Pull]) -> Chart:
    """Return what one event of each stream does to the others, as a matrix.

    Cells whose interval holds no effect are pale.

    Parameters
    ----------
    rows : sequence of Pull
        Of one horizon.

    """
    causes = list(dict.fromkeys(row.short for row in rows))
    targets = list(dict.fromkeys(row.target for row in rows))
    records = [
        {
            "cause": row.cause,
            "target": row.target,
            "short": row.short,
            "number": _signed(row.added),
            "interval": f"{row.low:+.3f} to {row.high:+.3f}",
            "look": _look(row),
            "ink": PAPER if row.is_told else MUTED,
        }
        for row in rows
    ]
    looks = {"brings about": _RAISES, "holds back": _LOWERS, "not told": _NEITHER}
    base = chart_of(records).encode(
        x=alt.X(
            "short:N",
            sort=causes,
            title=None,
            axis=alt.Axis(
                orient="top", labelAngle=270, labelLimit=150, ticks=False, domain=False
            ),
        ),
        y=alt.Y(
            "target:N",
            sort=targets,
            title=None,
            axis=alt.Axis(
                labelLimit=alt.ExprRef("containerSize()[0] < 500 ? 110 : 230")
            ),
        ),
    )
    cells = base.mark_rect(stroke=PAPER, strokeWidth=2).encode(
        color=alt.Color(
            "look:N",
            legend=None,
            scale=alt.Scale(domain=list(looks), range=list(looks.values())),
        ),
        tooltip=["cause:N", "target:N", "number:N", "interval:N"],
    )
    words = base.mark_text(
        fontSize=11, text=alt.ExprRef("width < 380 ? '' : datum.number")
    ).encode(color=alt.Color("ink:N", scale=None))
    return styled(layered(cells, words), height=alt.Step(24))


def _signed(number: float) -> str:
    told = f"{number:+.2f}".replace("-", "\u2212")
    return told if float(f"{number:.2f}") else "0"


def _look(row: Pull) -> str:
    if not row.is_told:
        return "not told"
    return "brings about" if row.low > 0 else "holds back"


def effects_chart(rows: Sequence[EffectRow]) -> Chart:
    """Return ratios after an act with their intervals, by days and by yardstick."""
    methods = list(dict.fromkeys(row.against for row in rows))
    days = list(dict.fromkeys(f"{row.horizon} days" for row in rows))
    y = alt.Y("days:N", sort=days, title=None, axis=alt.Axis(labelPadding=8))
    lane = alt.YOffset("against:N", sort=methods)
    x = alt.X(
        "low:Q",
        title="as many times as without, logarithmic scale",
        scale=alt.Scale(type="log", domain=[_LEAST, _MOST], nice=False, clamp=True),
        axis=alt.Axis(values=[0.1, 0.3, 1, 3, 10], titleAnchor="start"),
    )
    colour = alt.Color(
        "against:N",
        title=None,
        sort=methods,
        scale=alt.Scale(domain=methods, range=[_RAISES, "#0b4f8a", _LOWERS]),
        legend=alt.Legend(columns=_columns(1, 3), labelLimit=320),
    )
    base = chart_of([_effect(row) for row in rows]).encode(y=y, yOffset=lane)
    tips = ["days:N", "against:N", "interval:N", "counts:N"]
    lines = base.mark_rule(strokeWidth=2.2).encode(
        x=x, x2="high:Q", color=colour, tooltip=tips
    )
    points = (
        base.transform_filter("isValid(datum.ratio)")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(x=alt.X("ratio:Q"), color=colour, tooltip=tips)
    )
    even = (
        chart_of([{"low": 1}])
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[3, 3])
        .encode(x=x)
    )
    return styled(layered(even, lines, points), height=alt.Step(17))


def _effect(row: EffectRow) -> dict[str, object]:
    low = "0" if row.low is None else f"{row.low:.2g}"
    high = "any number" if row.high is None else f"{row.high:.2g}"
    middle = "no ratio" if row.ratio is None else f"{row.ratio:.2g}"
    return {
        "days": f"{row.horizon} days",
        "against": row.against,
        "ratio": None if row.ratio is None else max(_LEAST, min(_MOST, row.ratio)),
        "low": max(_LEAST, row.low or _LEAST),
        "high": _MOST if row.high is None else min(_MOST, max(_LEAST, row.high)),
        "interval": f"{middle} ({low} to {high})",
        "counts": row.told,
    }
