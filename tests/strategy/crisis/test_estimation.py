"""What the estimates promise."""

import re

import numpy as np
import pyarrow as pa
import pytest
from scipy.optimize import minimize

from tests.strategy.crisis.crises import (
    EXPECTATIONS,
    RECORDED,
    design_of,
    recorded,
)
from yalu.errors import ModelError, SchemaError
from yalu.strategy.crisis import (
    CrisisEstimate,
    CrisisSpecification,
    CrisisStatus,
    draw_outcomes,
    equilibria,
    estimate,
)
from yalu.strategy.crisis.design import bounded
from yalu.strategy.crisis.full import followed
from yalu.strategy.crisis.likelihood import pseudo_likelihood

SMALL = CrisisSpecification(
    gain=("1",),
    concession=("1",),
    sender_firm=("1", "trade"),
    target_firm=("trade",),
    retreat=("1",),
)
ROWS: dict[str, list[float]] = {
    "status_quo": [900, 870, 840, 800],
    "conceded": [30, 30, 28, 20],
    "stood_firm": [40, 60, 82, 120],
    "backed_down": [30, 40, 50, 60],
    "trade": [0.1, 0.4, 0.6, 0.9],
}


@pytest.fixture(scope="module", name="published")
def published_crises() -> CrisisEstimate:
    """Return the estimate from the published expectations."""
    return estimate(recorded(), RECORDED, expectations=EXPECTATIONS)


def test_the_likelihood_of_the_published_estimate_comes_out(
    published: CrisisEstimate,
) -> None:
    """Rounds with numerical gradients stop at -3932.4472, a little off the peak."""
    assert published.status is CrisisStatus.CONVERGED
    assert published.log_likelihood == pytest.approx(-3932.4472, abs=1e-3)
    assert published.outcomes == 49_704


def test_the_published_chances_come_out(published: CrisisEstimate) -> None:
    """Those of sigInt, in all 418 games; they agree to eight digits."""
    table = recorded()

    assert published.resist == pytest.approx(
        table["published_resist"].to_numpy(), abs=1e-7
    )
    assert published.firm == pytest.approx(table["published_firm"].to_numpy(), abs=1e-7)


def test_every_recorded_crisis_has_one_equilibrium(published: CrisisEstimate) -> None:
    """So nothing was chosen; and it is the one that was estimated."""
    found = equilibria(published.payoffs)
    resist, firm = found.only()

    assert (found.numbers == 1).all()
    assert not found.limit.any()
    assert resist == pytest.approx(published.resist, abs=1e-8)
    assert firm == pytest.approx(published.firm, abs=1e-8)


def test_other_expectations_lead_to_the_same_estimates(
    published: CrisisEstimate,
) -> None:
    """Without any given, logistic regressions begin."""
    found = estimate(recorded(), RECORDED)

    assert found.values == pytest.approx(published.values, abs=1e-6)


