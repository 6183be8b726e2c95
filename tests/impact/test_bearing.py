"""What the account of who bears a package promises, one promise per test."""

import pytest

from tests.impact.dprk_world import case, laws
from yalu.errors import SchemaError, UnknownCodeError
from yalu.impact import Bearing, bearing


def of(name: str, economy: str, **more: float) -> dict[tuple[str, str], Bearing]:
    rows = bearing(case(), laws()[name], economies=(economy,), **more)
    return {(row.flow, row.good): row for row in rows}


def test_coal_seafood_and_garments_show_as_recorded() -> None:
    """These are the lines that customs printed and the articles speak of."""
    found = of("to-2397", "CHN")
    coal = found["buys", "2701"]
    assert coal.low == coal.base_low == pytest.approx(1.049e9, rel=1e-3)
    assert found["buys", "03"].central > 1e8
    assert any("61" in good for flow, good in found if flow == "buys")


def test_the_patron_s_lines_are_its_own_record() -> None:
    """What all the world printed is not what the patron bought."""
    codes = {one.codes for one in case().lines if one.reporter == "CHN"}
    rows = [row for row in of("to-2397", "CHN").values() if row.share_low is None]
    assert {tuple(row.good.split(";")) for row in rows} <= codes


def test_lines_do_not_overlap() -> None:
    """A reader adds them up."""
    for flow in ("sells", "buys"):
        goods = [good for way, good in of("to-2397", "PRK") if way == flow]
        prefixes = [code for good in goods for code in good.split(";") if len(code) > 1]
        assert not [
            (one, other)
            for one in prefixes
            for other in prefixes
            if one != other and other.startswith(one)
        ]


def test_full_closure_takes_all_of_a_section() -> None:
    """What is lost is then what moved."""
    for row in of("closure", "PRK").values():
        assert row.low == pytest.approx(row.base_low)
        assert row.high == pytest.approx(row.base_high)


def test_the_patron_loses_little_of_what_it_trades_with_the_world() -> None:
    """Under two percent of what it buys of any section: it can do without.

    Of what it sells only oils and fats stand out, a seventh of a small section.
    """
    rows = of("closure", "CHN")
    shares = {key: r.share_high for key, r in rows.items() if r.share_high is not None}
    assert max(share for (way, _), share in shares.items() if way == "buys") < 0.02
    assert {key for key, share in shares.items() if share > 0.02} == {("sells", "4")}


def test_bounds_stand_in_order() -> None:
    """Low, central and high of each row, in every package that is priced."""
    for name in ("2270", "to-2371", "oil"):
        for economy in ("PRK", "CHN", "RUS"):
            for row in of(name, economy).values():
                assert 0.0 <= row.low <= row.central <= row.high


def test_half_enforcement_loses_half() -> None:
    """Nobody turns elsewhere in this account."""
    full, half = (of("to-2375", "CHN", enforcement=level) for level in (1.0, 0.5))
    assert half["buys", "8"].central == pytest.approx(full["buys", "8"].central / 2.0)


def test_an_unknown_economy_is_refused() -> None:
    """It would otherwise look as if it lost nothing."""
    with pytest.raises(UnknownCodeError, match="economy"):
        of("to-2375", "XXX")
    with pytest.raises(SchemaError, match="enforcement"):
        of("to-2375", "CHN", enforcement=2.0)
