"""The search for diversion: what jumps after a measure, each line told once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from yalu.compliance.diversion.met_trade import met_trades
from yalu.compliance.diversion.record import record_of
from yalu.compliance.diversion.sign import Sign, SignKind
from yalu.compliance.diversion.telling import sign_of
from yalu.compliance.diversion.trials import Trial, trials_of
from yalu.compliance.legal_window import legal_window, month_number
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.statement import Statement, statements
from yalu.compliance.unit_value import set_aside, unit_values_of
from yalu.flows import WORLD, FlowTable
from yalu.quantities import Unit
from yalu.regime import Regime

__all__ = ["Diversions", "diversions", "diversions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversions:
    """The signs found and how many lines were looked at for them.

    Attributes
    ----------
    signs : tuple of Sign
        The lines that jump.
    tested : int
        Lines looked at, once for each measure.
    ranked : int
        Those with enough placebo lines for a rank.
    expected_false : float
        Signs to be expected among the ranked without any diversion, at most, if they
        are like their placebo lines; the trials of one line are not independent.

    """

    signs: tuple[Sign, ...]
    tested: int
    ranked: int
    expected_false: float


def diversions(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
    choices: SignChoices | None = None,
) -> Diversions:
    """Return the lines of trade that jump after a measure.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade with the target; also with third states, for as many goods as
        are at hand, since they are what signs are ranked among. Several records of one
        cell should have been summed before (`yalu.flows.condense`).
    states : iterable of str, optional
        ISO codes of the states asked about; every one on record by default.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    choices : SignChoices, optional
        Where a jump begins to be told.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    raw = statements(flows, target=regime.target)
    said = set_aside(raw, unit_values_of(raw))
    wanted = {s.state for s in said} - {WORLD} if states is None else {*states}
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    return diversions_of(
        regime, reaches(regime), said, flows, states=wanted, until=last, choices=choices
    )


def diversions_of(
    regime: Regime,
    reached: Sequence[Reach],
    said: Sequence[Statement],
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str],
    until: date,
    choices: SignChoices | None = None,
) -> Diversions:
    """Return the diversions where reach and statements are known."""
    chosen = choices or SignChoices()
    wanted = {*states}
    record = record_of(flows, said, reached, target=regime.target, states=wanted)
    windows = {reach.measure.id: legal_window(regime, reach) for reach in reached}
    near = [s for s in said if s.state in wanted]
    met = met_trades(near, reached, windows, end=month_number(until), choices=chosen)
    trials = [trial for one in met for trial in trials_of(record, one, chosen)]
    signs = [(t, sign) for t in trials if (sign := sign_of(t, chosen)) is not None]
    ranked = sum(len(t.scores) >= chosen.fewest_placebo for t in trials)
    return Diversions(
        signs=_once(signs),
        tested=len(trials),
        ranked=ranked,
        expected_false=ranked * chosen.false_alarms,
    )


def _once(found: Sequence[tuple[Trial, Sign]]) -> tuple[Sign, ...]:
    """Return each line once, after the measure it most likely replaces the trade of.

    That is the measure whose chapters are nearest, since the classification puts like
    goods side by side; of several, the one that met most trade, then the first in time.
    """
    lines: dict[tuple[str, ...], list[tuple[Trial, Sign]]] = {}
    for trial, sign in found:
        key = (sign.kind, sign.state, sign.third, sign.code, sign.commodity)
        lines.setdefault((*key, sign.compiler), []).append((trial, sign))
    kept = []
    for mine in lines.values():
        _, best = min(mine, key=lambda pair: _closeness(*pair))
        also = {sign.measure for _, sign in mine} - {best.measure}
        kept.append(replace(best, also=tuple(sorted(also))))
    order = list(SignKind)
    return tuple(
        sorted(kept, key=lambda s: (s.state, order.index(s.kind), s.code, s.third))
    )


def _closeness(trial: Trial, sign: Sign) -> tuple[bool, int, float, date]:
    chapter = int(sign.code[:2])
    distance = min(abs(chapter - int(code)) for code in trial.met.chapters)
    start = trial.met.reach.in_force.start
    return (sign.unit is not Unit.USD, distance, -trial.met.before.amount, start)
