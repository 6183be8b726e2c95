"""What the section on strategy promises, on answers that are made up."""

from dataclasses import replace

import pytest

from tests.report import plays
from yalu.report import Figure, Section, Table
from yalu.report.block import Block
from yalu.report.playing import Playing
from yalu.report.playing_words import ASKED, chances, ranged
from yalu.report.sections.strategy import strategy_section
from yalu.report.sections.strategy_trial import trial_found
from yalu.strategy.answers import Question
from yalu.strategy.answers.wording import HEADLINES


@pytest.fixture(scope="module")
def found() -> Playing:
    """Return all that there may be to tell."""
    return plays.playing()


@pytest.fixture(scope="module")
def section(found: Playing) -> Section:
    """Return the section on it."""
    return strategy_section(found)


def block(section: Section, name: str) -> Block:
    """Return a figure or table by its name."""
    return next(one for one in section.blocks if one.id == name)


def test_everything_that_was_asked_for_is_there(section: Section) -> None:
    """The game, why partly, responses, resolve, signs, path, cases, what was learnt."""
    assert [one.id for one in section.blocks] == [
        "strategy-game", "strategy-partial", "strategy-responses", "strategy-resolve",
        "strategy-signs", "strategy-answers", "strategy-path", "strategy-precedents",
        "strategy-identification", "strategy-checks",
    ]  # fmt: skip


def test_every_figure_has_its_data_sources_and_definition(section: Section) -> None:
    """No mark without the numbers behind it."""
    for one in section.blocks:
        assert one.title
        assert one.definition
        assert one.sources
        assert one.data.rows


def test_where_nothing_is_stored_the_section_says_so() -> None:
    """The rules can be told without an answer; an answer cannot be made up."""
    told = strategy_section(plays.bare())

    assert [one.id for one in told.blocks] == ["strategy-game"]
    assert any("says nothing here" in text for text in told.text)
    assert any("No answers of the game are stored" in c.text for c in told.points)


def test_stale_answers_are_called_stale_first(found: Playing) -> None:
    """Nobody should read a figure before that warning."""
    told = strategy_section(replace(found, stale=("the record has changed",)))

    assert told.text[0].startswith("Stale: ")
    assert "the record has changed" in told.text[0]


def test_a_fit_that_fails_its_own_checks_is_doubted(found: Playing) -> None:
    """The warning of the fit is not kept from who reads its ranges."""
    told = strategy_section(replace(found, doubted="k-hat is 0.9"))

    assert any("k-hat is 0.9" in point.text for point in told.points)


def test_what_the_record_lacks_is_told(section: Section) -> None:
    """Enforcement is known for few quarters, moves for nearly all."""
    told = " ".join(point.text for point in section.points)

    assert "enforcement for 16 of 139 quarters, and surely for 1" in told
    assert "has move for" not in told


def test_draws_that_are_worth_few_are_told(section: Section) -> None:
    """Sixty alike draws make no two digits of a chance."""
    told = " ".join(point.text for point in section.points)

    assert "no more than 60 equally good ones" in told
    assert "For two draws no equilibrium was found" in told


def test_steps_are_those_of_the_game(section: Section) -> None:
    """Who moves when is read off the rules and not drawn by hand."""
    figure = block(section, "strategy-game")

    assert isinstance(figure, Figure)
    assert [row[1] for row in figure.data.rows] == ["target", "sender", "patron"]
    assert "refuse" in figure.summary


def test_the_title_names_what_weighs_for_and_against(section: Section) -> None:
    """Sums of medians by term, at once and later."""
    assert block(section, "strategy-partial").title == (
        "One third more than the 50\u00a0% that the game has it enforce would be worth "
        "+0.20 to the patron: most in its favour collapse, most against it commerce"
    )


def test_every_question_has_its_change(found: Playing) -> None:
    """Each is asked over the record and now."""
    assert all(one.row(found, standing) for one in ASKED
               for standing in ("today", "recorded"))  # fmt: skip


def test_what_heads_a_question_at_the_terminal_is_asked_here_too() -> None:
    """One figure for a question, wherever it is told; worth to the patron apart."""
    asked = {(one.question, one.name, one.where) for one in ASKED}
    heads = {
        (one.question.value, one.id, "; ".join(f"{a}={b}" for a, b in one.at))
        for one in HEADLINES
        if one.question is not Question.PARTIAL
    }

    assert heads <= asked


