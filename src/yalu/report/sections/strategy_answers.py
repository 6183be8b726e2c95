"""What the game answers: why partly, what would change, and the likeliest path."""

from collections.abc import Iterator, Sequence

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Figure, Panel, Table
from yalu.report.figures.strategy import AFTER, BEFORE, Interval, intervals_chart
from yalu.report.grid import Grid
from yalu.report.playing import Playing
from yalu.report.playing_rows import PlayRow
from yalu.report.playing_words import (
    ASKED,
    NOW,
    amount,
    chances,
    chosen,
    ranged,
    sign_words,
)
from yalu.report.sections.strategy_responses import play_figure
from yalu.strategy.answers.telling import SURE

__all__ = ["answers_table", "partial_figure", "path_table", "signs_figure"]

_TODAY, _RECORDED = "today", "recorded"
_NAMED = 2


def partial_figure(found: Playing) -> Figure | None:
    """Return what one more third of enforcement is worth; None without answers."""
    rows = found.of("partial", "third")
    total = found.one("partial", "third.all")
    if not rows or total is None:
        return None
    order = sorted({row.at["term"] for row in rows}, key=lambda t: -_weight(rows, t))
    intervals = [
        Interval(
            row=term,
            kind=row.at["when"],
            median=row.median,
            low=row.low,
            high=row.high,
            told=ranged(row),
        )
        for term in order
        for row in rows
        if row.at["term"] == term
    ]
    return play_figure(
        found,
        (*rows, total),
        "strategy-partial",
        _partial_found(found, rows, total),
        (
            Panel(
                chart=intervals_chart(
                    intervals, title="worth to the patron, unit of the game", step=10
                )
            ),
        ),
        summary="; ".join(
            f"{row.at['term']} {row.at['when']}: {ranged(row)}" for row in rows
        )
        + f". In all: {ranged(total)}.",
        definition=(
            "One third more of the law enforced in this quarter than the patron would "
            f"choose, at {NOW}: what each thing that it weighs gains or loses, at "
            "once and later, when all go on as they choose. Who stands to gain one "
            "unit more is about twenty times as likely to choose so. A point is the "
            "median of the draws, a line their middle 90 %."
        ),
    )


def _weight(rows: Sequence[PlayRow], term: str) -> float:
    return sum(abs(row.median) for row in rows if row.at["term"] == term)


def _partial_found(found: Playing, rows: Sequence[PlayRow], total: PlayRow) -> str:
    """Return what weighs most on either side, and what comes of it."""
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.at["term"]] = sums.get(row.at["term"], 0.0) + row.median
    ranked = sorted(sums.items(), key=lambda item: item[1])
    against = [term for term, worth in ranked if worth < 0][:_NAMED]
    in_favour = [term for term, worth in reversed(ranked) if worth > 0][:_NAMED]
    told = []
    if in_favour:
        told.append(f"most in its favour {numerals.listing(in_favour)}")
    if against:
        told.append(f"most against it {numerals.listing(against)}")
    enforced = found.one("partial", "enforcement")
    start = "One third more"
    if enforced is not None:
        start += (
            f" than the {amount(enforced.median, enforced.unit, signed=False)} that "
            "the game has it enforce"
        )
    return (
        f"{start} would be worth {amount(total.median, total.unit, signed=True)} to "
        f"the patron: {', '.join(told) or 'nothing weighs'}"
    )


def signs_figure(found: Playing) -> Figure | None:
    """Return the changes that the questions are about; None without answers."""
    asked = [
        (one.named(found), row)
        for one in ASKED
        for standing in (_RECORDED, _TODAY)
        if (row := one.row(found, standing)) is not None
    ]
    if not asked:
        return None
    panels = []
    for label, units in (
        ("in quarters with a provocation within a year", ("quarters",)),
        ("in points of a chance or share, 1 being all", ("chance", "share")),
    ):
        ranges = [
            each
            for one, row in asked
            if row.unit in units
            for each in _ranges(one.short, row)
        ]
        if ranges:
            chart = intervals_chart(ranges, title="change", step=14)
            panels.append(Panel(label=label, chart=chart))
    rows = [row for _, row in asked]
    return play_figure(
        found,
        rows,
        "strategy-signs",
        _signs_found([row for row in rows if row.standing == _RECORDED]),
        tuple(panels),
        summary=". ".join(
            sign_words(one, row) for one, row in asked if row.standing == _TODAY
        )
        + ".",
        definition=(
            "What changes if one thing were otherwise and all else stayed as likely as "
            "it is: over all recorded quarters under law alike, and at "
            f"{NOW}. Pale: by the judgement that was stated before the record was "
            "seen. Where pale and dark are alike the record has taught nothing. Lines "
            "are the middle 90 % of the draws."
        ),
    )


