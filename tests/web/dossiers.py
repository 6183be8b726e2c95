"""A shelf with a small dossier: two goods, three claims, and a forecast by hand."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tests.web.shelves import CUSTOMS, IdleShelf, reported_shelf
from yalu import events, library, sources
from yalu.claims import Finding, Ledger
from yalu.claims import Verdict as ClaimVerdict
from yalu.compliance import assess
from yalu.cycle import DPRK_STREAMS
from yalu.cycle.foreseen import Forecast, Foreseen
from yalu.provenance import Evidence
from yalu.report import Dossier, Section
from yalu.report.cycling import Cycle, seen
from yalu.report.enquiry import Enquiry
from yalu.web import Shelf
from yalu.web.parts import BLOCKS, DOSSIER, SECTIONS

__all__ = ["judged_shelf"]

_ON = date(2026, 8, 21)
_GOODS = ("2701", "2710")


@cache
def judged_shelf() -> Shelf:
    """Return a shelf with a dossier that is built in seconds."""
    shelf = IdleShelf(seed=1)
    regime, whole = library.load("dprk"), sources.load("trade")
    codes = pc.utf8_slice_codeunits(whole["hs_code"], 0, 4)
    trade = whole.filter(pc.is_in(codes, value_set=pa.array(_GOODS)))
    found = assess(regime, trade, states=("CHN",))
    dossier = Dossier(
        regime=regime,
        on=_ON,
        as_of=None,
        state="CHN",
        record=None,
        trade=trade,
        enquiry=Enquiry(assessment=found),
        ledger=_ledger(),
        profile=None,
        pressure=None,
        strategy=None,
        scenarios=None,
        cycle=_cycle(),
        publications={},
        hashes={},
    )
    shelf.put(DOSSIER, dossier)
    figure = reported_shelf().take(BLOCKS)["coal-bought"]
    blocks = {
        name: replace(figure, id=name)
        for name in ("scorecard-path", "forecast", "backtest", "patron-share")
    }
    shelf.put(BLOCKS, blocks)
    section = Section(
        id="cycle", heading="The cycle", text=("The log.", "Today.", "Its worth.")
    )
    shelf.put(SECTIONS, (section,))
    return shelf


def _ledger() -> Ledger:
    return Ledger(
        findings=(
            _finding("C01", ClaimVerdict.HOLDS, "91 to 95 %"),
            _finding("C02", ClaimVerdict.DOES_NOT_HOLD, "<b>56</b> days"),
            _finding("C03", ClaimVerdict.CANNOT_BE_CHECKED, ""),
        )
    )


def _finding(name: str, verdict: ClaimVerdict, figure: str) -> Finding:
    return Finding(
        id=name,
        statement=f"Claim {name} <i>in our words</i>.",
        article=2018,
        paragraph="3",
        verdict=verdict,
        figure=figure,
        values={"share_low": 0.91} if figure else {},
        query="The share of some years: patron_share(years=[2016])",
        note="Because of that.",
        sources=(CUSTOMS.id,) if figure else (),
        evidence=Evidence.REPORTED if figure else None,
        citations=("A publication",) if figure else (),
        waits_for="" if figure else "a record that nobody keeps",
    )


def _cycle() -> Cycle:
    foreseen = tuple(
        Foreseen(
            group="nuclear_tests",
            horizon=horizon,
            until=date(2026, 9, 20),
            probability=0.2,
            error=0.01,
            spread=(0.05, 0.41),
            counts=np.array([0, 0, 0, 0, 1]),
        )
        for horizon in (30, 365)
    )
    forecast = Forecast(
        on=_ON, method="process", foreseen=foreseen, waits=(("nuclear_tests", None),)
    )
    return replace(seen(events.read(), DPRK_STREAMS), forecast=forecast)
