"""One tiny regime and a handful of flows, small enough to add up by hand."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from yalu.flows import FlowTable
from yalu.goods import Revision
from yalu.periods import Interval, parse_period
from yalu.provenance import Source
from yalu.regime import Body, Coverage, Instrument, Regime, coverage

GROUND: dict[str, Any] = {
    "evidence": "official",
    "confidence": {"measure": "high"},
    "sources": ["text"],
    "last_checked_on": "2026-01-01",
}

RESOLUTION = """
id: res-1
symbol: S/RES/1 (2015)
body: UN
title: an invented resolution
adopted_on: 2015-03-16
published_on: 2015-03-16
sources: [text]
measures:
  - id: COAL
    paragraph: "1"
    kind: import_ban
    direction: from_target
    goods: {words: coal, codes: ["2701"], basis: text}
    in_force: {from: 2015-03-16, until: 2017-01-01}
    wind_down: {contract_before: 2015-03-16, last_day: 2015-05-15}
  - id: JET
    paragraph: "2"
    kind: export_ban
    direction: to_target
    goods: {words: jet fuel, parts: [{item: jet_fuel, codes: ["271019"]}]}
    in_force: {from: 2015-03-16}
  - id: METAL
    paragraph: "3"
    kind: import_ban
    direction: from_target
    goods: {words: copper and its ore, codes: ["74", "2603"], basis: text}
    in_force: {from: 2015-03-16}
  - id: OIL
    paragraph: "4"
    kind: cap
    direction: to_target
    goods: {words: refined products, codes: ["2710"], basis: text}
    in_force: {from: 2016-01-01}
    cap:
      limits: [{amount: 1000, unit: bbl}]
      rule: max
      period: {from: 2016-01-01, until: 2017-01-01}
      repeats: calendar_year
      alerts: [75, 90, 95]
"""

NATIONAL = """
id: chn-1
symbol: Announcement 1/2015
body: CHN
title: an invented announcement
adopted_on: 2015-04-01
published_on: 2015-04-01
implements: [res-1]
sources: [text]
measures:
  - id: CN-COAL
    kind: import_ban
    direction: from_target
    goods: {words: coal, codes: ["2701"], basis: text}
    in_force: {from: 2015-04-01}
"""

BODIES = {
    "UN": Body(id="UN", name="United Nations", binds=("all",)),
    "CHN": Body(id="CHN", name="China", binds=("CHN",)),
}


def instrument(text: str) -> Instrument:
    """Return an instrument whose measures share one ground of facts."""
    content = yaml.safe_load(text)
    content["measures"] = [{**GROUND, **measure} for measure in content["measures"]]
    return Instrument.model_validate(content)


def world(*texts: str) -> Regime:
    """Return the tiny regime, or one of the given instruments."""
    return Regime(
        id="tiny",
        name="a tiny regime",
        target="PRK",
        bodies=BODIES,
        sources={"text": Source("text", "invented")},
        instruments=tuple(instrument(text) for text in texts or (RESOLUTION, NATIONAL)),
        digest="0" * 64,
    )


def laws(regime: Regime | None = None) -> tuple[Coverage, ...]:
    """Return the law of a regime in every HS edition."""
    chosen = regime or world()
    return tuple(coverage(chosen, revision=revision) for revision in Revision)


def flow(
    period: str,
    code: str = "2701",
    value: object = 100,
    quantity: object = None,
    unit: str | None = None,
    **changes: object,
) -> dict[str, Any]:
    """Return one recorded flow: China's import from the target, unless changed."""
    span: Interval = parse_period(period)
    row: dict[str, Any] = {
        "reporter": "CHN",
        "partner": "PRK",
        "direction": "import",
        "period_start": span.start,
        "period_end": span.end,
        "hs_code": code,
        "hs_revision": "HS2012",
        "value_usd": None if value is None else Decimal(str(value)),
        "quantity": None if quantity is None else Decimal(str(quantity)),
        "unit": unit,
        "series": "customs",
        "source": "S1",
        "evidence": "official",
    }
    return row | changes


def table(rows: Iterable[dict[str, Any]]) -> FlowTable:
    """Return flows as a validated table."""
    return FlowTable.from_rows(rows)


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)
