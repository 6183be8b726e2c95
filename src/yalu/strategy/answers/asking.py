"""Put every question to every draw, and sum up what they say.

One draw of the parameters is one equilibrium and one view of where the game stands.
Counterfactuals change a state or a choice of the present quarter and read that
equilibrium; no parameter is moved. The same is done with draws of the prior, seen
through the same record, so that what the record has added can be told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import jax
import numpy as np

from yalu.strategy.answers.ahead import ahead
from yalu.strategy.answers.answer import Answers, Basis, Turn
from yalu.strategy.answers.belief import belief
from yalu.strategy.answers.outside import outside
from yalu.strategy.answers.overtures import overtures
from yalu.strategy.answers.partial import partial
from yalu.strategy.answers.play import Play, play
from yalu.strategy.answers.posture import posture
from yalu.strategy.answers.profile import profile
from yalu.strategy.answers.recorded import situations
from yalu.strategy.answers.resolve import resolve
from yalu.strategy.answers.sheet import Asked, Row
from yalu.strategy.answers.situation import Situation
from yalu.strategy.answers.summing import effective, figures
from yalu.strategy.answers.threat import threat
from yalu.strategy.answers.today import today
from yalu.strategy.answers.turning import likeliest
from yalu.strategy.estimation.arrangement import Arrangement
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.games import Equilibrium
from yalu.strategy.record import Quarter

__all__ = ["QUESTIONS", "Drawn", "Seen", "asked_of", "path_of", "summed"]

QUESTIONS = (partial, resolve, outside, posture, threat, overtures, belief, today)
"""What is asked, in order."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """The record as the game sees it.

    Attributes
    ----------
    evidence : Evidence
        The record on the axes of the game.
    arrangement : Arrangement
        The cases that it leaves open.

    """

    evidence: Evidence
    arrangement: Arrangement

    @property
    def last(self) -> Quarter:
        """The last recorded quarter."""
        return Quarter.parse(self.evidence.periods[-1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """What one draw says.

    Attributes
    ----------
    rows : tuple of Row
        Every quantity with its value.
    residual : float
        Residual of its equilibrium.

    """

    rows: tuple[Row, ...]
    residual: float


def asked_of(equilibrium: Equilibrium, seen: Seen) -> Drawn:
    """Return what one equilibrium answers to every question.

    Parameters
    ----------
    equilibrium : Equilibrium
        Of the patron-target-sender game, on any board.
    seen : Seen
        The record on the same board.

    Raises
    ------
    SchemaError
        If the game lacks an axis that a question is about.

    """
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        made = play(equilibrium)
        rows = tuple(_rows(made, situations(made, seen.evidence, seen.arrangement)))
    return Drawn(rows=rows, residual=equilibrium.residual)


def _rows(made: Play, standings: Iterable[Situation]) -> Iterator[Row]:
    later, now = ahead(made), profile(made)
    for situation in standings:
        asked = Asked(play=made, situation=situation, ahead=later, profile=now)
        for question in QUESTIONS:
            yield from question(asked)


def path_of(equilibrium: Equilibrium, seen: Seen) -> tuple[Turn, ...]:
    """Return the likeliest path of the year after the record; see `Turn`."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        made = play(equilibrium)
        now = situations(made, seen.evidence, seen.arrangement)[0]
        return likeliest(made, ahead(made), now, first=seen.last.shifted(1))


def summed(
    fitted: Iterable[tuple[Drawn, float]],
    prior: Iterable[Drawn],
    *,
    path: tuple[Turn, ...],
    basis: Basis,
) -> Answers:
    """Return the answers that draws make.

    Parameters
    ----------
    fitted : iterable of (Drawn, float)
        Draws of the fit, and what each counts.
    prior : iterable of Drawn
        Draws of the prior.
    path : tuple of Turn
        The likeliest path at the mode of the fit.
    basis : Basis
        What is known of the fit; what the draws of it are worth, and the greatest
        residual of all, are filled in here.

    Raises
    ------
    ModelError
        If there is no draw of the fit, or draws tell of different quantities.

    """
    after, before = tuple(fitted), tuple(prior)
    weights = np.array([weight for _, weight in after])
    found = figures(
        [one.rows for one, _ in after], weights, [one.rows for one in before]
    )
    used = [one.residual for one in (*(one for one, _ in after), *before)]
    return Answers(
        figures=found,
        path=path,
        basis=replace(
            basis,
            effective=effective(weights),
            residual=max(basis.residual, *used),
        ),
    )
