"""What stored hindcasts promise, one promise per test."""

from pathlib import Path
from typing import cast

import pytest

from tests.scenario.hindcast.pasts import mark_of
from yalu.errors import ModelError
from yalu.scenario.hindcast import (
    StoredHindcast,
    hindcast_sha256,
    store_hindcast,
    stored_hindcast,
)
from yalu.strategy.estimation.origins import tables_sha256

MARKS = tuple(mark_of(year, 0.25 * (year - 2015)) for year in range(2016, 2020))

NAMES = ["hindcast.csv", "hindcast.json"]


def kept(folder: Path, *, code: str | None = None, tables: str | None = None) -> None:
    """Store the marks."""
    store_hindcast(
        MARKS,
        months=48,
        draws=100,
        board="small",
        fits={"2016-01-01": "a fit"},
        seed=1,
        code=hindcast_sha256() if code is None else code,
        tables=tables_sha256() if tables is None else tables,
        folder=folder,
    )


def read(folder: Path) -> StoredHindcast:
    """Return what is stored."""
    return stored_hindcast(folder)


def test_what_is_stored_is_read_again(tmp_path: Path) -> None:
    """Every row, and what it was made from."""
    kept(tmp_path)
    found = read(tmp_path)

    assert found.marks == MARKS
    assert (found.months, found.draws, found.board, found.seed) == (48, 100, "small", 1)
    assert found.is_current


def test_rows_that_were_changed_are_told(tmp_path: Path) -> None:
    """Nobody improves a score by hand."""
    kept(tmp_path)
    path = tmp_path / "hindcast.csv"
    path.write_text(path.read_text().replace("2016-01-01,chain", "2016-01-01,decade"))

    assert "its rows are not those" in str(read(tmp_path))


@pytest.mark.parametrize(
    ("changed", "words"),
    [("code", "code or the judgements"), ("tables", "tables of facts")],
)
def test_what_was_made_from_something_else_says_so(
    tmp_path: Path, changed: str, words: str
) -> None:
    """Code and facts have their hashes."""
    kept(tmp_path, **{changed: "another"})

    assert any(words in told for told in read(tmp_path).stale)


def test_a_fit_that_was_made_anew_is_told(tmp_path: Path) -> None:
    """Runs belong to the fits they started from."""
    kept(tmp_path)
    folder = tmp_path / "fits" / "2016-01-01"
    folder.mkdir(parents=True)
    (folder / "posterior.json").write_text("{}")

    assert any("fits that it started from" in told for told in read(tmp_path).stale)


def test_a_writing_that_is_broken_off_leaves_what_was_stored(tmp_path: Path) -> None:
    """Rows and hashes belong together, and making them anew takes minutes."""
    kept(tmp_path)
    with pytest.raises(TypeError):
        kept(tmp_path, code=cast("str", object()))  # after the rows are written

    assert read(tmp_path).is_current
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES


def test_nothing_stored_says_how_to_make_it(tmp_path: Path) -> None:
    """Both files are named."""
    with pytest.raises(ModelError, match=r"no hindcast\.csv and no hindcast\.json"):
        read(tmp_path)


def test_a_game_that_was_changed_since_is_told(tmp_path: Path) -> None:
    """The fits are the same, but not those that the game would have now."""
    folder = tmp_path / "fits" / "2016-01-01"
    folder.mkdir(parents=True)
    (folder / "posterior.json").write_text('{"code_sha256": "another"}')
    kept(tmp_path)

    assert any("priors of the game" in told for told in read(tmp_path).stale)


@pytest.mark.parametrize("name", ["hindcast.csv", "hindcast.json"])
def test_what_cannot_be_read_is_an_answer(tmp_path: Path, name: str) -> None:
    """A broken file gives a sentence."""
    kept(tmp_path)
    path = tmp_path / name
    path.write_text(path.read_text()[: len(path.read_text()) // 2])

    with pytest.raises(ModelError, match="cannot be read"):
        read(tmp_path)
