"""What the concordance promises, with facts read from the tables by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import UnknownCodeError
from yalu.goods import Revision, codes, convert, expand, known

HS2012, HS2017, HS2022 = Revision


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, Revision]:
    """Draw a six-digit code with its revision."""
    revision = draw(st.sampled_from(Revision))
    return draw(st.sampled_from(codes(revision))), revision


@given(coded(), st.sampled_from(Revision))
def test_there_and_back_contains_the_start(
    start: tuple[str, Revision], target: Revision
) -> None:
    """Whatever a code may have become may have come from it."""
    code, source = start

    back = {
        b
        for there in convert(code, source, target)
        for b in convert(there, target, source)
    }

    assert code in back


@pytest.mark.parametrize("source", Revision)
@pytest.mark.parametrize("target", Revision)
def test_every_code_has_a_partner_that_exists(
    source: Revision, target: Revision
) -> None:
    """No record may drop out because its code was forgotten."""
    for code in codes(source):
        partners = convert(code, source, target)

        assert partners
        assert all(known(partner, target) for partner in partners)


@pytest.mark.parametrize(("older", "newer"), [*pairwise(Revision), (HS2012, HS2022)])
def test_every_code_is_somebodys_partner(older: Revision, newer: Revision) -> None:
    """No new code appears out of nothing."""
    reached = {new for old in codes(older) for new in convert(old, older, newer)}

    assert reached == set(codes(newer))


@given(coded())
def test_within_one_revision_a_code_is_itself(start: tuple[str, Revision]) -> None:
    """Nothing is converted that need not be."""
    code, revision = start

    assert convert(code, revision, revision) == (code,)


@given(coded())
def test_two_steps_are_the_steps_one_after_the_other(
    start: tuple[str, Revision],
) -> None:
    """2012 and 2022 meet only through 2017."""
    code, source = start
    target = HS2022 if source == HS2012 else HS2012

    stepwise = {
        last
        for middle in convert(code, source, HS2017)
        for last in convert(middle, HS2017, target)
    }

    assert set(convert(code, source, target)) == stepwise


@pytest.mark.parametrize(
    ("code", "source", "target", "expected"),
    [
        ("251830", HS2017, HS2022, ("381600",)),
        ("620140", HS2022, HS2017, ("620113", "620193")),
        ("030743", HS2017, HS2012, ("030749", "030799")),
        ("440325", HS2017, HS2012, ("440320",)),
        ("970300", HS2017, HS2022, ("970310", "970390")),
        ("970310", HS2022, HS2012, ("970300",)),
        ("880730", HS2022, HS2017, ("880330",)),
        ("701919", HS2022, HS2017, ("701931",)),
        ("270112", HS2012, HS2022, ("270112",)),
    ],
)
def test_known_successions_are_reproduced(
    code: str, source: Revision, target: Revision, expected: tuple[str, ...]
) -> None:
    """Facts that measures on coal, seafood, wood, clothing and art turn on."""
    assert convert(code, source, target) == expected


@pytest.mark.parametrize(
    ("code", "source", "target", "expected"),
    [
        ("620193", HS2017, HS2022, "620140"),
        ("880330", HS2017, HS2022, "880730"),
        ("732690", HS2012, HS2017, "962000"),
        ("852580", HS2017, HS2022, "880629"),
    ],
)
def test_goods_that_left_their_heading_are_followed(
    code: str, source: Revision, target: Revision, expected: str
) -> None:
    """A prefix alone would lose them."""
    assert expected in convert(code, source, target)


def test_goods_leave_chapter_88_along_49_paths() -> None:
    """Display modules got a heading of their own, also those made for aircraft."""
    pairs = [
        (old, new)
        for old in expand("88", HS2017)
        for new in convert(old, HS2017, HS2022)
        if not new.startswith("88")
    ]

    assert len(pairs) == 49


@pytest.mark.parametrize("code", ["911490", "300219"])
def test_codes_the_published_tables_forget_still_find_a_partner(code: str) -> None:
    """Supplied by our own judgement, marked as such in the inputs."""
    heading = code[:4]

    assert all(
        new[:4] == heading for new in convert(code, HS2017, HS2022) if new < "85"
    )


def test_a_heading_gives_the_candidates_of_its_subheadings() -> None:
    """A record on heading level is converted as widely as it may mean."""
    assert convert("9703", HS2017, HS2022) == ("970310", "970390")


def test_converting_a_code_from_the_wrong_revision_says_so() -> None:
    """Converting 620140 from HS2017 would give nothing at all."""
    with pytest.raises(UnknownCodeError, match="HS2022 has it, HS2017 has not"):
        convert("620140", HS2017, HS2012)
