"""The assessment: every answer about one regime and one record, in one result."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pyarrow as pa

from yalu.compliance.breach import Breach, breaches_of
from yalu.compliance.case import Case, case
from yalu.compliance.ledger import CapLedger
from yalu.compliance.ledgers import RecordGap, record_gaps
from yalu.compliance.mirror import MirrorGap, mirror_of
from yalu.compliance.pattern import StatePattern, patterns
from yalu.compliance.plain_form import plain
from yalu.compliance.score import Score
from yalu.compliance.silence import Silence, silences_of
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import UnitValues
from yalu.compliance.verdict import Verdict
from yalu.flows import FlowTable
from yalu.regime import Regime

__all__ = ["Assessment", "assess", "assessment_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How far a regime is kept, as far as a record shows.

    Attributes
    ----------
    regime, target : str
        Identifier of the regime, and the territory it is about.
    law : str
        SHA-256 of the law files.
    states : tuple of str
        States asked about.
    until : date
        First day that was not asked about.
    statements : int
        How many rows of the record are about the target.
    thresholds : Thresholds
        Where the verdicts end.
    scorecard : tuple of Score
        One verdict for each state and measure.
    ledgers : tuple of CapLedger
        Use of each cap, in every series.
    gaps : tuple of RecordGap
        What is alleged beside what was notified.
    breaches : tuple of Breach
        What moved under bans, in every series, with bounds.
    unit_values : UnitValues
        Every price implied, and what was set aside as implausible.
    silences : tuple of Silence
        What cannot be verified, and why.
    mirror : tuple of MirrorGap
        What two sides say of one movement.

    """

    regime: str
    target: str
    law: str
    states: tuple[str, ...]
    until: date
    statements: int
    thresholds: Thresholds
    scorecard: tuple[Score, ...]
    ledgers: tuple[CapLedger, ...]
    gaps: tuple[RecordGap, ...]
    breaches: tuple[Breach, ...]
    unit_values: UnitValues
    silences: tuple[Silence, ...]
    mirror: tuple[MirrorGap, ...]

    @property
    def patterns(self) -> tuple[StatePattern, ...]:
        """How steady, spotty or partial each state's record is, all bodies together."""
        return patterns(self.scorecard, thresholds=self.thresholds)

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        held = {f.name: plain(getattr(self, f.name)) for f in fields(self)}
        held["patterns"] = plain(self.patterns)
        held["unit_values"]["quarantined"] = plain(self.unit_values.quarantined)
        held["words"] = str(self)
        return held

    def __str__(self) -> str:
        lines = []
        for state in dict.fromkeys(score.state for score in self.scorecard):
            mine = [score for score in self.scorecard if score.state == state]
            counts = Counter(score.verdict for score in mine)
            told = ", ".join(
                f"{counts[verdict]} {verdict.replace('_', ' ')}"
                for verdict in Verdict
                if counts[verdict]
            )
            made = Counter(score.body for score in mine)
            by = ", ".join(f"{body} {number}" for body, number in made.items())
            lines.append(f"{state}: {told}, of {len(mine)} measures on goods ({by}).")
        sure = sum(breach.is_sure for breach in self.breaches)
        exceeded = [ledger for ledger in self.ledgers if ledger.exceeded]
        odd = len(self.unit_values.quarantined)
        lines.append(
            f"{sure} rows of trade are surely and {len(self.breaches) - sure} possibly "
            f"under a ban; {len(exceeded)} of {len(self.ledgers)} cap ledgers are "
            f"above their limit; {odd} {'figure was' if odd == 1 else 'figures were'} "
            "set aside as implausible."
        )
        return " ".join(lines)


def assess(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
    thresholds: Thresholds | None = None,
    absences: pa.Table | None = None,
) -> Assessment:
    """Return how far a regime is kept, as far as a record shows.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade. Rows may overlap and disagree: they are settled compiler by
        compiler, and quantities with an implausible unit value are set aside.
    states : iterable of str, optional
        ISO codes of the states to judge; every state on record by default.
    until : date, optional
        First day that is not asked about; by default the end of the record. Periods
        that end later are left out.
    thresholds : Thresholds, optional
        Where the verdicts end.
    absences : pyarrow.Table, optional
        Lines of which no record was returned although the reporter's total was
        published.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    held = case(
        regime,
        flows,
        states=states,
        until=until,
        thresholds=thresholds,
        absences=absences,
    )
    return assessment_of(regime, held)


def assessment_of(regime: Regime, held: Case) -> Assessment:
    """Return the assessment of a case of a regime; see `assess`."""
    reached, near = held.reached, held.near
    return Assessment(
        regime=regime.id,
        target=regime.target,
        law=regime.digest,
        states=held.states,
        until=held.until,
        statements=len(near),
        thresholds=held.thresholds,
        scorecard=held.scores(),
        ledgers=held.ledgers,
        gaps=record_gaps(held.ledgers),
        breaches=breaches_of(reached, near),
        unit_values=held.unit_values,
        silences=silences_of(reached, near, states=held.states, until=held.until),
        mirror=mirror_of(near, target=regime.target, thresholds=held.thresholds),
    )
