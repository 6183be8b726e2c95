"""What is not known of the DPRK, and what its income has fallen by before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import mul
from typing import Any

import numpy as np
import pyarrow as pa

from yalu.errors import SchemaError
from yalu.impact.case import HOME, Yardstick
from yalu.impact.ranges import Range, Scale
from yalu.provenance import Confidence, Evidence, weakest

__all__ = [
    "ASSUMED",
    "elasticities",
    "not_traded",
    "output",
    "recalled",
    "substitution",
    "yardsticks",
]

_MILLION, _BILLION = 1e6, 1e9
_PERCENT = 100.0
_SHARE = "share_of_gdp_"
_RECALLED = "recalled"

ASSUMED: tuple[Range, ...] = (
    Range(
        name="home like imports",
        low=0.0,
        high=1.0,
        unit="share",
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        note=(
            "whether goods sold at home are spread over sections like purchases abroad "
            "(1) or like sales abroad (0); nothing is recorded"
        ),
    ),
    Range(
        name="goods at home, others",
        low=0.0,
        high=1.0,
        unit="share",
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        note=(
            "share of goods in what the other economies sell at home; the whole range, "
            "because it hardly matters to the target"
        ),
    ),
    Range(
        name="alternative patron",
        low=1.0,
        high=10.0,
        scale=Scale.RATIO,
        unit="times its record",
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        note=(
            "how many times the most it is on record to have traded the alternative "
            "patron would trade; an assumption"
        ),
    ),
)
"""What no source gives: ranges that are assumed, and why."""


def output(table: pa.Table, year: int) -> Range:
    """Return the range of what the target makes in a year, over all compilers."""
    rows = [
        row
        for row in _of_year(table, year)
        if str(row["item"]).startswith("nominal") and "USD" in str(row["unit"])
    ]
    if not rows:
        msg = (
            f"output: found no income of {year} in USD; expected at least one. Pass "
            "the whole data set."
        )
        raise SchemaError(msg)
    scaled = [
        tuple(_number(row, name) * _scale(str(row["unit"])) for name in ("low", "high"))
        for row in rows
    ]
    who = ", ".join(sorted({str(row["compiler"]) for row in rows}))
    return Range(
        name="output",
        low=min(low for low, _ in scaled),
        high=max(high for _, high in scaled),
        scale=Scale.RATIO,
        unit="USD",
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=_sources(rows),
        note=f"income of {year} by {who}",
    )


def not_traded(table: pa.Table, year: int) -> Range:
    """Return the range of the share of home sales that never crosses a border.

    At least services alone; most likely all but farming and fishing, and mining and
    manufacturing; at most all but mining and manufacturing, as if whatever grows were
    eaten where it grows. Shares are of all that is made; exports are a small part.
    """
    rows = [
        row
        for row in table.to_pylist()
        if str(row["item"]).startswith(_SHARE) and row["period_start"].year <= year
    ]
    shares = {}
    used = []
    for item in ("services", "farming_fishing", "mining_manufacturing"):
        own = [row for row in rows if row["item"] == _SHARE + item]
        if not own:
            msg = (
                f"output: found no {_SHARE}{item} up to {year}; expected one. Pass "
                "the whole data set."
            )
            raise SchemaError(msg)
        latest = max(row["period_start"] for row in own)
        chosen = [row for row in own if row["period_start"] == latest]
        shares[item] = float(np.mean([_number(row, "value") for row in chosen]))
        used += chosen
    goods = shares["mining_manufacturing"]
    return Range(
        name="not traded",
        low=shares["services"] / _PERCENT,
        value=1.0 - (goods + shares["farming_fishing"]) / _PERCENT,
        high=1.0 - goods / _PERCENT,
        unit="share",
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=_sources(used),
        note=(
            "share of what is sold at home that is never traded, from shares in all "
            "that is made: services alone, all but what is grown, mined and "
            "manufactured, all but what is mined and manufactured"
        ),
    )


def _scale(unit: str) -> float:
    if "billion" in unit:
        return _BILLION
    return _MILLION if "million" in unit else 1.0


def elasticities(table: pa.Table, sectors: Sequence[str]) -> Iterator[Range]:
    """Yield one range of the trade elasticity for each section.

    The middle is the median study of the section. The range runs over the central
    figures of all studies, of the section and of all goods together: the latter hold
    the short run, in which nobody changes suppliers easily. The lowest and highest
    figure within a study is not taken: it is mostly that of a single industry of the
    section, or an end of the error of one, and no section is one industry.
    """
    rows = [row for row in table.to_pylist() if row["quantity"] == "trade"]
    general = [row for row in rows if str(row["section"]) not in sectors]
    for sector in sectors:
        own = [row for row in rows if str(row["section"]) == sector]
        used = [*own, *general]
        if sector == HOME:
            continue
        if not used:
            msg = (
                f"elasticities: found none of trade for section {sector}; expected one "
                "of the section or of all goods. Pass the whole data set."
            )
            raise SchemaError(msg)
        figures = [_number(row, "central") for row in used]
        yield Range(
            name=f"elasticity {sector}",
            low=min(figures),
            value=float(np.median([_number(row, "central") for row in own or used])),
            high=max(figures),
            scale=Scale.RATIO,
            evidence=Evidence.ESTIMATED,
            confidence=_graded(used),
            sources=_sources(used),
            note=(
                f"{len(own)} studies of the section, {len(general)} of all goods"
                f"{_from_memory(used)}"
            ),
        )


def substitution(table: pa.Table) -> Iterator[Range]:
    """Yield the elasticity of energy for other inputs, over all studies, if any."""
    rows = [
        row for row in table.to_pylist() if row["quantity"] == "energy_substitution"
    ]
    if rows:
        yield Range(
            name="energy substitution",
            low=min(_number(row, "low") for row in rows),
            value=float(np.median([_number(row, "central") for row in rows])),
            high=max(_number(row, "high") for row in rows),
            evidence=Evidence.ESTIMATED,
            confidence=_graded(rows),
            sources=_sources(rows),
            note=f"of energy for other inputs, {len(rows)} studies{_from_memory(rows)}",
        )


def recalled(table: pa.Table) -> Iterator[str]:
    """Yield what to know of elasticities that nobody looked up, if there are any."""
    rows = table.to_pylist()
    count = _recalled(rows)
    if count:
        yield (
            f"Of the {len(rows)} figures that ranges of elasticities rest on, {count} "
            "are recalled in whole or part, and not looked up."
        )


def yardsticks(table: pa.Table) -> Iterator[Yardstick]:
    """Yield the deepest single year, and the deepest fall from a peak, of a series."""
    every = [row for row in table.to_pylist() if row["item"] == "real_growth"]
    if not every:
        return
    # Of several compilers the one with the longest series: spells are not mixed.
    compilers = [str(row["compiler"]) for row in every]
    longest = max(sorted(set(compilers)), key=compilers.count)
    rows = sorted(
        (row for row in every if row["compiler"] == longest),
        key=lambda row: row["period_start"],
    )
    years = [row["period_start"].year for row in rows]
    growth = [_number(row, "value") / _PERCENT for row in rows]
    worst = growth.index(min(growth))
    yield Yardstick(
        name="worst single year",
        value=-growth[worst],
        first=years[worst],
        last=years[worst],
        method=f"lowest real growth in the series of {longest}",
        sources=_sources(rows),
    )
    levels = [1.0, *accumulate((1.0 + one for one in growth), mul)]
    falls = {
        (start, end): 1.0 - levels[end] / levels[start]
        for start in range(len(levels))
        for end in range(start + 1, len(levels))
    }
    (start, end), fall = max(falls.items(), key=lambda entry: entry[1])
    yield Yardstick(
        name="deepest fall",
        value=fall,
        first=years[start],
        last=years[end - 1],
        method=f"largest fall from a peak, growth of {longest} chained",
        sources=_sources(rows),
    )


def _of_year(table: pa.Table, year: int) -> Iterator[dict[str, Any]]:
    for row in table.to_pylist():
        if row["period_start"].year == year and row["value"] is not None:
            yield row


def _graded(rows: Sequence[Mapping[str, Any]]) -> Confidence:
    """Return the weakest confidence of rows: a range is no better than that."""
    found = weakest(Confidence(str(row["confidence"])) for row in rows)
    return Confidence.LOW if found is None else found


def _recalled(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(_RECALLED in str(row["note"]) for row in rows)


def _from_memory(rows: Sequence[Mapping[str, Any]]) -> str:
    count = _recalled(rows)
    return f"; {count} of {len(rows)} figures {_RECALLED}, not looked up" * bool(count)


def _number(row: Mapping[str, Any], name: str) -> float:
    """Return a bound of a row, or its central figure where it has no such bound."""
    found = row[name]
    if found is None:
        found = row["central"] if "central" in row else row["value"]
    return float(str(found))


def _sources(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found = {name for row in rows for name in str(row["source"]).split(";") if name}
    return tuple(sorted(found))
