"""What queries on the law promise: move a measure, and the verdict follows."""

from dataclasses import replace
from datetime import date

import pytest

from tests.claims.conftest import World
from yalu.claims import Verdict
from yalu.regime import Direction, InstrumentStatus
from yalu.regime.form import Span


def test_a_crude_ban_in_2270_would_close_what_it_leaves_open(world: World) -> None:
    """C04 asks the law itself."""
    jet = world.regime.measure("UN-2270-31")
    goods = jet.goods.model_copy(update={"codes": ("2709",), "parts": ()})
    closed = world.with_measure("UN-2270-31", goods=goods)
    finding = closed.find("C04")

    assert finding.verdict is Verdict.HOLDS_WITH_CAVEAT
    assert finding.values["banned"] == 1


def test_a_fifth_resolution_is_counted(world: World) -> None:
    """C03 counts the encoded law, not a list."""
    fewer = world.without_instrument("unsc-2087")

    assert world.find("C03").values["resolutions"] == 4
    assert fewer.find("C03").verdict is Verdict.HOLDS_WITH_CAVEAT


def test_a_vetoed_text_is_no_resolution(world: World) -> None:
    """C03 counts what was adopted."""
    texts = tuple(
        text.model_copy(update={"status": InstrumentStatus.VETOED})
        if text.id == "unsc-2094"
        else text
        for text in world.regime.instruments
    )
    changed = replace(world, regime=replace(world.regime, instruments=texts))

    assert changed.find("C03").values["resolutions"] == 3


def test_the_steel_of_the_announcement_goes_the_other_way(world: World) -> None:
    """C11 and C42 come out by what the announcement restricts."""
    whole, steel = world.find("C11"), world.find("C42")

    assert whole.verdict is Verdict.HOLDS_WITH_CAVEAT
    assert "selling it to the country" in whole.note
    assert whole.values["imports_banned_since"] == "2017-08-15"
    assert steel.verdict is Verdict.DOES_NOT_HOLD


def test_an_announcement_that_banned_steel_imports_would_hold(world: World) -> None:
    """C11 and C42 are refuted by the direction alone."""
    turned = world.with_measure("CN-2018-04-exp", direction=Direction.FROM_TARGET)

    assert turned.find("C11").verdict is Verdict.HOLDS
    assert turned.find("C42").verdict is Verdict.HOLDS


def test_an_announcement_without_caps_is_not_the_one_meant(world: World) -> None:
    """C11 needs both fuels capped."""
    assert world.without_measure("CN-2018-04-crude").find("C11").verdict is (
        Verdict.DOES_NOT_HOLD
    )


def test_an_announcement_on_another_day_is_not_the_one_meant(world: World) -> None:
    """C11 names a day."""
    texts = tuple(
        text.model_copy(update={"adopted_on": date(2018, 1, 9)})
        if text.id == "chn-mofcom-2018-04"
        else text
        for text in world.regime.instruments
    )
    moved = replace(world, regime=replace(world.regime, instruments=texts))

    assert moved.find("C11").verdict is Verdict.DOES_NOT_HOLD


def test_without_the_cap_of_2017_the_one_of_2018_is_new(world: World) -> None:
    """C40 has a caveat because refined products were capped before."""
    assert world.without_instrument("chn-mofcom-2017-52").find("C40").verdict is (
        Verdict.HOLDS
    )


def test_without_a_cap_on_crude_none_is_new(world: World) -> None:
    """C41 is about crude alone."""
    assert world.without_measure("CN-2018-04-crude").find("C41").verdict is (
        Verdict.DOES_NOT_HOLD
    )


def test_an_embargo_once_adopted_would_be_found(world: World) -> None:
    """C43 looks at every day on which the law changes, up to the last check."""
    ban = world.regime.measure("CN-2018-04-exp")
    goods = ban.goods.model_copy(update={"codes": ("2709", "2710")})
    span = Span.model_validate({"from": date(2019, 1, 1), "until": date(2019, 3, 1)})
    banned = world.with_measure("CN-2018-04-exp", goods=goods, in_force=span)

    assert world.find("C43").verdict is Verdict.DOES_NOT_HOLD
    assert banned.find("C43").verdict is Verdict.HOLDS


def test_a_ban_on_everything_leaves_few_codes_open(world: World) -> None:
    """C21 counts codes."""
    coal = world.regime.measure("UN-2270-29-coal")
    goods = coal.goods.model_copy(update={"codes": ("*",), "disputed": ()})
    shut = world.with_measure("UN-2270-29-coal", goods=goods)

    assert shut.find("C21").verdict is Verdict.DOES_NOT_HOLD


def test_a_resolution_without_its_bans_is_not_the_widest(world: World) -> None:
    """C23 compares codes."""
    bare = world
    for measure in world.regime.measures.values():
        if measure.id.startswith(("UN-2270-29", "UN-2270-30")):
            bare = bare.without_measure(measure.id)

    assert bare.find("C23").verdict is Verdict.DOES_NOT_HOLD


def test_without_the_coal_ban_most_trade_is_surely_open(world: World) -> None:
    """C22 turns on coal."""
    free = world.without_measure("UN-2270-29-coal").find("C22")

    assert free.verdict is Verdict.HOLDS
    assert free.values["share_low"] == pytest.approx(0.767, abs=0.001)


def test_an_unknown_instrument_cannot_be_checked(world: World) -> None:
    """A regime of the user's own may lack it."""
    assert world.without_instrument("chn-mofcom-2018-04").find("C11").verdict is (
        Verdict.CANNOT_BE_CHECKED
    )
