"""Dossiers: everything one report rests on, gathered and computed once."""

from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from yalu import claims, compliance, dependence, events, library, sources
from yalu.claims import Ledger
from yalu.compliance import Assessment
from yalu.dependence import DependenceProfile
from yalu.events import EventLog
from yalu.provenance import Source
from yalu.regime import Regime

__all__ = ["Dossier", "gather"]

_CLAIMED = "dprk"  # the claims name measures that other law need not have


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The law, the record and the answers of one case.

    Attributes
    ----------
    regime : Regime
        The encoded law, cut to what was published by `as_of`.
    on : date
        The day the report speaks of.
    as_of : date or None
        Only law published by this day is known.
    state : str
        ISO3 code of the state whose conduct is in question.
    trade : pyarrow.Table
        The embedded trade rows about the target; empty for other targets.
    assessment : Assessment or None
        What law and record say about each other; None without trade.
    ledger : Ledger or None
        What became of the claims about the target, on all the law that is encoded;
        None without trade, and for law other than that which the claims are about.
    profile : DependenceProfile or None
        Who needs whom; None where no trade of the target is embedded.
    publications : dict of str to Source
        Every source known to the law, the data and the events, by identifier.
    hashes : dict of str to str
        SHA-256 of each embedded dataset.

    """

    regime: Regime
    on: date
    as_of: date | None
    state: str
    trade: pa.Table
    assessment: Assessment | None
    ledger: Ledger | None
    profile: DependenceProfile | None
    publications: dict[str, Source]
    hashes: dict[str, str]


def gather(regime: Regime, *, as_of: date | None = None, state: str = "CHN") -> Dossier:
    """Return the dossier of a regime with the data that comes with the package.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    as_of : date, optional
        Only law published by this day is known; all of it by default.
    state : str
        ISO3 code of the state whose conduct is in question.

    Raises
    ------
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    known = regime if as_of is None else _known_by(regime, as_of)
    trade = _about(sources.load("trade"), regime.target)
    totals, estimates = sources.load("partner_totals"), sources.load("estimates")
    log = events.read()
    assessment = ledger = profile = None
    if trade.num_rows:
        assessment = compliance.assess(known, trade, absences=sources.load("absences"))
        profile = dependence.profile(
            totals, estimates, target=regime.target, patron=state, trade=trade
        )
        if regime.digest == library.load(_CLAIMED).digest:
            ledger = claims.check(
                regime=regime,  # a claim names its own days
                flows=trade,
                partner_totals=totals,
                estimates=estimates,
                events=log,
                assessment=assessment,
            )
    return Dossier(
        regime=known,
        on=as_of or regime.last_checked_on,
        as_of=as_of,
        state=state,
        trade=trade,
        assessment=assessment,
        ledger=ledger,
        profile=profile,
        publications=_publications(regime, log),
        hashes={name: sources.describe(name).sha256 for name in sources.available()},
    )


def _known_by(regime: Regime, day: date) -> Regime:
    published = [i for i in regime.instruments if i.published_on <= day]
    return replace(regime, instruments=tuple(published))


def _about(trade: pa.Table, target: str) -> pa.Table:
    """Return the trade if it is the record of the target, no rows if of another."""
    pairs = zip(
        trade["reporter"].to_pylist(), trade["partner"].to_pylist(), strict=True
    )
    return trade if all(target in pair for pair in pairs) else trade.slice(0, 0)


def _publications(regime: Regime, log: EventLog) -> dict[str, Source]:
    listed = {
        row["id"]: Source(row["id"], _publisher(row), row["url"] or "")
        for row in sources.load("sources").to_pylist()
    }
    return {**log.sources, **listed, **regime.sources}


def _publisher(row: dict[str, str]) -> str:
    parts = [row["publisher"], row.get("published", "")]
    words = ", ".join(part for part in parts if part)
    return f"{words}, quoting {row['quotes']}" if row.get("quotes") else words
