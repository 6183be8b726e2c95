"""The page of methods tells the fit that is stored, and no other."""

from pathlib import Path

from yalu.strategy.estimation.describing import described_fit
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
