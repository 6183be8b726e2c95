"""Scores ordered for a reader: by class of goods, by year, decided ones first."""

from collections import Counter
from collections.abc import Iterable
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
    "by_maker",
    "common",
    "kept_years",
    "parted",
    "scores_of",
    "squares",
    "tallies",
    "tally_of",
    "told",
    "unit",
    "whole",
    "words",
]

_ON_RECORD = " in the months on record"

KEPT = (Verdict.ENFORCED, Verdict.MOSTLY)
_DECIDED = tuple(v for v in Verdict if v is not Verdict.UNVERIFIABLE)
_BUYING = ("ban on buying now in force", "bans on buying now in force")
_SELLING = (
    "limit or ban on selling now in force",
    "limits and bans on selling now in force",
)
_EARLIER = (
    "rule that ended or was replaced",
    "rules that ended or were replaced",
)
_PARTS = (_BUYING, _EARLIER, _SELLING)


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


def unit(dossier: Dossier) -> tuple[str, str]:
    """Return what every count of measures counts, in words: one, and several."""
    whose = f" of {lawmaking.leading_names(dossier.regime)}"
    return f"measure on goods{whose}", f"measures on goods{whose}"


def whole(dossier: Dossier) -> Tally:
    """Return the verdicts on the state of a dossier under the common law.

    This is what every count of its measures begins with: those of the leading makers of
    law that are about goods and that a record could decide.
    """
    found = common(dossier, scores_of(dossier))
    return tally_of(score for score in found if score.state == dossier.state)


def tallies(dossier: Dossier) -> dict[tuple[str, str], Tally]:
    """Return the same verdicts parted by what the measures are, each counted once.

    Returns
    -------
    dict of tuple of str to Tally
        By what one and several of them are called; parts without a measure are left
        out, and the others add up to `whole`.

    """
    parts: dict[tuple[str, str], list[Score]] = {name: [] for name in _PARTS}
    for score in whole(dossier).scores:
        measure = dossier.regime.measure(score.measure)
        if not measure.in_force_on(dossier.on):
            parts[_EARLIER].append(score)
        elif measure.direction is Direction.FROM_TARGET:
            parts[_BUYING].append(score)
        else:
            parts[_SELLING].append(score)
    return {name: tally_of(scores) for name, scores in parts.items() if scores}


def by_maker(dossier: Dossier, scores: Iterable[Score]) -> dict[str, Tally]:
    """Return some verdicts by who made the measures: the leading makers, then others.

    Returns
    -------
    dict of str to Tally
        By the identifier of the maker; who made none of them is left out.

    """
    chosen = tuple(scores)
    leading = [body.id for body in lawmaking.leaders(dossier.regime)]
    made = {
        body: [score for score in chosen if score.body == body]
        for body in (*leading, *dossier.regime.bodies)
    }
    return {body: tally_of(own) for body, own in made.items() if own}


def kept_years(score: Score) -> tuple[int, ...]:
    """Return the years in which an undecided measure was kept, by what is on record.

    A measure is unverifiable as a whole if most of its time is; single years of it may
    be decided all the same, and are shown so year by year.
    """
    if score.verdict in _DECIDED:
        return ()
    return tuple(
        step.period.start.year
        for step in score.path
        if step.verdict in KEPT and not step.contested
    )


def tally_of(scores: Iterable[Score]) -> Tally:
    """Return how many of some scores got each verdict."""
    chosen = tuple(scores)
    counted = Counter(score.verdict for score in chosen)
    return Tally(counts={v: counted[v] for v in Verdict}, scores=chosen)


def parted(
    dossier: Dossier,
) -> tuple[dict[str, dict[str, Score]], dict[str, dict[str, Score]]]:
    """Return the scores under the common law by measure and state, in two parts.

    Returns
    -------
    tuple of dict
        Measures that the record decides for some state, and those it decides for none.

    """
    by_measure: dict[str, dict[str, Score]] = {}
    for score in common(dossier, scores_of(dossier)):
        by_measure.setdefault(score.measure, {})[score.state] = score
    decided = {
        measure: scores
        for measure, scores in by_measure.items()
        if any(score.verdict in _DECIDED for score in scores.values())
    }
    rest = {m: scores for m, scores in by_measure.items() if m not in decided}
    return decided, rest


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
                    contested=step.contested,
                    evidence=score.evidence.value if score.evidence else "",
                    sources=step.sources,
                )
                by_year.setdefault(square.year, []).append(square)
        found += [max(by_year[year], key=_rank) for year in sorted(by_year)]
    return tuple(found)


def _rank(square: Square) -> int:
    """Return how telling a square is: undecided least, then by how bad it is."""
    decided = square.verdict in _DECIDED
    return 2 + _DECIDED.index(square.verdict) if decided else int(square.contested)
