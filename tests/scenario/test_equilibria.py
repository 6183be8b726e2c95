"""Equilibria that are kept: what is read back, and when it is not taken up."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from tests.scenario.small_play import fit_small, seen_small
from yalu.errors import ModelError
from yalu.scenario import equilibria
from yalu.scenario.equilibria import Equilibria, keep, kept
from yalu.scenario.play import Play
from yalu.scenario.playing import equilibria_of, played
from yalu.scenario.solver import TOLERANCE, Solver
from yalu.strategy.patron import SMALL

FIT = "f" * 64


def points() -> dict[int, NDArray[np.floating]]:
    """Return what two draws suppose, of great and of small numbers."""
    return {3: np.array([50.0, -1.5, 1e-6]), 7: np.array([0.01, 0.02, -0.03])}


@pytest.fixture(scope="module")
def solved() -> Play:
    """Return the play of the smallest board, solved afresh."""
    return _played(None)


def _played(known: Equilibria | None) -> Play:
    chance = np.random.default_rng(7)
    fit, seen = fit_small(), seen_small()
    return played(fit, seen, draws=4, rng=chance, setting=SMALL, known=known)


def test_what_is_kept_is_read_back_as_close_as_play_needs_it(tmp_path: Path) -> None:
    """A tenth of what an equilibrium may be off, at the least."""
    keep(
        Equilibria(points=points(), lost=(2,)), fit_sha256=FIT, path=tmp_path / "e.npz"
    )

    found = kept(FIT, path=tmp_path / "e.npz")

    assert found.lost == (2,)
    assert found.points.keys() == points().keys()
    for number, point in points().items():
        assert_allclose(found.points[number], point, rtol=0, atol=TOLERANCE / 10)


def test_those_of_another_fit_are_not_taken_up(tmp_path: Path) -> None:
    """Draw 7 of another fit is another draw."""
    keep(Equilibria(points=points()), fit_sha256=FIT, path=tmp_path / "e.npz")

    assert not kept("0" * 64, path=tmp_path / "e.npz").points


def test_those_of_other_code_are_not_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The game may have become another."""
    keep(Equilibria(points=points()), fit_sha256=FIT, path=tmp_path / "e.npz")
    monkeypatch.setattr(equilibria, "_code", lambda: "other")

    assert not kept(FIT, path=tmp_path / "e.npz").points


def test_where_nothing_is_kept_nothing_is_taken_up(tmp_path: Path) -> None:
    """All is then solved afresh."""
    assert not kept(FIT, path=tmp_path / "none.npz").points


def test_the_same_keeping_writes_the_same_file(tmp_path: Path) -> None:
    """So that a refit changes nothing where nothing has changed."""
    for name in ("one.npz", "two.npz"):
        keep(Equilibria(points=points()), fit_sha256=FIT, path=tmp_path / name)

    one, two = (tmp_path / name for name in ("one.npz", "two.npz"))
    assert one.read_bytes() == two.read_bytes()


def test_kept_equilibria_are_played_without_solving(
    solved: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And play is the same within what an equilibrium may be off."""

    def refuse(*_: object) -> None:
        msg = "solved"
        raise AssertionError(msg)

    known = equilibria_of(solved)
    monkeypatch.setattr(Solver, "solved", refuse)

    again = _played(known)

    assert again.digest == solved.digest
    assert again.unsolved == solved.unsolved
    assert_allclose(again.patron, solved.patron, atol=1e-5)


def test_what_is_no_equilibrium_is_solved_instead(solved: Play) -> None:
    """Whatever was kept, and however it came to be wrong."""
    wrong = {
        number: 0.9 * point for number, point in equilibria_of(solved).points.items()
    }
    short = {0: np.zeros(3)}

    for known in (wrong, short):
        again = _played(Equilibria(points=known, lost=solved.unsolved))
        assert again.residual <= TOLERANCE
        assert_allclose(again.patron, solved.patron, atol=1e-5)


def test_a_draw_that_has_none_is_not_sought_again(solved: Play) -> None:
    """What was lost stays lost, and is told."""
    with pytest.raises(ModelError, match="weights that sum to 0"):
        _played(Equilibria(lost=(0, 1, 2)))
    assert _played(equilibria_of(solved)).unsolved == (2,)
