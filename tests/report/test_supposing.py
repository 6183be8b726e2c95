"""What the pages of scenarios promise, on runs that are made up."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.report import suppositions
from tests.report.suppositions import BASELINE, EMBARGO, IDLE, SCENARIOS
from tests.scenario.runs import outcome_of
from yalu.report import Section, Table
from yalu.report.block import Block
from yalu.report.sections.scenario import scenario_sections
from yalu.report.supposing import Supposing, supposing_of
from yalu.report.supposing_rows import (
    HEADS,
    chance_rows,
    change_rows,
    head_change,
    head_told,
    heads_of,
)
from yalu.report.supposing_told import fresh
from yalu.report.supposing_trial import validated
from yalu.report.supposing_words import UNKNOWNS, shifts
from yalu.scenario.comparison import compare
from yalu.scenario.series import Series


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the made-up runs are stored."""
    place = tmp_path_factory.mktemp("outcomes")
    suppositions.stored_in(place)
    return place


@pytest.fixture(scope="module")
def found(folder: Path) -> Supposing:
    """Return what there is to tell of them."""
    return suppositions.supposing(folder)


@pytest.fixture(scope="module")
def sections(found: Supposing) -> tuple[Section, ...]:
    """Return the sections on them."""
    return tuple(scenario_sections(found))


def flat(section: Section) -> str:
    """Return the paragraphs of a section as one text with plain spaces."""
    return " ".join(section.text).replace("\u00a0", " ")


def block(section: Section, name: str) -> Block:
    """Return a figure or table by how its name begins."""
    return next(one for one in section.blocks if one.id.startswith(name))


def test_every_scenario_has_a_page_after_that_of_the_baseline(
    sections: tuple[Section, ...],
) -> None:
    """All beside one baseline, in the order in which they come."""
    names = [f"scenario-{one.id}" for one in SCENARIOS]

    assert [one.id for one in sections] == ["scenarios", *names]


def test_a_page_has_fans_chances_changes_and_what_decides(
    sections: tuple[Section, ...],
) -> None:
    """What was asked for of each; the baseline differs from nothing."""
    names = [[one.id.split("-")[1] for one in each.blocks] for each in sections[1:]]

    assert names == [
        ["fans", "chances"],
        ["fans", "chances", "changes", "decides"],
        ["fans", "chances", "changes"],
    ]


def test_no_scenario_is_shown_without_baseline_interval_and_trial(
    sections: tuple[Section, ...],
) -> None:
    """The rule of the design, on every page of a scenario."""
    for page in sections[2:]:
        fans = block(page, "scenario-fans")
        runs = {row[fans.data.columns.index("run")] for row in fans.data.rows}

        assert runs == {"baseline", "with the scenario"}
        assert {"low", "high"} <= set(fans.data.columns)
        assert "Validated on baselines run from" in flat(page)


def test_every_block_has_its_data_sources_and_definition(
    sections: tuple[Section, ...],
) -> None:
    """No mark without the numbers behind it."""
    for section in sections:
        for one in section.blocks:
            assert one.title
            assert one.definition
            assert one.sources
            assert one.data.rows


def test_question_note_and_levers_stand_on_the_page(
    sections: tuple[Section, ...],
) -> None:
    """What is asked, what it rests on, and what is set."""
    told = flat(sections[2])
    points = [point.text.replace("\u00a0", " ") for point in sections[2].points]

    assert EMBARGO.question in told
    assert EMBARGO.note in told
    assert points[0].startswith("China carries out 90")


def test_when_talks_come_is_told_in_words(sections: tuple[Section, ...]) -> None:
    """From draws held out, with the players by name."""
    points = " ".join(point.text for point in sections[2].points)

    assert "Talks between Pyongyang and Washington" in points
    assert "where crude by pipeline above 0.5" in points


def test_a_lever_that_moves_nothing_is_said_to_move_nothing(
    sections: tuple[Section, ...],
) -> None:
    """The same draws give no difference, whatever else is written on the page."""
    assert "No number of any draw differs from the baseline." in flat(sections[3])


def test_what_changes_is_the_median_of_differences(folder: Path) -> None:
    """Draw by draw, as the comparison has it, in the unit that is told."""
    outcome = suppositions.outcome(EMBARGO)
    difference = compare(suppositions.outcome(BASELINE), outcome)
    embargo = suppositions.supposing(folder).scenarios[0]
    income = next(one for one in HEADS if one.id == "income_lost")
    middle = difference.series[Series.INCOME_LOST]

    told = head_change(embargo.outcome, income)
    assert told is not None
    assert told[0] == pytest.approx(
        100 * float(middle.values[middle.levels.index(0.5), -1])
    )


def test_a_run_of_one_year_is_summed_up_by_what_happens_within_it() -> None:
    """Nothing is known of the second year of a run that has one."""
    run = fresh(outcome_of({"oil": np.zeros((60, 12))}, chunk=20))

    assert [head.id for head in heads_of(run)][2:4] == ["test-12", "talks-12"]
    assert "\u2013" not in [head_told(run, head) for head in heads_of(run)]


