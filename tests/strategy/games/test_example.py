"""What the example of another sanctions case promises."""

import ast
import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "examples/oil-price-cap/play.py"


def test_another_case_is_declared_in_sixty_lines() -> None:
    """From the first action to the end of the game, a scholar writes no more."""
    body = ast.parse(SCRIPT.read_text(encoding="utf-8")).body
    named = [one for one in body if isinstance(one, ast.Assign)]
    names = [one.targets[0].id for one in named if isinstance(one.targets[0], ast.Name)]
    lines = (named[-1].end_lineno or 0) - named[names.index("check")].lineno + 1

    assert names[-1] == "game"
    assert lines <= 60


def test_the_script_plays_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    """It says what is played, how well it is solved, and each place's chances."""
    runpy.run_path(str(SCRIPT), run_name="__main__")
    first, second, *rows = capsys.readouterr().out.splitlines()

    assert first.startswith("a cap on the price of oil: 24 states; senders check:")
    assert "logit equilibrium at precision 4, residual" in second
    assert len(rows) == 6
    for row in rows:
        chances = [float(x) for x in re.findall(r"\d\.\d\d", row)]
        assert len(chances) == 4
        assert all(0 <= chance <= 1 for chance in chances)
    # No fine where the exporter's own ships carry the oil: both types then buy alike.
    assert "careful 0.88, bold 0.88" in rows[-1]
