"""The figure of what happened since the first year that was looked at."""

from collections.abc import Sequence
from dataclasses import replace

from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Figure, Panel
from yalu.report.chronicle import Lane, Mark
from yalu.report.cycling import Cycle
from yalu.report.figures.timeline import PER_YEAR, is_dense, timeline_chart
from yalu.report.grid import Grid, shallow

__all__ = ["gaps", "timeline"]

_KEY = ("looked-at-in-part", "not-looked-at", "every-second-era")
_DEFINITION = (
    "One stroke is one event; where only the month or years are known it is a paler "
    "block as wide as they. Streams with more than "
    f"{numerals.count(PER_YEAR)} events a year on average are bars that count a year, "
    "each stream on its own scale. Dark grey: nobody looked; light grey: some looked, "
    "but not closely; emptiness there says nothing. What is only alleged is in the "
    "lower panel and not counted in the upper one. Dotted lines part eras. The file "
    "has the identifier of each event; yalu events shows it whole."
)
_COLUMNS = (
    *("lane", "event", "first_day", "last_day", "dating", "what", "evidence"),
    "sources",
)
_RESOLUTIONS = "resolutions"
_ALLEGED = "alleged only, on a scale of its own"


def timeline(cycle: Cycle) -> Figure | None:
    """Return the figure; None where nothing is logged."""
    marks = [mark for lane in cycle.lanes for mark in lane.marks]
    if not marks:
        return None
    told, alleged = _parted(cycle.lanes)
    panels = [
        Panel(
            chart=timeline_chart(part, cycle.turns, cycle.window), label=label, key=key
        )
        for part, label, key in ((told, "", _KEY), (alleged, _ALLEGED, ()))
        if part
    ]
    grades = {mark.evidence for mark in marks}
    return Figure(
        id="events-timeline",
        title=_finding(cycle),
        panels=tuple(panels),
        summary=_summary(cycle),
        definition=" ".join(
            part for part in (_DEFINITION, _left_out(cycle), _answers(cycle)) if part
        ),
        sources=cycle.sources,
        grades=tuple(grade for grade in Evidence if grade in grades),
        data=Grid.of(map(shallow, marks), _COLUMNS),
    )


def _left_out(cycle: Cycle) -> str:
    """Return how many events are older than the years shown; or nothing."""
    told = [
        f"{numerals.count(lane.earlier)} of {lane.label}"
        for lane in cycle.lanes
        if lane.earlier
    ]
    if not told:
        return ""
    return (
        f"Counts are since {cycle.window.start.year}; earlier events of the log are "
        f"left out: {numerals.listing(told)}."
    )


def _answers(cycle: Cycle) -> str:
    """Return why resolutions are counted otherwise elsewhere; or nothing."""
    lane = next((lane for lane in cycle.lanes if lane.name == _RESOLUTIONS), None)
    if lane is None or cycle.anatomy is None:
        return ""
    answers = {one.measure.id for one in cycle.anatomy.rounds if one.measure}
    others = [mark for mark in lane.marks if mark.event not in answers]
    told = []
    if others:
        told.append(
            f"{len(lane.marks) - len(others)} answer a round, and {_days(others)} none"
        )
    before = _before_model(cycle, lane)
    if before:
        told.append(
            f"{len(lane.marks) - len(before)} lie in the days that the model is fitted "
            f"to, and {_days(before)} outside"
        )
    whole = f"Of {len(lane.marks)} {lane.label} here, "
    return f"{whole}{'; '.join(told)}." if told else ""


def _before_model(cycle: Cycle, lane: Lane) -> list[Mark]:
    """Return the events of a lane that lie outside the days of the fit."""
    if cycle.model is None:
        return []
    record = cycle.model.record
    index = record.names.index(lane.name)
    low, high = record.windows[index]
    origin = record.origin or cycle.window.start
    return [
        mark for mark in lane.marks if not low <= (mark.first_day - origin).days < high
    ]


def _days(marks: Sequence[Mark]) -> str:
    lead = "that" if len(marks) == 1 else "those"
    return f"{lead} of {numerals.listing([numerals.day(m.first_day) for m in marks])}"


def gaps(cycle: Cycle) -> str:
    """Return what the log does not know of the streams, in a sentence; or nothing."""
    told = [
        f"{lane.label} {numerals.listing([_gap(gap, cycle) for gap in lane.unseen])}"
        for lane in cycle.lanes
        if lane.unseen
    ]
    in_part = sum(bool(lane.in_part) for lane in cycle.lanes)
    parts = []
    if told:
        parts.append(f"Nobody looked for {'; '.join(told)}.")
    if in_part:
        parts.append(
            f"In some years {numerals.count(in_part)} of the "
            f"{numerals.plural(len(cycle.lanes), 'stream')} were not read closely: "
            "grey in the figure."
        )
    return " ".join(parts)


def _gap(gap: Interval, cycle: Cycle) -> str:
    """Return a gap in words: before, since, or from one day to another."""
    if gap.start == cycle.window.start and gap.end is not None:
        return f"before {numerals.month(gap.end)}"
    if gap.end == cycle.window.end:
        return f"since {numerals.month(gap.start)}"
    last = numerals.month(gap.last or gap.start)
    return f"from {numerals.month(gap.start)} to {last}"


def _parted(found: Sequence[Lane]) -> tuple[list[Lane], list[Lane]]:
    """Return the lanes of what is on some record, and those of what is alleged."""
    both: list[list[Lane]] = []
    for wanted in (False, True):
        some = [
            replace(
                lane,
                marks=tuple(
                    mark
                    for mark in lane.marks
                    if (mark.evidence is Evidence.ALLEGED) is wanted
                ),
            )
            for lane in found
        ]
        both.append([lane for lane in some if lane.marks])
    return both[0], both[1]


def _finding(cycle: Cycle) -> str:
    """Return what the years show, as a title."""
    lanes = {lane.name: lane for lane in cycle.lanes}
    since = cycle.window.start.year
    parts = [
        f"{numerals.count(_told(lanes[name]))} {lanes[name].label}"
        for name in ("tests", "long_range", "missiles")
        if name in lanes
    ]
    title = f"Since {since}: {numerals.listing(parts)}" if parts else f"Since {since}"
    answers = lanes.get(_RESOLUTIONS)
    if answers is not None:
        last = max(mark.last_day for mark in answers.marks)
        title += (
            f"; {numerals.count(len(answers.marks))} {answers.label}, the last on "
            f"{numerals.day(last)}"
        )
    return title


def _told(lane: Lane) -> int:
    """Return how many events of a lane somebody tells, and not only alleges."""
    return sum(mark.evidence is not Evidence.ALLEGED for mark in lane.marks)


def _summary(cycle: Cycle) -> str:
    told = [f"{lane.label}: {_extent(lane, cycle)}" for lane in cycle.lanes]
    return f"{'; '.join(told)}. Eras begin with {_eras(cycle)}. {gaps(cycle)}"


def _extent(lane: Lane, cycle: Cycle) -> str:
    first, last = lane.marks[0].first_day, max(mark.last_day for mark in lane.marks)
    told = f"{len(lane.marks)} from {first} to {last}"
    if not is_dense(lane, cycle.window):
        return told
    most, years = lane.peak
    named = numerals.listing([str(year) for year in years])
    return f"{told}, at most {most} in a year ({named})"


def _eras(cycle: Cycle) -> str:
    named = [turn.label for turn in cycle.turns]
    return numerals.listing(named) if named else "nothing that the log has"
