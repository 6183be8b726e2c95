"""A small dossier: coal alone held against the law, a model that was never fitted."""

from datetime import date

import numpy as np
import pyarrow.compute as pc

from tests.report import cycles
from yalu.claims import Finding, Ledger, Verdict
from yalu.events import read
from yalu.provenance import Evidence, Source
from yalu.regime import Regime
from yalu.report import Dossier
from yalu.report.cycling import ask, seen
from yalu.report.enquiry import enquire
from yalu.report.record import Record, embedded

__all__ = ["CLAIM", "small_dossier"]

CLAIM = "C01"

_COAL = "2701"


def small_dossier(regime: Regime, known: dict[str, Source]) -> Dossier:
    """Return a dossier that is put together in a few seconds."""
    whole = embedded(regime)
    assert whole is not None
    record = Record(
        flows=whole.flows.filter(pc.starts_with(whole.flows["hs_code"], _COAL))
    )
    return Dossier(
        regime=regime,
        on=date(2026, 10, 1),
        as_of=None,
        state="CHN",
        record=record,
        trade=record.presentable,
        enquiry=enquire(regime, record, states=["CHN"]),
        ledger=Ledger(tuple(map(_finding, range(1, 6), Verdict))),
        profile=None,
        pressure=None,
        strategy=None,
        scenarios=None,
        cycle=ask(
            seen(read(), cycles.STREAMS), cycles.model(), rng=np.random.default_rng(3)
        ),
        publications=known,
        hashes={"trade": "b" * 64},
    )


def _finding(number: int, verdict: Verdict) -> Finding:
    return Finding(
        id=f"C{number:02}",
        statement=f"What is claimed, number {number}",
        article=1,
        paragraph="2",
        verdict=verdict,
        figure="4 of 5",
        values={"share": 0.8},
        query="How many? count(rows)",
        note="The record says so.",
        sources=("USGS",),
        evidence=Evidence.REPORTED,
        citations=("A publication, page 3",),
        waits_for="",
    )
