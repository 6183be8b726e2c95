"""What grades promise: a result is no better than the weakest thing it rests on."""

from hypothesis import given
from hypothesis import strategies as st

from yalu.provenance import Confidence, Evidence, weakest

GRADES = st.lists(st.sampled_from(Evidence), min_size=1)


@given(GRADES, GRADES)
def test_more_statements_never_make_a_result_better(
    some: list[Evidence], more: list[Evidence]
) -> None:
    """One accusation among many records leaves an accusation."""
    order = list(Evidence)
    one, both = weakest(some), weakest([*some, *more])

    assert one is not None
    assert both is not None
    assert order.index(both) >= order.index(one)


@given(GRADES)
def test_the_weakest_is_one_of_those_given(grades: list[Evidence]) -> None:
    """No grade is made up."""
    assert weakest(grades) in grades


def test_confidence_has_a_weakest_too() -> None:
    """Both kinds of grade are ordered alike, from the strongest down."""
    assert weakest([Confidence.HIGH, Confidence.LOW, Confidence.MEDIUM]) is (
        Confidence.LOW
    )


def test_of_nothing_there_is_no_weakest() -> None:
    """A result that rests on nothing has no grade."""
    assert weakest(list[Evidence]()) is None
