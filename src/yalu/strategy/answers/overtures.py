"""Overtures beside enforcement: what they do together, and how they go together."""

from collections.abc import Iterator

import numpy as np

from yalu.strategy.answers.ahead import HORIZONS
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row

__all__ = ["overtures"]

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
            name: where.mean(made.expected(board, choices))
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
    """Yield the chance of an overture of the patron beside each level."""
    made, where = asked.play, asked.situation
    axis = made.game.axis("enforcement")
    offers = made.game.axis("overture")
    yes = made.only("overture", offers.index("yes"))
    beside = {}
    for label in axis.labels:
        level = made.only("enforcement", axis.index(label))
        both = where.mean(made.expected(level * yes))
        beside[label] = both / where.mean(made.expected(level))
        at = (("enforcement", label),)
        told = "chance of an overture of the patron beside a level of enforcement"
        yield row(asked, _ASKED, "beside", beside[label], told, at=at)
    some = np.sum([made.only("enforcement", each) for each in range(1, axis.size)], 0)
    both = where.mean(made.expected(some * yes))
    given = both / where.mean(made.expected(some))
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
