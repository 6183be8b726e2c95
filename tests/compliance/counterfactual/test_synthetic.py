"""Promises about the second opinion."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.compliance.counterfactual.lines import (
    day,
    history,
    named,
    noisy,
    outside,
)
from yalu.compliance.counterfactual import Regressor, SecondOpinion
from yalu.compliance.counterfactual.question import Question
from yalu.compliance.counterfactual.synthetic import second_opinion, weights_of
from yalu.periods import months, parse_period

DATA = Path(__file__).parent / "data"
SPAN = "2010-01..2016-12"


def line(name: str, values: object, span: str = SPAN) -> Regressor:
    """Return a donor."""
    every = tuple(months(parse_period(span)))
    return Regressor(
        name=name, months=every, values=tuple(np.asarray(values, dtype=float).tolist())
    )


def opinion(
    amounts: dict[str, float], donors: list[Regressor]
) -> tuple[SecondOpinion | None, str]:
    """Return the opinion on a measure of 2016."""
    question = Question(
        history=history(amounts),
        before=day("2016-01-01"),
        starts=day("2016-01-01"),
        until=day("2017-01-01"),
    )
    return second_opinion(question, donors)


def test_the_basque_country_is_catalonia_and_madrid() -> None:
    """The published weights of the first paper: 0.851 and 0.149."""
    with (DATA / "basque.csv").open(encoding="utf-8") as lines:
        rows = {row.pop("region"): row for row in csv.DictReader(lines)}
    own = "Basque Country (Pais Vasco)"
    names = [name for name in rows if name != own]
    outcome = [key for key in rows[own] if key.startswith("gdp_")]
    others = [key for key in rows[own] if not key.startswith("gdp_")]

    def part(
        keys: list[str], *regions: str
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.array([[float(rows[r][key]) for r in regions] for key in keys])

    weights = weights_of(
        part(outcome, *names),
        part(outcome, own)[:, 0],
        predictors=(part(others, *names), part(others, own)[:, 0]),
    )
    found = dict(zip(names, weights.round(3), strict=True))

    assert found.pop("Cataluna") == pytest.approx(0.851, abs=0.001)
    assert found.pop("Madrid (Comunidad De)") == pytest.approx(0.149, abs=0.001)
    assert not any(found.values())


def test_a_known_mixture_is_found_and_the_cut_measured() -> None:
    """Three parts of one donor and one of another, cut by half in 2016."""
    first = 100 * np.array(outside(SPAN, seed=3).values)
    second = 100 * np.array(outside(SPAN, seed=4).values)
    third = 100 * np.array(outside(SPAN, seed=5).values)
    mixed = 0.75 * first / first[:72].mean() + 0.25 * second / second[:72].mean()
    cut = np.where(np.arange(84) < 72, 1, 0.5)
    amounts = dict(zip(named(SPAN), (mixed * cut).tolist(), strict=True))
    donors = [line("A", first), line("B", second), line("C", third)]

    found, reason = opinion(amounts, donors)

    assert reason == ""
    assert found is not None
    assert dict(found.weights) == pytest.approx({"A": 0.75, "B": 0.25}, abs=0.005)
    assert found.error < 0.5
    assert found.compliance.value == pytest.approx(50, abs=0.5)
    assert found.compliance.low < 50 < found.compliance.high
    assert "A 0.75, B 0.25" in str(found)


def test_one_donor_is_no_mixture() -> None:
    """It would only be somebody else's trade."""
    found, reason = opinion(noisy(), [outside(SPAN)])

    assert found is None
    assert "1 donors (of 2 needed)" in reason


def test_a_donor_with_a_gap_is_passed_over() -> None:
    """A month that a donor did not publish is not nothing."""
    short = line("short", np.ones(72), "2010-01..2015-12")
    found, reason = opinion(noisy(), [outside(SPAN), short])

    assert found is None
    assert "1 donors" in reason


def test_under_a_year_before_there_is_no_mixture() -> None:
    """A dozen months is the least that weights can rest on."""
    amounts = noisy("2015-02..2016-12")
    donors = [outside(SPAN), outside(SPAN, name="other", seed=8)]

    found, reason = opinion(amounts, donors)

    assert found is None
    assert "11 months before (of 12)" in reason
