"""What `yalu report` promises."""

from pathlib import Path

from tests.cli.conftest import Yalu


def test_the_report_is_written_where_asked(yalu: Yalu, tmp_path: Path) -> None:
    """The page stands alone, its data beside it, and programs learn the paths."""
    folder = tmp_path / "a report"

    answer = yalu("report", "--regime", "somalia", "-o", str(folder), "--json")

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


def test_a_report_on_an_earlier_day_says_which_law_was_in_force(
    yalu: Yalu, tmp_path: Path
) -> None:
    """What is in force is asked of the day that was given."""
    folder = tmp_path / "r"
    answer = yalu(
        "report", "--regime", "somalia", "--on", "2013-01-01", "-o", str(folder)
    )
    page = (folder / "index.html").read_text(encoding="utf-8")

    assert answer.code == 0
    assert "Speaks of 1\u00a0January 2013" in page


def test_a_report_on_some_years_says_what_it_leaves_out(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Both days are meant, and nobody has to guess what rests on other years."""
    folder = tmp_path / "r"
    span = ("--from", "2012-01-01", "--to", "2014-12-31")
    answer = yalu("report", "--regime", "somalia", *span, "-o", str(folder))
    page = (folder / "index.html").read_text(encoding="utf-8")

    assert answer.code == 0
    assert "About 2012-01-01 to 2014-12-31 only" in page
    assert "Speaks of 31\u00a0December 2014" in page


def test_days_the_wrong_way_round_are_a_question_not_understood(
    yalu: Yalu, tmp_path: Path
) -> None:
    """The message names the options, and nothing is written."""
    span = ("--from", "2018-01-01", "--to", "2016-12-31")
    answer = yalu("report", *span, "-o", str(tmp_path / "r"))

    assert answer.code == 2
    assert "Swap --from and --to" in " ".join(answer.err.split())
    assert not (tmp_path / "r").exists()
