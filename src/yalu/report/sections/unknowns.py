"""What is not known, in a few sentences that each lead to a figure or table."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from yalu.claims import Verdict as Claimed
from yalu.compliance import Score
from yalu.compliance.counterfactual import Method
from yalu.report import numerals, scoring
from yalu.report.block import Block
from yalu.report.brief import Unknown
from yalu.report.dossier import Dossier
from yalu.report.sections.cycle_effects import effect_rows, effects_found

__all__ = ["unknowns"]

_MOST = 6


def unknowns(dossier: Dossier, known: Mapping[str, Block]) -> tuple[Unknown, ...]:
    """Return what a reader must not expect from a case, the gravest first.

    Parameters
    ----------
    dossier : Dossier
        The case.
    known : mapping of str to Block
        The figures and tables of the report by identifier; what leads to none of them
        is left out.

    """
    told = [
        one
        for tell in _UNKNOWN
        if (one := tell(dossier)) is not None and (not one.see or one.see in known)
    ]
    return tuple(told[:_MOST])


def _unasked(dossier: Dossier) -> Unknown | None:
    if dossier.record is not None:
        return None
    return Unknown(
        words=(
            "Whether it is kept: no trade of the target comes with Yalu, so that "
            "nothing was held against the law. Hold a record of your own against it "
            "with `yalu report --flows`."
        )
    )


def _unverified(dossier: Dossier) -> Unknown | None:
    decided, rest = scoring.parted(dossier)
    if not rest:
        return None
    every, verb = len(decided) + len(rest), "is" if len(rest) == 1 else "are"
    return Unknown(
        words=(
            f"Whether {len(rest)} of {every} measures on goods {verb} kept as a whole "
            f"by any state.{_commonest(list(rest.values()))}"
        ),
        see="scorecard-unverifiable",
    )


def _commonest(measures: Sequence[Mapping[str, Score]]) -> str:
    """Return the reason that most measures have for every state, and how many do."""
    reasons = ({score.why for score in states.values()} for states in measures)
    shared = Counter(one.pop() for one in reasons if len(one) == 1)
    for why, number in shared.most_common(1):
        return f" {why}" if number == len(measures) else f" Of {number} of them: {why}"
    return ""


def _unlearnt(dossier: Dossier) -> Unknown | None:
    asked = dossier.enquiry
    found = () if asked is None else asked.estimates or ()
    none = sum(one.method is Method.NONE for one in found)
    if not none:
        return None
    return Unknown(
        words=(
            f"What would have moved without the law in {none} of {len(found)} lines "
            "of trade: their record before it allows no estimate."
        ),
        see="estimates",
    )


def _effect(dossier: Dossier) -> Unknown | None:
    rows = () if dossier.cycle is None else effect_rows(dossier.cycle)
    if all(row.is_told for row in rows):
        return None
    return Unknown(words=f"{effects_found(rows)}.", see="after-resolutions")


def _motives(dossier: Dossier) -> Unknown | None:
    found = dossier.strategy
    if found is None or not found.rows:
        return None
    doubt = (
        " By its own checks the fit is not to be relied on." if found.doubted else ""
    )
    return Unknown(
        words=(
            "Why each side acts: the game says what would follow if all weighed "
            f"things so, and observes no motive.{doubt}"
        ),
        see="strategy-precedents",
    )


def _futures(dossier: Dossier) -> Unknown | None:
    found = dossier.scenarios
    if found is None or found.baseline is None:
        return None
    return Unknown(
        words=(
            "What a scenario would change: history runs once, and only a run without "
            "changes can be held against it."
        ),
        see="scenarios-hindcast" if found.trial is not None else "scenarios-all",
    )


def _claimed(dossier: Dossier) -> Unknown | None:
    if dossier.ledger is None:
        return None
    counts = dossier.ledger.counts
    last = (Claimed.CANNOT_BE_CHECKED, Claimed.NOT_YET_TESTABLE)
    number = sum(counts.get(verdict, 0) for verdict in last)
    if not number:
        return None
    return Unknown(
        words=(
            f"Whether {number} of {len(dossier.ledger)} claims hold: these data "
            "cannot test them."
        ),
        see="claims-untested",
    )


def _open_law(dossier: Dossier) -> Unknown | None:
    doubts = {
        " ".join(d.words.split())
        for m in dossier.regime.measures.values()
        for d in m.doubts
    }
    if not doubts:
        return None
    return Unknown(
        words=(
            f"What the law means at {numerals.plural(len(doubts), 'point')} that its "
            "own words leave open."
        ),
        see="law-doubts",
    )


_UNKNOWN: tuple[Callable[[Dossier], Unknown | None], ...] = (
    _unasked, _unverified, _unlearnt, _effect, _motives, _futures, _claimed, _open_law,
)  # fmt: skip
