"""Queries on how much of all goods the law touches, counted in six-digit codes.

A code is *sure* to be covered where a measure takes in the whole of it, and *possibly*
covered where it means an item within it or readers differ. Lists of items without
codes are not counted.
"""

from collections.abc import Iterable
from datetime import date

from yalu.claims.answer import Answer, Record, span
from yalu.claims.queries.provisions import answer_from_law, instrument_named
from yalu.goods import codes, revision_on
from yalu.regime import Coverage, Instrument, Measure, coverage

__all__ = ["codes_left_open", "scope_compared", "sorted_codes"]

_SIX = 6


def sorted_codes(
    covered: Coverage, measures: Iterable[str], direction: str
) -> tuple[set[str], set[str]]:
    """Return the codes that measures surely cover in one direction, and may cover.

    Codes have two, four or six digits; the second set holds the first.
    """
    ids = frozenset(measures)
    column = {name: place for place, name in enumerate(covered.columns)}
    code, way = column["hs_code"], column["direction"]
    measure, certainty = column["measure"], column["certainty"]
    rows = [r for r in covered.rows if r[measure] in ids and r[way] == direction]
    sure = {row[code] for row in rows if row[certainty] == "sure"}
    return sure, {row[code] for row in rows}


def codes_left_open(record: Record, body: str, on: date, direction: str) -> Answer:
    """Return the share of all six-digit codes that no measure of a body touches."""
    revision = revision_on(on)
    covered = coverage(record.regime, revision=revision)
    measures = [
        measure
        for measure in record.regime.in_force(on=on)
        if record.regime.instrument_of(measure).body == body and measure.goods.prefixes
    ]
    sure, possible = sorted_codes(covered, (m.id for m in measures), direction)
    total = len(codes(revision))
    low, high = 1 - _six(possible) / total, 1 - _six(sure) / total
    return answer_from_law(
        record,
        measures,
        {
            "codes": total,
            "sure": _six(sure),
            "possible": _six(possible),
            "share_low": low,
            "share_high": high,
            "share": span(low * 100, high * 100, ".1f"),
            "edition": revision.value,
            "on": str(on),
        },
    )


def _six(found: set[str]) -> int:
    return sum(len(code) == _SIX for code in found)


def scope_compared(record: Record, instrument: str, body: str) -> Answer:
    """Return the goods codes that a resolution covers, beside every earlier one."""
    last = instrument_named(record, instrument)
    covered = coverage(record.regime, revision=revision_on(last.adopted_on))
    earlier = [
        text
        for text in record.regime.instruments
        if text.body == body and text.is_law and text.adopted_on < last.adopted_on
    ]
    if not earlier:
        return Answer(missing=f"No earlier text of {body} is encoded.")
    own = _reach(covered, last)
    others = {text.symbol: _reach(covered, text) for text in earlier}
    widest = max(others, key=lambda symbol: others[symbol][1])
    used: list[Measure] = [m for text in (*earlier, last) for m in text.measures]
    return answer_from_law(
        record,
        used,
        {
            "sure": own[0],
            "possible": own[1],
            "range": span(*own),
            "earlier": len(earlier),
            "widest": widest,
            "wider_at_least": own[0] > max(reach[1] for reach in others.values()),
            "wider_both_ways": own[0] > max(reach[0] for reach in others.values())
            and own[1] > max(reach[1] for reach in others.values()),
            "widest_range": span(*others[widest]),
        },
    )


def _reach(covered: Coverage, text: Instrument) -> tuple[int, int]:
    """Return how many codes a text covers, both directions: surely, and at most."""
    ids = [measure.id for measure in text.measures]
    found = [sorted_codes(covered, ids, way) for way in ("from_target", "to_target")]
    return sum(_six(sure) for sure, _ in found), sum(_six(may) for _, may in found)