def test_levels_are_named_as_the_board_joins_them(
    found: Playing, section: Section
) -> None:
    """On a coarse board the lowest posture is not only the eased one."""
    words = {one.name: one.named(found).words for one in ASKED}
    table = block(section, "strategy-answers")
    assert isinstance(table, Table)
    told = [str(row[0].text) for row in table.rows]

    assert words["enforcement.alone.change"] == (
        "raised posture of the sender rather than eased or usual: enforcement"
    )
    assert words["pressure.provocation.change"].startswith(
        "highest support of another patron rather than lowest"
    )
    assert not [text for text in told if "{" in text]
    assert (
        "Raised posture of the sender rather than eased or usual: enforcement" in told
    )


def test_over_which_quarters_is_averaged_is_told(section: Section) -> None:
    """Where there was no law, nothing was chosen about it."""
    assert any("80 quarters under law" in text for text in section.text)


def test_a_question_speaks_of_no_sign() -> None:
    """What a change is called does not say which way it goes."""
    signed = {"more", "less often", "fewer", "rises", "falls", "reduces", "raises"}

    assert not [one.words for one in ASKED if set(one.short.split()) & signed]


def test_a_chance_is_told_of_the_likelier_sign_and_before_the_record(
    found: Playing,
) -> None:
    """Either sign is told in the same words."""
    row = ASKED[0].row(found, "today")
    assert row is not None
    other = replace(row, above=0.2, below=0.8, prior_below=0.5)

    assert chances(row).replace("\u00a0", " ") == (
        "above zero with a chance of 60 %, 50 % before the record"
    )
    assert chances(other).startswith("below zero with a chance of 80")


def test_a_range_has_one_unit(found: Playing) -> None:
    """Points of a hundred for shares, plain numbers for quarters."""
    share = next(row for row in found.rows if row.unit == "share" and row.is_change)
    count = next(row for row in found.rows if row.unit == "quarters" and row.is_change)

    assert ranged(share).replace("\u00a0", " ") == "+5 % (\u22125 to +15 %)"
    assert ranged(count) == "+0.05 (\u22120.05 to +0.15)"


def test_the_level_of_today_is_marked(section: Section) -> None:
    """A reader sees where the curve is left."""
    figure = block(section, "strategy-responses")
    now, part, level = map(figure.data.columns.index, ("now", "part", "level"))
    marked = {(row[part], row[level]) for row in figure.data.rows if row[now]}

    assert ("posture", "raised") in marked
    assert ("law", "sweeping") in marked


def test_hits_and_misses_stand_beside_scores(section: Section) -> None:
    """A case that is not scored is there, and says why."""
    table = block(section, "strategy-precedents")

    assert isinstance(table, Table)
    first, second = table.rows
    assert first[1].text == "not scored"
    assert first[1].detail == "nobody is scored on it"
    assert second[1].text == "7 hit, 5 missed"
    assert (second[3].tone, second[4].tone) == ("better", "worse")


def test_a_game_that_does_not_beat_both_is_said_not_to(found: Playing) -> None:
    """Better than one of two is not better."""
    assert "does not foretell better than each of the forecasts" in trial_found(found)


def test_a_game_that_beats_both_is_said_to(found: Playing) -> None:
    """In the same words otherwise."""
    better = tuple(
        replace(case, score=-10.0) if case.score is not None else case
        for case in found.cases
    )

    assert "the game foretells better than each" in trial_found(
        replace(found, cases=better)
    )


def test_a_case_whose_own_fit_was_not_found_does_not_count(found: Playing) -> None:
    """It says nothing of the game, whichever way it came out; it is still listed."""
    lost = tuple(replace(case, is_found=False) for case in found.cases)
    told = replace(found, cases=lost)

    assert not told.baselines
    assert told.played is not None
    assert not told.played.baselines
    table = block(strategy_section(told), "strategy-precedents")
    assert isinstance(table, Table)
    assert table.rows[1][1].text == "7 hit, 5 missed"
    assert "nothing is counted" in table.title


def test_a_game_that_was_not_tried_is_said_not_to_be(found: Playing) -> None:
    """Nothing is claimed for it then."""
    assert "has not been tried" in trial_found(replace(found, cases=()))


def test_claims_get_the_same_figures(found: Playing) -> None:
    """Ledger and report tell one number."""
    played = found.played
    assert played is not None
    row = ASKED[2].row(found, "recorded")
    assert row is not None

    same = [one for one in played.changes if one.name == row.name]
    assert {one.median for one in same} == {row.median}
    assert [one.gain for one in played.baselines] == pytest.approx([1.0, -1.5])


def test_without_answers_claims_get_nothing() -> None:
    """Then they cannot be checked."""
    assert plays.bare().played is None
