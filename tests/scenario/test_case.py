"""What a case promises, one promise per test."""

from dataclasses import replace
from datetime import date

import pytest

from tests.scenario.dprk_law import case
from yalu.errors import SchemaError, UnknownCodeError
from yalu.scenario.case import Case
from yalu.scenario.line import Flow, shortened
from yalu.scenario.uncertainty import narrowed


def anew(**changed: object) -> Case:
    """Return the case with something changed, and its digest worked out anew."""
    return replace(case(), digest="", **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 10, 2)])
def test_a_run_begins_on_the_first_day_of_a_quarter(day: date) -> None:
    """The players move by quarters of the calendar."""
    with pytest.raises(SchemaError, match="expected the first day of a quarter"):
        anew(start=day)


def test_two_lines_of_one_name_are_told() -> None:
    """Levers name lines."""
    with pytest.raises(SchemaError, match="found 'coal' twice"):
        anew(lines=(*case().lines, case().lines[0]))


def test_a_missing_uncertainty_is_told() -> None:
    """Points of a run have a place for each."""
    with pytest.raises(SchemaError, match="Give all, in this order"):
        anew(uncertainties=case().uncertainties[1:])


def test_an_unknown_line_or_uncertainty_is_told_with_those_there_are() -> None:
    """Assume an honest mistake."""
    with pytest.raises(UnknownCodeError, match="expected one of coal, textiles"):
        case().line("cole")
    with pytest.raises(UnknownCodeError, match="expected one of exports_scale"):
        case().uncertainty("scale")


def test_the_digest_is_that_of_what_runs_depend_on() -> None:
    """The same case has the same one, and any change makes another."""
    ranges = narrowed(case().uncertainties, {"trend": (0.0, 1.0)})
    lines = (replace(case().lines[0], base=(1.0, 2.0, 3.0)), *case().lines[1:])
    found = {
        anew().digest,
        anew(uncertainties=ranges).digest,
        anew(lines=lines).digest,
        anew(start=date(2027, 1, 1)).digest,
    }

    assert anew().digest == case().digest
    assert len(found) == 4


def test_the_way_of_a_line_is_that_of_the_law() -> None:
    """Exports of the target leave it."""
    assert [flow.direction.value for flow in Flow] == ["from_target", "to_target"]


def test_codes_are_shortened_without_loss() -> None:
    """A chapter stands for itself only where all of it is meant."""
    assert shortened(["270900", "271600"]) == ("2709", "2716")
    assert shortened([]) == ()
