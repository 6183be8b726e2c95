"""One tiny regime, small enough to check every verdict by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from yalu.provenance import Source
from yalu.regime import Body, Instrument, Regime

GROUND = """
evidence: official
confidence: {measure: high}
sources: [text]
last_checked_on: 2026-01-01
"""

RESOLUTION = """
id: res-1
symbol: S/RES/1 (2010)
body: UN
title: an invented resolution
adopted_on: 2010-01-01
published_on: 2010-01-01
sources: [text]
measures:
  - id: COAL
    paragraph: "1"
    kind: import_ban
    direction: from_target
    goods: {words: coal, codes: ["2701"], basis: text}
    in_force: {from: 2010-01-01, until: 2012-01-01}
    wind_down:
      {contract_before: 2010-01-01, last_day: 2010-01-31, notify_by: 2010-02-15}
    exemptions:
      - words: coal of others through the port
        needs: [third_country_origin, via_rajin, committee_notified]
  - id: JET
    paragraph: "2"
    kind: export_ban
    direction: to_target
    goods:
      words: jet fuel
      parts: [{item: jet_fuel, codes: ["271019"]}]
      outside: [diesel]
    in_force: {from: 2010-01-01}
    exemptions:
      - words: relief flights
        needs: [humanitarian, committee_approval]
  - id: OIL
    paragraph: "3"
    kind: cap
    direction: to_target
    goods: {words: refined products, codes: ["2710"], basis: text}
    in_force: {from: 2011-01-01}
    cap:
      limits: [{amount: 1000, unit: bbl}]
      rule: max
      period: {from: 2011-02-01, until: 2012-02-01}
      repeats: anniversary
      conditions: [livelihood]
      alerts: [75, 90, 95]
    doubts:
      - words: the first month has a ban but no exempt quantity yet
        undecidable: {from: 2011-01-01, until: 2011-02-01}
  - id: ORE
    paragraph: "4"
    kind: import_ban
    direction: from_target
    goods:
      words: copper
      codes: ["74"]
      disputed: [{codes: ["2603"], why: the text names the metal}]
    in_force: {from: 2010-01-01}
  - id: YACHTS
    paragraph: "5"
    kind: luxury_goods
    direction: to_target
    goods:
      words: costly yachts, for example
      parts: [{item: yacht, codes: ["8903"], above_usd: 100000}]
      exhaustive: false
    in_force: {from: 2010-01-01}
  - id: RELIEF
    paragraph: "6"
    kind: exemption
    direction: both
    goods: {words: anything the Committee lets through}
    in_force: {from: 2011-01-01}
    applies_to: ["*"]
    exemptions: [{words: case by case, needs: [humanitarian, committee_approval]}]
  - id: WORK
    paragraph: "7"
    kind: labour
    direction: none
    goods: {words: work permits}
    in_force: {from: 2010-01-01}
    wind_down: {last_day: 2010-06-30}
"""

NATIONAL = """
id: chn-1
symbol: Announcement 1/2010
body: CHN
title: an invented announcement
adopted_on: 2010-03-01
published_on: 2010-03-01
implements: [res-1]
sources: [text]
measures:
  - id: CN-COAL
    kind: import_suspension
    direction: from_target
    goods: {words: coal of the target, codes: ["2701"], origin: target}
    in_force: {from: 2010-03-01, until: 2010-06-01}
    wind_down: {arrived_before: 2010-03-01, last_day: 2010-03-15}
"""

BODIES = (
    Body(id="UN", name="United Nations", binds=("all",)),
    Body.model_validate(
        {
            "id": "CHN",
            "name": "China",
            "binds": ["CHN"],
            "not_encoded": ["luxury_goods"],
        }
    ),
)


def instrument(text: str) -> Instrument:
    """Return an instrument whose measures share one ground of facts."""
    content = yaml.safe_load(text)
    for measure in content["measures"]:
        measure.update(yaml.safe_load(GROUND))
    return Instrument.model_validate(content)


def world(*instruments: Instrument) -> Regime:
    """Return the tiny regime, or one of the given instruments."""
    return Regime(
        id="tiny",
        name="a tiny regime",
        target="PRK",
        bodies={body.id: body for body in BODIES},
        sources={"text": Source("text", "invented")},
        instruments=instruments or (instrument(RESOLUTION), instrument(NATIONAL)),
        digest="0" * 64,
    )


def one_measure(measure: Mapping[str, Any]) -> Instrument:
    """Return an instrument of the Council with a single further measure."""
    content = {
        "id": "res-2",
        "symbol": "S/RES/2 (2010)",
        "body": "UN",
        "title": "one measure more",
        "adopted_on": date(2010, 1, 1),
        "published_on": date(2010, 1, 1),
        "sources": ["text"],
        "measures": [{**yaml.safe_load(GROUND), **measure}],
    }
    return Instrument.model_validate(content)
