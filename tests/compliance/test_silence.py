"""What silence promises, one promise per test."""

from datetime import date
from typing import Any

from tests.compliance.worlds import RESOLUTION, flow, table, world
from yalu.compliance import Silence, SilenceKind, silences


def heard(
    *rows: dict[str, Any], measure: str = "COAL", state: str = "CHN"
) -> list[Silence]:
    """Return the silences about one measure."""
    found = silences(
        world(RESOLUTION), table(rows), states=[state], until=date(2016, 1, 1)
    )
    return [silence for silence in found if silence.measure == measure]


def test_a_measure_nobody_records_is_silent_from_its_start() -> None:
    """No figure is no compliance."""
    (silence,) = heard(flow("2015-06", "0901"))

    assert silence.kind is SilenceKind.NEVER
    assert silence.count == 10


def test_months_between_and_after_figures_are_told_apart() -> None:
    """A gap may be filled one day, an end may not."""
    skipped, stopped = heard(flow("2015-03"), flow("2015-04"), flow("2015-07"))

    assert (skipped.kind, stopped.kind) == (SilenceKind.SKIPPED, SilenceKind.STOPPED)
    assert skipped.words == "customs figures skip 2015-05 to 2015-06"
    assert [str(span.start) for span in stopped.months] == ["2015-08-01"]


def test_figures_for_several_states_hide_each_of_them() -> None:
    """What two states did together clears neither."""
    found = heard(flow("2015-03..2015-12", reporter="WLD"))

    assert [(s.kind, s.count) for s in found] == [(SilenceKind.AGGREGATED, 10)]


def test_a_nil_that_others_contradict_is_no_nil() -> None:
    """Customs stopped recording the pipeline, the oil did not stop."""
    found = heard(
        flow("2015", value=0, quantity=0, unit="t"),
        flow("2015", quantity=500, unit="t", series="estimated", source="S2"),
    )

    (silence,) = found
    assert silence.kind is SilenceKind.CONTRADICTED
    assert silence.words.startswith("customs nil against estimated by S2")
    assert silence.sources == ("S1", "S2")


def test_a_longer_total_does_not_contradict_a_nil_within_it() -> None:
    """The rest of the year may hold it all."""
    found = heard(
        flow("2015-03..2015-05", value=0, quantity=0, unit="t"),
        flow("2015-03..2015-12", quantity=500, unit="t", series="notified"),
    )

    assert SilenceKind.CONTRADICTED not in {silence.kind for silence in found}


def test_a_figure_without_an_amount_is_silent_too() -> None:
    """A row that knows neither value nor quantity shows nothing."""
    (silence,) = heard(flow("2015-03..2015-12", value=None))

    assert silence.kind is SilenceKind.NEVER