def test_chances_of_both_runs_and_their_change_agree(found: Supposing) -> None:
    """With less without is the change."""
    rows = chance_rows(found.scenarios[0].outcome)
    both = [row for row in rows if row.change is not None]

    assert both
    for row in both:
        assert row.baseline is not None
        assert row.chance - row.baseline == pytest.approx(row.change)
        assert row.low <= row.chance <= row.high


def test_changes_after_a_year_and_at_the_end(found: Supposing) -> None:
    """Two times for every series."""
    assert found.baseline is not None
    rows = change_rows(found.scenarios[0].outcome, found.baseline.outcome)

    assert {row.months for row in rows} == {12, suppositions.MONTHS}
    assert len(rows) == 2 * len(Series)


def test_oil_that_is_cut_leads_what_is_told(found: Supposing) -> None:
    """In words, with its range and the sign."""
    first = shifts(found.scenarios[0].outcome)[0]

    assert re.match(
        "oil reaching North Korea \u2212[0-9.]+ \\(\u2212[0-9.]+ to \u2212[0-9.]+\\)",
        first,
    )


def test_stale_runs_are_called_stale_first(found: Supposing) -> None:
    """Nobody should read a figure before that warning."""
    told = next(iter(scenario_sections(replace(found, stale=("the law has changed",)))))

    assert told.text[0].startswith("Stale: ")
    assert "the law has changed" in told.text[0]


def test_a_scenario_that_sets_something_else_now_is_stale(folder: Path) -> None:
    """Its levers are compared, its words are not."""
    other = replace(EMBARGO, votes=(), months=EMBARGO.months, moves=IDLE.moves)
    reworded = replace(EMBARGO, title="Other words")

    assert supposing_of(folder, (BASELINE, other)).stale
    assert not supposing_of(folder, (BASELINE, reworded)).stale


def test_a_game_that_fails_its_own_checks_is_doubted_first(found: Supposing) -> None:
    """What is built on it is no better than it is."""
    told = next(iter(scenario_sections(replace(found, doubted="k-hat is 0.9"))))

    assert "k-hat is 0.9" in told.text[0]


def test_where_nothing_is_stored_the_section_says_so(tmp_path: Path) -> None:
    """And there is no page of a scenario."""
    (told,) = scenario_sections(supposing_of(tmp_path, SCENARIOS))

    assert "nothing is told of any here" in flat(told)
    assert "yalu scenario run" in told.points[0].text
    assert not told.blocks


def test_a_scenario_of_another_baseline_is_left_out_and_told(tmp_path: Path) -> None:
    """Draws that met other chance cannot be compared."""
    from yalu.scenario.storing import store  # noqa: PLC0415

    suppositions.stored_in(tmp_path)
    store(suppositions.outcome(replace(BASELINE, months=36)), tmp_path / BASELINE.id)
    moved = suppositions.outcome(EMBARGO)
    store(moved, tmp_path / IDLE.id, baseline=moved)
    told = supposing_of(tmp_path, SCENARIOS)

    assert [one.scenario.id for one in told.scenarios] == [EMBARGO.id]
    assert any("not compared with the baseline" in words for words in told.stale)


def test_without_a_trial_it_is_said_that_there_is_none() -> None:
    """A reader must know."""
    assert validated(None).startswith("Not validated")


def test_the_trial_is_told_with_what_would_be_right() -> None:
    """By hand: 28 windows, all with 75 percent inside of 91 that should be."""
    told = validated(suppositions.TRIAL).replace("\u00a0", " ")

    assert "held what happened in 75 % of 28 cases (91 % would be right" in told
    assert "nearer to what happened than naive forecasts in 2 of" in told


def test_hits_and_distances_stand_in_a_table(sections: tuple[Section, ...]) -> None:
    """All starts together on the page, each alone in its data."""
    table = block(sections[0], "scenarios-hindcast")

    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert len(table.data.rows) == 4


def test_the_first_row_of_all_scenarios_is_the_baseline(
    sections: tuple[Section, ...],
) -> None:
    """Levels stand there, changes below."""
    table = block(sections[0], "scenarios-all")

    assert isinstance(table, Table)
    assert table.rows[0][0].text == "Baseline"
    assert [row[0].text for row in table.rows[1:]] == [EMBARGO.title, IDLE.title]
    assert all(cell.text == "0" for cell in table.rows[2][1:])


def test_what_nobody_knows_is_listed_with_ranges_and_reasons(
    sections: tuple[Section, ...],
) -> None:
    """Every figure that is supposed stands on the page with its reason."""
    table = block(sections[0], "scenarios-unknown")

    assert isinstance(table, Table)
    assert len(table.rows) == len(UNKNOWNS)
    assert {row[0] for row in table.data.rows} == set(UNKNOWNS)
    assert all(row[-1].text for row in table.rows)
