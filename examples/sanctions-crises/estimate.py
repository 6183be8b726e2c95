# ruff: noqa: INP001 - a script beside its data, not a part of a package
"""Estimate what sender and target of 418 sanctions crises wanted.

Run it from anywhere; it reads ``crises.csv`` beside it::

    python examples/sanctions-crises/estimate.py
    python examples/sanctions-crises/estimate.py --method mle

The terms of each payoff are those of Crisman-Cox and Gibilisco (2021).
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from pyarrow import csv

from yalu.strategy.crisis import (
    CrisisMethod,
    CrisisSpecification,
    equilibria,
    estimate,
)

__all__ = ["SPECIFICATION", "main"]

SPECIFICATION = CrisisSpecification(
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


def main() -> None:
    """Estimate, look for equilibria, and say how far from the published ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--method", choices=[*CrisisMethod], default="npl")
    parser.add_argument("--clusters", help="a column, dyad for example")
    chosen = parser.parse_args()
    table = csv.read_csv(Path(__file__).with_name("crises.csv"))
    found = estimate(
        table,
        SPECIFICATION,
        method=chosen.method,
        expectations=("first_resist", "first_firm"),
        clusters=chosen.clusters,
    )
    resist, firm = (
        np.abs(values - table[name].to_numpy()).max()
        for values, name in (
            (found.resist, "published_resist"),
            (found.firm, "published_firm"),
        )
    )
    sys.stdout.write(
        f"{found}\n\n{equilibria(found.payoffs)}\nFurthest from the published chances: "
        f"{resist:.1e} (target resists), {firm:.1e} (sender stands firm).\n"
    )


if __name__ == "__main__":
    main()
