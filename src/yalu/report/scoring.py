"""Scores ordered for a reader: by class of goods, by year, decided ones first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yalu.compliance import Score, Verdict
from yalu.regime import Direction
from yalu.report import lawmaking, numerals
from yalu.report.capping import share_words
from yalu.report.dossier import Dossier
from yalu.report.figures.scorecard import Square

__all__ = [
    "KEPT",
    "Tally",
    "common",
    "order",
    "scores_of",
    "squares",
    "tally",
    "tally_of",
    "told",
    "words",
]

_ON_RECORD = " in the months on record"

KEPT = (Verdict.ENFORCED, Verdict.MOSTLY)
_DECIDED = tuple(v for v in Verdict if v is not Verdict.UNVERIFIABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many scores got each verdict.

    Attributes
    ----------
    counts : dict of Verdict to int
        Every verdict, none left out.
    scores : tuple of Score
        The scores counted.

    """

    counts: dict[Verdict, int]
    scores: tuple[Score, ...]

    @property
    def decided(self) -> int:
        """How many the record decides."""
        return sum(n for verdict, n in self.counts.items() if verdict in _DECIDED)

    def __str__(self) -> str:
        silent = any(s.silent for s in self.scores if s.verdict in KEPT)
        kept = " and ".join(f"{self.counts[v]} {words(v)}" for v in KEPT
                            if self.counts[v])  # fmt: skip
        rest = [f"{n} {words(v)}" for v, n in self.counts.items()
                if n and v not in KEPT]  # fmt: skip
        first = [f"{kept}{_ON_RECORD if silent else ''}"] if kept else []
        return ", ".join((*first, *rest))


def words(verdict: Verdict) -> str:
    """Return a verdict as it is read."""
    match verdict:
        case Verdict.MOSTLY | Verdict.PARTLY:
            return f"{verdict.value} enforced"
        case _:
            return verdict.value.replace("_", " ")


def told(score: Score) -> str:
    """Return the bounds of a score in words; empty where there are none."""
    if score.low is None:
        return ""
    low = share_words(score.low)
    if score.high is None:
        return f"at least {low}"
    return numerals.span(low, share_words(score.high))


def scores_of(dossier: Dossier) -> tuple[Score, ...]:
    """Return the scores of a dossier; none without trade."""
    return () if dossier.assessment is None else dossier.assessment.scorecard


def common(dossier: Dossier, scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores of measures of the leading makers of law."""
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    return tuple(score for score in scores if score.body in leading)


def tally(dossier: Dossier, state: str, *, direction: Direction, still: bool) -> Tally:
    """Return the verdicts on one state's record under the common law.

    Parameters
    ----------
    dossier : Dossier
        The case.
    state : str
        ISO3 code.
    direction : Direction
        Measures on goods moving this way.
    still : bool
        Those still in force on the day of the report, or those that ended.

    """
    chosen = []
    for score in common(dossier, scores_of(dossier)):
        measure = dossier.regime.measure(score.measure)
        if (
            score.state == state
            and lawmaking.is_about_goods(measure)
            and measure.direction.includes(direction)
            and measure.in_force_on(dossier.on) is still
        ):
            chosen.append(score)
    return tally_of(chosen)


def tally_of(scores: Iterable[Score]) -> Tally:
    """Return how many of some scores got each verdict."""
    chosen = tuple(scores)
    counted = Counter(score.verdict for score in chosen)
    return Tally(counts={v: counted[v] for v in Verdict}, scores=chosen)


def order(scores: Sequence[Score]) -> dict[str, dict[str, Score]]:
    """Return the scores by measure and state, measures that are decided first."""
    by_measure: dict[str, dict[str, Score]] = {}
    for score in scores:
        by_measure.setdefault(score.measure, {})[score.state] = score
    return dict(
        sorted(
            by_measure.items(),
            key=lambda item: all(
                s.verdict is Verdict.UNVERIFIABLE for s in item[1].values()
            ),
        )
    )


def squares(dossier: Dossier, state: str) -> tuple[Square, ...]:
    """Return one square per class of goods and year for one state.

    Where several measures of a class share a year, the worst verdict that the record
    decides is shown. Caps that add up all states are shown as the state's own record
    allows.
    """
    scores = {
        score.measure: score
        for score in common(dossier, scores_of(dossier))
        if score.state == state
    }
    found: list[Square] = []
    for goods, measures in lawmaking.classes(dossier.regime).items():
        by_year: dict[int, list[Square]] = {}
        for score in (scores[m.id] for m in measures if m.id in scores):
            for step in score.path:
                square = Square(
                    goods=goods,
                    year=step.period.start.year,
                    verdict=step.verdict,
                    measure=f"{score.instrument}, para. {score.paragraph}",
                    reason=step.reason,
                    contested=step.contested and step.verdict in _DECIDED,
                    evidence=score.evidence.value if score.evidence else "",
                )
                by_year.setdefault(square.year, []).append(square)
        found += [max(by_year[year], key=_rank) for year in sorted(by_year)]
    return tuple(found)


def _rank(square: Square) -> int:
    """Return how telling a square is: undecided least, then by how bad it is."""
    decided = square.verdict in _DECIDED
    return 1 + _DECIDED.index(square.verdict) if decided else 0
