r"""Why enforcement is partial: what the patron weighs.

One more third of enforcement than the patron would choose changes its payoff of the
quarter, term by term, and what follows. With :math:`d_0` the difference that it makes
to the chances of next quarter's type and state, :math:`d_t` that difference carried
forward by equilibrium play, :math:`u_j` a term as it is expected in a state, and
discount :math:`\beta`,

.. math::

    \Delta = \sum_j \Delta_j
    + \sum_{t=1}^{H} \beta^t \sum_j \langle u_j, d_{t-1} \rangle
    + \beta^{H+1} \langle V, d_H \rangle ,

which is exact: what comes after :math:`H` quarters is not cut off but told as one line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial as fetching

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.ahead import HORIZONS, carried
from yalu.strategy.answers.play import Choices, Play, without_news
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row
from yalu.strategy.games.board import tables_of

__all__ = ["partial", "patron_terms", "shifted"]

Array = NDArray[np.float64]
_PATRON = "patron"
_ASKED = Question.PARTIAL


def partial(asked: Asked) -> Iterator[Row]:
    """Yield how much is enforced, and what one more third of it is worth."""
    yield from _levels(asked)
    yield from _steps(asked)
    yield from _third(asked)


def _levels(asked: Asked) -> Iterator[Row]:
    made, where = asked.play, asked.situation
    mean = where.mean(asked.profile.enforced)
    yield row(
        asked, _ASKED, "enforcement", mean, "how much of the law is enforced",
        unit=Unit.SHARE,
    )  # fmt: skip
    labels = made.game.axis("enforcement").labels
    for label in labels:
        chance = where.mean(asked.profile.any("enforcement", label))
        at = (("enforcement", label),)
        yield row(asked, _ASKED, "level", chance, "chance of a level", at=at)
    chance = where.mean(asked.profile.any("enforcement", *labels[1:-1]))
    told = "chance of neither none nor all"
    yield row(asked, _ASKED, "interior", chance, told)
    levels = made.levels("enforcement")
    for move in made.game.axis("move").labels:
        fixed = made.instead(move=made.game.axis("move").index(move))
        after = fetching(made.expected, levels, fixed)
        mean = where.mean(made.once(f"enforced after {move}", after))
        yield row(
            asked, _ASKED, "after", mean, "how much is enforced after a move",
            unit=Unit.SHARE, at=(("move", move),),
        )  # fmt: skip


def _steps(asked: Asked) -> Iterator[Row]:
    """Yield what each further third is worth: at once, and later by two routes."""
    made = asked.play
    routes = made.once("routes of a step", lambda: _routes(made))
    axis = made.game.axis("enforcement")
    for below, above in zip(range(axis.size), range(1, axis.size), strict=False):
        at = (("enforcement", f"{axis.labels[below]} to {axis.labels[above]}"),)
        gains = {
            name: asked.situation.mean(worth[above] - worth[below])
            for name, worth in routes.items()
        }
        gains["belief"] = gains["all"] - gains["now"] - gains["pressure"]
        for name, words in _ROUTES.items():
            yield row(
                asked, _ASKED, f"step.{name}", gains[name],
                f"worth to the patron of one third more, {words}",
                unit=Unit.PAYOFF, at=at, is_change=True,
            )  # fmt: skip


_ROUTES = {
    "now": "in the quarter itself",
    "pressure": "later, through the pressure on the target",
    "belief": "later, through what others come to believe",
    "all": "in all",
}


def _routes(made: Play) -> Mapping[str, tuple[Array, ...]]:
    """Return the patron's worth of each level of enforcement, by each route."""
    value, discount = made.worth(_PATRON), made.discount
    payoff = made.payoff(_PATRON)
    tables = {
        "now": payoff,
        "pressure": discount * without_news(made).onward(value),
        "all": payoff + discount * made.onward(value),
    }
    levels = range(made.game.axis("enforcement").size)
    return {
        name: tuple(
            made.expected(table, made.instead(enforcement=each)) for each in levels
        )
        for name, table in tables.items()
    }


def _third(asked: Asked) -> Iterator[Row]:
    """Yield what one third more than chosen is worth, term by term."""
    made, weights = asked.play, asked.situation.weights
    more = made.once("one third more", lambda: shifted(made))
    as_chosen, as_more = made.once("terms", lambda: _terms(made, more))
    discount = made.discount
    now = {
        name: float(np.sum(weights * (as_more[name] - usual)))
        for name, usual in as_chosen.items()
    }
    later = dict.fromkeys(as_chosen, 0.0)
    apart = carried(made, weights, more) - carried(made, weights)
    for quarter in range(1, max(HORIZONS) + 1):
        for name, usual in as_chosen.items():
            later[name] += discount**quarter * float(np.sum(apart * usual))
        apart = carried(made, apart)
    beyond = discount ** (max(HORIZONS) + 1) * float(
        np.sum(apart * made.worth(_PATRON))
    )
    told = "worth to the patron of one third more than it would enforce"
    for when, gains in (("at once", now), ("later", later)):
        for name, gain in gains.items():
            yield row(
                asked, _ASKED, "third", gain, told, unit=Unit.PAYOFF,
                at=(("term", name), ("when", when)), is_change=True,
            )  # fmt: skip
    at = (("term", "everything"), ("when", f"after {max(HORIZONS)} quarters"))
    yield row(
        asked, _ASKED, "third", beyond, told, unit=Unit.PAYOFF, at=at, is_change=True
    )
    total = sum(now.values()) + sum(later.values()) + beyond
    yield row(asked, _ASKED, "third.all", total, told, unit=Unit.PAYOFF, is_change=True)


def _terms(made: Play, more: Choices) -> tuple[Mapping[str, Array], ...]:
    """Return each term as it is expected: as chosen, and with one third more."""
    terms = patron_terms(made).items()
    return (
        {name: made.expected(term) for name, term in terms},
        {name: made.expected(term, more) for name, term in terms},
    )


def patron_terms(made: Play) -> Mapping[str, Array]:
    """Return each term of the patron's payoff over the board, by name."""
    game = made.game
    own = [term for term in game.payoffs if term.player == _PATRON]
    # Each term is given to a player of its own, so that the board is laid out once.
    names = tuple(f"term_{number}" for number in range(len(own)))
    apart = replace(
        game,
        players=(*game.players, *names),
        payoffs=tuple(
            replace(term, player=name) for term, name in zip(own, names, strict=True)
        ),
    )
    parameters = {k: np.float64(v) for k, v in made.equilibrium.parameters.items()}
    payoffs = tables_of(apart, parameters).payoffs[len(game.players) :]
    return {
        term.name: np.asarray(payoff) for term, payoff in zip(own, payoffs, strict=True)
    }


def shifted(made: Play) -> Choices:
    """Return the choices with enforcement one level higher; the highest stays."""
    own = made.place("enforcement")
    found = []
    for stage, chosen in zip(made.game.stages, made.choices, strict=True):
        names = [action.name for action in stage.actions]
        if "enforcement" not in names:
            found.append(chosen)
            continue
        who = stage.players.index(stage.actions[names.index("enforcement")].player)
        table = np.moveaxis(chosen[who], own, 0)
        top = table[-2:].sum(axis=0, keepdims=True)
        table = np.concatenate([np.zeros_like(top), table[:-2], top])
        moved = np.moveaxis(table, 0, own)
        found.append((*chosen[:who], moved, *chosen[who + 1 :]))
    return tuple(found)
