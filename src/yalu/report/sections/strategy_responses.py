"""How each would act as the state varies, and after a quarter of full enforcement."""

from collections.abc import Iterator, Sequence

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Figure, Panel
from yalu.report.figures.strategy import CurvePoint, curves_chart
from yalu.report.grid import Grid
from yalu.report.playing import Playing
from yalu.report.playing_rows import PlayRow
from yalu.report.playing_words import ASKED, NOW, chances, ranged

__all__ = ["play_figure", "resolve_figure", "responses_figure"]

_TODAY = "today"
_PARTS = {
    "posture": "posture",
    "belief": "belief in resolve",
    "support": "other support",
    "stringency": "law",
}
_SERIES = {
    "target": {
        "a launch": ("move", "missile"),
        "a test": ("move", "test"),
        "an overture": ("move", "overture"),
    },
    "sender": {
        "a text": ("response", "table"),
        "a deployment": ("response", "deploy"),
        "engagement": ("response", "engage"),
    },
    "patron": {
        "part of the law enforced": ("enforced", ""),
        "a tabled text accepted": ("vote", "accept"),
        "an overture": ("overture", "yes"),
    },
}
_OF_BELIEF = {
    ("target", "a test"): "test",
    ("target", "an overture"): "overture",
    ("patron", "part of the law enforced"): "enforcement",
}
_TITLES = {
    "target": "chance of each in a quarter",
    "sender": "chance of each in a quarter",
    "patron": "share, or chance",
}
_CASES = {"full": "full enforcement", "usual": "as all choose", "none": "none"}


def responses_figure(found: Playing) -> Figure | None:
    """Return how each would act as parts of the state vary; None without answers."""
    points = tuple(_points(found))
    if not points:
        return None
    players = list(dict.fromkeys(point.player for point in points))
    return Figure(
        id="strategy-responses",
        title=_responses_found(points),
        panels=tuple(
            Panel(
                label=f"the {player}: {_TITLES[player]}",
                chart=curves_chart(
                    [point for point in points if point.player == player]
                ),
            )
            for player in players
        ),
        summary="; ".join(
            f"{point.player}, {point.what}, {point.part} {point.level}: "
            f"{numerals.percent(round(point.median, 2))}"
            for point in points
            if point.now
        )
        + ".",
        definition=(
            "Chances by the game if one part of the state were at that level and all "
            f"else as at {NOW}: posture of the sender, belief that the patron is the "
            "type that loses less by a collapse, support of another patron, and how "
            "much of trade the law covers. Points are medians of the draws, bands "
            "their middle 90 %. Dotted lines: the likeliest level now."
        ),
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(points),
    )


def _responses_found(points: Sequence[CurvePoint]) -> str:
    """Return how far what each does varies over each part, at most."""
    told = []
    for player in dict.fromkeys(point.player for point in points):
        spreads = {
            (point.what, point.part): _reach(points, player, point.what, point.part)
            for point in points
            if point.player == player
        }
        (what, part), reach = max(spreads.items(), key=lambda item: item[1])
        told.append(
            f"for the {player} {what} with {part} ({100 * reach:.0f} points of a "
            "hundred)"
        )
    return f"What varies most over the state: {numerals.listing(told)}"


def _reach(points: Sequence[CurvePoint], player: str, what: str, part: str) -> float:
    own = [
        point.median
        for point in points
        if (point.player, point.what, point.part) == (player, what, part)
    ]
    return max(own) - min(own)


def _points(found: Playing) -> Iterator[CurvePoint]:
    for player, series in _SERIES.items():
        for what, (action, label) in series.items():
            place = 0
            for part, told in _PARTS.items():
                levels = _levels(found, part)
                for number, level in enumerate(levels):
                    row = _answer(found, (player, what), (part, level), (action, label))
                    if row is not None:
                        yield CurvePoint(
                            player=player,
                            what=what,
                            part=told,
                            level=level,
                            place=place + number,
                            median=row.median,
                            low=row.low,
                            high=row.high,
                            now=level == _now(found, part),
                        )
                place += len(levels) + 1


def _levels(found: Playing, part: str) -> list[str]:
    name = "enforcement" if part == "belief" else "curve.enforced"
    question = "belief" if part == "belief" else _TODAY
    rows = found.of(question, name)
    return list(dict.fromkeys(row.at[part] for row in rows if part in row.at))


def _answer(
    found: Playing,
    series: tuple[str, str],
    level: tuple[str, str],
    choice: tuple[str, str],
) -> PlayRow | None:
    """Return one answer at one level of one part of the state."""
    part, at = level
    action, label = choice
    if part == "belief":
        name = _OF_BELIEF.get(series)
        return None if name is None else found.one("belief", name, belief=at)
    if not label:
        return found.one(_TODAY, "curve.enforced", **{part: at})
    return found.one(_TODAY, "curve", **{part: at, action: label})


def _now(found: Playing, part: str) -> str:
    """Return the likeliest level of a part of the state now; empty if not told."""
    rows = [row for row in found.of(_TODAY, "state") if part in row.at]
    if not rows:
        return ""
    return max(rows, key=lambda row: row.median).at[part]


def resolve_figure(found: Playing) -> Figure | None:
    """Return provocations after full and no enforcement; None without answers."""
    rows = found.of("resolve", "path")
    change = ASKED[0].row(found, _TODAY)
    if not rows or change is None:
        return None
    points = [
        CurvePoint(
            player="target",
            what=_CASES[row.at["enforcement"]],
            part="quarters after",
            level=row.at["quarter"],
            place=int(row.at["quarter"]),
            median=row.median,
            low=row.low,
            high=row.high,
            now=False,
        )
        for row in rows
    ]
    return play_figure(
        found,
        (*rows, change),
        "strategy-resolve",
        (
            "One quarter of full enforcement, seen by all, changes the provocations of "
            f"the year after by {ranged(change)} ({chances(change)})"
        ),
        (Panel(label="chance of a provocation", chart=curves_chart(points)),),
        summary="; ".join(
            f"{_CASES[row.at['enforcement']]}, quarter {row.at['quarter']}: "
            f"{ranged(row)}"
            for row in rows
        )
        + ".",
        definition=(
            "Chance of a launch or test in each quarter after one in which, at "
            f"{NOW}, the patron enforces all, none, or as it would choose, and "
            "everybody then goes on as usual. Others learn from what they see; the "
            "patron itself is the same. Points are medians of the draws, bands their "
            "middle 90 %."
        ),
    )


def play_figure(
    found: Playing,
    rows: Sequence[PlayRow],
    name: str,
    title: str,
    panels: tuple[Panel, ...],
    *,
    summary: str,
    definition: str,
) -> Figure:
    """Return a figure whose data are answers of the game."""
    return Figure(
        id=name,
        title=title,
        panels=panels,
        summary=summary,
        definition=definition,
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )
