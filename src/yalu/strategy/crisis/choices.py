r"""What each side does, given what it expects of the other.

With :math:`r` the chance that the target resists and :math:`f` the chance that a sender
that threatened stands firm:

- the target resists if :math:`f (W_B + ε) > C_B`, so
  :math:`r = Φ(x)` with :math:`x = W_B - C_B / f`;
- the sender threatens if more is to be had from it than from the status quo, whatever
  it would do afterwards, so its threshold is :math:`c = (S_A - (1 - r) V_A) / r`, and
  the chances of threatening and of standing firm are those of
  :mod:`yalu.strategy.crisis.wedges`.

In equilibrium both expect what the other does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.crisis.payoffs import CrisisPayoffs
from yalu.strategy.crisis.wedges import log_wedges, mills, wedge_slopes

__all__ = [
    "Response",
    "answered_odds",
    "best_response",
    "chance_of",
    "choice_probabilities",
    "firmness",
    "resistance_index",
    "threshold",
]

Array = NDArray[np.float64]

_FARTHEST = 1e6  # a threshold beyond it decides as surely, and its square still counts
_LEAST = 1e-300  # the smallest chance that is divided by


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Response:
    """What a game answers to an expected chance of standing firm.

    Attributes
    ----------
    resist : ndarray of float64
        Chance that the target resists.
    firm : ndarray of float64
        Chance that a sender that threatened stands firm, if it expects `resist`.
    slope : ndarray of float64
        How `firm` changes with the chance that was expected. In equilibrium, a slope
        between -1 and 1 means that answering one another leads back to it.

    """

    resist: Array
    firm: Array
    slope: Array


def resistance_index(target_firm: Array, concession: Array, firm: Array) -> Array:
    """Return x, of which the target's chance to resist is the normal distribution."""
    return target_firm - concession / np.maximum(firm, _LEAST)


def threshold(status_quo: Array, gain: Array, resist: Array) -> Array:
    """Return c, what a way to go on after a threat must be worth for it to pay."""
    with np.errstate(over="ignore"):
        found = gain + (status_quo - gain) / np.maximum(resist, _LEAST)
    return np.clip(found, -_FARTHEST, _FARTHEST)


def best_response(payoffs: CrisisPayoffs, firm: Array) -> Response:
    """Return what the games answer to expected chances of standing firm.

    Parameters
    ----------
    payoffs : CrisisPayoffs
        Of n games.
    firm : ndarray of float64, shape (n,)
        What the targets expect.

    """
    index = resistance_index(payoffs.target_firm, payoffs.concession, firm)
    resist = ndtr(index)
    bar = threshold(payoffs.status_quo, payoffs.gain, resist)
    stands, backs = log_wedges(bar, payoffs.sender_firm, payoffs.retreat)
    answered = chance_of(stands - backs)
    by_bar = (
        wedge_slopes(bar, payoffs.sender_firm, payoffs.retreat, stands)[0]
        - wedge_slopes(bar, payoffs.retreat, payoffs.sender_firm, backs)[0]
    )
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        # Through the target's index, its chance to resist and the sender's threshold.
        moved = (payoffs.gain - payoffs.status_quo) * mills(index) / resist
        moved = moved * payoffs.concession / np.maximum(firm, _LEAST) ** 2
        slope = answered * (1 - answered) * by_bar * moved
    slope = np.where(np.abs(bar) < _FARTHEST, np.nan_to_num(slope), 0.0)
    return Response(resist=resist, firm=answered, slope=slope)


def firmness(payoffs: CrisisPayoffs, resist: Array) -> Array:
    """Return how likely a sender that threatened stands firm, shape (n,).

    Parameters
    ----------
    payoffs : CrisisPayoffs
        Of n games.
    resist : ndarray of float64, shape (n,)
        How likely the sender thinks it that the target resists.

    """
    bar = threshold(payoffs.status_quo, payoffs.gain, resist)
    stands, backs = log_wedges(bar, payoffs.sender_firm, payoffs.retreat)
    return chance_of(stands - backs)


