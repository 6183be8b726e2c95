"""What the codes of goods that are named in words promise."""

import pytest

from yalu.goods import codes_named

LAW = (
    ("coal of DPRK origin", ("2701", "2702")),
    ("coal", ("2701", "2702", "2703", "2704")),
    ("gold ore, titanium ore or a rare earth mineral", ("2614", "2615", "7108")),
    ("seafood: fish, crustaceans and molluscs", ("03", "1604")),
    ("petroleum products, diesel among them", ("2710", "2712")),
)


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Coal", ["2701", "2702", "2703", "2704", "27"]),
        ("seafood", ["03", "1604"]),
        ("diesel", ["2710", "2712"]),
        ("watches", ["91"]),
        ("gold", []),  # any of the three may be the titanium
        ("charcoal", ["44"]),
        ("270112x", []),
        ("of", []),
    ],
)
def test_goods_are_found_by_a_word_of_their_name(word: str, codes: list[str]) -> None:
    """Best first, five at most; never a code that may be of other goods."""
    assert [code for code, _ in codes_named(word, LAW)] == codes
