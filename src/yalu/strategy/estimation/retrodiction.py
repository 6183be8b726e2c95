"""Leave one case out: whether the game foretells what it was not fitted on.

For each case the mode is found anew without its quarters: they are passed through, so
that later quarters start from what they left behind, but what happened in them counts
for nothing. Then each of their quarters is foretold given all before it, by the game
and by two forecasters that know of no incentive (`baselines`), and scored by the
logarithm of the chance of what was recorded. Higher is better; one unit is a factor
:math:`e` in the chance of what happened.

A choice is *hit* where the likeliest class was what is recorded. *Turns* are the
quarters of a case in which the target did another thing than in the quarter before:
they are what a habit cannot foretell.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.estimation.baselines import Baseline, baseline_chances
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.fit import Fitting
from yalu.strategy.estimation.foretelling import Foretold, foretold
from yalu.strategy.estimation.mode import find_mode
from yalu.strategy.games import Game
from yalu.strategy.record.cases import Precedent
from yalu.strategy.record.quarter import Quarter

__all__ = ["ALL", "Retrodiction", "Score", "retrodict", "rows_of", "scores_of"]

Array = NDArray[np.float64]
Rows = NDArray[np.bool_]
Tell = Callable[[str], None]

ALL = "all"
"""Stands for all players together."""

_GAME = "game"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one player's choices in one case were foretold by one forecaster.

    Attributes
    ----------
    case : str
        Identifier of the precedent.
    player : str
        The player, or `ALL`.
    forecaster : str
        ``game``, or a `Baseline`.
    log_score : float
        Sum of the logarithms of the chances of what was recorded.
    choices : int
        How many choices are recorded, an uncertain one counted as well.
    hits : int
        How many of them were the likeliest.
    turns, turn_hits : int
        Turns of the target, and those hit; zero for other players.

    """

    case: str
    player: str
    forecaster: str
    log_score: float
    choices: int
    hits: int
    turns: int
    turn_hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrodiction:
    """How a case was foretold that was left out.

    Attributes
    ----------
    case : str
        Identifier of the precedent.
    quarters : tuple of str
        Its quarters in the record.
    scores : tuple of Score
        Of each player and of all, by each forecaster.
    is_found : bool
        Whether the mode without the case was reached.

    """

    case: str
    quarters: tuple[str, ...]
    scores: tuple[Score, ...]
    is_found: bool

    def score(self, forecaster: str, player: str = ALL) -> Score:
        """Return the score of one forecaster on one player."""
        return next(
            one
            for one in self.scores
            if (one.forecaster, one.player) == (forecaster, player)
        )

    @property
    def beats(self) -> bool:
        """Whether the game foretold all players better than either baseline."""
        best = max(self.score(each).log_score for each in Baseline)
        return self.score(_GAME).log_score > best

    def __str__(self) -> str:
        told = ", ".join(
            f"{name} {self.score(name).log_score:.1f}" for name in (_GAME, *Baseline)
        )
        one = self.score(_GAME)
        return (
            f"{self.case}, {len(self.quarters)} quarters: log score {told}; the game "
            f"hit {one.hits} of {one.choices} choices and {one.turn_hits} of "
            f"{one.turns} turns of the target"
        )


def retrodict(
    fitting: Fitting,
    seen: Evidence,
    cases: Sequence[Precedent],
    *,
    tell: Tell = lambda _: None,
) -> tuple[Retrodiction, ...]:
    """Return how each case is foretold by a fit without it.

    Parameters
    ----------
    fitting : Fitting
        The fit with all cases, at whose mode each search begins.
    seen : Evidence
        The record that it is of.
    cases : sequence of Precedent
        Cases; those that serve for questions only, or have no quarter in the record,
        are passed over.
    tell : callable
        Is told of each case that is done.

    """
    found = []
    for case in cases:
        rows = rows_of(seen, case)
        if case.prior_only or not rows.any():
            continue
        without = fitting.objective.without(rows)
        mode = find_mode(
            without,
            fitting.mode.at,
            spread=fitting.approximation.covariance,
            most=15,
        )
        told = foretold(without.played(mode.at), without.arrangement)
        game = without.model.game
        found.append(
            Retrodiction(
                case=case.id,
                quarters=tuple(np.array(seen.periods)[rows].tolist()),
                scores=scores_of(
                    case.id, game, seen, told, rows, unlearnt=without.counted == 0
                ),
                is_found=mode.is_found,
            )
        )
        tell(str(found[-1]))
    return tuple(found)


