"""What is not known, in a few sentences that each lead to a figure or table."""

from collections.abc import Callable, Mapping

from yalu.claims import Verdict as Claimed
from yalu.compliance import Verdict
from yalu.compliance.counterfactual import Method
from yalu.report import numerals, scoring
from yalu.report.block import Block
from yalu.report.brief import Unknown
from yalu.report.dossier import Dossier

__all__ = ["unknowns"]

_MOST = 6
_UNTOLD = "cannot tell"


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
    effect = known.get("after-resolutions")
    if effect is not None and _UNTOLD in effect.title:
        told.insert(2, Unknown(words=f"{effect.title}.", see=effect.id))
    return tuple(told[:_MOST])


def _unasked(dossier: Dossier) -> Unknown | None:
    if dossier.record is not None:
        return None
    return Unknown(
        words=(
            "Whether it is kept: no trade of the target comes with Yalu, so that "
            "nothing was held against the law. Give a record of your own with --flows."
        )
    )


def _unverified(dossier: Dossier) -> Unknown | None:
    scores = scoring.common(dossier, scoring.scores_of(dossier))
    measures = {s.measure for s in scores}
    decided = {s.measure for s in scores if s.verdict is not Verdict.UNVERIFIABLE}
    if not measures or decided == measures:
        return None
    return Unknown(
        words=(
            f"Whether {len(measures - decided)} of {len(measures)} measures on goods "
            "are kept by any state: nobody published the figures."
        ),
        see="scorecard-unverifiable",
    )


def _unlearnt(dossier: Dossier) -> Unknown | None:
    asked = dossier.enquiry
    found = () if asked is None else asked.estimates or ()
    none = sum(one.method is Method.NONE for one in found)
    if not none:
        return None
    return Unknown(
        words=(
            f"What would have moved without the law in {none} of {len(found)} lines "
            "of trade: too little is recorded before it."
        ),
        see="estimates",
    )


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
            "What a scenario would change: runs from past days were held against what "
            "happened, but no history has been run twice."
        ),
        see="scenarios-hindcast",
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
            f"Whether {number} of {len(dossier.ledger)} claims of the two articles "
            "hold: these data cannot test them."
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
    _unasked, _unverified, _unlearnt, _motives, _futures, _claimed, _open_law,
)  # fmt: skip
