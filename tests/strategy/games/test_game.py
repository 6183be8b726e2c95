"""What a declaration of a game promises."""

import re
from dataclasses import replace

import pytest

from tests.strategy.games.small import SIGNALLING
from yalu.errors import SchemaError
from yalu.strategy.games import Component, Game, Payoff, Transition


def test_a_game_tells_its_states_moves_and_players() -> None:
    """One line says what is played."""
    assert str(SIGNALLING) == (
        "signalling: 18 states; target move: hold, test; then sender table: 0, 1 and "
        "patron enforce: 0, 0.5, 1 and patron veto: 0, 1; then patron visit: 0, 1."
    )


def test_axes_are_components_then_the_belief_then_actions() -> None:
    """Every table has its axes in this order."""
    names = [axis.name for axis in SIGNALLING.axes]

    assert names == [
        "arms", "law", "resolve", "move", "table", "enforce", "veto", "visit",
    ]  # fmt: skip
    assert SIGNALLING.types == ("soft", "hard")
    assert replace(SIGNALLING, belief=None).types == ("",)


def test_an_axis_is_found_by_name_or_the_names_are_told() -> None:
    """A slip of the pen is mended from the message alone."""
    assert SIGNALLING.axis("law") is SIGNALLING.components[1]
    with pytest.raises(SchemaError, match="found 'lwa'; expected one of arms, law"):
        SIGNALLING.axis("lwa")


def changed(**changes: object) -> Game:
    """Return the game with some of it changed."""
    return replace(SIGNALLING, **changes)  # type: ignore[arg-type]


ARMS, LAW = SIGNALLING.components
BELIEF = SIGNALLING.belief
assert BELIEF is not None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"components": (ARMS, LAW, ARMS)},
            "axis arms: found 2 of it; expected a name of its own",
        ),
        (
            {"components": (ARMS, LAW, Component(name="next", levels=(0,)))},
            "axis next: found 1 of it; expected a name of its own, none of type, rank",
        ),
        ({"players": ("target", "patron")}, "action table: found sender; expected one"),
        (
            {"payoffs": (Payoff(player="judge", name="x", value=lambda *_: 0),)},
            "payoff x: found judge; expected one of target, sender, patron",
        ),
        (
            {"transitions": SIGNALLING.transitions[:1]},
            "law: found 0 transitions; expected one",
        ),
        (
            {
                "transitions": (
                    SIGNALLING.transitions[0],
                    Transition(component="law", given=("sky",), chances=lambda *_: 0),
                )
            },
            "transition of law: found given sky; expected axes of the game",
        ),
        (
            {"belief": replace(BELIEF, signals=("move",))},
            "resolve: found signals move; expected actions of patron",
        ),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(
    changes: dict[str, object], told: str
) -> None:
    """Names are all that holds the rules together."""
    with pytest.raises(SchemaError, match=re.escape(told)):
        changed(**changes)


def test_all_faults_of_a_declaration_are_told_at_once() -> None:
    """One run is enough to mend a declaration."""
    with pytest.raises(SchemaError) as caught:
        changed(transitions=(), players=("target", "patron"))

    told = str(caught.value)
    assert "arms: found 0 transitions" in told
    assert "law: found 0 transitions" in told
    assert "found sender; expected one of target, patron" in told
