"""What an equilibrium tells."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.games.small import SIGNALLING, WEIGHTS
from yalu.errors import SchemaError
from yalu.strategy.games import solve

FOUND = solve(SIGNALLING, WEIGHTS, precision=2.0)
HERE: dict[str, str | int] = {"arms": 0, "law": "0.5", "resolve": "0.5"}


def test_choices_are_read_by_label_or_by_position() -> None:
    """A label is for reading, a position for loops."""
    by_label = FOUND.chances("table", move="test", **HERE)
    by_position = FOUND.chances("table", arms=0, law=1, resolve=1, move=1)

    assert by_label.shape == (2,)
    assert_allclose(by_label, by_position)


def test_axes_left_open_stay_in_their_order() -> None:
    """Types first, then axes of the game, and last the choice itself."""
    assert FOUND.chances("move").shape == (2, 3, 3, 2)
    assert FOUND.chances("table", law=2).shape == (2, 3, 2, 2)
    assert FOUND.chances("enforce").shape == (2, 2, 3, 3, 2, 3)
    assert FOUND.chances("visit", type="hard", **HERE).shape == (2, 2, 3, 2, 2)


def test_of_a_joint_choice_the_rest_is_summed_over() -> None:
    """What is asked about one action counts whatever goes with it."""
    joint = np.asarray(FOUND.choices[1][1])

    assert_allclose(
        FOUND.chances("enforce"), joint.sum(axis=-2)[:, :, :, :, :, 0, :, 0]
    )
    assert_allclose(FOUND.chances("veto"), joint.sum(axis=-3)[:, :, :, :, :, 0, :, 0])


def test_values_are_over_types_and_state() -> None:
    """What the game is worth depends on where it stands, and on who asks."""
    assert FOUND.values("patron").shape == (2, 2, 3, 3)
    assert not np.allclose(FOUND.values("patron")[0], FOUND.values("patron")[1])


def test_an_equilibrium_tells_how_well_it_is_one() -> None:
    """Residual and sweeps are part of its name."""
    assert re.fullmatch(
        r"signalling: logit equilibrium at precision 2, residual \d\.\de-\d\d after "
        r"\d+ sweeps",
        str(FOUND),
    )


@pytest.mark.parametrize(
    ("action", "where", "told"),
    [
        ("mvoe", {}, "found action 'mvoe'; expected move, table, enforce, veto, visit"),
        ("move", {"sky": 0}, "found sky fixed; expected axes that come before it"),
        ("move", {"move": 0}, "found move fixed; expected axes that come before it"),
        ("enforce", {"veto": 0}, "found veto fixed; expected axes that come before"),
        ("move", {"table": 0}, "found table fixed; expected axes that come before it"),
        ("move", {"law": "1.5"}, "Axis 'law': found '1.5'; expected 0, 0.5, 1."),
        ("move", {"law": 3}, "Axis 'law': found position 3; expected 0 to 2"),
        ("visit", {"type": "meek"}, "Axis 'type': found 'meek'; expected soft, hard."),
        ("visit", {"type": 2}, "Axis 'type': found position 2; expected 0 to 1"),
    ],
)
def test_what_cannot_be_asked_is_told(
    action: str, where: dict[str, str | int], told: str
) -> None:
    """A question about nothing gets no number."""
    with pytest.raises(SchemaError, match=re.escape(told)):
        FOUND.chances(action, **where)


def test_values_of_a_stranger_are_refused() -> None:
    """The message lists who plays."""
    told = "Game 'signalling': found player 'judge'; expected target, sender, patron"

    with pytest.raises(SchemaError, match=re.escape(told)):
        FOUND.values("judge")
