"""Crises that several tests look at: the recorded ones, and games made up."""

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from yalu.strategy.crisis import CrisisPayoffs, CrisisSpecification
from yalu.strategy.crisis.design import CrisisDesign

__all__ = ["EXPECTATIONS", "RECORDED", "THREEFOLD", "design_of", "drawn", "recorded"]

CRISES = Path(__file__).parents[3] / "examples" / "sanctions-crises" / "crises.csv"
EXPECTATIONS = ("first_resist", "first_firm")
RECORDED = CrisisSpecification(
    status_quo=(
        "sqrt(sender_dependence)",
        "sender_democracy",
        "contiguity",
        "alliance",
    ),
    gain=("1", "sender_costs"),
    concession=(
        "1",
        "sqrt(target_dependence)",
        "target_costs",
        "contiguity",
        "alliance",
    ),
    sender_firm=(
        "1",
        "sqrt(sender_dependence)",
        "sender_democracy",
        "log_capability_ratio",
    ),
    target_firm=("1", "target_democracy", "log_capability_ratio"),
    retreat=("1", "sender_democracy"),
)
# A game with three equilibria, found among random ones.
THREEFOLD = CrisisPayoffs.single(
    status_quo=0.9,
    gain=1.7,
    concession=-0.3,
    sender_firm=-1.5,
    target_firm=-2.0,
    retreat=-0.5,
)


def recorded() -> pa.Table:
    """Return the 418 crises of the example."""
    return csv.read_csv(CRISES)


def design_of(table: pa.Table) -> CrisisDesign:
    """Return them as numbers."""
    return RECORDED.design(table)


def drawn(games: int, seed: int, spread: float = 1.5) -> CrisisPayoffs:
    """Return games with payoffs drawn from normal distributions."""
    rng = np.random.default_rng(seed)

    def some() -> NDArray[np.float64]:
        return rng.normal(0, spread, games)

    return CrisisPayoffs(
        status_quo=some(),
        gain=some(),
        concession=some(),
        sender_firm=some(),
        target_firm=some(),
        retreat=some(),
    )
