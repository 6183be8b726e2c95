"""Dossiers: everything one report rests on, gathered and computed once.

The record is the embedded one where it is about the target, or what a user's own files
hold; the two are never mixed. What only the embedded record supports (who depends on
whom, the ledger of claims) is left out for any other.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa

from yalu import claims, dependence, events, library, sources
from yalu.claims import Ledger
from yalu.claims.pressed import Pressed
from yalu.compliance import Assessment
from yalu.dependence import DependenceProfile, Flow
from yalu.events import EventLog
from yalu.flows import WORLD, Repair
from yalu.provenance import Source
from yalu.regime import Regime
from yalu.report.cycling import Cycle, cycle_of
from yalu.report.enquiry import Enquiry, enquire
from yalu.report.outside import horizon_of
from yalu.report.played import dprk_record
from yalu.report.playing import Playing, playing_of
from yalu.report.pressing import Pressure, pressure_of
from yalu.report.pressure_scope import CLAIMED, REPORTED
from yalu.report.ranging import WHOLE, Range, cut_rows, within
from yalu.report.record import Record, embedded
from yalu.report.stakes import embedded_case
from yalu.report.supposing import Supposing, supposing_of

__all__ = ["Dossier", "gather", "publications_of", "with_answers"]

_CLAIMED = "dprk"  # the claims name measures that other law need not have
_PATRON = "CHN"  # whom the target depends on, whosever conduct is in question


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
    record : Record or None
        The recorded trade; None where there is none about the target.
    trade : pyarrow.Table
        Its rows in the columns that a report shows; no rows where there is none.
    enquiry : Enquiry or None
        What law and record say about each other; None without trade.
    ledger : Ledger or None
        What became of the claims about the target, on all the law that is encoded;
        None for law and trade other than those which the claims are about.
    profile : DependenceProfile or None
        Who needs whom; None where no trade of the target is embedded, and for a
        user's own files.
    pressure : Pressure or None
        What packages of measures cost; None for law and trade other than those which
        the claims are about, and where nothing is estimated.
    strategy : Playing or None
        What the game of the players says; None for law and trade other than those which
        the claims are about, where nothing is estimated, and for past days, as the game
        is fitted to all that is recorded.
    scenarios : Supposing or None
        What would follow if; None where there is no `strategy`.
    cycle : Cycle or None
        What happened, what tends to follow and what may come; None for a target that
        the log of events is not about.
    publications : dict of str to Source
        Every source known to the law, the data and the events, by identifier.
    hashes : dict of str to str
        SHA-256 of each embedded dataset.
    asked : Range
        The days that the report is about; what needs the whole record, that is
        `ledger`, `pressure`, `strategy` and `scenarios`, is None where some are not.

    """

    regime: Regime
    on: date
    as_of: date | None
    state: str
    record: Record | None
    trade: pa.Table
    enquiry: Enquiry | None
    ledger: Ledger | None
    profile: DependenceProfile | None
    pressure: Pressure | None
    strategy: Playing | None
    scenarios: Supposing | None
    cycle: Cycle | None
    publications: dict[str, Source]
    hashes: dict[str, str]
    asked: Range = WHOLE

    @property
    def assessment(self) -> Assessment | None:
        """The scorecard and what it rests on; None without trade."""
        return None if self.enquiry is None else self.enquiry.assessment


