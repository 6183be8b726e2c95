"""Promises about problems as programs read them."""

from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import Problem, describe
from yalu.web.problems import faults_of

WORDS = st.text("abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_every_problem_of_a_message_is_told_part_by_part(
    said: list[tuple[str, str, str, str]],
) -> None:
    """What the terminal prints in lines a program gets in fields."""
    problems = [
        Problem(where, f"found {found}; expected {expected}", remedy)
        for where, found, expected, remedy in said
    ]
    faults = faults_of(describe("It cannot be used", problems))

    assert [(f.where, f.found, f.expected) for f in faults] == [
        (where, found, expected) for where, found, expected, _ in said
    ]


def test_a_message_of_another_form_is_told_whole() -> None:
    """Nothing that went wrong is left out because of how it was said."""
    fault = faults_of("it broke")[0]

    assert (fault.where, fault.found) == ("", "it broke")
