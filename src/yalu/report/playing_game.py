"""The rules of the game as steps of a quarter, read off the game itself."""

from yalu.report.playing_rows import StepRow

__all__ = ["steps"]


def steps() -> tuple[StepRow, ...]:
    """Return who moves when in a quarter, what is open, seen and weighed.

    Examples
    --------
    >>> [step.player for step in steps()]
    ['target', 'sender', 'patron']

    """
    # The solver's library takes a moment to import, and nothing else needs it here.
    from yalu.strategy.patron import FULL, TERMS, patron_game  # noqa: PLC0415

    game = patron_game(FULL)
    about = None if game.belief is None else game.belief.about
    found: list[StepRow] = []
    for number, stage in enumerate(game.stages, start=1):
        (player,) = stage.players
        earlier = [step.player for step in found]
        own = [term for term in TERMS if term.player == player]
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
                gains=tuple(t.name for t in own if t.formula.startswith("+")),
                loses=tuple(t.name for t in own if not t.formula.startswith("+")),
            )
        )
    return tuple(found)
