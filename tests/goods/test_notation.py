"""What reading a goods code promises."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError, UnknownCodeError
from yalu.goods import Revision, codes, known, parse_code

HS2012, HS2017, HS2022 = Revision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("270112", "270112"),
        ("2701", "2701"),
        ("03", "03"),
        (" 270112 ", "270112"),
        ("2701.12", "270112"),
        ("27.01", "2701"),
    ],
)
def test_a_code_is_read_as_plain_digits(text: str, expected: str) -> None:
    """The official notation has dots; tables have blanks."""
    assert parse_code(text) == expected


@given(st.sampled_from(Revision), st.data())
def test_every_code_reads_as_itself(revision: Revision, data: st.DataObject) -> None:
    """At each of the three levels."""
    code = data.draw(st.sampled_from(codes(revision)))[
        : data.draw(st.sampled_from([2, 4, 6]))
    ]

    assert parse_code(code, revision=revision) == code


@given(st.text(max_size=12))
def test_whatever_is_written_gives_a_code_or_a_yalu_error(text: str) -> None:
    """Bad input never ends in a traceback."""
    with suppress(SchemaError, UnknownCodeError):
        assert any(known(parse_code(text), revision) for revision in Revision)


@given(st.sampled_from(Revision), st.data())
def test_a_lost_leading_zero_is_noticed_and_never_mended(
    revision: Revision, data: st.DataObject
) -> None:
    """30743 names the candidate 030743, but nobody decides for the user."""
    early = [code for code in codes(revision) if code.startswith("0")]
    code = data.draw(st.sampled_from(early))[: data.draw(st.sampled_from([2, 4, 6]))]

    with pytest.raises(SchemaError, match=f"leading zero of '{code}'"):
        parse_code(code[1:])


@pytest.mark.parametrize(
    ("text", "finding", "remedy"),
    [
        ("", "found nothing", "leave the whole row out"),
        ("   ", "found nothing", "leave the whole row out"),
        ("coal", "found 'coal'; expected 2, 4 or 6 digits", "Write the code alone"),
        ("TOTAL", "found 'TOTAL'", "Write the code alone"),
        ("\uff12\uff17", "expected 2, 4 or 6 digits", "Write the code alone"),
        ("27011210", "has 8 digits", "Cut the code to its first six, '270112'."),
        ("2701121000", "has 10 digits", "Cut the code to its first six, '270112'."),
        ("27019900", "has 8 digits", "but no revision has '270199': check it"),
        ("3074310", "has 7 digits", "write '030743'"),
        ("2701121", "has 7 digits", "Cut the code to its first six, '270112'."),
        ("27011", "has 5 digits", "Give the whole chapter, heading or subheading"),
        ("270112.0", "read as a decimal number", "write '270112'"),
        ("30743.0", "read as a decimal number", "write '030743'"),
        ("307.43", "dropped a zero at either end of '030743'", "Write all digits"),
    ],
)
def test_a_malformed_code_gets_its_finding_and_its_remedy(
    text: str, finding: str, remedy: str
) -> None:
    """Where, what against what, and what to do."""
    with pytest.raises(SchemaError) as caught:
        parse_code(text, place="row 7, hs_code")

    message = str(caught.value)
    assert message.startswith("row 7, hs_code: ")
    assert finding in message
    assert remedy in message


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("270199", "2701 exists and has 270111, 270112, 270119, 270120. Use one"),
        ("2799", "27 exists and has 2701, 2702"),
        ("770000", "Chapter 77 is reserved"),
        ("999999", "Chapters 98 and 99 are left to each country"),
        ("00", "Chapters run from 01 to 97"),
    ],
)
def test_an_unknown_code_is_answered_with_what_there_is(text: str, remedy: str) -> None:
    """The next thing a user needs is the list of neighbours."""
    with pytest.raises(UnknownCodeError, match=re.escape(remedy)):
        parse_code(text)


@pytest.mark.parametrize(
    ("code", "revision", "phrases"),
    [
        ("620140", HS2017, ("exists in HS2022", "a code of HS2017", "620113, 620193")),
        ("970300", HS2022, ("HS2012 and HS2017", "970310, 970390")),
        ("030743", HS2012, ("exists in HS2017 and HS2022", "030749")),
        ("8549", HS2017, ("exists in HS2022", "and 1011 more")),
    ],
)
def test_a_code_of_another_revision_is_answered_with_its_successors(
    code: str, revision: Revision, phrases: tuple[str, ...]
) -> None:
    """The user learns which revision was meant and what to write in this one."""
    with pytest.raises(UnknownCodeError) as caught:
        parse_code(code, revision=revision)

    for phrase in phrases:
        assert phrase in str(caught.value)


def test_without_a_revision_any_that_is_held_will_do() -> None:
    """The caller may not know it yet."""
    assert parse_code("620140") == "620140"
    assert parse_code("620193") == "620193"
