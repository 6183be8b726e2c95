"""What the nomenclature promises."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import UnknownCodeError
from yalu.goods import Revision, codes, expand, known

HS2012, HS2017, HS2022 = Revision


@pytest.mark.parametrize(
    ("prefix", "counts"),
    [
        ("03", (189, 224, 225)),
        ("2701", (4, 4, 4)),
        ("44", (76, 103, 128)),
        ("4403", (7, 18, 19)),
        ("62", (112, 112, 104)),
        ("84", (507, 516, 538)),
        ("85", (264, 265, 296)),
        ("9703", (1, 1, 2)),
    ],
)
def test_a_prefix_has_the_published_number_of_subheadings(
    prefix: str, counts: tuple[int, int, int]
) -> None:
    """Counted from the nomenclatures by an independent reader."""
    assert tuple(len(expand(prefix, revision)) for revision in Revision) == counts


@pytest.mark.parametrize("revision", Revision)
def test_chapters_partition_a_revision(revision: Revision) -> None:
    """Each code belongs to exactly one chapter, so nothing is lost or doubled."""
    chapters = sorted({code[:2] for code in codes(revision)})

    parts = [code for chapter in chapters for code in expand(chapter, revision)]

    assert tuple(parts) == codes(revision)


@pytest.mark.parametrize("revision", Revision)
def test_there_are_96_chapters_with_goods(revision: Revision) -> None:
    """77 is reserved, 98 and 99 are national."""
    chapters = {code[:2] for code in codes(revision)}

    assert chapters == {f"{n:02}" for n in range(1, 98)} - {"77"}


@pytest.mark.parametrize("revision", Revision)
def test_codes_are_six_digits_ascending_and_unique(revision: Revision) -> None:
    """Looking up a prefix by bisection relies on it."""
    found = codes(revision)

    assert list(found) == sorted(set(found))
    assert all(len(code) == 6 and code.isdigit() for code in found)


@given(st.sampled_from(Revision), st.data())
def test_expanding_equals_filtering_by_prefix(
    revision: Revision, data: st.DataObject
) -> None:
    """The quick way gives what the plain way gives."""
    code = data.draw(st.sampled_from(codes(revision)))
    prefix = code[: data.draw(st.sampled_from([2, 4, 6]))]

    plain = tuple(c for c in codes(revision) if c.startswith(prefix))

    assert expand(prefix, revision) == plain


def test_a_star_expands_to_everything() -> None:
    """A measure on all goods covers every code."""
    assert expand("*", HS2017) == codes(HS2017)


def test_an_unknown_prefix_names_the_revision_that_has_it() -> None:
    """Most unknown codes are codes of another revision."""
    with pytest.raises(UnknownCodeError, match="HS2022 has it, HS2017 has not"):
        expand("8549", HS2017)


@pytest.mark.parametrize("code", ["", "2", "270", "77", "99", "999999", "abcd", "*"])
def test_only_whole_levels_of_the_nomenclature_are_known(code: str) -> None:
    """A part of a code, or a code of statistics, is no code."""
    assert not any(known(code, revision) for revision in Revision)


def test_goods_load_without_heavy_packages() -> None:
    """A command that checks one shipment must answer at once."""
    program = (
        "import sys; from yalu.goods import *; "
        "containment('27', Revision.HS2012, '270112', Revision.HS2022); "
        "heavy = {'numpy', 'pandas', 'pyarrow', 'duckdb', 'pydantic', 'altair'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