def answered_odds(payoffs: CrisisPayoffs, log_odds: Array) -> Array:
    """Return the log odds of standing firm that are the answer to expected log odds.

    Log odds keep their digits where a chance is next to 0 or 1.

    Parameters
    ----------
    payoffs : CrisisPayoffs
        Of n games.
    log_odds : ndarray of float64, shape (n,) or (m, n)
        What the targets expect.

    """
    firm = chance_of(log_odds)
    index = resistance_index(payoffs.target_firm, payoffs.concession, firm)
    bar = threshold(payoffs.status_quo, payoffs.gain, ndtr(index))
    # Every game of a grid gets its payoffs on every row.
    wanted, retreat = payoffs.sender_firm + 0 * bar, payoffs.retreat + 0 * bar
    stands, backs = log_wedges(bar, wanted, retreat)
    return stands - backs


def chance_of(log_odds: Array) -> Array:
    """Return the chance that has these log odds.

    Examples
    --------
    >>> chance_of(np.array([-700.0, 0.0, 700.0])).tolist()
    [9.85967654375977e-305, 0.5, 1.0]

    """
    return np.exp(-np.logaddexp(0.0, -log_odds))


def choice_probabilities(
    payoffs: CrisisPayoffs, *, resist: Array, firm: Array
) -> Array:
    """Return the chance of each outcome, given what the sides expect of each other.

    Parameters
    ----------
    payoffs : CrisisPayoffs
        Of n games.
    resist : ndarray of float64, shape (n,)
        How likely the sender thinks it that the target resists.
    firm : ndarray of float64, shape (n,)
        How likely the target thinks it that the sender stands firm.

    Returns
    -------
    ndarray of float64, shape (n, 4)
        In the order of `CrisisOutcome`; each row sums to 1. In equilibrium it is what
        happens; otherwise what both would do on these expectations.

    Raises
    ------
    SchemaError
        If the chances are not n numbers from 0 to 1.

    References
    ----------
    Lewis and Schultz (2003), equations 1 to 5; Crisman-Cox, C. and Gibilisco, M.
    (2021). Estimating signaling games in international relations: problems and
    solutions. *Political Science Research and Methods* 9, 565–582.

    Examples
    --------
    A target that surely resists: the sender then compares three payoffs of nought.

    >>> nought = CrisisPayoffs.single(status_quo=0, gain=0, concession=0,
    ...                               sender_firm=0, target_firm=40, retreat=0)
    >>> even = np.array([0.5])
    >>> choice_probabilities(nought, resist=np.array([1.0]), firm=even).tolist()
    [[0.25, 0.0, 0.375, 0.375]]

    """
    _require_chances(payoffs.games, resist=resist, firm=firm)
    index = resistance_index(payoffs.target_firm, payoffs.concession, firm)
    bar = threshold(payoffs.status_quo, payoffs.gain, resist)
    stands, backs = log_wedges(bar, payoffs.sender_firm, payoffs.retreat)
    quiet = log_ndtr(bar - payoffs.sender_firm) + log_ndtr(bar - payoffs.retreat)
    resists, concedes = log_ndtr(index), log_ndtr(-index)
    threatens = np.logaddexp(stands, backs)
    return np.exp(
        np.stack(
            [quiet, threatens + concedes, stands + resists, backs + resists], axis=1
        )
    )


def _require_chances(games: int, **chances: Array) -> None:
    problems = [
        Problem(
            name,
            f"shape {np.shape(values)} with values from {np.min(values)} to "
            f"{np.max(values)}; expected {games} chances from 0 to 1",
            "give one chance for each game",
        )
        for name, values in chances.items()
        if np.shape(values) != (games,)
        or not (np.greater_equal(values, 0) & np.less_equal(values, 1)).all()
    ]
    if problems:
        raise SchemaError(describe("Outcomes cannot be told", problems))
