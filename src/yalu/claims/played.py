"""What the game of target, sender and patron says, as far as claims ask.

Claims do not solve a game. Whoever holds them against the record passes in what was
worked out and stored, so that the ledger, the report and the command line tell the same
figures. A change carries the chances of either sign, before the record was seen and
after, and nothing here prefers one of them.
"""

from dataclasses import dataclass

__all__ = ["Baseline", "Change", "Played"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference that the game works out, with the chance of each sign.

    Attributes
    ----------
    question, name : str
        Which question it belongs to, and what it is, such as ``enforcement.change``.
    where : str
        Place on its table, such as ``enforcement=some rather than 0``; may be empty.
    standing : str
        Of which states it is an average: ``recorded`` or ``today``.
    label : str
        The same in words.
    median, low, high : float
        The middle, and the middle 90 percent of the draws that the record weighed.
    above, below : float
        Chance that it is above zero, and below it, given the record.
    prior_above, prior_below : float or None
        The same before the record was seen; None where that was not worked out.

    """

    question: str
    name: str
    where: str
    standing: str
    label: str
    median: float
    low: float
    high: float
    above: float
    below: float
    prior_above: float | None
    prior_below: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A forecast of the same actions without a game.

    Attributes
    ----------
    name : str
        What it rests on, in words that can follow "than".
    gain : float
        Log score of the game less its own, over all actions of all cases left out.
    cases, better : int
        How many cases there are, and in how many the game scores higher.

    """

    name: str
    gain: float
    cases: int
    better: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What the stored answers of the game say.

    Attributes
    ----------
    changes : tuple of Change
        Differences, by question and standing.
    baselines : tuple of Baseline
        Against whom the game was tried on cases that it had not seen; empty if it was
        not.
    draws : int
        How many draws that the record weighed there are.
    effective : float
        How many alike draws they are worth.
    prior_draws : int
        How many draws of the stated judgement there are.
    quarters : int
        How many quarters are recorded.
    last : str
        The last of them.
    stale : tuple of str
        What has changed since they were worked out; empty if nothing has.
    doubted : str
        Why the chances are not to be relied on, by the fit's own checks; empty if they
        are.
    sources : tuple of str
        Identifiers of the sources of the record.

    """

    changes: tuple[Change, ...]
    baselines: tuple[Baseline, ...]
    draws: int
    effective: float
    prior_draws: int
    quarters: int
    last: str
    stale: tuple[str, ...]
    doubted: str
    sources: tuple[str, ...]
