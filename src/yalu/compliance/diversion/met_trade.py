"""Met trade: what a measure found moving, which is what could be diverted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yalu.compliance.account import settle
from yalu.compliance.diversion.jump import Span, span_of
from yalu.compliance.diversion.trade_line import Pace, pace_of, stretches_of
from yalu.compliance.legal_window import LegalWindow
from yalu.compliance.reach import Reach
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.statement import Statement
from yalu.flows import Series
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["MetTrade", "met_trades"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetTrade:
    """The recorded trade of one state in the goods of one measure.

    Attributes
    ----------
    reach : Reach
        The measure.
    state, direction, compiler, unit
        The line.
    span : Span
        The days compared.
    before : Pace
        Above nought.
    after : Pace or None
        None where it is not on record.

    """

    reach: Reach
    state: str
    direction: Direction
    compiler: str
    unit: Unit
    span: Span
    before: Pace
    after: Pace | None

    @property
    def lost(self) -> float | None:
        """By how much the pace fell; None where it is not known."""
        return None if self.after is None else self.before.amount - self.after.amount

    @property
    def chapters(self) -> frozenset[str]:
        """The chapters of its goods."""
        return frozenset(
            code[:2]
            for (direction, _, code), sure in self.reach.certainty.items()
            if direction is self.direction and sure == "sure"
        )


def met_trades(
    said: Sequence[Statement],
    reached: Sequence[Reach],
    windows: dict[str, LegalWindow],
    *,
    end: int,
    choices: SignChoices,
) -> Iterator[MetTrade]:
    """Yield the trade that each measure met, where any is on record before it.

    Parameters
    ----------
    said : sequence of Statement
        Statements seen from the target.
    reached : sequence of Reach
        The measures on goods.
    windows : dict of str to LegalWindow
        Their months of law.
    end : int
        Running number of the first month that is not asked about.
    choices : SignChoices
        Lengths and the fewest months.

    """
    held: dict[tuple[str, str, Direction], list[Statement]] = defaultdict(list)
    for s in said:
        if s.reporter == s.state and s.series is Series.CUSTOMS and not s.absent:
            held[s.state, s.compiler, s.direction].append(s)
    for reach in reached:
        law = windows[reach.measure.id]
        span = span_of(law, months=choices.window_months, end=end)
        if span is None:
            continue
        for (state, compiler, direction), every in sorted(held.items()):
            mine = [s for s in every if reach.of(s) == "sure"]
            for unit in Unit:
                figures = stretches_of(settle(mine, unit))
                before = pace_of(figures, span.before, fewest=choices.fewest_months)
                if before is not None and before.amount > 0:
                    yield MetTrade(
                        reach=reach,
                        state=state,
                        direction=direction,
                        compiler=compiler,
                        unit=unit,
                        span=span,
                        before=before,
                        after=pace_of(
                            figures, span.after, fewest=choices.fewest_months
                        ),
                    )
