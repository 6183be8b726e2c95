"""A case: one regime and one record, read once and put side by side."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from yalu.compliance.ledger import CapLedger
from yalu.compliance.ledgers import ledgers_of
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.score import Score
from yalu.compliance.scorecard import scores_of
from yalu.compliance.statement import Statement, absences_of, statements
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import UnitValues, set_aside, unit_values_of
from yalu.flows import WORLD, FlowTable
from yalu.regime import Regime

__all__ = ["Case", "case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What every judgement on one regime and one record starts from.

    Attributes
    ----------
    states : tuple of str
        States asked about.
    until : date
        First day that is not asked about.
    thresholds : Thresholds
        Where the verdicts end.
    reached : tuple of Reach
        What each measure covers that is scored.
    law : tuple of Reach
        What each measure of the regime covers: earlier ones close months that would
        else be a yardstick, whether they are scored or not.
    unit_values : UnitValues
        Every price implied by the record, and what was doubted.
    raw, near : tuple of Statement
        The record of those states, whole and without what was set aside as
        implausible.
    missing : tuple of Statement
        Lines of which no record was returned.
    ledgers : tuple of CapLedger
        Use of each cap, in every series.

    """

    states: tuple[str, ...]
    until: date
    thresholds: Thresholds
    reached: tuple[Reach, ...]
    law: tuple[Reach, ...]
    unit_values: UnitValues
    raw: tuple[Statement, ...]
    near: tuple[Statement, ...]
    missing: tuple[Statement, ...]
    ledgers: tuple[CapLedger, ...]

    def scores(self) -> tuple[Score, ...]:
        """Return the score of every measure on goods for each state it binds."""
        return scores_of(
            self.reached,
            (*self.near, *self.missing),
            self.ledgers,
            states=self.states,
            until=self.until,
            thresholds=self.thresholds,
            law=self.law,
        )

    def under(self, reached: Iterable[Reach], *, factor: str | None = None) -> "Case":
        """Return the same case under other measures, or the same read otherwise."""
        held = tuple(reached)
        ledgers = ledgers_of(held, self.near, until=self.until, factor=factor)
        return replace(self, reached=held, ledgers=ledgers)


def case(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
    thresholds: Thresholds | None = None,
    absences: pa.Table | None = None,
) -> Case:
    """Return the case of a regime and a record; see `yalu.compliance.assess`.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    limits = thresholds or Thresholds()
    target = regime.target
    every = statements(flows, target=target)
    last = until or max((s.period.end or date.max for s in every), default=date.min)
    raw = tuple(s for s in every if (s.period.end or date.max) <= last)
    values = unit_values_of(raw, thresholds=limits)
    said = set_aside(raw, values)
    wanted = tuple(sorted({s.state for s in said} if states is None else {*states}))
    wanted = tuple(state for state in wanted if state != WORLD)
    near = tuple(s for s in said if s.state in (*wanted, WORLD))
    reached = reaches(regime)
    return Case(
        states=wanted,
        until=last,
        thresholds=limits,
        reached=reached,
        law=reached,
        unit_values=values,
        raw=tuple(s for s in raw if s.state in (*wanted, WORLD)),
        near=near,
        missing=() if absences is None else absences_of(absences, target=target),
        ledgers=ledgers_of(reached, near, until=last),
    )
