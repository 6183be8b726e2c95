"""What signs of diversion promise, one promise per test."""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compliance.worlds import NATIONAL, flow, table, world
from yalu import sources
from yalu.compliance import SignChoices
from yalu.compliance.diversion import Diversions, Placebo, Sign, SignKind, diversions
from yalu.compliance.diversion.jump import rank_of
from yalu.library import load

Row = dict[str, Any]

BEFORE, AFTER = ("2013", "2014"), ("2016",)
CALM = tuple(f"{chapter}01" for chapter in range(28, 48))
LAW = world(NATIONAL.replace("2015-04-01", "2015-01-01"))


def line(
    code: str, before: float | None, after: float, partner: str = "PRK"
) -> Iterator[Row]:
    """Yield the years of one line; a year before the ban may not be on record."""
    years = [(year, before) for year in BEFORE] + [(year, after) for year in AFTER]
    for year, amount in years:
        if amount is not None:
            yield flow(year, code, value=round(amount), partner=partner)


def calm(factor: float = 1.1, count: int = 20, partner: str = "PRK") -> Iterator[Row]:
    """Yield goods that no measure touches, and that hardly move."""
    for place, code in enumerate(CALM[:count]):
        yield from line(code, 1000 + place, (1000 + place) * factor, partner)


def found(*rows: Iterable[Row], choices: SignChoices | None = None) -> Diversions:
    """Return the diversions after coal was banned from 2015 on."""
    banned = line("2701", 90_000, 0)
    every = table([*banned, *(row for part in rows for row in part)])
    return diversions(LAW, every, choices=choices)


def told(
    *rows: Iterable[Row], choices: SignChoices | None = None
) -> list[tuple[SignKind, str, str]]:
    """Return the signs in short."""
    return [(s.kind, s.code, s.third) for s in found(*rows, choices=choices).signs]


@pytest.mark.parametrize(
    ("after", "is_told"), [(2000, True), (1999, False), (50_000, True)]
)
def test_a_sibling_that_doubles_is_told(after: int, *, is_told: bool) -> None:
    """Coke instead of coal, where twice as much is the least that counts."""
    signs = told(line("2713", 1000, after), calm())

    assert signs == ([(SignKind.SIBLING, "2713", "")] if is_told else [])


def test_a_jump_too_small_to_replace_the_trade_is_no_sign() -> None:
    """Less than a hundredth of what was banned moves nothing."""
    assert not told(line("2713", 100, 999), calm())
    assert told(line("2713", 100, 1000), calm())


def test_a_jump_like_that_of_other_goods_is_no_sign() -> None:
    """When everything triples, tripling says nothing about coal."""
    signs = told(line("2713", 5000, 15_000), calm(factor=3.2))

    assert SignKind.SIBLING not in {kind for kind, _, _ in signs}


def test_a_jump_is_ranked_among_goods_that_no_measure_touches() -> None:
    """One in twenty-one at best."""
    (sign,) = found(line("2713", 1000, 50_000), calm()).signs

    assert (sign.placebo, sign.placebo_lines) == ((Placebo.GOODS,), 20)
    assert sign.placebo_share == pytest.approx(1 / 21)
    assert sign.ranked


def test_too_few_placebo_lines_are_told_to_be_few() -> None:
    """A rank among eighteen cannot be rarer than one in nineteen."""
    (sign,) = found(line("2713", 1000, 50_000), calm(count=18)).signs

    assert not sign.ranked
    assert "18 placebo lines" in " ".join(sign.reasons)


def test_a_third_state_without_a_history_is_told() -> None:
    """Coal by way of a neighbour."""
    signs = told(
        line("2701", 500, 60_000, partner="MNG"),
        line("2701", 70_000, 140_000, partner="AUS"),
        calm(),
        calm(partner="RUS"),
    )

    assert signs == [(SignKind.THIRD_COUNTRY, "2701", "MNG")]


def test_a_third_state_that_was_not_on_record_counts_where_the_record_is_full() -> None:
    """Silence before speaks only among much that is spoken."""
    coal = list(line("2701", None, 60_000, partner="MNG"))
    (full,) = found(coal, calm(), calm(partner="RUS")).signs

    assert (full.before, full.ratio) == (None, None)
    assert full.reasons[0].startswith("None on record before")
    assert not told(coal, calm(count=5))


