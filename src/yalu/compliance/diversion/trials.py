"""The search for diversion: every line that might replace banned trade, ranked.

For each measure that met trade, three kinds of line are looked at.

- *Siblings*: codes of the same chapters that no measure of those days surely covers,
  between the same two states. Ranked among placebo goods: lines of the same two states
  in chapters that no measure ever touches.
- *Third states*: the banned goods themselves, between the same state and another one
  that had next to no such trade. Ranked among that state's trade with third states in
  placebo goods.
- *Substitution*: all other goods between the same two states that no measure is about.
  Ranked among such goods at earlier dates, when there was nothing to replace, and among
  the same state's trade in the same good with third states, which rises too if it is
  the demand that rose. Where these are few, among the other such goods as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.diversion.jump import Jump, Span, earlier_spans, jump_of
from yalu.compliance.diversion.met_trade import MetTrade
from yalu.compliance.diversion.record import Record
from yalu.compliance.diversion.sign import Placebo, SignKind
from yalu.compliance.diversion.trade_line import TradeLine, broadest
from yalu.compliance.legal_window import month_number
from yalu.compliance.sign_choices import SignChoices
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["Trial", "trials_of"]

_HEADING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One line looked at, told or not.

    Attributes
    ----------
    met : MetTrade
        What the measure met.
    kind : SignKind
        What is looked for.
    line : TradeLine
        The line.
    jump : Jump
        Its rise.
    placebo : tuple of Placebo
        What it is ranked among.
    scores : ndarray of float64, shape (placebo lines,)
        Their scores.
    disputed : bool
        Whether some readings of the law cover the good.

    """

    met: MetTrade
    kind: SignKind
    line: TradeLine
    jump: Jump
    placebo: tuple[Placebo, ...]
    scores: NDArray[np.float64]
    disputed: bool = False


def trials_of(record: Record, met: MetTrade, choices: SignChoices) -> Iterator[Trial]:
    """Yield every line that might replace the trade a measure met.

    Parameters
    ----------
    record : Record
        The lines of trade.
    met : MetTrade
        What the measure met.
    choices : SignChoices
        Floor, fewest months and fewest placebo lines.

    """
    search = _Search(record, met, choices)
    yield from search.near()
    yield from search.abroad()


@dataclass(frozen=True, slots=True)
class _Search:
    """The search after one measure on one state's record."""

    record: Record
    met: MetTrade
    choices: SignChoices

    def near(self) -> Iterator[Trial]:
        """Yield siblings and substitutes: lines between the same two states."""
        told = self._is_full(self._target)
        free = self.record.free(self._key, self.met.span.after)
        calm = [line for line in free if self.record.is_placebo(line)]
        goods = _scores(self._jumps(calm, told=told))
        earlier = self._earlier(free)
        chapters = self.met.chapters
        disputed = self.record.disputed(
            self._key, self.met.span.after, chapters=chapters
        )
        siblings = [x for x in (*free, *disputed) if x.code[:2] in chapters]
        for line, jump in self._jumps(siblings, told=told):
            among = {Placebo.GOODS: goods}
            yield self._trial(
                SignKind.SIBLING, line, jump, among, disputed=line in disputed
            )
        others = [x for x in free if x.code[:2] not in chapters]
        jumps = self._jumps(others, told=told)
        elsewhere: dict[tuple[str, str], list[TradeLine]] = defaultdict(list)
        for x in self._third:
            elsewhere[x.code, x.commodity].append(x)
        for line, jump in jumps:
            same = elsewhere.get((line.code, line.commodity), [])
            abroad = _scores(self._jumps(same, told=False))
            among = {Placebo.DATES: earlier, Placebo.STATES: abroad}
            if len(earlier) + len(abroad) < self.choices.fewest_placebo:
                among[Placebo.GOODS] = _scores(x for x in jumps if x[0] is not line)
            yield self._trial(SignKind.SUBSTITUTION, line, jump, among)

    def abroad(self) -> Iterator[Trial]:
        """Yield the banned goods in trade with third states."""
        told = self._is_full((*self._target, *self._third))
        calm = broadest([x for x in self._third if self.record.is_placebo(x)])
        pool = _scores(self._jumps(calm, told=told))
        banned = broadest([x for x in self._third if self._is_banned(x)])
        for line, jump in self._jumps(banned, told=told):
            yield self._trial(
                SignKind.THIRD_COUNTRY, line, jump, {Placebo.STATES: pool}
            )

    @property
    def _key(self) -> tuple[str, Direction, str, Unit]:
        met = self.met
        return (met.state, met.direction, met.compiler, met.unit)

    @property
    def _target(self) -> tuple[TradeLine, ...]:
        return self.record.target.get(self._key, ())

    @property
    def _third(self) -> tuple[TradeLine, ...]:
        return self.record.third.get(self._key, ())

    def _trial(
        self,
        kind: SignKind,
        line: TradeLine,
        jump: Jump,
        among: dict[Placebo, NDArray[np.float64]],
        *,
        disputed: bool = False,
    ) -> Trial:
        return Trial(
            met=self.met,
            kind=kind,
            line=line,
            jump=jump,
            disputed=disputed,
            placebo=tuple(p for p, scores in among.items() if len(scores)),
            scores=np.concatenate(list(among.values())),
        )

    def _jumps(
        self, lines: Iterable[TradeLine], *, told: bool, span: Span | None = None
    ) -> list[tuple[TradeLine, Jump]]:
        days = span or self.met.span
        floor = self.choices.floor * self.met.before.amount
        fewest = self.choices.fewest_months
        pairs = [
            (line, jump_of(line, days, floor=floor, fewest=fewest, told=told))
            for line in lines
        ]
        return [(line, jump) for line, jump in pairs if jump is not None]

    def _earlier(self, free: Sequence[TradeLine]) -> NDArray[np.float64]:
        """Return the scores of the same lines at dates before the measure."""
        starts = [month_number(one.start) for x in free for one in x.stretches]
        if not starts:
            return _scores(())
        spans = earlier_spans(self.met.span, first=min(starts))
        jumps = [self._jumps(free, told=False, span=span) for span in spans]
        return _scores(pair for found in jumps for pair in found)

    def _is_full(self, lines: Iterable[TradeLine]) -> bool:
        """Return whether enough other trade of the days before is on record.

        Only then does a line that is not on record then say something by its silence.
        """
        fewest = self.choices.fewest_months
        before = self.met.span.before
        known = sum(line.pace(before, fewest=fewest) is not None for line in lines)
        return known >= self.choices.fewest_placebo

    def _is_banned(self, line: TradeLine) -> bool:
        sure = self.met.reach.certainty
        return len(line.code) >= _HEADING and any(
            sure.get((line.direction, revision, line.code)) == "sure"
            for revision in line.revisions
        )


def _scores(jumps: Iterable[tuple[TradeLine, Jump]]) -> NDArray[np.float64]:
    return np.array([jump.score for _, jump in jumps], dtype=np.float64)
