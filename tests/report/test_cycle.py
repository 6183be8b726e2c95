"""What the section on the cycle promises."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.report import cycles
from yalu.cycle import DPRK_STREAMS
from yalu.cycle.calibration import calibrations
from yalu.errors import ModelError
from yalu.events import read
from yalu.provenance import Evidence
from yalu.report import Figure, Report, Section, Table, numerals
from yalu.report.block import Block
from yalu.report.chronicle import lanes, window_of
from yalu.report.cycling import ask, cycle_of, followed, seen
from yalu.report.rounding import round_rows
from yalu.report.sections.cycle import cycle_section
from yalu.report.sections.cycle_backtest import verdict
from yalu.report.sections.cycle_effects import effects_found
from yalu.report.sections.cycle_forecast import percent
from yalu.report.sections.timeline import timeline


@pytest.fixture(scope="module")
def section() -> Section:
    """Return the section on four streams, with a made-up model."""
    found = cycle_section(cycles.asked())
    assert found is not None
    return found


def block(section: Section, name: str) -> Block:
    """Return a figure or table by its name."""
    return next(one for one in section.blocks if one.id == name)


def test_everything_that_was_asked_for_is_there(section: Section) -> None:
    """Timeline, rounds, effects, forecast, scores, reliability and fit."""
    assert [one.id for one in section.blocks] == [
        "events-timeline", "rounds", "durations", "after-resolutions",
        "branching", "forecast", "forecast-numbers",
        "backtest", "reliability", "goodness-of-fit",
    ]  # fmt: skip


def test_a_log_without_a_model_is_told_all_the_same() -> None:
    """What happened does not wait for a fit; that nothing is foreseen is said."""
    found = cycle_section(seen(read(), cycles.STREAMS))

    assert found is not None
    assert "forecast" not in {one.id for one in found.blocks}
    assert any("nothing is foreseen" in text for text in found.text)


def test_a_stale_fit_is_called_stale(section: Section) -> None:
    """A reader must know that the events have changed since."""
    assert any("stale: the events have changed" in text for text in section.text)


def test_gaps_are_told_before_the_figures(section: Section) -> None:
    """Resolutions before 1993 are not known to be none."""
    assert "resolutions of the Council before January\u00a01993" in section.text[1]


def test_a_stream_with_an_event_was_not_overlooked_altogether() -> None:
    """A designation of 1988 on ground that says nobody looked is a contradiction."""
    for lane in seen(read(), DPRK_STREAMS).lanes:
        assert not [
            m.event for m in lane.marks for g in lane.unseen if m.first_day in g
        ]


def test_it_is_said_which_resolutions_are_counted_elsewhere() -> None:
    """Twelve here, ten in the rounds and eleven in the model need a reason."""
    figure = timeline(cycles.asked())
    assert figure is not None

    assert "Of 12 resolutions of the Council here, 10 answer" in figure.definition
    assert "that of 11\u00a0May 1993 outside" in figure.definition


def test_every_year_with_the_most_events_is_named() -> None:
    """Seven exercises in 2022 are as many as seven in 2023."""
    (lane,) = (n for n in seen(read(), DPRK_STREAMS).lanes if n.name == "exercises")
    most, years = lane.peak

    assert (most, years) == (max(lane.years.values()), (2022, 2023))
    assert lane.earlier > 0


def test_the_timeline_holds_every_event_of_its_streams(section: Section) -> None:
    """Nothing is dropped because it is dated to the month or alleged."""
    found = block(section, "events-timeline")
    window = window_of(read(), None)
    expected = {
        event.id
        for stream in cycles.STREAMS
        for event in read().of(between=window)
        if stream.holds(event)
    }

    assert isinstance(found, Figure)
    assert {row[1] for row in found.data.rows} == expected


def test_what_is_alleged_has_a_panel_of_its_own() -> None:
    """An accusation beside a record would look like a record."""
    found = cycle_section(seen(read(), DPRK_STREAMS))
    assert found is not None
    figure = block(found, "events-timeline")

    assert isinstance(figure, Figure)
    assert Evidence.ALLEGED in figure.grades
    assert [panel.label.split()[0] for panel in figure.panels[1:]] == ["alleged"]


def test_a_round_is_told_in_days_from_its_opening() -> None:
    """Resolution 2270 came 56 days after the fourth test, the fifth 191 days on."""
    cycle = cycles.asked()
    assert cycle.anatomy is not None
    (row,) = (r for r in round_rows(cycle.anatomy) if r.opening == "test-2016-01-06")

    assert (row.answered_after, row.quiet_high, row.ends_after) == (56, 191, 247)
    assert row.answer_kind == "resolution"


def test_only_the_last_round_is_open() -> None:
    """Every other one ended with the opening of the next."""
    cycle = cycles.asked()
    assert cycle.anatomy is not None
    *earlier, last = round_rows(cycle.anatomy)

    assert all(row.over for row in earlier)
    assert not last.over


def test_every_score_has_its_interval(section: Section) -> None:
    """A margin without doubt is no finding."""
    found = block(section, "backtest")

    assert isinstance(found, Table)
    assert len(found.data.rows) == 3 * 2 * 3
    low = found.data.columns.index("low")
    assert all(row[low] is not None for row in found.data.rows)


def test_under_the_scores_it_says_that_the_model_does_not_beat(
    section: Section,
) -> None:
    """Whoever forecasts no better than a plain rate says so himself."""
    found = block(section, "backtest")

    assert isinstance(found, Table)
    assert found.note.startswith("For none of these questions is the ")
    assert " known to beat the rate of all history." in found.note


def test_under_the_scores_it_says_where_the_model_beats() -> None:
    """A forecaster that knows more is said to."""
    found = replace(cycles.asked(), backtest=cycles.backtest(better=True))

    assert "Against the rate of all history: better for all of them." in verdict(found)
    assert "none of these" not in verdict(found)


def test_how_often_chance_alone_seems_better_is_taken_from_what_was_measured(
    section: Section,
) -> None:
    """Intervals that hold their nominal share less often say so themselves."""
    found = block(section, "backtest")
    held = [figure.value for figure in calibrations("backtest")]

    assert isinstance(found, Table)
    assert numerals.percent((1 - min(held)) / 2) in found.note


def test_untried_forecasts_say_that_they_are_untried(section: Section) -> None:
    """Seven days were never held against the past."""
    found = block(section, "forecast-numbers")

    assert isinstance(found, Table)
    cautions = {row[0].detail: row[-1].text for row in found.rows}
    assert cautions["within 7 days"] == "Not held against past days."
    assert "does not beat" in cautions["within 30 days"]


def test_no_probability_is_printed_as_nought_or_one() -> None:
    """A finite number of draws proves neither."""
    assert percent(0.0) == "less than 0.1\u00a0%"
    assert percent(1.0) == "more than 99.9\u00a0%"
    assert percent(0.995) == "more than 99\u00a0%"


def test_a_forecast_says_why_it_begins_on_its_day(section: Section) -> None:
    """The page was made today, and the log ends before."""
    figure = block(section, "forecast")

    assert isinstance(figure, Figure)
    assert "The log ends on " in figure.definition
    assert "in 90\u00a0% of the draws" in figure.summary


def test_a_probability_lies_in_its_range(section: Section) -> None:
    """And both between nought and one."""
    records = block(section, "forecast").data.records

    for row in records:
        low, middle, high = (
            float(str(row[name])) for name in ("low", "probability", "high")
        )
        assert 0 <= low <= middle <= high <= 1


def test_a_figure_names_the_sources_of_the_events_it_shows(section: Section) -> None:
    """Tests after resolutions do not rest on every report of a missile."""
    cycle = cycles.asked()
    shown = {
        source
        for lane in cycle.lanes
        if lane.name in ("tests", "resolutions")
        for mark in lane.marks
        for source in mark.sources
    }

    assert set(block(section, "after-resolutions").sources) == shown
    assert set(block(section, "events-timeline").sources) == set(cycle.sources)
    assert shown < set(cycle.sources)


def test_a_definition_speaks_of_no_model_where_there_is_none() -> None:
    """Words about what is not shown send a reader looking for it."""
    found = cycle_section(seen(read(), cycles.STREAMS))
    assert found is not None
    figure = block(found, "after-resolutions")

    assert isinstance(figure, Figure)
    assert "By the model" not in figure.definition
    assert "By the record" in figure.definition


def test_it_is_said_how_many_effects_chance_alone_would_tell(section: Section) -> None:
    """One of ten intervals of 90 percent leaves out the truth."""
    figure = block(section, "branching")

    assert isinstance(figure, Figure)
    assert "about two of 16 cells would be told from none" in figure.definition


def test_an_effect_that_nobody_can_tell_is_not_told() -> None:
    """An interval that holds one is no proof of no effect."""
    told = effects_found(
        [replace(cycles.EFFECTS[0], against="by the model: the same days without it")]
    )

    words = "the model cannot tell more from fewer (its interval holds 1)"
    assert told == f"Tests after votes: {words}"


def test_a_model_of_other_streams_is_refused() -> None:
    """Its numbers would be read as those of another stream."""
    with pytest.raises(ModelError, match="other streams"):
        ask(seen(read(), DPRK_STREAMS), cycles.model(), rng=np.random.default_rng(1))


def test_only_the_target_of_the_log_has_a_cycle() -> None:
    """A report on Somalia does not speak of nuclear tests."""
    assert cycle_of(read(), target="SOM", as_of=None) is None


def test_nothing_that_came_later_is_known_on_an_earlier_day() -> None:
    """The report of 2016 knows no test of 2017 and no fit that has seen it."""
    found = cycle_of(read(), target="PRK", as_of=date(2016, 12, 31))

    assert found is not None
    assert found.model is None
    assert max(m.first_day for lane in found.lanes for m in lane.marks) < date(
        2017, 1, 1
    )


def test_the_section_stands_before_the_claims(written: Report) -> None:
    """Claims rest on what the sections before them show."""
    names = [section.id for section in written.sections]

    assert names.index("dependence") < names.index("cycle") < names.index("claims")


def test_a_stream_is_kept_to_the_kinds_that_a_log_covers() -> None:
    """A kind that a user's own log never holds must not end the whole stream."""
    log = replace(read(), coverage=())
    window = window_of(log, None)
    streams = followed(log, DPRK_STREAMS, window)
    found = lanes(log, streams, window)

    assert {stream.name for stream in streams} == {s.name for s in DPRK_STREAMS}
    assert not any(lane.unseen for lane in found)
