"""The scorecard: one verdict for each state and measure, and its path over the years.

A ban is judged by what customs still record of what they recorded before it
(`yalu.compliance.baseline`); a cap by its ledgers. A verdict never rests on silence:
years without figures are *unverifiable*, and so is a cap whose notified use stays
below the limit while others allege that it was exceeded.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import pyarrow as pa

from yalu.compliance.ban_score import ban_score
from yalu.compliance.cap_score import cap_score
from yalu.compliance.ledger import CapLedger
from yalu.compliance.ledgers import ledgers_of
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.score import Score
from yalu.compliance.statement import Statement, absences_of, statements
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import set_aside, unit_values_of
from yalu.flows import WORLD, FlowTable
from yalu.regime import CapScope, Regime

__all__ = ["scorecard", "scores_of"]


def scorecard(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str],
    until: date | None = None,
    thresholds: Thresholds | None = None,
    absences: pa.Table | None = None,
) -> tuple[Score, ...]:
    """Return the score of every measure on goods for each state it binds.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade; rows about the same trade may overlap. Quantities with an
        implausible unit value are set aside.
    states : iterable of str
        ISO codes of the states asked about. Caps that add up all states are scored
        for ``"WLD"`` as well.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    thresholds : Thresholds, optional
        Where the verdicts end.
    absences : pyarrow.Table, optional
        Lines of which no record was returned although the reporter's total was
        published; they change no verdict, only the reason.

    """
    limits = thresholds or Thresholds()
    raw = statements(flows, target=regime.target)
    said = set_aside(raw, unit_values_of(raw, thresholds=limits))
    if absences is not None:
        said = (*said, *absences_of(absences, target=regime.target))
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    reached = reaches(regime)
    ledgers = ledgers_of(reached, said, until=last)
    return scores_of(
        reached, said, ledgers, states=states, until=last, thresholds=limits
    )


def scores_of(
    reached: Sequence[Reach],
    said: Sequence[Statement],
    ledgers: Sequence[CapLedger],
    *,
    states: Iterable[str],
    until: date,
    thresholds: Thresholds,
    law: Sequence[Reach] | None = None,
) -> tuple[Score, ...]:
    """Return the scores of measures whose reach, statements and ledgers are known.

    Months that an earlier measure of `law` had closed are no yardstick; by default the
    measures scored are all the law there is.
    """
    wanted = tuple(states)
    others = reached if law is None else law
    found = []
    for reach in reached:
        cap = reach.measure.cap
        for state in wanted:
            if not reach.binds(state):
                continue
            if cap is None:
                score = ban_score(
                    reach, state, said, others, until=until, thresholds=thresholds
                )
            else:
                score = cap_score(
                    reach, state, ledgers, until=until, thresholds=thresholds
                )
            found += [] if score is None else [score]
        if cap is not None and cap.scope is CapScope.ALL_STATES and reach.binds(WORLD):
            score = cap_score(reach, WORLD, ledgers, until=until, thresholds=thresholds)
            found += [] if score is None else [score]
    return tuple(found)
