"""Is it an equilibrium? Worked out from the choices alone, beside the search."""

import numpy as np

from yalu.strategy.trees.tables import Tables
from yalu.strategy.trees.tree import Floats

__all__ = ["fault_of", "reach_of"]


def reach_of(
    tables: Tables, logs: tuple[Floats, ...]
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return logs of the chances of histories and of types, before and after stages.

    Parameters
    ----------
    tables : Tables
        The tree.
    logs : tuple of ndarray
        By stage, (types or 1, choices, histories): logs of the chances of each choice.

    Returns
    -------
    tuple of tuple of ndarray
        For each stage and after the last, (types, histories): logs of the chance of a
        history given the type; of a type given the history. Others than the informed
        player choose alike whatever the type is, so what they do tells nothing.

    """
    types = tables.prior.size
    reach, told = [np.zeros((types, 1))], [np.zeros((types, 1))]
    for stage, log in zip(tables.stages, logs, strict=True):
        reach.append((reach[-1][:, None] + log).reshape(types, -1))
        spoken = log if stage.informed else np.zeros_like(log)
        told.append((told[-1][:, None] + spoken).reshape(types, -1))
    weights = [tables.prior[:, None] + one for one in told]
    beliefs = [one - np.logaddexp.reduce(one, axis=0) for one in weights]
    return tuple(reach), tuple(beliefs)


def fault_of(tables: Tables, precision: float, logs: tuple[Floats, ...]) -> float:
    """Return how far choices are from logit answers to all others.

    Beliefs follow from the choices by Bayes' rule, and what a choice is worth follows
    from the choices that come after it; each chance is held against
    ``exp(precision * worth)``, made to add to 1.

    Parameters
    ----------
    tables : Tables
        The tree.
    precision : float
        How sharply everybody chooses.
    logs : tuple of ndarray
        By stage, (types or 1, choices, histories): logs of the chances of each choice.

    """
    _, beliefs = reach_of(tables, logs)
    last = len(tables.stages)
    ahead, worst = np.zeros_like(tables.worth[last - 1]), 0.0
    for number in range(last - 1, -1, -1):
        stage, chance = tables.stages[number], np.exp(logs[number])
        if number in tables.worth:
            ahead = ahead + tables.worth[number]
        players, types, _ = ahead.shape
        worth = ahead.reshape(players, types, stage.choices, stage.histories)
        own = worth[stage.player]
        if not stage.informed:
            own = np.einsum("th,tah->ah", np.exp(beliefs[number]), own)[None]
        answer = np.exp(precision * (own - own.max(axis=1, keepdims=True)))
        answer /= answer.sum(axis=1, keepdims=True)
        worst = max(worst, float(np.abs(answer - chance).max()))
        ahead = np.einsum(
            "ptah,tah->pth", worth, np.broadcast_to(chance, worth.shape[1:])
        )
    return worst
