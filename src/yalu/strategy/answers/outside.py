"""The outside option: what another patron changes in the working of pressure."""

from collections.abc import Iterator
from functools import partial

from yalu.strategy.answers.ahead import ACTS, HORIZONS
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row
from yalu.strategy.answers.situation import Situation

__all__ = ["outside"]

_ASKED = Question.OPTION


def outside(asked: Asked) -> Iterator[Row]:
    """Yield what pressure does with a weak and with a strong alternative patron.

    Pressure is a quarter of full enforcement rather than none; what it does is the
    change in acts of the target in the year after. The part of the state that is
    support is put at its lowest and at its highest level, all else staying as it is.
    """
    made = asked.play
    axis = made.game.axis("support")
    ends = {axis.labels[0]: 0, axis.labels[-1]: axis.size - 1}
    found = {
        label: dict(_at(asked, asked.situation.at(support=place)))
        for label, place in ends.items()
    }
    weak, strong = found
    units = {"enforcement": Unit.SHARE, "provocation": Unit.CHANCE}
    for name, told in _TOLD.items():
        unit = units.get(name, Unit.QUARTERS)
        for label, values in found.items():
            at = (("support", label),)
            is_change = name.startswith("pressure")
            yield row(
                asked, _ASKED, name, values[name], told, unit=unit, at=at,
                is_change=is_change,
            )  # fmt: skip
        yield row(
            asked, _ASKED, f"{name}.change", found[strong][name] - found[weak][name],
            f"{told}: with {strong} support less with {weak}",
            unit=unit, is_change=True,
        )  # fmt: skip


_TOLD = {
    "provocation": "chance of a provocation",
    "enforcement": "how much of the law is enforced",
    "pressure.provocation": "more provocations in the year after pressure",
    "pressure.overture": "more overtures of the target in the year after pressure",
}


def _at(asked: Asked, where: Situation) -> Iterator[tuple[str, float]]:
    made = asked.play
    top = made.game.axis("enforcement").size - 1
    full, none = made.instead(enforcement=top), made.instead(enforcement=0)
    yield "provocation", where.mean(asked.profile.any("move", *ACTS["provocation"]))
    yield "enforcement", where.mean(asked.profile.enforced)
    for act in ("provocation", "overture"):
        board = asked.ahead.boards[act, min(HORIZONS)]
        after = [
            made.once(
                f"{act} after {name} of it", partial(made.expected, board, made_so)
            )
            for name, made_so in (("all", full), ("none", none))
        ]
        yield f"pressure.{act}", where.mean(after[0] - after[1])