def _ranges(words: str, row: PlayRow) -> Iterator[Interval]:
    if row.standing == _RECORDED:
        low, median, high = row.prior_low, row.prior_median, row.prior_high
        if low is not None and median is not None and high is not None:
            yield Interval(
                row=words,
                kind=BEFORE,
                median=median,
                low=low,
                high=high,
                told=f"{median:+.2f} ({low:+.2f} to {high:+.2f})",
            )
    kind = (
        f"{AFTER}, quarters under law" if row.standing == _RECORDED else f"{AFTER}, now"
    )
    yield Interval(
        row=words,
        kind=kind,
        median=row.median,
        low=row.low,
        high=row.high,
        told=f"{ranged(row)}; {chances(row)}",
    )


def _signs_found(rows: Sequence[PlayRow]) -> str:
    """Return of how many changes the sign is known, of either sign alike."""
    sure = [row for row in rows if max(row.above, row.below) >= SURE]
    start = [
        row
        for row in rows
        if row.prior_above is not None
        and max(row.prior_above, row.prior_below or 0.0) >= SURE
    ]
    return (
        f"Of {numerals.count(len(rows))} changes asked about, the sign of "
        f"{numerals.count(len(sure)) if sure else 'none'} is known with a chance of "
        f"{numerals.percent(SURE)} over the recorded quarters under law, and was of "
        f"{numerals.count(len(start)) if start else 'none'} before the record was seen"
    )


def answers_table(found: Playing) -> Table | None:
    """Return the same changes in words and numbers; None without answers."""
    rows, data = [], []
    for one in ASKED:
        long, now = (one.row(found, standing) for standing in (_RECORDED, _TODAY))
        if long is not None and now is not None:
            words = one.named(found).words
            data += [long, now]
            rows.append(
                (
                    Cell(text=words[:1].upper() + words[1:]),
                    Cell(text=ranged(long), detail=chances(long)),
                    Cell(text=ranged(now), detail=chances(now)),
                )
            )
    if not rows:
        return None
    return Table(
        id="strategy-answers",
        title="What would change, with ranges and the chance of the likelier sign",
        columns=(
            "If one thing were otherwise",
            "Over recorded quarters under law",
            "Now",
        ),
        rows=tuple(rows),
        definition=(
            "Quarters with a provocation as a number, chances and shares in points of "
            "a hundred. In brackets the middle 90 % of the draws. Every answer of the "
            "game: yalu strategy --json, question by question."
        ),
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(data),
        folded=True,
    )


def path_table(found: Playing) -> Table | None:
    """Return the likeliest path and where it may turn; None without answers."""
    if not found.path:
        return None
    quarters = list(dict.fromkeys(row.quarter for row in found.path))
    rows = []
    for quarter in quarters:
        own = [row for row in found.path if row.quarter == quarter]
        turn = next((row for row in own if row.other), own[0])
        rows.append(
            (
                Cell(text=quarter),
                Cell(
                    text=", ".join(chosen(row.action, row.choice) for row in own),
                    detail=", ".join(
                        numerals.percent(round(row.chance, 2)) for row in own
                    ),
                ),
                Cell(
                    text=chosen(turn.action, turn.other) if turn.other else "nowhere",
                    detail=f"provocations in the year after {turn.turned:.2f} rather "
                    f"than {turn.kept:.2f}",
                ),
            )
        )
    return Table(
        id="strategy-path",
        title=(
            f"The likeliest path, {quarters[0]} to {quarters[-1]}, and where it is "
            "least sure"
        ),
        columns=("Quarter", "Likeliest, and with what chance", "May turn to"),
        rows=tuple(rows),
        definition=(
            "At the likeliest parameters, each choice the likeliest after all before "
            "it; that all of them come so is far less likely than each."
        ),
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(found.path),
    )
