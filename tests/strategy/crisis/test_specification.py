"""What the terms of payoffs promise."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from yalu.errors import SchemaError
from yalu.strategy.crisis import CrisisSpecification

ASKED = CrisisSpecification(
    gain=("1",),
    concession=("1", "sqrt(trade)", "ally * log1p(trade)"),
    sender_firm=("1",),
    target_firm=("ally",),
    retreat=("square(trade)",),
)
TABLE = pa.table(
    {
        "status_quo": [5, 6],
        "conceded": [1, 0],
        "stood_firm": [0, 2],
        "backed_down": [1, 1],
        "trade": [4.0, 9.0],
        "ally": [True, False],
    }
)


def test_terms_are_read_as_they_are_written() -> None:
    """Constants, columns, functions and products."""
    design = ASKED.design(TABLE)
    concession = design.matrices[2]

    assert concession[0] == pytest.approx([1, 2, np.log1p(4.0)])
    assert concession[1] == pytest.approx([1, 3, 0])
    assert design.matrices[5][:, 0].tolist() == [16, 81]
    assert design.names[1:4] == (
        ("concession", "1"),
        ("concession", "sqrt(trade)"),
        ("concession", "ally * log1p(trade)"),
    )
    assert design.counts.tolist() == [[5, 1, 0, 1], [6, 0, 2, 1]]


def test_a_payoff_without_terms_is_nought() -> None:
    """As a zero stands for it in the published formulas."""
    payoffs = ASKED.design(TABLE).payoffs(np.ones(7))

    assert payoffs.status_quo.tolist() == [0, 0]
    assert payoffs.concession == pytest.approx([1 + 2 + np.log1p(4.0), 4])


@pytest.mark.parametrize("term", ["cube(trade)", "sqrt(trade", "", "a +* b(", "x ** 2"])
def test_a_term_that_cannot_be_read_is_refused(term: str) -> None:
    """With the payoff that it stands in."""
    with pytest.raises(SchemaError, match=r"gain \(V_A\)"):
        replace(ASKED, gain=(term,))


def test_all_that_is_wrong_with_a_specification_is_told_at_once() -> None:
    """One run is enough to mend it."""
    with pytest.raises(SchemaError) as caught:
        CrisisSpecification(gain=("1", "1"), outcomes=("a", "a"))

    assert "a term stands twice" in str(caught.value)
    assert "a, a; expected four columns" in str(caught.value)


def test_a_question_without_terms_is_refused() -> None:
    """There is nothing to estimate."""
    with pytest.raises(SchemaError, match="no terms at all"):
        CrisisSpecification()


def test_all_that_is_wrong_with_a_table_is_told_at_once() -> None:
    """Column by column, with the first row at fault."""
    broken = pa.table(
        {
            "status_quo": [5.5, 6],
            "conceded": ["1", "0"],
            "stood_firm": [0, None],
            "trade": [4.0, -9.0],
            "ally": [True, None],
        }
    )
    with pytest.raises(SchemaError) as caught:
        ASKED.design(broken)
    told = str(caught.value)

    assert "column status_quo: row 0 holds 5.5; expected a count" in told
    assert "column conceded: holds string; expected numbers" in told
    assert "column stood_firm: 1 rows hold no number, first row 1" in told
    assert "column backed_down: is missing" in told
    assert "column ally: 1 rows hold no number" in told
    assert "sqrt of -9.0 in row 1 is no number" in told


def test_no_row_is_left_out_in_silence() -> None:
    """A row with a gap stops the run instead."""
    gap = TABLE.set_column(4, "trade", pa.array([4.0, None]))

    with pytest.raises(SchemaError, match="Leave those rows out, or fill them"):
        ASKED.design(gap)


def test_an_empty_table_is_refused() -> None:
    """No game, no estimate."""
    with pytest.raises(SchemaError, match="no rows"):
        ASKED.design(TABLE.slice(0, 0))
