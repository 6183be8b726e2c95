"""The page of methods tells the fit that is stored, and no other."""

from pathlib import Path

from tests.strategy.estimation.kept import case_left_out, figures, keep, made
from yalu.strategy.estimation.describing import described_fit
from yalu.strategy.estimation.keeping import store_cases, store_recovery
from yalu.strategy.estimation.origins import fitting_sha256
from yalu.strategy.estimation.storing import stored

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "strategy.md"
BEGIN = "<!-- fit: written by `described_fit`, checked by a test -->\n"
END = "\n<!-- end of fit -->"


def test_the_page_holds_the_tables_of_the_stored_fit() -> None:
    """After a refit, what `described_fit` returns goes between the two marks."""
    text = PAGE.read_text(encoding="utf-8")
    told = text.partition(BEGIN)[2].partition(END)[0]

    assert told.strip() == described_fit(stored()).strip()


def test_every_parameter_case_and_count_has_a_row() -> None:
    """Nothing that is stored is left untold."""
    kept = stored()
    told = described_fit(kept)

    assert all(f"| `{one.name}` |" in told for one in kept.fit.learnt)
    assert all(f"| {one.name} |" in told for one in kept.fit.checks)
    assert all(f"| {one.case} |" in told for one in kept.cases)


def test_a_case_whose_fit_was_not_found_is_marked_and_not_summed(
    tmp_path: Path,
) -> None:
    """A score of parameters that are no mode says nothing of the game."""
    keep(tmp_path)
    cases = (case_left_out("2003"), case_left_out("2006", is_found=False))
    store_cases(cases, made()[1], code=fitting_sha256(), folder=tmp_path)
    told = described_fit(stored(folder=tmp_path))

    assert "| 2003 | 1 | -2.0 | -3.0 | -1.0 | 1 of 3 | 0 of 1 |" in told
    assert "| 2006 (search not ended) | 1 | -2.0 |" in told
    assert "| all | 1 | -2.0 | -3.0 | -1.0 | 1 of 3 | 0 of 1 |" in told
    assert "counts for nothing" in told


def test_modes_equilibria_and_worth_of_draws_are_told(tmp_path: Path) -> None:
    """Other modes and equilibria would be other answers."""
    keep(tmp_path)
    told = described_fit(stored(folder=tmp_path))

    assert "Modes found: 2; the log posterior of the lowest is 0.5 less." in told
    assert "from 4 starts: 1." in told
    assert "as much as 5 equally good ones would" in told


def test_recovery_is_told_with_its_range(tmp_path: Path) -> None:
    """And with the parameters that are clearly off."""
    keep(tmp_path)
    store_recovery(figures("x"), made()[1], folder=tmp_path)

    assert "In 2 simulated worlds 75.0% of truths" in described_fit(
        stored(folder=tmp_path)
    )
