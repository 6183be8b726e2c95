"""The embedded law and record, and ways to change one thing in them."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from yalu import events, library, sources
from yalu.claims import Claim, Finding, Ledger, check, read
from yalu.claims.played import Played
from yalu.claims.pressed import Pressed
from yalu.cli.own_trade import DEFAULT_SEED
from yalu.compliance import Assessment, assess
from yalu.events import EventLog
from yalu.flows import Repair
from yalu.regime import Regime
from yalu.report.pressing import pressure_of
from yalu.report.pressure_scope import CLAIMED


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a claim is held against, with one thing changed at a time."""

    regime: Regime
    flows: pa.Table
    partner_totals: pa.Table
    estimates: pa.Table
    events: EventLog
    assessment: Assessment | None = None
    pressure: Pressed | None = None
    strategy: Played | None = None
    matrix: Repair | None = None

    def find(self, claim: str) -> Finding:
        """Return the finding on one claim of the book."""
        return self.judge(claim).get(claim)

    def judge(self, *claims: str) -> Ledger:
        """Return the findings on some claims; on all where none is named."""
        book = read()
        chosen = tuple(claim for claim in book.claims if claim.id in claims)
        return self.judge_by(*(chosen if claims else book.claims))

    def judge_by(self, *claims: Claim) -> Ledger:
        """Return the findings on claims as they are given."""
        book = replace(read(), claims=claims)
        return check(
            regime=self.regime,
            flows=self.flows,
            partner_totals=self.partner_totals,
            estimates=self.estimates,
            events=self.events,
            assessment=self.assessment,
            pressure=self.pressure,
            strategy=self.strategy,
            matrix=self.matrix,
            book=book,
        )

    def with_event(self, name: str, **changes: object) -> "World":
        """Return the same world with one event changed."""
        log = self.events
        changed = tuple(
            replace(event, **changes) if event.id == name else event  # type: ignore[arg-type]
            for event in log
        )
        return replace(self, events=replace(log, events=changed))

    def without_event(self, name: str) -> "World":
        """Return the same world in which one event never was."""
        left = tuple(
            replace(event, rivals=tuple(r for r in event.rivals if r != name))
            for event in self.events
            if event.id != name
        )
        return replace(self, events=replace(self.events, events=left))

    def with_measure(self, name: str, **changes: object) -> "World":
        """Return the same world with one measure changed."""
        instruments = tuple(
            text.model_copy(
                update={
                    "measures": tuple(
                        m.model_copy(update=changes) if m.id == name else m
                        for m in text.measures
                    )
                }
            )
            for text in self.regime.instruments
        )
        return replace(self, regime=replace(self.regime, instruments=instruments))

    def without_measure(self, name: str) -> "World":
        """Return the same world without one measure."""
        instruments = tuple(
            text.model_copy(
                update={"measures": tuple(m for m in text.measures if m.id != name)}
            )
            for text in self.regime.instruments
        )
        return replace(self, regime=replace(self.regime, instruments=instruments))

    def without_instrument(self, name: str) -> "World":
        """Return the same world without one instrument."""
        left = tuple(text for text in self.regime.instruments if text.id != name)
        return replace(self, regime=replace(self.regime, instruments=left))

    def without_rows(self, table: str, **equal: object) -> "World":
        """Return the same world without the rows of a table that hold these values."""
        rows: pa.Table = getattr(self, table)
        hit = None
        for column, value in equal.items():
            this = pc.fill_null(pc.equal(rows[column], value), fill_value=False)
            hit = this if hit is None else pc.and_(hit, this)
        return replace(self, **{table: rows.filter(pc.invert(hit))})


@pytest.fixture(scope="session")
def world() -> World:
    """Return the embedded world."""
    return World(
        regime=library.load("dprk"),
        flows=sources.load("trade"),
        partner_totals=sources.load("partner_totals"),
        estimates=sources.load("estimates"),
        events=events.read(),
        assessment=assess(
            library.load("dprk"),
            sources.load("trade"),
            states=("CHN",),
            absences=sources.load("absences"),
        ),
    )


@pytest.fixture(scope="session")
def whole(world: World) -> World:
    """Return the embedded world with the repaired matrix and the models of pressure."""
    matrix = sources.repaired_trade()
    asked = pressure_of(
        world.regime,
        rng=np.random.default_rng(DEFAULT_SEED),
        scope=CLAIMED,
        matrix=matrix,
    )
    return replace(world, matrix=matrix, pressure=asked.pressed)


@pytest.fixture(scope="session")
def ledger(whole: World) -> Ledger:
    """Return the findings on every claim."""
    return whole.judge()
