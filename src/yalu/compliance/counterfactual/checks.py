"""Checks: the same question at dates when nothing happened, and with less to go by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from yalu.compliance.counterfactual.judging import judge
from yalu.compliance.counterfactual.method import (
    FEWEST_MONTHS,
    FEWEST_YEARS,
    Method,
)
from yalu.compliance.counterfactual.outlook import Outlook, outlook
from yalu.compliance.counterfactual.question import Question
from yalu.quantities import Estimate

__all__ = ["LeftOut", "Placebo", "leave_out", "placebos"]

_DATES = 5
_WINDOW = 12
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """What the method says of a day when the measure was not there.

    Attributes
    ----------
    starts : date
        The made-up day; twelve months from it are judged, or one year.
    compliance : Estimate
        In percent; should be about zero.

    """

    starts: date
    compliance: Estimate

    @property
    def is_quiet(self) -> bool:
        """Whether the interval holds zero, as it should."""
        return self.compliance.low <= 0 <= self.compliance.high


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the method says without one regressor.

    Attributes
    ----------
    name : str
        The regressor that was left out.
    compliance : Estimate or None
        In percent, over the whole time.

    """

    name: str
    compliance: Estimate | None


def placebos(
    question: Question, found: Outlook, *, rng: np.random.Generator
) -> tuple[Placebo, ...]:
    """Return the answers at up to five made-up days before the measure.

    Parameters
    ----------
    question : Question
        The question.
    found : Outlook
        Its own outlook: the placebos must be told by the same method.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    tuple of Placebo
        At days spread evenly over the time before, each with as much before it as its
        method asks for and twelve months after it (one year, for the random walk); none
        where the record is too short.

    """
    answers = []
    for fake, end in _windows(question, found.method):
        asked = replace(question, before=fake, starts=fake, until=end)
        other = outlook(asked, rng=rng)
        whole = judge(asked, other).whole
        if other.method is found.method and whole and whole.compliance:
            answers.append(Placebo(starts=fake, compliance=whole.compliance))
    return tuple(answers)


def _windows(question: Question, method: Method) -> Sequence[tuple[date, date]]:
    """Return made-up first days and the days their judgement ends."""
    if method is Method.RANDOM_WALK:
        later = question.years[FEWEST_YEARS:]
        return [(date(y, 1, 1), date(y + 1, 1, 1)) for y in later]
    if method is not Method.STRUCTURAL:
        return []
    amounts, asked = question.learnt, question.months
    known = np.cumsum(~np.isnan(amounts))
    # A model of less than three years has fewer waves, so it may begin early.
    room = [
        place
        for place in range(1, len(amounts) - _WINDOW + 1)
        if known[place - 1] >= FEWEST_MONTHS
        and known[place + _WINDOW - 1] > known[place - 1]
    ]
    if not room:
        return []
    spread = np.linspace(0, len(room) - 1, _DATES).round().astype(int)
    chosen = sorted({room[place] for place in spread})
    return [(asked[place].start, asked[place + _WINDOW].start) for place in chosen]


def leave_out(
    question: Question, found: Outlook, *, rng: np.random.Generator
) -> tuple[LeftOut, ...]:
    """Return the answers without each regressor that was used."""
    answers = []
    for name in found.regressors:
        rest = tuple(r for r in question.regressors if r.name != name)
        asked = replace(question, regressors=rest)
        whole = judge(asked, outlook(asked, rng=rng)).whole
        told = None if whole is None else whole.compliance
        answers.append(LeftOut(name=name, compliance=told))
    return tuple(answers)
