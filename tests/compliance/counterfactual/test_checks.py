"""Promises about what stands beside an estimate, and how it is told."""

import numpy as np
import pytest
from statsmodels.stats.diagnostic import acorr_ljungbox

from tests.compliance.counterfactual.lines import day, history, noisy, outside
from yalu.compliance.counterfactual import Counterfactual, expect
from yalu.compliance.counterfactual.counterfactual import SCHEMA
from yalu.compliance.counterfactual.fit import fit_of
from yalu.compliance.counterfactual.outlook import outlook
from yalu.compliance.counterfactual.question import Question


def answered(amounts: dict[str, float]) -> Counterfactual:
    """Return the answer with all checks, one regressor that matters and one idle."""
    return expect(
        history(amounts),
        starts=day("2016-01-01"),
        until=day("2017-01-01"),
        regressors=[
            outside("2010-01..2016-12"),
            outside("2010-01..2016-12", name="idle", seed=9),
        ],
        rng=np.random.default_rng(7),
        draws=1000,
    )


def moved(*, factor: float = 0.5) -> dict[str, float]:
    """Return trade that follows the price and is cut in 2016."""
    prices = outside("2010-01..2016-12").values
    return {
        m: a * price**2 * (factor if m >= "2016" else 1)
        for (m, a), price in zip(noisy().items(), prices, strict=True)
    }


def test_made_up_dates_lie_before_and_have_two_years_to_learn_from() -> None:
    """Twelve months from each are judged, and all of them end before the measure."""
    placebos = answered(moved()).placebos

    assert len(placebos) == 5
    assert min(p.starts for p in placebos) >= day("2012-01-01")
    assert max(p.starts for p in placebos) == day("2015-01-01")


def test_made_up_dates_find_nothing_where_nothing_happened() -> None:
    """Most of them at least: one in ten errs by design."""
    quiet = answered(moved()).quiet

    assert quiet is not None
    assert quiet >= 0.8


def test_a_fall_before_the_measure_is_found_at_a_made_up_date() -> None:
    """If trade fell on its own, the method cannot tell it from the law."""
    amounts = {m: a / 5 if m >= "2015" else a for m, a in moved(factor=1).items()}

    loud = [p.starts for p in answered(amounts).placebos if not p.is_quiet]

    assert day("2015-01-01") in loud


def test_without_the_regressor_that_matters_the_answer_is_wider() -> None:
    """The one that idles may be left out without harm."""
    answer = answered(moved())
    widths = {
        out.name: out.compliance.high - out.compliance.low
        for out in answer.leave_one_out
        if out.compliance is not None
    }

    assert answer.compliance is not None
    own = answer.compliance.high - answer.compliance.low
    assert widths["price"] > 2 * own
    assert widths["idle"] < 1.5 * own


def test_the_fit_counts_errors_as_they_are() -> None:
    """By hand from the one-step errors, and Ljung-Box as statsmodels has it."""
    question = Question(
        history=history(noisy()),
        before=day("2016-01-01"),
        starts=day("2016-01-01"),
        until=day("2017-01-01"),
    )
    found = outlook(question, rng=np.random.default_rng(1))
    fit = fit_of(found)
    step = found.one_step
    assert fit is not None
    assert step is not None
    seen = ~np.isnan(step.error)
    recorded = np.array([float(p.amount.low) for p in question.history.months])[:72]
    ours = np.exp(step.forecast[seen])
    scaled = step.error[seen] / step.spread[seen]

    assert fit.months == 72 - 13  # level, drift and eleven waves are learnt first
    error = np.abs(ours - recorded[seen]).mean() / recorded[seen].mean()
    assert fit.error == pytest.approx(100 * error)
    assert fit.within == pytest.approx(np.mean(np.abs(scaled) < 1.6448536))
    test = acorr_ljungbox(scaled, lags=[59 // 5])["lb_pvalue"].iloc[0]
    assert fit.ljung_box == pytest.approx(test)


def test_the_table_holds_every_month_year_and_the_whole() -> None:
    """Amounts in the unit of the history, compliance in percent."""
    answer = answered(moved())
    table = answer.table

    assert table.schema == SCHEMA
    assert table["span"].to_pylist() == ["month"] * 12 + ["year", "whole"]
    assert set(table["evidence"].to_pylist()) == {"estimated"}
    assert table["low"][-1].as_py() == answer.compliance.low  # type: ignore[union-attr]


def test_the_words_hold_value_range_and_method() -> None:
    """A number is never told alone."""
    words = str(answered(moved()))

    assert "12 recorded months of 2016-01-01 to 2016-12-31" in words
    assert "structural time series of months, of logarithms" in words
    assert "made-up dates" in words
    assert "without price" in words
