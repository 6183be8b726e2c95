"""Rows of the figures and tables on strategy: answers, weights, cases, the game."""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.claims.played import Change
from yalu.strategy.answers import Answers, Figure, Spread, Turn

__all__ = [
    "CaseRow",
    "CheckRow",
    "KnownRow",
    "PlayRow",
    "StepRow",
    "TurnRow",
    "WeightRow",
    "answer_rows",
    "change_of",
    "play_row",
    "turn_rows",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayRow:
    """One answer of the game with its range, before the record and given it.

    Attributes
    ----------
    question, name : str
        Whose answer, and what it is.
    where : str
        Place on its table or curve, such as ``posture=raised; move=test``.
    standing : str
        Of which states it is an average: ``today`` or ``recorded``.
    label, unit : str
        The same in words, and what it counts.
    is_change : bool
        Whether its sign says something.
    median, low, high : float
        The middle, and the middle 90 percent of the draws, given the record.
    above, below : float
        Chance of each sign given the record.
    prior_median, prior_low, prior_high, prior_above, prior_below : float or None
        The same before the record was seen; None where that was not worked out.

    """

    question: str
    name: str
    where: str
    standing: str
    label: str
    unit: str
    is_change: bool
    median: float
    low: float
    high: float
    above: float
    below: float
    prior_median: float | None
    prior_low: float | None
    prior_high: float | None
    prior_above: float | None
    prior_below: float | None

    @property
    def at(self) -> dict[str, str]:
        """Place on the table or curve, label by axis."""
        parts = (part.partition("=") for part in self.where.split("; ") if part)
        return {axis: label for axis, _, label in parts}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    """What the record has taught of one parameter.

    Attributes
    ----------
    name, meaning, unit, claim : str
        Which; `claim` is what its sign or size bears on, empty if none.
    prior_low, prior_median, prior_high : float
        The middle 90 percent before the record was seen.
    low, median, high : float
        The same given the record.
    prior_above, above : float
        Chance that it is above zero, before and given the record.
    learnt : float
        Share of the variance that the record has taken away: 0 for nothing learnt, 1
        for certainty; below 0 where it has grown.

    """

    name: str
    meaning: str
    unit: str
    claim: str
    prior_low: float
    prior_median: float
    prior_high: float
    low: float
    median: float
    high: float
    prior_above: float
    above: float
    learnt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """How the game did on a precedent that it had not been fitted on.

    Attributes
    ----------
    case, title, span : str
        Which, in words, and its quarters.
    choices, hits : int
        How many choices are recorded in it, and of how many the likeliest came.
    turns, turn_hits : int
        Quarters in which the target did another thing than in the one before, and how
        many of them the game had as likeliest.
    usual_hits, before_hits : int
        Hits of a count of what is usual, and of a count of what followed what.
    score, usual, before : float or None
        Sum of the log scores of all choices by the game, by how often each is made at
        all, and by what was done the quarter before; None where it is not scored.
    note : str
        What else is to be known, or why nothing is scored; may be empty.
    is_found : bool
        Whether the fit without it was found; if not, its scores do not count.

    """

    case: str
    title: str
    span: str
    choices: int = 0
    hits: int = 0
    turns: int = 0
    turn_hits: int = 0
    usual_hits: int = 0
    before_hits: int = 0
    score: float | None = None
    usual: float | None = None
    before: float | None = None
    note: str = ""
    is_found: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A count of the record beside what the fitted game makes anew.

    Attributes
    ----------
    what : str
        What is counted.
    observed : float
        In the record, uncertain cells by their chances.
    quarters : int
        In how many quarters the record knows of it.
    median, low, high : float
        In records that the game makes: the middle, and the middle 90 percent.
    tail : float
        Chance of a count as far out, both sides taken together.

    """

    what: str
    observed: float
    quarters: int
    median: float
    low: float
    high: float
    tail: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """How much of one column of the record is known.

    Attributes
    ----------
    column : str
        Which.
    known, uncertain, missing : int
        Quarters with one class, with chances over classes, and with nothing.

    """

    column: str
    known: int
    uncertain: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of a quarter.

    Attributes
    ----------
    number : int
        Which step, from 1.
    player : str
        Who moves.
    choices : tuple of str
        What is open to it, action by action.
    sees : str
        What it knows then.
    gains, loses, either : tuple of str
        What it weighs: terms of its payoff that add, that take away, and of which the
        rules leave open which they do.

    """

    number: int
    player: str
    choices: tuple[str, ...]
    sees: str
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    either: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """One action of one quarter of the likeliest path.

    Attributes
    ----------
    quarter, action, choice : str
        When, what is decided, and what is likeliest.
    chance : float
        How likely it is after all before it.
    other : str
        Where the path of that quarter is least sure, what else may be done.
    kept, turned : float
        Expected quarters with a provocation in the year after, if the path is kept in
        that quarter and if it turns.

    """

    quarter: str
    action: str
    choice: str
    chance: float
    other: str
    kept: float
    turned: float


def play_row(figure: Figure) -> PlayRow:
    """Return an answer as a row."""
    one, fitted, prior = figure.quantity, figure.fitted, figure.prior
    return PlayRow(
        question=one.question.value,
        name=one.id,
        where="; ".join(f"{axis}={label}" for axis, label in one.at),
        standing=one.standing.value,
        label=one.label,
        unit=one.unit.value,
        is_change=one.is_change,
        median=fitted.median,
        low=fitted.low,
        high=fitted.high,
        above=fitted.above,
        below=fitted.below,
        **_before(prior),
    )


def _before(prior: Spread | None) -> dict[str, float | None]:
    names = ("median", "low", "high", "above", "below")
    return {
        f"prior_{name}": None if prior is None else getattr(prior, name)
        for name in names
    }


def change_of(row: PlayRow) -> Change:
    """Return a row as claims ask for it."""
    return Change(
        question=row.question,
        name=row.name,
        where=row.where,
        standing=row.standing,
        label=row.label,
        median=row.median,
        low=row.low,
        high=row.high,
        above=row.above,
        below=row.below,
        prior_above=row.prior_above,
        prior_below=row.prior_below,
    )


def turn_rows(path: Iterable[Turn]) -> tuple[TurnRow, ...]:
    """Return a path as one row for each action of each quarter."""
    return tuple(
        TurnRow(
            quarter=turn.quarter,
            action=action,
            choice=choice,
            chance=chance,
            other=turn.other[1] if turn.other[0] == action else "",
            kept=turn.kept,
            turned=turn.turned,
        )
        for turn in path
        for (action, choice), chance in zip(turn.moves, turn.chances, strict=True)
    )


def answer_rows(answers: Answers) -> tuple[PlayRow, ...]:
    """Return all answers as rows, in their order."""
    return tuple(map(play_row, answers))
