"""What `yalu report` promises."""

from pathlib import Path

from tests.cli.conftest import Yalu


def test_the_report_is_written_where_asked(yalu: Yalu, tmp_path: Path) -> None:
    """The page stands alone, its data beside it, and programs learn the paths."""
    folder = tmp_path / "a report"

    answer = yalu("report", "-o", str(folder), "--json")

    assert answer.code == 0
    assert answer.json["page"] == str(folder / "index.html")
    assert all(Path(path).is_file() for path in answer.json["data"])


def test_an_unknown_regime_is_a_question_not_understood(
    yalu: Yalu, tmp_path: Path
) -> None:
    """One paragraph, no traceback, nothing written."""
    answer = yalu("report", "-o", str(tmp_path / "r"), "--regime", "atlantis")

    assert answer.code == 2
    assert "Traceback" not in answer.err
    assert not (tmp_path / "r").exists()
