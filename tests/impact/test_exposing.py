"""What exposures promise, one promise per test."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.impact.dprk_world import case, laws
from yalu.errors import UnknownCodeError
from yalu.goods import Revision, codes, sections
from yalu.impact import (
    Ban,
    Exposures,
    Package,
    PackageKind,
    PressureCase,
    RecordedLine,
    exposures,
)
from yalu.impact.exposing import line_shares
from yalu.impact.ranges import Draws
from yalu.regime import Direction

FROM, TO = Direction.FROM_TARGET, Direction.TO_TARGET


def banning(*bans: Ban) -> Package:
    return Package(
        id="x",
        title="x",
        kind=PackageKind.THOUGHT,
        revision=Revision.HS2012,
        bans=bans,
    )


def coal(*, sure: bool = True, excusable: bool = False) -> Package:
    return banning(
        *(
            Ban(code=code, direction=FROM, sure=sure, excusable=excusable)
            for code in codes(Revision.HS2012)
            if code.startswith("2701")
        )
    )


def with_lines(*lines: RecordedLine) -> PressureCase:
    return replace(case(), lines=lines)


def line(code: str, low: float, high: float) -> RecordedLine:
    return RecordedLine(
        codes=(code,), direction=FROM, reporter="CHN", low=low, high=high, years=(2015,)
    )


def sold(section: str) -> float:
    world = case().economy
    at = world.at("PRK")
    flows = np.delete(world.flows[at, :, world.sector(section)], at)
    return float(flows.sum())


def test_full_closure_bans_all_of_every_section() -> None:
    """All codes of a section banned is the whole section, to the last digit."""
    found = exposures(laws()["closure"], case())
    assert (found.low[:, :-1] == 1.0).all()
    assert (found.high[:, -1] == 0.0).all()


def test_no_ban_exposes_nothing() -> None:
    """A text without goods costs no trade."""
    assert (exposures(laws()["2356"], case()).high == 0.0).all()


def test_a_line_on_record_weighs_what_it_was_worth() -> None:
    """Coal worth half of the section is half of it, whatever else is in it."""
    half = sold("3") / 2.0
    one = with_lines(line("2701", half, half), line("2716", half, half))
    found = exposures(coal(), one).of("3", FROM)
    assert found.central == pytest.approx(0.5)
    assert found.recorded == pytest.approx(1.0)


def test_a_range_of_a_line_widens_the_share() -> None:
    """Compilers who disagree give bounds, not an average alone."""
    value = sold("3")
    found = exposures(coal(), with_lines(line("2701", 0.3 * value, 0.6 * value)))
    row = found.of("3", FROM)
    assert row.low == pytest.approx(0.3, abs=0.01)
    assert row.low < row.central < row.high


def test_an_excusable_ban_may_let_everything_pass() -> None:
    """Livelihood is asserted and nobody records it: from nothing to all is banned."""
    value = sold("3")
    found = exposures(coal(excusable=True), with_lines(line("2701", value, value)))
    row = found.of("3", FROM)
    assert (row.low, row.central, row.high) == pytest.approx((0.0, 0.5, 1.0))


def test_a_possible_code_is_banned_in_part_at_most() -> None:
    """Where only an item of a code is meant the whole of it is the upper bound."""
    value = sold("3")
    found = exposures(coal(sure=False), with_lines(line("2701", value, value)))
    assert found.of("3", FROM).low == 0.0
    assert found.of("3", FROM).high == pytest.approx(1.0)


def test_finer_lines_are_not_counted_twice() -> None:
    """Coal within all fuels leaves the rest of the fuels to the wider line."""
    value = sold("3")
    both = with_lines(line("27", value, value), line("2701", 0.9 * value, 0.9 * value))
    assert exposures(coal(), both).of("3", FROM).central == pytest.approx(0.9)


def test_a_later_package_never_bans_less_of_what_stays_in_force() -> None:
    """From 2371 on nothing was lifted: each cumulative package holds the one before."""
    ladder = [exposures(laws()[f"to-{n}"], case()) for n in ("2371", "2375", "2397")]
    for before, after in pairwise(ladder):
        assert (after.central >= before.central - 1e-12).all()


def test_a_ban_of_an_item_does_not_stop_what_a_cap_lets_through() -> None:
    """2375 bans condensates and freezes crude: crude is not half banned for that."""
    shares = dict(
        zip(
            [one.codes for one in case().lines],
            line_shares(laws()["2375"], case()),
            strict=True,
        )
    )
    assert shares["2709",] == (0.0, 0.0, 0.0)


def test_an_oil_embargo_takes_most_of_the_fuels() -> None:
    """Crude and products are 299 to 386 of 429 to 540 million, and Russia's weigh too.

    Russia's fuels are on no line: they are oil with the share that oil has in codes.
    """
    found = exposures(laws()["oil"], case()).of("3", TO)
    assert 0.70 < found.central < 0.85
    assert 0.5 < found.recorded < 0.8


def test_a_cap_above_what_flowed_stops_little() -> None:
    """The crude cap of 2397 is about what is piped in a year."""
    shares = {
        one.codes: share
        for one, share in zip(
            case().lines, line_shares(laws()["2397"], case()), strict=True
        )
    }
    assert shares["2709",][2] < 0.1
    assert 0.4 < shares["2710",][0] < shares["2710",][2] < 0.9


def test_the_coal_cap_stops_more_than_half() -> None:
    """400.87 million against more than a thousand million in 2015."""
    found = exposures(laws()["2321"], case()).of("3", FROM)
    banned = 1.0 - 400.870018 / 1065.0
    assert found.low < found.central <= banned + 0.01


def test_exposures_are_drawn_in_their_ranges() -> None:
    """A draw of what is not known stays within what can be defended."""
    found = exposures(laws()["to-2397"], case())
    middle = found.at(Draws.central(found.ranges))
    assert np.allclose(middle[0], found.central)
    top = Draws(ranges=found.ranges, quantiles=np.ones((1, len(found.ranges))))
    assert np.allclose(found.at(top)[0], found.high)


def test_a_section_that_is_not_traded_has_no_exposure() -> None:
    """What is sold at home cannot be banned at a border."""
    found: Exposures = exposures(laws()["closure"], case())
    with pytest.raises(UnknownCodeError, match="section"):
        found.of("home", FROM)


def test_every_code_lies_in_a_section_of_the_matrix() -> None:
    """A code in no section would be banned without any effect."""
    traded = set(case().traded)
    assert all(
        set(sections(code, revision=Revision.HS2012)) & traded
        for code in codes(Revision.HS2012)
    )