def gather(
    regime: Regime,
    *,
    as_of: date | None = None,
    on: date | None = None,
    asked: Range = WHOLE,
    state: str | None = None,
    record: Record | None = None,
    rng: np.random.Generator | None = None,
    answers: bool = True,
) -> Dossier:
    """Return the dossier of a regime.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    as_of : date, optional
        Only law published by this day is known; all of it by default.
    on : date, optional
        The day the report speaks of; by default the last of those asked about, of
        those known, or the day the law was last checked.
    asked : Range
        The days that the report is about; all by default. What is usual is learnt from
        earlier days all the same.
    state : str, optional
        ISO3 code of the state whose conduct is in question; by default China for the
        embedded record, and the state with most recorded trade for any other.
    record : Record, optional
        A user's own files (`yalu.report.record.own`) instead of the data that comes
        with the package.
    rng : numpy.random.Generator, optional
        Where chance comes from; without it nothing is estimated.
    answers : bool
        Whether the models and the claims are asked too (`with_answers`), which takes
        most of the time.

    Raises
    ------
    SchemaError
        If no law was known by that day.
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    known = regime if as_of is None else regime.known_by(as_of)
    held = record or embedded(regime)
    log = events.read()
    dossier = Dossier(
        regime=known,
        on=on
        or min((d for d in (asked.last, as_of) if d), default=None)
        or regime.last_checked_on,
        as_of=as_of,
        state=state or _leading_state(held, regime.target),
        record=held,
        trade=sources.load("trade").slice(0, 0)
        if held is None
        else cut_rows(held.presentable, asked),
        enquiry=None
        if held is None
        else within(
            enquire(
                known,
                held,
                until=asked.until,
                estimates=rng is not None,
                signs=asked.since is None,
                sensitivity=asked.since is None,
                horizon=horizon_of(regime),
                rng=rng,
            ),
            asked,
        ),
        ledger=None,
        profile=None,
        pressure=None,
        strategy=None,
        scenarios=None,
        cycle=cycle_of(
            log,
            target=regime.target,
            as_of=min((d for d in (asked.last, as_of) if d), default=None),
            rng=rng,
        ),
        publications=publications_of(regime, log),
        hashes={name: sources.describe(name).sha256 for name in sources.available()},
        asked=asked,
    )
    if held is None or held.is_own:
        return replace(dossier, publications=_with_files(dossier))
    dossier = replace(dossier, profile=_dependence(dossier))
    return with_answers(dossier, regime, rng=rng) if answers else dossier


def with_answers(
    dossier: Dossier, regime: Regime, *, rng: np.random.Generator | None
) -> Dossier:
    """Return a dossier with what models and claims say of the whole embedded record.

    Parameters
    ----------
    dossier : Dossier
        As `gather` returns it without answers; any other record or days have none.
    regime : Regime
        All the law that is encoded.
    rng : numpy.random.Generator or None
        As for `gather`, in the state in which that left it.

    """
    record = dossier.record
    if record is None or record.is_own or not dossier.asked.is_whole:
        return dossier
    log = events.read()
    totals, estimates = sources.load("partner_totals"), sources.load("estimates")
    matrix = _matrix(dossier)
    ledger, pressure, played = None, None, None
    if regime.digest == library.load(_CLAIMED).digest:
        if rng is not None:
            pressure = _pressure(dossier, matrix, rng)
            played = _played(dossier, log, matrix)
        ledger = claims.check(
            regime=regime,  # a claim names its own days
            flows=dossier.trade,
            partner_totals=totals,
            estimates=estimates,
            events=log,
            assessment=dossier.assessment,
            pressure=_claimed(pressure, dossier, regime, matrix, rng),
            strategy=None if played is None else played.played,
            matrix=matrix,
        )
    return replace(
        dossier,
        ledger=ledger,
        pressure=pressure,
        strategy=played if dossier.as_of is None else None,
        scenarios=None
        if played is None or dossier.as_of is not None
        else replace(supposing_of(), doubted=played.doubted),
    )


def _matrix(dossier: Dossier) -> Repair:
    return sources.repaired_trade(target=dossier.regime.target, patron=_PATRON)


def _dependence(dossier: Dossier) -> DependenceProfile | None:
    """Return who needs whom in the days asked about; None where no share is known."""
    names = ("partner_totals", "estimates")
    totals, estimates = (cut_rows(sources.load(n), dossier.asked) for n in names)
    found = dependence.profile(
        totals,
        estimates,
        target=dossier.regime.target,
        patron=_PATRON,
        trade=dossier.trade,
        matrix=_matrix(dossier) if dossier.asked.is_whole else None,
        output=sources.load("output"),
    )
    shares = [s for s in found.shares if s.low is not None and s.flow is Flow.TOTAL]
    return found if shares else None


def _pressure(dossier: Dossier, matrix: Repair, rng: np.random.Generator) -> Pressure:
    """Return what the law that is known costs; later years are known only today."""
    scope = replace(REPORTED, observed=dossier.as_of is None)
    return pressure_of(dossier.regime, rng=rng, scope=scope, matrix=matrix)


def _played(dossier: Dossier, log: EventLog, matrix: Repair) -> Playing:
    """Return what the game says by all the law and the record, whatever is known."""
    whole = dossier.assessment if dossier.as_of is None else None
    case = embedded_case(matrix)
    return playing_of(dprk_record(log=log, assessment=whole, case=case))


def _claimed(
    pressure: Pressure | None,
    dossier: Dossier,
    regime: Regime,
    matrix: Repair,
    rng: np.random.Generator | None,
) -> Pressed | None:
    """Return what claims ask of pressure: they are about all the law."""
    if pressure is None or rng is None:
        return None
    if dossier.as_of is None:
        return pressure.pressed
    return pressure_of(regime, rng=rng, scope=CLAIMED, matrix=matrix).pressed


def _with_files(dossier: Dossier) -> dict[str, Source]:
    """Return the publications with the user's own sources among them."""
    record = dossier.record
    if record is None:
        return dossier.publications
    files = ", ".join(Path(name).name for name in record.files)
    own = {
        name: Source(name, f"Your own files: {files}", "")
        for name in set(dossier.trade["source"].to_pylist())
    }
    return {**own, **dossier.publications}


def _leading_state(record: Record | None, target: str) -> str:
    """Return the state with most recorded trade with the target, by value."""
    if record is None or not record.is_own:
        return _PATRON
    totals: dict[str, Decimal] = {}
    for row in record.flows.select(["reporter", "partner", "value_usd"]).to_pylist():
        pair = (row["reporter"], row["partner"])
        if target in pair and WORLD not in pair:
            other = pair[pair[0] == target]
            totals[other] = totals.get(other, Decimal(0)) + (row["value_usd"] or 0)
    return max(sorted(totals), key=lambda name: totals[name], default=_PATRON)


def publications_of(regime: Regime, log: EventLog) -> dict[str, Source]:
    """Return every source known to a regime, the embedded data and a log, by its id.

    Raises
    ------
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    listed = {
        row["id"]: Source(row["id"], _publisher(row), row["url"] or "")
        for row in sources.load("sources").to_pylist()
    }
    return {**log.sources, **listed, **regime.sources}


def _publisher(row: dict[str, str]) -> str:
    parts = [row["publisher"], row.get("published", "")]
    words = ", ".join(part for part in parts if part)
    return f"{words}, quoting {row['quotes']}" if row.get("quotes") else words
