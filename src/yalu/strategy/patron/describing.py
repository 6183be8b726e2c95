"""The rules of the game as tables that a reader can check against the argument."""

from collections.abc import Iterable, Iterator

from yalu.strategy.patron.axes import FULL, Actor, Setting, actions_of, components
from yalu.strategy.patron.game import TERMS
from yalu.strategy.patron.parameters import PARAMETERS
from yalu.strategy.patron.transitions import CHANGES

__all__ = ["describe_game"]


def describe_game(setting: Setting = FULL) -> dict[str, str]:
    """Return the rules of the game as tables in Markdown.

    Returns
    -------
    dict of str to str
        ``state`` and ``moves``: the axes with their labels and levels. ``target``,
        ``sender`` and ``patron``: what each gets and loses in a quarter. ``changes``:
        how the state moves. ``estimated`` and ``held``: parameters with their priors
        and where those come from.

    Examples
    --------
    >>> print(describe_game()["moves"].splitlines()[2])
    | target | move | hold, missile, test, overture |

    """
    return {
        "state": _table(("component", "levels"), _state(setting)),
        "moves": _table(("player", "choice", "open to it"), _moves()),
        **{
            player.value: _table(
                ("for", "in a quarter"),
                ((one.name, one.formula) for one in TERMS if one.player == player),
            )
            for player in Actor
        },
        "changes": _table(
            ("component", "chances of a change"),
            ((one.component, one.formula) for one in CHANGES),
        ),
        "estimated": _parameters(estimated=True),
        "held": _parameters(estimated=False),
    }


def _state(setting: Setting) -> Iterator[tuple[str, ...]]:
    for one in components(setting):
        pairs = zip(one.labels, one.levels, strict=True)
        yield one.name, ", ".join(f"{label} ({level:.3g})" for label, level in pairs)
    grid = ", ".join(f"{level:g}" for level in setting.beliefs)
    yield "resolve", f"chance that the patron is of the last type: {grid}"


def _moves() -> Iterator[tuple[str, ...]]:
    for player in Actor:
        for action in actions_of(player):
            yield player.value, action.name, ", ".join(action.labels)


def _parameters(*, estimated: bool) -> str:
    head = ("parameter", "what it is", "unit", "prior", "bears on", "source")
    rows = (
        (
            f"`{one.name}`",
            one.meaning,
            one.unit,
            f"{one.family}({one.centre:g}, {one.spread:g})",
            one.claim or "–",
            one.source,
        )
        for one in PARAMETERS
        if one.estimated == estimated
    )
    return _table(head, rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
