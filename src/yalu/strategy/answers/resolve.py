"""The value of resolve: what a quarter of full enforcement, seen by all, changes."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.ahead import ACTS, HORIZONS
from yalu.strategy.answers.play import without_news
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row

__all__ = ["resolve"]

Array = NDArray[np.float64]
_ASKED = Question.RESOLVE


def resolve(asked: Asked) -> Iterator[Row]:
    """Yield acts of the target after a quarter of full enforcement and without it.

    The effect of what others learn is the difference to the same quarter if nobody
    learnt anything from it. The patron's true type stays as likely as it is: the
    quarter is imposed on it and not observed of it.
    """
    made, where = asked.play, asked.situation
    top = made.game.axis("enforcement").size - 1
    full, none = made.instead(enforcement=top), made.instead(enforcement=0)
    for (act, quarters), board in asked.ahead.boards.items():
        name = f"{act} in {quarters}"
        usual = where.mean(made.once(name, partial(made.expected, board)))
        within = (("act", act), ("quarters", str(quarters)))
        for how, choices in (("full", full), ("none", none)):
            told = f"quarters with it, after {how} enforcement in this one"
            after = partial(made.expected, board, choices)
            number = where.mean(made.once(f"{name} after {how}", after))
            yield row(asked, _ASKED, how, number, told, unit=Unit.QUARTERS, at=within)
            yield row(
                asked, _ASKED, f"{how}.change", number - usual,
                f"more of them after {how} enforcement than as all would choose",
                unit=Unit.QUARTERS, at=within, is_change=True,
            )  # fmt: skip
        told = "quarters with it, as all would choose"
        yield row(asked, _ASKED, "usual", usual, told, unit=Unit.QUARTERS, at=within)
    yield from _by_belief(asked)
    yield from _paths(asked)


def _by_belief(asked: Asked) -> Iterator[Row]:
    """Yield how much of the effect comes through what others come to believe."""
    made, where, quarters = asked.play, asked.situation, min(HORIZONS)
    top = made.game.axis("enforcement").size - 1
    full = made.instead(enforcement=top)
    board = asked.ahead.boards["provocation", quarters]

    def unseen() -> Array:
        # The same count without this quarter's news: the count onward from its start.
        silent = without_news(made).onward(_count(asked, quarters))
        return made.expected(silent, full)

    told = where.mean(
        made.once(
            f"provocation in {quarters} after full", partial(made.expected, board, full)
        )
    )
    untold = where.mean(made.once("provocation unseen", unseen))
    yield row(
        asked, _ASKED, "belief.change", told - untold,
        "more provocations within a year of full enforcement because it is seen",
        unit=Unit.QUARTERS, is_change=True,
    )  # fmt: skip


def _count(asked: Asked, quarters: int) -> Array:
    """Return the number of provocations in the next quarters, this one first."""
    now = asked.play.likely("move", *ACTS["provocation"])
    return np.asarray(now + asked.ahead.usual[quarters - 1])


def _paths(asked: Asked) -> Iterator[Row]:
    """Yield the chance of a provocation in each later quarter, with and without."""
    ahead, where = asked.ahead, asked.situation
    named = {"usual": ahead.usual, "full": ahead.full, "none": ahead.none}
    for name, counts in named.items():
        for quarter in range(1, len(counts)):
            yield row(
                asked, _ASKED, "path",
                where.mean(counts[quarter] - counts[quarter - 1]),
                "chance of a provocation in a later quarter",
                at=(("enforcement", name), ("quarter", str(quarter))),
            )  # fmt: skip
