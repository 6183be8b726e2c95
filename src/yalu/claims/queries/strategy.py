r"""Queries on what the game of target, sender and patron says of the sign of a change.

Which sign a claim asserts is said by the claim alone. With :math:`p` the chance of that
sign before the record was seen and :math:`q` after, each from a number of draws
:math:`n` with half a draw added on either side so that neither is nil or sure,

.. math:: \tilde q = (n q + \tfrac12)/(n + 1), \qquad
    B = \frac{\tilde q}{1 - \tilde q} \Big/ \frac{\tilde p}{1 - \tilde p}

says how many times the record has made that sign likelier (Kass and Raftery 1995). Its
inverse is the same for the other sign.

References
----------
Kass, R. E. and Raftery, A. E. (1995). Bayes factors. *Journal of the American
Statistical Association* 90, 773-795.
"""

from collections.abc import Sequence

from yalu.claims.answer import Answer, Record
from yalu.claims.claim import Value
from yalu.claims.played import Baseline, Change, Played
from yalu.errors import SchemaError
from yalu.provenance import Evidence

__all__ = ["odds_ratio", "sign_of_change"]

_NO_GAME = "Nothing that a game of the players says is stored."
_SIGNS = ("above", "below")
_RECORDED, _TODAY = "recorded", "today"
_BEATEN, _NOT_BEATEN, _NOT_TRIED = "beaten", "not beaten", "not tried"


def sign_of_change(
    record: Record, question: str, change: str, sign: str, where: str = ""
) -> Answer:
    """Return the chance of one sign of a change that the game works out.

    ``chance`` and ``counter`` are the chances of the sign that is asked for and of the
    other one, on average over all recorded quarters under law; with ``_today`` they are
    of where the game stands now; ``sure`` and ``sure_counter`` are the lesser of both.
    ``factor`` is how many times the record has made that sign likelier, and ``moved``
    the same for whichever sign is the likelier now.

    Raises
    ------
    SchemaError
        If the sign is neither above nor below.

    """
    if sign not in _SIGNS:
        msg = (
            f"Query sign_of_change: found the sign {sign!r}; expected above or below "
            "(zero). Name one of these in the claim."
        )
        raise SchemaError(msg)
    found = record.strategy
    if found is None:
        return Answer(missing=_NO_GAME)
    long, now = (
        _one(found, question, change, where, standing)
        for standing in (_RECORDED, _TODAY)
    )
    if long is None or now is None:
        return Answer(
            missing=f"The stored answers of the game have no {change} of {question}."
        )
    before = _prior(long, sign)
    if before is None or not found.prior_draws:
        return Answer(
            missing="What the game says without the record was not worked out, so that "
            "nothing tells what the record adds."
        )
    return Answer(
        values={
            **_signs(long, found, sign, before),
            **_now(long, now, sign),
            "label": long.label,
            "size": _interval(long),
            "size_today": _interval(now),
            "baselines": _judged(found.baselines),
            "against": _against(found.baselines),
            "current": not found.stale,
            "stale": "; ".join(found.stale) or "nothing has changed",
            "sound": not found.doubted,
            "doubted": found.doubted or "nothing is doubted",
            "quarters": found.quarters,
            "last": found.last,
            "draws": found.draws,
        },
        evidence=Evidence.ESTIMATED,
        sources=found.sources,
        citations=(
            f"stored answers of the game to {found.last}, {change} of {question}",
        ),
    )


def odds_ratio(
    after: float, before: float, *, draws: float, prior_draws: float
) -> float:
    """Return how many times something has become likelier, in odds.

    Parameters
    ----------
    after, before : float
        Its chance given the record, and before it was seen.
    draws, prior_draws : float
        From how many alike draws each is known.

    Examples
    --------
    >>> round(odds_ratio(0.9, 0.5, draws=999, prior_draws=999), 2)
    8.96
    >>> odds_ratio(0.5, 0.5, draws=10, prior_draws=40)
    1.0

    """
    later, earlier = (
        (count * chance + 0.5) / (count * (1 - chance) + 0.5)
        for chance, count in ((after, draws), (before, prior_draws))
    )
    return later / earlier


def _one(
    found: Played, question: str, change: str, where: str, standing: str
) -> Change | None:
    for one in found.changes:
        if (one.question, one.name, one.where, one.standing) == (
            question,
            change,
            where,
            standing,
        ):
            return one
    return None


def _other(sign: str) -> str:
    return _SIGNS[1 - _SIGNS.index(sign)]


def _share(one: Change, sign: str) -> float:
    return one.above if sign == "above" else one.below


def _prior(one: Change, sign: str) -> float | None:
    return one.prior_above if sign == "above" else one.prior_below


def _signs(one: Change, found: Played, sign: str, before: float) -> dict[str, Value]:
    """Return the chances of a sign and of the other, and what the record has done."""
    chance, counter = _share(one, sign), _share(one, _other(sign))
    factor = odds_ratio(
        chance, before, draws=found.effective, prior_draws=found.prior_draws
    )
    return {
        "chance": chance,
        "counter": counter,
        "before": before,
        "sign": f"{sign} zero",
        "factor": factor,
        "moved": factor if chance >= counter else 1 / factor,
        "percent": _percent(chance),
        "counter_percent": _percent(counter),
        "before_percent": _percent(before),
        "times": f"{factor:.2g}",
    }


def _now(long: Change, now: Change, sign: str) -> dict[str, Value]:
    """Return the chances where the game stands now, and the lesser of both averages."""
    other = _other(sign)
    return {
        "chance_today": _share(now, sign),
        "counter_today": _share(now, other),
        "sure": min(_share(long, sign), _share(now, sign)),
        "sure_counter": min(_share(long, other), _share(now, other)),
        "percent_today": _percent(_share(now, sign)),
        "counter_percent_today": _percent(_share(now, other)),
    }


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _interval(one: Change) -> str:
    return f"{one.median:+.3f} ({one.low:+.3f} to {one.high:+.3f})"


def _judged(baselines: Sequence[Baseline]) -> str:
    if not baselines:
        return _NOT_TRIED
    return _BEATEN if all(one.gain > 0 for one in baselines) else _NOT_BEATEN


def _against(baselines: Sequence[Baseline]) -> str:
    told = [
        f"{one.gain:+.1f} in log score against {one.name}, better in "
        f"{one.better} of {one.cases} cases"
        for one in baselines
    ]
    return "; ".join(told) or "not tried on any case"
