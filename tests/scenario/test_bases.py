"""What lines and their bases promise, one promise per test."""

from dataclasses import replace

import pytest
from numpy.testing import assert_allclose

from tests.impact.dprk_world import small_case, tables
from tests.scenario.dprk_law import case
from yalu.errors import SchemaError
from yalu.goods import codes, expand
from yalu.scenario.bases import lines_of
from yalu.scenario.line import REVISION, Flow, Line, line_names
from yalu.scenario.uncertainty import uncertainties


def lines(year: int) -> dict[str, Line]:
    """Return the lines with the base of a year."""
    found = lines_of(small_case(), tables()["trade"], uncertainties(), year=year)
    return {line.id: line for line in found}


def total(flow: Flow, known: dict[str, Line]) -> float:
    """Return the central base of all that customs record one way."""
    return sum(
        line.base[1]
        for line in known.values()
        if line.recorded and line.direction is flow
    )


@pytest.mark.parametrize("flow", [*Flow])
def test_the_lines_of_a_direction_add_up_to_the_whole(flow: Flow) -> None:
    """What no line names is in the rest: nothing is lost, and nothing counted twice."""
    world = small_case()
    ends = [world.economies.index(code) for code in (world.target, world.patron)]
    seller, buyer = ends if flow is Flow.EXPORTS else ends[::-1]

    assert_allclose(total(flow, lines(2015)), world.trade[seller, buyer].sum())


@pytest.mark.parametrize("flow", [*Flow])
def test_every_goods_code_is_in_one_line_of_its_direction(flow: Flow) -> None:
    """Customs put each good under one code; crude is piped and recorded by nobody."""
    mine = [
        code
        for line in case().lines
        if line.direction is flow and line.seen
        for prefix in line.codes
        for code in expand(prefix, REVISION)
    ]

    assert sorted(mine) == [*codes(REVISION)]


def test_lines_stand_in_the_order_of_their_names() -> None:
    """Arrays of lines have no names of their own."""
    assert tuple(line.id for line in case().lines) == line_names()


@pytest.mark.parametrize("line", case().lines, ids=lambda line: line.id)
def test_a_base_is_a_range_around_its_centre(line: Line) -> None:
    """An estimate carries its range, and a source."""
    low, centre, high = line.base

    assert 0 < low <= centre <= high
    assert line.sources


def test_oil_alone_has_a_quantity() -> None:
    """The supply of oil is counted in tonnes, and of nothing else."""
    assert [line.id for line in case().lines if line.is_oil] == [
        "crude",
        "products",
        "smuggled",
    ]


def test_what_nobody_records_has_the_quantity_of_its_uncertainty() -> None:
    """There is one range of it, not two."""
    known = {one.name: one for one in uncertainties()}

    for name in ("crude", "smuggled"):
        one = known[name]
        assert case().line(name).quantity == (one.low, one.centre, one.high)


def test_an_earlier_base_has_the_level_of_its_year() -> None:
    """By the totals of 2011 and 2015 that customs print, in million USD."""
    then, now = lines(2011), lines(2015)

    assert_allclose(
        total(Flow.EXPORTS, then) / total(Flow.EXPORTS, now), 2_464 / 2_484, rtol=1e-6
    )
    assert then["coal"].year == 2011
    assert "Scaled to the total of 2011" in then["coal"].note


def test_a_year_without_a_total_is_told() -> None:
    """A base cannot be made up."""
    with pytest.raises(SchemaError, match="no total of exports is on record in 1950"):
        lines(1950)


def test_lines_beyond_the_whole_are_told() -> None:
    """A matrix with less than what was printed of coal alone cannot be right."""
    world = small_case()
    poor = replace(world, trade=world.trade * 0.1)

    with pytest.raises(SchemaError, match="Mend data/lines"):
        lines_of(poor, tables()["trade"], uncertainties(), year=2015)
