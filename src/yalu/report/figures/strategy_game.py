"""The diagram of the game: who moves when, what each sees and what each weighs."""

from collections.abc import Sequence
from textwrap import wrap

import altair as alt

from yalu.report.block import Chart
from yalu.report.playing_rows import StepRow
from yalu.report.theme import MUTED, chart_of, layered, styled

__all__ = ["game_chart"]

_FILLS = {"target": "#faf3e3", "sender": "#eef2f7", "patron": "#f0ebf7"}
_EDGES = {"target": "#b26f00", "sender": "#0b4f8a", "patron": "#7b5aa6"}
_NARROW, _WIDE = 52, 125  # characters of a line
_LINE, _PAD, _GAP, _LOOP = 15, 26, 24, 34  # pixels
_NEXT = "next quarter: state and belief move on"


def game_chart(rows: Sequence[StepRow]) -> Chart:
    """Return one box a step, from top to bottom, and the way to the next quarter.

    Boxes are as high as their words are on a telephone, so that the picture has one
    height on every screen.
    """
    boxes: list[dict[str, object]] = []
    words: list[dict[str, object]] = []
    arrows: list[dict[str, object]] = []
    top = 6.0
    for row in rows:
        lines = _lines(row, _NARROW)
        bottom = top + _PAD + _LINE * len(lines) + 6
        boxes.append({"top": top, "bottom": bottom, "player": row.player})
        words.append(
            {
                "y": top + 17,
                "player": row.player,
                "head": f"{row.number}  The {row.player} moves",
                "narrow": lines,
                "wide": _lines(row, _WIDE),
            }
        )
        arrows.append({"from": bottom, "to": bottom + _GAP, "last": row is rows[-1]})
        top = bottom + _GAP
    height = round(top + _LOOP)
    return styled(_drawn(boxes, words, arrows, height), height=height)


def _drawn(
    boxes: Sequence[dict[str, object]],
    words: Sequence[dict[str, object]],
    arrows: Sequence[dict[str, object]],
    height: int,
) -> alt.LayerChart:
    scale = alt.Scale(domain=[0, height], reverse=True, nice=False)
    players = list(_FILLS)
    frame = (
        chart_of(boxes)
        .mark_rect(cornerRadius=5, strokeWidth=1.6)
        .encode(
            x=alt.value(0),
            x2=alt.value("width"),
            y=alt.Y("top:Q", scale=scale, axis=None),
            y2="bottom:Q",
            fill=_by_player(players, _FILLS),
            stroke=alt.Stroke(
                "player:N",
                legend=None,
                scale=alt.Scale(domain=players, range=[*_EDGES.values()]),
            ),
        )
    )
    base = chart_of(words).encode(y=alt.Y("y:Q", scale=scale, axis=None))
    head = base.mark_text(align="left", fontWeight="bold", fontSize=13, x=10).encode(
        text="head:N"
    )
    body = base.mark_text(
        align="left",
        baseline="top",
        x=10,
        dy=12,
        lineHeight=_LINE,
        fontSize=11.5,
        text=alt.ExprRef("containerSize()[0] < 620 ? datum.narrow : datum.wide"),
    )
    down = chart_of(arrows).encode(y=alt.Y("from:Q", scale=scale, axis=None))
    lines = down.mark_rule(color=MUTED, strokeWidth=1.6).encode(
        x=alt.value(24), y2="to:Q"
    )
    tips = (
        chart_of(arrows)
        .mark_point(shape="triangle-down", filled=True, size=70, color=MUTED, opacity=1)
        .encode(x=alt.value(24), y=alt.Y("to:Q", scale=scale, axis=None))
    )
    loop = (
        chart_of([arrow for arrow in arrows if arrow["last"]])
        .mark_text(align="left", x=40, fontSize=11.5, color=MUTED, text=_NEXT)
        .encode(y=alt.Y("to:Q", scale=scale, axis=None))
    )
    return layered(frame, head, body, lines, tips, loop)


def _by_player(players: Sequence[str], colours: dict[str, str]) -> alt.Fill:
    return alt.Fill(
        "player:N",
        legend=None,
        scale=alt.Scale(domain=list(players), range=[*colours.values()]),
    )


def _lines(row: StepRow, width: int) -> list[str]:
    """Return the words in a box, broken into lines."""
    told = [
        *row.choices,
        f"Sees {row.sees}.",
        f"Likes: {', '.join(row.gains)}." if row.gains else "",
        f"Dislikes: {', '.join(row.loses)}." if row.loses else "",
        f"Either way: {', '.join(row.either)}." if row.either else "",
    ]
    return [line for words in told if words for line in wrap(words, width)]
