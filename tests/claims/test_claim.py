"""What a condition promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.claims import Condition
from yalu.claims.claim import Operator
from yalu.errors import SchemaError


@given(st.integers(), st.integers())
def test_a_bound_from_each_side_leaves_only_the_number_itself(a: int, b: int) -> None:
    """Both ends of a range are inside it, so two bounds make an equality."""
    least = Condition("days", Operator.AT_LEAST, b)
    most = Condition("days", Operator.AT_MOST, b)

    assert (least.met_by(a) and most.met_by(a)) == (a == b)


@given(st.integers(), st.integers())
def test_exactly_one_of_below_equal_and_above_is_met(a: int, b: int) -> None:
    """A strict bound leaves the number itself out."""
    operators = (Operator.BELOW, Operator.EQUALS, Operator.ABOVE)

    assert sum(Condition("days", one, b).met_by(a) for one in operators) == 1


@pytest.mark.parametrize("operator", Operator)
def test_an_unknown_value_meets_nothing(operator: Operator) -> None:
    """What is not known supports no verdict, not even by differing."""
    assert not Condition("days", operator, 3).met_by(None)


def test_words_have_no_order() -> None:
    """A threshold that compares words would compare spellings."""
    with pytest.raises(SchemaError, match="Use equals for words"):
        Condition("state", Operator.AT_LEAST, "CHN")


def test_a_word_is_not_compared_with_a_number() -> None:
    """A query that answers in words cannot be above a number."""
    with pytest.raises(SchemaError, match="Compare words with equals"):
        Condition("state", Operator.AT_MOST, 3).met_by("CHN")
