"""What the way from goods codes to sections of the SITC promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import UnknownCodeError
from yalu.goods import SECTIONS, Revision, codes, convert, expand, sections

TABLE = (
    Path(__file__).resolve().parents[2] / "src/yalu/goods/data/sitc_sections.csv"
).read_text("utf-8")


@pytest.mark.parametrize("revision", Revision)
def test_every_code_falls_in_a_section(revision: Revision) -> None:
    """No recorded good may be lost on the way to a matrix."""
    for code in codes(revision):
        found = sections(code, revision)

        assert found
        assert set(found) <= set(SECTIONS)
        assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("code", "section"),
    [
        ("03", "0"), ("2402", "1"), ("2601", "2"), ("2603", "2"), ("4407", "2"),
        ("5201", "2"), ("2701", "3"), ("2709", "3"), ("2710", "3"), ("2711", "3"),
        ("2716", "3"), ("1507", "4"), ("310210", "5"), ("5208", "6"), ("7208", "6"),
        ("7403", "6"), ("8703", "7"), ("89", "7"), ("61", "8"), ("62", "8"),
        ("6403", "8"), ("7108", "9"),
    ],
)  # fmt: skip
def test_goods_of_the_case_are_where_the_classification_has_them(
    code: str, section: str
) -> None:
    """Coal is a fuel, ore is raw, cotton is raw and its cloth is not, gold is apart."""
    assert sections(code) == (section,)


@given(st.sampled_from(Revision), st.data())
def test_a_heading_has_the_sections_of_all_its_subheadings(
    revision: Revision, data: st.DataObject
) -> None:
    """A wider code can only be less certain."""
    heading = data.draw(st.sampled_from(codes(revision)))[:4]
    parts = {s for code in expand(heading, revision) for s in sections(code, revision)}

    assert set(sections(heading, revision)) == parts


@given(st.sampled_from(codes(Revision.HS2022)))
def test_a_later_code_has_the_sections_of_what_it_came_from(code: str) -> None:
    """The table is of one revision, the answers of all."""
    older = convert(code, Revision.HS2022, Revision.HS2012)
    expected = {s for one in older for s in sections(one, Revision.HS2012)}

    assert set(sections(code, Revision.HS2022)) == expected


def test_most_codes_fall_in_one_section_alone() -> None:
    """If the chain of revisions blurred everything, the sections would say nothing."""
    every = codes(Revision.HS2012)
    alone = [code for code in every if len(sections(code, Revision.HS2012)) == 1]

    assert len(alone) > 0.9 * len(every)


def test_the_table_repeats_nothing_that_a_shorter_prefix_says() -> None:
    """A row that changes nothing would hide those that do."""
    rows = dict(line.split(",") for line in TABLE.splitlines()[1:])

    for prefix, found in rows.items():
        above = rows.get(prefix[:4]) if len(prefix) == 6 else None
        if len(prefix) > 2:
            assert found != (above or rows[prefix[:2]])


def test_an_unknown_code_is_refused() -> None:
    """A typing error is no good of no section."""
    with pytest.raises(UnknownCodeError, match="found '9999'"):
        sections("9999")