def rows_of(seen: Evidence, case: Precedent) -> Rows:
    """Return for each period of a record whether it is one of a case."""
    return np.array([case.covers(Quarter.parse(each)) for each in seen.periods])


def scores_of(
    case: str,
    game: Game,
    seen: Evidence,
    told: Foretold,
    rows: Rows,
    *,
    unlearnt: Rows | None = None,
) -> tuple[Score, ...]:
    """Return the scores of the game and of both baselines on some periods.

    Parameters
    ----------
    case : str
        What the periods are called.
    game : Game
        The game.
    seen : Evidence
        The record.
    told : Foretold
        What the game says, fitted without the periods.
    rows : ndarray of bool, shape (T,)
        The periods.
    unlearnt : ndarray of bool, shape (T,), optional
        Periods that the baselines learn nothing from, as the game did not; by default
        those scored.

    """
    held = rows if unlearnt is None else unlearnt
    names = [action.name for action in game.actions]
    by_game = dict(told.chances)
    logs = {who: float(each[rows].sum()) for who, each in told.logs.items()}
    found = list(
        _scored(case, _GAME, game, seen, chances=by_game, rows=rows, logs=logs)
    )
    for baseline in Baseline:
        chances = {name: baseline_chances(seen, name, baseline, held) for name in names}
        sums = _log_scores(game, seen, chances, rows)
        found += _scored(
            case, baseline, game, seen, chances=chances, rows=rows, logs=sums
        )
    return tuple(found)


def _log_scores(
    game: Game, seen: Evidence, chances: Mapping[str, Array], rows: Rows
) -> dict[str, float]:
    """Return for each player the sum of logarithms, actions as if independent."""
    sums: dict[str, float] = dict.fromkeys(game.players, 0.0)
    for action in game.actions:
        silent = seen.unasked.get(action.name, np.zeros_like(rows))
        # What is missing adds nothing here, and what is uncertain what it adds to the
        # score of the game: every forecaster is charged for the same cells.
        used = rows & ~silent
        weighed = np.sum(seen.weights[action.name] * chances[action.name], axis=1)
        sums[action.player] += float(np.sum(np.log(weighed[used])))
    return sums


def _scored(
    case: str,
    forecaster: str,
    game: Game,
    seen: Evidence,
    *,
    chances: Mapping[str, Array],
    rows: Rows,
    logs: Mapping[str, float],
) -> Iterator[Score]:
    whole = dict.fromkeys(("choices", "hits", "turns", "turn_hits"), 0)
    for player in game.players:
        counted = dict.fromkeys(whole, 0)
        for action in game.actions:
            if action.player != player:
                continue
            used = rows & seen.is_known(action.name)
            shares = seen.shares(action.name)
            hit = shares.argmax(axis=1) == chances[action.name].argmax(axis=1)
            counted["choices"] += int(used.sum())
            counted["hits"] += int((hit & used).sum())
            if action == game.actions[0]:
                turned = np.zeros_like(used)
                known = seen.is_known(action.name)
                # After a quarter that nobody knows, nothing tells of a turn.
                turned[1:] = (np.diff(shares.argmax(axis=1)) != 0) & known[:-1]
                turned &= used
                counted["turns"] += int(turned.sum())
                counted["turn_hits"] += int((hit & turned).sum())
        whole = {name: whole[name] + counted[name] for name in whole}
        yield Score(
            case=case,
            player=player,
            forecaster=forecaster,
            log_score=logs.get(player, 0.0),
            **counted,
        )
    yield Score(
        case=case,
        player=ALL,
        forecaster=forecaster,
        log_score=sum(logs.values()),
        **whole,
    )
