"""Overtures beside enforcement: what they do together, and how they go together."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.ahead import HORIZONS
from yalu.strategy.answers.play import Play
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row

__all__ = ["overtures"]

Array = NDArray[np.float64]
_ASKED = Question.OVERTURE
_ACTS = {"provocation": "provocations", "overture": "overtures of the target"}


def overtures(asked: Asked) -> Iterator[Row]:
    """Yield what enforcement and overture do in the year after, and their company."""
    yield from _chances(asked)
    made, where = asked.play, asked.situation
    top = made.game.axis("enforcement").size - 1
    offer = made.game.axis("overture").index("yes")
    still = made.game.axis("overture").index("no")
    ways = {
        "neither": made.instead(enforcement=0, overture=still),
        "enforcement alone": made.instead(enforcement=top, overture=still),
        "overture alone": made.instead(enforcement=0, overture=offer),
        "both": made.instead(enforcement=top, overture=offer),
    }
    for act, told in _ACTS.items():
        board = asked.ahead.boards[act, min(HORIZONS)]
        number = {
            name: where.mean(
                made.once(f"{act} after {name}", partial(made.expected, board, choices))
            )
            for name, choices in ways.items()
        }
        for name, value in number.items():
            yield row(
                asked, _ASKED, f"year.{act}", value, f"{told} in the year after",
                unit=Unit.QUARTERS, at=(("patron", name),),
            )  # fmt: skip
        joint = (
            number["both"]
            - number["enforcement alone"]
            - number["overture alone"]
            + number["neither"]
        )
        apart = {
            "both less enforcement alone": number["both"] - number["enforcement alone"],
            "both less overture alone": number["both"] - number["overture alone"],
            "both beyond the sum of each": joint,
        }
        for name, value in apart.items():
            yield row(
                asked, _ASKED, f"year.{act}.change", value,
                f"more {told} in the year after", unit=Unit.QUARTERS,
                at=(("patron", name),), is_change=True,
            )  # fmt: skip


def _chances(asked: Asked) -> Iterator[Row]:
    """Yield the chance of an overture of the patron beside each level.

    Each is the mean over states of the chance in a state, so that a change is one
    within states and not between times of little law and times of much.
    """
    made, where = asked.play, asked.situation
    axis = made.game.axis("enforcement")
    beside = {
        label: where.given(*made.once(f"beside {label}", partial(_both, made, label)))
        for label in axis.labels
    }
    told = "chance of an overture of the patron beside a level of enforcement"
    for label, chance in beside.items():
        at = (("enforcement", label),)
        yield row(asked, _ASKED, "beside", chance, told, at=at)
    some = partial(_both, made, *axis.labels[1:])
    given = where.given(*made.once("beside some", some))
    first, last = axis.labels[0], axis.labels[-1]
    changes = {
        f"{last} rather than {first}": beside[last] - beside[first],
        f"some rather than {first}": given - beside[first],
    }
    for name, value in changes.items():
        yield row(
            asked, _ASKED, "beside.change", value,
            "more chance of an overture of the patron beside enforcement",
            at=(("enforcement", name),), is_change=True,
        )  # fmt: skip


def _both(made: Play, *labels: str) -> tuple[Array, Array]:
    """Return the chance of an overture with some levels, and of these levels."""
    axis, offers = made.game.axis("enforcement"), made.game.axis("overture")
    levels = np.sum([made.only("enforcement", axis.index(one)) for one in labels], 0)
    yes = made.only("overture", offers.index("yes"))
    return made.expected(levels * yes), made.expected(levels)
