"""Queries on the time between events.

Events are dated by the calendar of the place that each names. An event that is known
only to the month makes every span a range of days.
"""

from yalu.claims.answer import Answer, Record, span
from yalu.claims.queries.witnesses import answer_from, gap_in_days, in_words, last_day
from yalu.periods import parse_period

__all__ = [
    "day_of_year",
    "days_between",
    "eve_and_window",
    "place_in_order",
    "years_between",
]

_DAYS_A_YEAR = 365.25


def days_between(record: Record, first: str, last: str) -> Answer:
    """Return the days from one event to another."""
    begin, end = record.events.get(first), record.events.get(last)
    low, high = gap_in_days(begin, end)
    return answer_from(
        record,
        (begin, end),
        {
            "days_low": low,
            "days_high": high,
            "days": span(low, high),
            "first": in_words(begin),
            "last": in_words(end),
        },
    )


def day_of_year(record: Record, event: str) -> Answer:
    """Return the day of the year on which an event fell."""
    one = record.events.get(event)
    if not one.precise:
        return Answer(missing=f"The log has {event} on no single day.")
    return answer_from(
        record,
        (one,),
        {"day": one.when.start.timetuple().tm_yday, "date": in_words(one)},
    )


def years_between(record: Record, first: str, last: str) -> Answer:
    """Return the years from one event to another."""
    begin, end = record.events.get(first), record.events.get(last)
    low, high = (days / _DAYS_A_YEAR for days in gap_in_days(begin, end))
    return answer_from(
        record,
        (begin, end),
        {
            "years_low": low,
            "years_high": high,
            "years": span(low, high, ".1f"),
            "first": in_words(begin),
            "last": in_words(end),
        },
    )


def place_in_order(
    record: Record, event: str, before: str, since: str = "1900"
) -> Answer:
    """Return which of its kind an event was, and whether the latest."""
    one, other = record.events.get(event), record.events.get(before)
    begin = parse_period(since).start
    earlier = [
        found
        for found in record.events.of(kind=one.kind)
        if begin <= found.when.start <= other.when.start
    ]
    return answer_from(
        record,
        (one, other),
        {
            "number": sum(found.when.start <= one.when.start for found in earlier),
            "logged": len(earlier),
            "latest": earlier[-1] == one if earlier else False,
            "days_before": gap_in_days(one, other)[0],
            "first": in_words(one),
            "last": in_words(other),
        },
    )


def eve_and_window(
    record: Record, launch: str, holiday: str, notices: list[str]
) -> Answer:
    """Return the days from a launch to a holiday and to its announced windows."""
    flown, feast = record.events.get(launch), record.events.get(holiday)
    announced = [record.events.get(name) for name in notices]
    windows = [notice.window for notice in announced if notice.window is not None]
    if not windows:
        return Answer(missing="No notice in the log gives a window for the launch.")
    begins = [window.start for window in windows]
    day = flown.when.start
    spans = ", then ".join(f"{window.start} to {window.last}" for window in windows)
    return answer_from(
        record,
        (flown, feast, *announced),
        {
            "days_to_holiday": (feast.when.start - day).days,
            "days_before_first_window": (begins[0] - day).days,
            "days_before_last_window": (begins[-1] - day).days,
            "windows": len(windows),
            "announced": spans,
            "launched": in_words(flown),
            "rocket": "SLV" in flown.marks,
            "warned_days": (day - last_day(announced[-1])).days,
        },
    )
