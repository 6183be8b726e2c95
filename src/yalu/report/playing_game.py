"""The rules of the game as steps of a quarter, read off the game itself."""

import re

from yalu.report.playing_rows import StepRow

__all__ = ["steps"]

_EXPONENT = re.compile(r"exp\([^)]*\)")


def steps() -> tuple[StepRow, ...]:
    """Return who moves when in a quarter, what is open, seen and weighed.

    Examples
    --------
    >>> [step.player for step in steps()]
    ['target', 'sender', 'patron']

    """
    # The solver's library takes a moment to import, and nothing else needs it here.
    from yalu.strategy.patron import (  # noqa: PLC0415
        FULL,
        PARAMETERS,
        TERMS,
        Family,
        patron_game,
    )

    game = patron_game(FULL)
    signed = {one.name for one in PARAMETERS if one.family is Family.NORMAL}
    about = None if game.belief is None else game.belief.about
    found: list[StepRow] = []
    for number, stage in enumerate(game.stages, start=1):
        (player,) = stage.players
        earlier = [step.player for step in found]
        sides: dict[str, list[str]] = {"+": [], "-": [], "": []}
        for term in TERMS:
            if term.player == player:
                sides[_side(term.formula, term.parameters, signed)].append(term.name)
        found.append(
            StepRow(
                number=number,
                player=str(player),
                choices=tuple(
                    f"{action.name}: {', '.join(action.labels)}"
                    for action in stage.actions
                ),
                sees="the state, what is believed of the patron"
                + "".join(f", what the {name} did" for name in earlier)
                + (", its own type" if player == about else ""),
                gains=tuple(sides["+"]),
                loses=tuple(sides["-"]),
                either=tuple(sides[""]),
            )
        )
    return tuple(found)


def _side(formula: str, parameters: tuple[str, ...], signed: set[str]) -> str:
    """Return the sign of a term; empty where the rules leave it open.

    They do where a weight is one that may have either sign beforehand, and where one
    parameter is taken from another. What stands in an exponent only makes a term
    greater or smaller.
    """
    plain = _EXPONENT.sub("", formula)
    named = set(re.findall(r"\w+", plain))
    subtracted = set(re.findall(r"- (\w+)", plain[1:])) & set(parameters)
    if named & signed or subtracted:
        return ""
    return plain[0]
