"""What a report on the embedded case promises of scenarios, whatever is stored."""

from datetime import date

from yalu import library
from yalu.report import Dossier, Report, gather
from yalu.report.supposing import supposing_of
from yalu.scenario.shipped import shipped


def test_the_section_is_there_whatever_is_stored(written: Report) -> None:
    """The words are told, and of outcomes that there are none if there are none."""
    names = [one.id for one in written.sections]
    found = supposing_of()

    assert "scenarios" in names
    if found.baseline is not None:
        assert f"scenario-{found.baseline.scenario.id}" in names
        for one in found.scenarios:
            assert f"scenario-{one.scenario.id}" in names


def test_what_is_stored_is_of_scenarios_that_come_with_yalu(dossier: Dossier) -> None:
    """A page about a file that nobody has would help nobody."""
    found = dossier.scenarios
    assert found is not None
    known = {one.id for one in shipped()}

    assert {one.scenario.id for one in found.scenarios} <= known


def test_an_earlier_day_has_no_scenarios() -> None:
    """They start from all that is known today."""
    assert gather(library.load("somalia"), as_of=date(2016, 12, 31)).scenarios is None