def test_the_gains_of_third_states_in_other_goods_make_theirs_common() -> None:
    """Where every line of others leaps, coal leaps with them."""
    other = calm(factor=200, partner="RUS")

    assert not told(line("2701", 500, 60_000, partner="MNG"), calm(), other)


def test_other_goods_of_the_target_are_substitutes() -> None:
    """What no measure is about may earn what was lost."""
    (sign,) = found(line("6704", 1000, 40_000)).signs

    assert (sign.kind, sign.measure) == (SignKind.SUBSTITUTION, "CN-COAL")
    assert sign.ratio == pytest.approx(40)
    assert "No encoded measure names these goods" in sign.reasons[-1]


def test_a_good_bought_everywhere_is_no_substitute() -> None:
    """Demand that rises for all origins rises for the target too."""
    others = [
        row
        for place in range(20)
        for row in line("6704", 1000, 45_000, partner=f"AB{chr(65 + place)}")
    ]

    assert not [s for s in told(line("6704", 1000, 40_000), others) if s[1] == "6704"]


def test_a_covered_code_is_never_a_sign() -> None:
    """What is banned and still moves is an apparent breach, told elsewhere."""
    assert not told(line("270112", 1000, 90_000), calm())


def test_a_measure_that_met_nothing_diverts_nothing() -> None:
    """There was no trade to move."""
    rows = table([*line("6704", 1000, 40_000), *line("2701", 0, 0)])

    assert diversions(LAW, rows).tested == 0


def test_choices_are_obeyed() -> None:
    """Whoever asks for a hundredfold is told less."""
    jump = list(line("2713", 1000, 50_000))

    assert told(jump, calm())
    assert not told(jump, calm(), choices=SignChoices(jump=100))


def test_a_sign_says_that_it_is_only_one() -> None:
    """Nobody is found guilty by a rise."""
    (sign,) = found(line("2713", 1000, 50_000), calm()).signs

    assert "apparent sign of sibling, other causes possible" in str(sign)
    assert (sign.evidence, sign.sources) == ("official", ("S1",))


@given(st.lists(st.floats(-5, 5), max_size=30), st.floats(-5, 5))
def test_a_share_is_never_nought_and_falls_with_the_score(
    placebo: list[float], score: float
) -> None:
    """The line itself is one of those that jump as high."""
    share, higher = rank_of(score, placebo).share, rank_of(score + 1, placebo).share

    assert (share is None) == (not placebo)
    if share is not None and higher is not None:
        assert 1 / (1 + len(placebo)) <= higher <= share <= 1


@cache
def embedded() -> tuple[Sign, ...]:
    """Return the signs in the embedded record."""
    return diversions(load("dprk"), sources.load("trade"), states=["CHN"]).signs


def test_wigs_rise_after_the_textile_ban() -> None:
    """2.1 million dollars in 2016, 53.4 million in 2018 and 2019: by hand 12.8-fold."""
    (wigs,) = [s for s in embedded() if s.compiler == "UN Comtrade"]
    before, after = 2_085_393 / 12, (22_382_754 + 31_063_572) / 24

    assert (wigs.code, wigs.kind) == ("6704", SignKind.SUBSTITUTION)
    assert wigs.measure == "UN-2375-16"
    assert "CN-2017-52-tex" in wigs.also
    assert wigs.before == pytest.approx(before)
    assert wigs.ratio == pytest.approx(after / before)
    assert wigs.sources == ("CTCN",)


def test_the_wigs_come_with_their_doubt() -> None:
    """Of other goods only electricity is on record as long, and that is said."""
    (wigs,) = [s for s in embedded() if s.compiler == "UN Comtrade"]

    assert not wigs.ranked
    assert any("Only 1 placebo line is" in reason for reason in wigs.reasons)
    assert math.isclose(wigs.highest, 187_772_505 / 12)
    assert wigs.highest_in.start.year == 2024


def test_the_year_on_both_sides_of_the_start_is_told() -> None:
    """8.7 million in 2017, of which eight months lie before: 4.18 times 2016."""
    (wigs,) = [s for s in embedded() if s.compiler == "UN Comtrade"]
    (both,) = [r for r in wigs.reasons if "both sides of the start" in r]

    assert both.startswith("2017-01-01 to 2017-12-31")
    assert "4.18 times the pace before" in both
    assert "the rise seems to have begun before the measure" in both
