"""What baselines promise: named columns by day, cut where knowledge ends."""

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from yalu.cycle import Annual, Baseline, Drift, Intercept, Spell
from yalu.errors import SchemaError
from yalu.periods import parse_period


def days(year: str) -> NDArray[np.datetime64]:
    """Return the days of a year."""
    first, end = np.datetime64(year, "D"), np.datetime64(str(int(year) + 1), "D")
    return np.arange(first, end)


def test_columns_stand_side_by_side_in_the_order_of_terms() -> None:
    """Coefficients are read by the names of the columns."""
    baseline = Baseline(terms=(Intercept(), Annual(harmonics=1)))

    design = baseline.design(days("2017"))

    assert design.names == ("intercept", "sine year/1", "cosine year/1")
    assert design.values.shape == (365, 3)
    assert design.widths.tolist() == [3.0, 0.5, 0.5]


def test_a_baseline_without_a_level_or_with_twins_is_refused() -> None:
    """Both would be told from each other by the prior alone."""
    spell = Spell(name="closed", interval=None)

    with pytest.raises(SchemaError) as told:
        Baseline(terms=(spell, spell))

    assert "Intercept" in str(told.value)
    assert "closed" in str(told.value)


def test_columns_that_do_not_vary_are_not_kept() -> None:
    """A spell that is not in the days cannot be told from the level."""
    spell = Spell(name="closed", interval=parse_period("2020"))
    design = Baseline(terms=(Intercept(), spell)).design(days("2017"))

    assert design.varying() == ("intercept",)
    assert design.only(["intercept"]).values.shape == (365, 1)


def test_a_baseline_is_cut_term_by_term() -> None:
    """What was not known on a day has no column after it."""
    baseline = Baseline(
        terms=(
            Intercept(),
            Spell(name="closed", interval=parse_period("2020")),
            Drift(knots=(date(2000, 1, 1), date(2010, 1, 1), date(2030, 1, 1))),
        )
    )

    names = baseline.before(date(2019, 1, 1)).design(days("2018"))

    assert names.names == ("intercept", "closed", "drift to 2010-01-01")
    assert not names.values[:, 1].any()


def test_every_term_says_why_it_is_there() -> None:
    """A reader can ask what is in the model and for what reason."""
    reasons = Baseline(terms=(Intercept(), Annual())).reasons

    assert [row["term"] for row in reasons] == ["Intercept", "Annual"]
    assert all(row["reason"] for row in reasons)
