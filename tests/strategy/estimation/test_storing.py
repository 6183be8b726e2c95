"""What stored fits promise: they come back as they were, and tell when they are old."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.estimation.kept import case_left_out, figures, keep, made, record
from yalu.errors import ModelError
from yalu.strategy.estimation.keeping import store_cases, store_fit, store_recovery
from yalu.strategy.estimation.origins import (
    fit_sha256,
    fitting_sha256,
    recovering_sha256,
    tables_sha256,
)
from yalu.strategy.estimation.storing import stored


def test_a_fit_comes_back_as_it_was(tmp_path: Path) -> None:
    """To the digits that are kept."""
    keep(tmp_path)
    back, found = stored(record(), folder=tmp_path), made()[0]

    assert back.is_current
    assert back.board == "small"
    assert back.seed == 7
    assert_allclose(back.fit.free, found.free)
    assert back.fit.diagnostics == found.diagnostics
    assert back.fit.checks == found.checks
    assert_allclose(back.fit.learnt[3].median, found.learnt[3].median, rtol=1e-5)
    for mine, theirs in zip(back.fit.draws, found.draws, strict=True):
        assert_allclose(list(mine.values()), list(theirs.values()), rtol=1e-9)


def test_another_record_makes_a_fit_stale(tmp_path: Path) -> None:
    """A fit says so and is shown nevertheless."""
    keep(tmp_path)
    fewer = replace(
        record(),
        quarters=record().quarters[:-1],
        cells=record().cells[: -len(record().cells) // len(record().quarters)],
    )
    back = stored(fewer, folder=tmp_path)

    assert not back.is_current
    assert "the record is not the one" in str(back)


def test_other_code_makes_a_fit_stale(tmp_path: Path) -> None:
    """A figure must not outlive what made it."""
    keep(tmp_path, code="0" * 64)

    assert "the code or the priors" in stored(record(), folder=tmp_path).stale[0]


def test_nothing_stored_is_told(tmp_path: Path) -> None:
    """And what to do about it."""
    with pytest.raises(ModelError, match=r"Run tools/refit.py"):
        stored(folder=tmp_path)


def test_other_tables_make_a_fit_stale_before_a_record_is_made(tmp_path: Path) -> None:
    """To make the record takes seconds: who answers at once must be told as well."""
    keep(tmp_path, tables="0" * 64)

    assert "tables that the record is made from" in stored(folder=tmp_path).stale[0]
    # Where the record itself is at hand, it decides.
    assert stored(record(), folder=tmp_path).is_current


def test_draws_of_another_fit_make_it_stale(tmp_path: Path) -> None:
    """Two files are one fit only together."""
    keep(tmp_path)
    with np.load(tmp_path / "posterior.npz") as kept:
        numbers = dict(kept)
    numbers["weights"] = numbers["weights"][::-1] * 1.5
    np.savez_compressed(tmp_path / "posterior.npz", allow_pickle=False, **numbers)

    assert stored(folder=tmp_path).stale == (
        "its draws are not those that were stored with it",
    )


def test_the_hash_of_a_fit_is_of_its_draws_as_well(tmp_path: Path) -> None:
    """What was worked out from other draws was worked out from another fit."""
    assert fit_sha256(tmp_path) == ""
    keep(tmp_path)
    first, found, seen = fit_sha256(tmp_path), *made()
    other = replace(found, weights=np.array([0.4, 0.3, 0.1, 0.1, 0.1]))
    store_fit(
        other,
        seen,
        board="small",
        seed=7,
        code=fitting_sha256(),
        tables=tables_sha256(),
        folder=tmp_path,
    )

    assert fit_sha256(tmp_path) != first
    assert stored(folder=tmp_path).fit_sha256 == fit_sha256(tmp_path)


@pytest.mark.parametrize("name", ["posterior.json", "posterior.npz"])
def test_half_a_fit_is_told_as_none(tmp_path: Path, name: str) -> None:
    """With what is missing, and what to do."""
    keep(tmp_path)
    (tmp_path / name).unlink()

    with pytest.raises(ModelError, match=f"found no {name}.*Run tools/refit.py"):
        stored(folder=tmp_path)


@pytest.mark.parametrize(
    "name",
    ["posterior.json", "posterior.npz", "loco.json", "loco.csv", "recovery.csv"],
)
def test_a_file_that_cannot_be_read_is_told_and_no_traceback(
    tmp_path: Path, name: str
) -> None:
    """Whichever it is: a reader cannot mend it and is told who can."""
    keep(tmp_path)
    store_cases((case_left_out(),), made()[1], code=fitting_sha256(), folder=tmp_path)
    store_recovery(figures(recovering_sha256()), made()[1], folder=tmp_path)
    text = "case,estimator\n2003,recovery\n" if name.endswith("csv") else "{"
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(ModelError, match="cannot be read"):
        stored(folder=tmp_path)


def test_a_missing_table_of_cases_is_told(tmp_path: Path) -> None:
    """Half of what is told of cases must not look like none of it."""
    keep(tmp_path)
    store_cases((case_left_out(),), made()[1], code=fitting_sha256(), folder=tmp_path)
    (tmp_path / "loco.csv").unlink()

    with pytest.raises(ModelError, match="cannot be read"):
        stored(folder=tmp_path)


def test_an_unknown_board_is_told(tmp_path: Path) -> None:
    """A fit of a later Yalu may have one."""
    keep(tmp_path)
    told = json.loads((tmp_path / "posterior.json").read_text(encoding="utf-8"))
    (tmp_path / "posterior.json").write_text(json.dumps({**told, "board": "vast"}))

    with pytest.raises(ModelError, match="found 'vast'; expected one of small, middle"):
        stored(folder=tmp_path)


def test_numbers_of_the_wrong_shape_are_told(tmp_path: Path) -> None:
    """Draws that do not fit together would be read as others."""
    keep(tmp_path)
    with np.load(tmp_path / "posterior.npz") as kept:
        numbers = {**kept, "weights": np.ones(3)}
    np.savez_compressed(tmp_path / "posterior.npz", allow_pickle=False, **numbers)

    with pytest.raises(ModelError, match="shapes"):
        stored(folder=tmp_path)


def test_cases_come_back_with_their_scores(tmp_path: Path) -> None:
    """And tell whether the game beat each baseline over all cases."""
    keep(tmp_path)
    case = case_left_out()
    store_cases((case,), made()[1], code=fitting_sha256(), folder=tmp_path)
    back = stored(record(), folder=tmp_path)

    assert back.is_current
    assert back.cases == (case,)
    assert back.beats == {"frequencies": True, "sequence": False}
    assert not case.beats


def test_a_case_whose_fit_was_not_found_counts_for_nothing(tmp_path: Path) -> None:
    """It is kept and shown, and no verdict rests on it."""
    keep(tmp_path)
    lost = case_left_out(is_found=False)
    store_cases((lost,), made()[1], code=fitting_sha256(), folder=tmp_path)
    back = stored(folder=tmp_path)

    assert back.cases == (lost,)
    assert back.beats == {"frequencies": False, "sequence": False}


def test_cases_of_another_record_or_code_make_a_fit_stale(tmp_path: Path) -> None:
    """A fit that is made again does not make cases new that were left beside it."""
    keep(tmp_path)
    other = made()[1].until(10)
    store_cases((case_left_out(),), other, code="0" * 64, folder=tmp_path)

    assert stored(folder=tmp_path).stale == (
        "the cases left out were foretold from another record",
        "the cases left out were foretold by other code or priors",
    )


def test_figures_of_recovery_come_back(tmp_path: Path) -> None:
    """Coverage is counted by hand: of four truths three are inside."""
    keep(tmp_path)
    store_recovery(figures(recovering_sha256()), made()[1], folder=tmp_path)
    kept = stored(record(), folder=tmp_path)
    back = kept.recovery

    assert kept.is_current
    assert [one.figure for one in back] == [
        "coverage",
        "coverage:gain",
        "coverage:cost",
    ]
    assert [one.value for one in back] == [0.75, 1.0, 0.5]
    assert back[0].runs == 2


def test_recovery_by_other_code_or_of_another_record_makes_a_fit_stale(
    tmp_path: Path,
) -> None:
    """It speaks of an estimator that is no more."""
    keep(tmp_path)
    store_recovery(figures("x"), made()[1].until(10), folder=tmp_path)

    assert stored(record(), folder=tmp_path).stale == (
        "the code or the priors of the study of recovery have changed",
        "the study of recovery was made alike another record",
    )


def test_what_is_stored_has_every_diagnostic(tmp_path: Path) -> None:
    """None is dropped on the way."""
    keep(tmp_path)
    told = json.loads((tmp_path / "posterior.json").read_text(encoding="utf-8"))

    assert set(told["diagnostics"]) == set(asdict(made()[0].diagnostics))