def test_another_program_finds_the_same_peak(published: CrisisEstimate) -> None:
    """Scipy's BFGS, which knows nothing of the derivatives of second order."""
    design = design_of(recorded())
    lines = design.indices(bounded(published.resist), bounded(published.firm))

    def depth(place: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient, _ = pseudo_likelihood(place, lines, design.counts)
        return -value, -gradient

    start = published.values + 0.05
    found = minimize(depth, start, jac=True, method="BFGS", options={"gtol": 1e-6})

    assert found.fun == pytest.approx(-published.log_likelihood, abs=1e-7)
    assert found.x == pytest.approx(published.values, abs=1e-4)


def test_the_full_likelihood_is_no_lower_and_at_a_peak(
    published: CrisisEstimate,
) -> None:
    """It may choose among all coefficients, so also those of the rounds."""
    found = estimate(recorded(), RECORDED, method="mle", expectations=EXPECTATIONS)

    assert found.status is CrisisStatus.CONVERGED
    assert found.log_likelihood >= published.log_likelihood
    assert found.residual < 1e-10
    nearby = [
        whole_likelihood(found, at, step) for at in (0, 4, 8, 19) for step in (-1, 1)
    ]
    assert max(nearby) < found.log_likelihood


def whole_likelihood(found: CrisisEstimate, at: int, step: int) -> float:
    """Return the full likelihood a small step away, every game solved anew."""
    design = design_of(recorded())
    place = found.values
    place[at] += 1e-3 * step
    payoffs = design.payoffs(place)
    firm = followed(payoffs, found.firm)
    known = equilibria(payoffs)
    assert known.only()[1] == pytest.approx(firm, abs=1e-10)
    return float((design.counts * np.log(known.probabilities)).sum())


def test_coefficients_that_made_the_data_are_within_their_ranges(
    published: CrisisEstimate,
) -> None:
    """Of 20 coefficients in 15 simulated worlds, ranges of 95 percent hold most.

    With as many crises as were recorded; 300 ranges that hang together within a world.
    """
    table, rng = recorded(), np.random.default_rng(418)
    times = design_of(table).counts.sum(axis=1).astype(np.int64)
    held = []
    for _ in range(15):
        outcomes = draw_outcomes(
            published.payoffs,
            resist=published.resist,
            firm=published.firm,
            times=times,
            rng=rng,
        )
        made = table
        for at, name in enumerate(RECORDED.outcomes):
            column = made.column_names.index(name)
            made = made.set_column(column, name, pa.array(outcomes[:, at]))
        found = estimate(made, RECORDED, expectations=EXPECTATIONS, rounds=200)
        if found.status is CrisisStatus.CONVERGED:
            held += [
                one.low <= value <= one.high
                for one, value in zip(found.coefficients, published.values, strict=True)
                if one.low is not None and one.high is not None
            ]

    assert len(held) >= 0.8 * 300
    assert 0.9 <= np.mean(held) <= 1


def test_many_crises_give_the_coefficients_back() -> None:
    """What is left with a hundred thousand times as many is chance, and small."""
    truth = estimate(pa.table(ROWS), SMALL)
    many = truth.probabilities * 1e8
    rows = ROWS | {
        name: np.round(many[:, at]).astype(np.int64)
        for at, name in enumerate(SMALL.outcomes)
    }
    for method in ("npl", "mle"):
        found = estimate(pa.table(rows), SMALL, method=method)

        assert found.values == pytest.approx(truth.values, abs=1e-4)


def test_the_order_of_games_changes_nothing() -> None:
    """Games do not know of each other."""
    found = estimate(pa.table(ROWS), SMALL)
    turned = pa.table({name: values[::-1] for name, values in ROWS.items()})

    assert estimate(turned, SMALL).values == pytest.approx(found.values, abs=1e-8)


def test_expectations_held_fixed_are_no_equilibrium() -> None:
    """And the estimate tells by how much."""
    found = estimate(recorded(), RECORDED, method="pl", expectations=EXPECTATIONS)

    assert found.rounds == 1
    assert found.residual > 0.1
    assert "as if the expectations were known" in str(found)


def test_clusters_of_one_game_each_give_robust_errors() -> None:
    """They are of the size of the others where the game is the right one."""
    table = pa.table(ROWS | {"pair": ["a", "b", "c", "d"]})
    plain = estimate(table, SMALL)
    found = estimate(table, SMALL, clusters="pair")

    assert found.values == pytest.approx(plain.values, abs=1e-12)
    assert found.errors == "errors clustered by pair"
    assert np.isfinite(np.diag(found.covariance)).all()


def test_rounds_that_do_not_come_to_rest_are_told() -> None:
    """A number that is not yet an estimate must not look like one."""
    found = estimate(recorded(), RECORDED, expectations=EXPECTATIONS, rounds=3)

    assert found.status is CrisisStatus.NOT_CONVERGED
    assert "After 3 rounds the largest change was still" in found.remarks[0]


def test_a_constant_in_all_payoffs_of_a_side_is_refused() -> None:
    """Shifting all of them changes nothing that could be seen."""
    asked = CrisisSpecification(
        status_quo=("1",),
        gain=("1",),
        concession=("1",),
        sender_firm=("1",),
        target_firm=("trade",),
        retreat=("1",),
    )
    with pytest.raises(ModelError, match="cannot be told apart from the others"):
        estimate(pa.table(ROWS), asked)


def test_everything_wrong_with_the_question_is_told_at_once() -> None:
    """One run is enough to mend it."""
    with pytest.raises(SchemaError) as caught:
        estimate(
            pa.table(ROWS),
            SMALL,
            method="guess",
            expectations=("trade", "status_quo"),
            clusters="pair",
            rounds=0,
        )
    told = str(caught.value)

    assert "method: 'guess'; expected one of pl, npl, mle" in told
    assert "rounds: 0; expected 1 or more" in told
    assert "column status_quo: row 0 holds 900.0; expected a chance" in told
    assert "clusters: no column pair" in told


def test_crises_without_a_concession_are_refused() -> None:
    """What nobody ever did has no price."""
    with pytest.raises(SchemaError, match="0 conceded and 482 resisted"):
        estimate(pa.table(ROWS | {"conceded": [0, 0, 0, 0]}), SMALL)


def test_a_start_of_another_length_is_refused() -> None:
    """It would be read as other terms."""
    with pytest.raises(SchemaError, match=re.escape("shape (2,); expected 6")):
        estimate(pa.table(ROWS), SMALL, start=np.zeros(2))


def test_the_table_of_an_estimate_is_the_estimate(published: CrisisEstimate) -> None:
    """What is printed, what is in the table and what is asked for agree."""
    one = published.coefficient("gain", "1")
    row = published.table.to_pylist()[4]

    assert (row["payoff"], row["term"], row["value"]) == ("gain", "1", one.value)
    assert f"{one.value:.4f}" in str(published)
    with pytest.raises(ModelError, match="gain: trade has no coefficient"):
        published.coefficient("gain", "trade")
