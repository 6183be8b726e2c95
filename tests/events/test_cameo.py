"""What the list of CAMEO's codes promises."""

from importlib.resources import files

import pytest

from yalu.events.cameo import has_code


def test_there_are_as_many_codes_as_in_the_books() -> None:
    """GDELT lists 147 of three digits and 144 of four; the codebook has five more."""
    numbers = [
        f"{number:0{digits}}" for digits in (2, 3, 4) for number in range(10**digits)
    ]
    known = [text for text in numbers if has_code(text)]
    later = {"155", "176", "1834", "1951", "1952"}

    assert [sum(len(text) == digits for text in known) for digits in (2, 3, 4)] == [
        20,
        147 + 2,
        144 + 3,
    ]
    assert later <= set(known)


@pytest.mark.parametrize(
    "code", ["0163", "21", "00", "16300", "169", "1634", "1720", "1", "", "१६"]
)
def test_a_code_that_is_in_no_book_is_none(code: str) -> None:
    """It would be read as another."""
    assert not has_code(code)


def test_every_code_of_our_tables_is_one() -> None:
    """A row for a code that CAMEO lacks would never be reached."""
    table = files("yalu.events").joinpath("data", "decoding.csv")
    codes = [line.partition(",")[0] for line in table.read_text("utf-8").splitlines()]

    assert all(has_code(code) for code in codes[1:] if code.isdecimal())
