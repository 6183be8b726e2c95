"""What the chapter titles promise."""

import pytest

from yalu.errors import UnknownCodeError
from yalu.goods import chapter_title


def test_every_chapter_has_its_own_title() -> None:
    """A chart with two equal labels cannot be read."""
    titles = {chapter_title(f"{number:02}") for number in range(1, 98)}

    assert len(titles) == 97
    assert all(titles)


def test_the_reserved_chapter_says_so() -> None:
    """77 is kept free for a future metal."""
    assert chapter_title("77") == "reserved"


@pytest.mark.parametrize("chapter", ["", "3", "98", "2701"])
def test_anything_but_a_chapter_is_refused(chapter: str) -> None:
    """A single 3 is a lost zero, not a chapter."""
    with pytest.raises(UnknownCodeError, match="two digits from 01 to 97"):
        chapter_title(chapter)
