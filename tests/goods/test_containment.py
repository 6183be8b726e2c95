"""What containment promises."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yalu.errors import UnknownCodeError
from yalu.goods import Match, Revision, codes, containment, convert, expand

HS2012, HS2017, HS2022 = Revision
LEVELS = st.sampled_from([2, 4, 6])
revisions = st.sampled_from(Revision)


@given(revisions, st.data())
def test_within_one_revision_it_is_the_start_of_the_digits(
    revision: Revision, data: st.DataObject
) -> None:
    """The code is built so."""
    near = data.draw(st.sampled_from(codes(revision)))
    prefix = near[: data.draw(LEVELS)]
    code = data.draw(
        st.sampled_from([near, data.draw(st.sampled_from(codes(revision)))])
    )

    found = containment(prefix, revision, code, revision)

    assert found is (Match.YES if code.startswith(prefix) else Match.NO)


@given(revisions, revisions, st.data())
def test_a_coarser_code_never_turns_to_no(
    prefix_revision: Revision, code_revision: Revision, data: st.DataObject
) -> None:
    """Knowing less about the goods cannot prove that they are free."""
    prefix_from = data.draw(st.sampled_from(codes(prefix_revision)))
    # Half the draws start from a code that is related to the prefix.
    related = convert(prefix_from, prefix_revision, code_revision)
    code = data.draw(
        st.one_of(st.sampled_from(related), st.sampled_from(codes(code_revision)))
    )
    prefix = prefix_from[: data.draw(LEVELS)]
    fine = containment(prefix, prefix_revision, code, code_revision)
    assume(fine is not Match.NO)

    for level in (4, 2):
        coarse = containment(prefix, prefix_revision, code[:level], code_revision)

        assert coarse is not Match.NO


@given(revisions, revisions, st.data())
def test_a_wider_prefix_never_weakens_the_answer(
    prefix_revision: Revision, code_revision: Revision, data: st.DataObject
) -> None:
    """What is within a subheading is within its chapter."""
    code = data.draw(st.sampled_from(codes(code_revision)))
    partner = data.draw(st.sampled_from(convert(code, code_revision, prefix_revision)))
    strength = [Match.NO, Match.POSSIBLE, Match.YES]

    answers = [
        strength.index(containment(p, prefix_revision, code, code_revision))
        for p in (partner, partner[:4], partner[:2], "*")
    ]

    assert answers == sorted(answers)
    assert answers[-1] == strength.index(Match.YES)


@given(revisions, revisions, st.data())
def test_the_answer_is_that_of_the_sets_of_subheadings(
    prefix_revision: Revision, code_revision: Revision, data: st.DataObject
) -> None:
    """Worked out the long way, by listing."""
    code = data.draw(st.sampled_from(codes(code_revision)))[: data.draw(LEVELS)]
    prefix = data.draw(st.sampled_from(codes(prefix_revision)))[: data.draw(LEVELS)]
    may_be = {
        partner
        for subheading in expand(code, code_revision)
        for partner in convert(subheading, code_revision, prefix_revision)
    }
    asked = set(expand(prefix, prefix_revision))

    found = containment(prefix, prefix_revision, code, code_revision)

    assert (found is Match.YES) == (may_be <= asked)
    assert (found is Match.NO) == may_be.isdisjoint(asked)


@pytest.mark.parametrize(
    ("prefix", "prefix_revision", "code", "code_revision", "expected"),
    [
        ("2701", HS2017, "27", HS2017, Match.POSSIBLE),
        ("270112", HS2017, "2701", HS2017, Match.POSSIBLE),
        ("270300", HS2017, "2703", HS2017, Match.YES),
        ("2701", HS2012, "270112", HS2022, Match.YES),
        ("030743", HS2017, "030749", HS2012, Match.POSSIBLE),
        ("030749", HS2012, "030743", HS2017, Match.POSSIBLE),
        ("03", HS2012, "030743", HS2017, Match.YES),
        ("880330", HS2012, "880730", HS2022, Match.YES),
        ("440325", HS2017, "440320", HS2012, Match.POSSIBLE),
        ("970310", HS2022, "970300", HS2017, Match.POSSIBLE),
        ("25", HS2017, "381600", HS2022, Match.POSSIBLE),
        ("25", HS2022, "251830", HS2017, Match.NO),
        ("2701", HS2017, "030743", HS2017, Match.NO),
    ],
)
def test_facts_of_the_revisions_decide(
    prefix: str,
    prefix_revision: Revision,
    code: str,
    code_revision: Revision,
    expected: Match,
) -> None:
    """Splits stay possible, mergers are sure, moves are followed."""
    assert containment(prefix, prefix_revision, code, code_revision) is expected


def test_all_goods_contain_every_code() -> None:
    """A measure on everything asks for no code."""
    assert containment("*", HS2012, "854921", HS2022) is Match.YES


@pytest.mark.parametrize(
    ("prefix", "code"), [("2701", "270199"), ("620140", "6201"), ("*", "999999")]
)
def test_a_code_the_revision_lacks_is_an_error_not_a_no(prefix: str, code: str) -> None:
    """An unknown code must never look like a free one."""
    with pytest.raises(UnknownCodeError):
        containment(prefix, HS2017, code, HS2017)
