"""Answers: figures with their ranges, before the record was seen and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yalu.errors import SchemaError
from yalu.strategy.answers.question import Question, Standing, Unit

__all__ = ["Answers", "Basis", "Figure", "Quantity", "Spread", "Turn"]

_ROUNDING = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Something that each draw of the parameters gives one number for.

    Attributes
    ----------
    question : Question
        The question that it belongs to.
    id : str
        What is told, such as ``enforcement.change``. Figures of one table or curve
        share it and differ in `at`.
    label : str
        The same in words, as part of a sentence.
    unit : Unit
        What it counts.
    standing : Standing
        Of which states it is an average.
    at : tuple of (str, str)
        Where on the table or curve: pairs of an axis and a label.
    is_change : bool
        Whether it is a difference, so that its sign says something.

    """

    question: Question
    id: str
    label: str
    unit: Unit
    standing: Standing
    at: tuple[tuple[str, str], ...] = ()
    is_change: bool = False

    def __str__(self) -> str:
        where = ", ".join(f"{axis} {label}" for axis, label in self.at)
        told = f"{self.label} ({where})" if where else self.label
        return f"{told}, {self.standing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a figure is spread over draws of the parameters.

    Attributes
    ----------
    median, low, high : float
        The middle, and the middle 90 percent.
    above, below : float
        Chance that it is above zero, and below it.

    """

    median: float
    low: float
    high: float
    above: float
    below: float

    def __post_init__(self) -> None:
        ordered = self.low <= self.median <= self.high
        least, both = min(self.above, self.below), self.above + self.below
        chances = least >= 0 and both <= 1 + _ROUNDING
        if not (ordered and chances):
            msg = (
                f"Spread: found {self}; expected low, median and high in order and "
                "chances above and below zero that sum to 1 at most. Mend the draws."
            )
            raise SchemaError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity as the record leaves it, and as it was before the record was seen.

    Attributes
    ----------
    quantity : Quantity
        What it is.
    fitted : Spread
        Over draws that the record has weighed.
    prior : Spread or None
        Over draws of the stated judgement alone; None if none were made.

    """

    quantity: Quantity
    fitted: Spread
    prior: Spread | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One quarter of the likeliest path.

    Attributes
    ----------
    quarter : str
        Its name.
    moves : tuple of (str, str)
        Action and choice, in the order in which they are made: at each, the likeliest
        after all before it.
    chances : tuple of float
        How likely each of them was then.
    other : tuple of (str, str)
        Where it may turn: the next best choice that, weighed by its chance, changes the
        year after most.
    kept, turned : float
        Expected number of quarters with a provocation among the four after it, if that
        choice is as on the path and if it is the other.

    """

    quarter: str
    moves: tuple[tuple[str, str], ...]
    chances: tuple[float, ...]
    other: tuple[str, str]
    kept: float
    turned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What answers rest on.

    Attributes
    ----------
    quarter : str
        The last recorded quarter, after which figures of today stand.
    quarters : int
        How many quarters are recorded.
    states : int
        How many public states the board has on which the game was solved.
    precision : float
        How sharply players choose, in one over units of payoff.
    draws, prior_draws : int
        How many draws of the parameters there are, from the fit and of the judgement.
    effective : float
        How many alike draws those of the fit are worth, being weighted.
    unsolved : int
        For how many draws no equilibrium was found; they are left out.
    residual : float
        The greatest residual of an equilibrium that was used.
    seed : int
        Where chance began.
    record_sha256, fit_sha256, code_sha256 : str
        Hashes of the record, of the fit and of the code.
    libraries : mapping of str to str
        What computed them, with versions.
    under_law : float
        In how many of the recorded quarters there was law to enforce: figures over
        the record are means of these.

    """

    quarter: str
    quarters: int
    states: int
    precision: float
    draws: int
    prior_draws: int
    effective: float
    unsolved: int
    residual: float
    seed: int
    record_sha256: str
    fit_sha256: str
    code_sha256: str
    libraries: Mapping[str, str]
    under_law: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All answers.

    Attributes
    ----------
    figures : tuple of Figure
        Every figure, by question and in the order of their tables.
    path : tuple of Turn
        The likeliest path from today, at the mode of the fit.
    basis : Basis
        What they rest on.
    stale : tuple of str
        What has changed since they were worked out, in words; empty if nothing has.

    """

    figures: tuple[Figure, ...]
    path: tuple[Turn, ...]
    basis: Basis
    stale: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether record, fit and code are those of the answers."""
        return not self.stale

    def of(
        self,
        question: Question | str,
        id: str | None = None,  # noqa: A002 - the name of the column
        standing: Standing | str | None = Standing.TODAY,
    ) -> tuple[Figure, ...]:
        """Return the figures of a question, or of one table or curve of it.

        Parameters
        ----------
        question : Question or str
            Whose figures.
        id : str, optional
            Identifier of a table or curve; by default all.
        standing : Standing or str or None
            Which average; None for both.

        Returns
        -------
        tuple of Figure
            In order; empty if there is none.

        """
        return tuple(
            one
            for one in self.figures
            if one.quantity.question == question
            and id in {None, one.quantity.id}
            and standing in {None, one.quantity.standing}
        )

    def figure(
        self,
        question: Question | str,
        id: str,  # noqa: A002 - the name of the column
        standing: Standing | str = Standing.TODAY,
        **at: str,
    ) -> Figure:
        """Return one figure.

        Parameters
        ----------
        question, id, standing
            As of `of`.
        at : str
            Where on its table or curve: labels by axis.

        Raises
        ------
        SchemaError
            If there is none, or there are several.

        """
        found = [
            one
            for one in self.of(question, id, standing)
            if set(at.items()) <= set(one.quantity.at)
        ]
        if len(found) != 1:
            where = ", ".join(f"{axis}={label}" for axis, label in at.items())
            known = sorted({one.quantity.id for one in self.of(question)})
            msg = (
                f"Answers: found {len(found)} figures {id!r} of {question} "
                f"({standing}{', ' + where if where else ''}); expected one. Those of "
                f"this question are {', '.join(known) or 'none'}; name also where."
            )
            raise SchemaError(msg)
        return found[0]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def __str__(self) -> str:
        told = (
            f"{len(self.figures)} figures from {self.basis.draws} draws of the fit "
            f"(worth {self.basis.effective:.0f} alike) and {self.basis.prior_draws} of "
            f"the prior, for {self.basis.quarter}"
        )
        return f"{told}." if self.is_current else f"{told}; stale: {self.stale[0]}."
