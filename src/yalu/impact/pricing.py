"""What a package costs in every draw of an ensemble, by one model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yalu.impact.batch import solve_many
from yalu.impact.economy import Floats
from yalu.impact.ensemble import Ensemble, stopped
from yalu.impact.essential import EssentialInput, input_left, output_left
from yalu.impact.exposure import Exposures
from yalu.impact.general import GeneralEquilibrium
from yalu.impact.mechanical import Mechanical
from yalu.impact.ranges import Range
from yalu.impact.remaining import earned_share, stopped_share
from yalu.impact.shock import Deficits, Shock
from yalu.impact.simulate import Model
from yalu.impact.stopping import Stopped

__all__ = ["Losses", "accepted", "price"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Losses:
    """The cost of a package in D draws at L levels of enforcement.

    Attributes
    ----------
    values : ndarray
        (L, D): share of a year's income lost; NaN where there is no answer.
    reasons : tuple of tuple of str
        L by D: why there is none; empty where there is.

    """

    values: Floats
    reasons: tuple[tuple[str, ...], ...]


def price(
    drawn: Ensemble,
    exposures: Exposures,
    *,
    model: Model,
    levels: Sequence[float],
    helped: bool = False,
    by: Sequence[str] = (),
) -> Losses:
    """Return what a package costs the target in every draw.

    Parameters
    ----------
    drawn : Ensemble
        The draws.
    exposures : Exposures
        What the package bans, for the case of the ensemble.
    model : Mechanical, EssentialInput or GeneralEquilibrium
        By which reasoning.
    levels : sequence of float
        Enforcement, 0 to 1. At 0 nothing is stopped and the cost is 0.
    helped : bool
        Whether the alternative patron steps in.
    by : sequence of str
        Who alone stops trade; all where none is named.

    Raises
    ------
    SchemaError
        If a level is not from 0 to 1, or the model asks for a sector that is not there.
    UnknownCodeError
        If a range of the model was not drawn.

    """
    banned = drawn.banned(exposures)
    closed = isinstance(model, GeneralEquilibrium) and model.deficits is Deficits.CLOSED
    flows = drawn.balanced if closed else drawn.recorded
    # Where nothing is stopped nothing is lost, and no search need find that out.
    some = bool((banned > 0).any())
    enforced = [level for level in levels if level != 0 and some]
    packages = [
        stopped(drawn, flows, banned, enforcement=level, helped=helped, by=by)
        for level in enforced
    ]
    none = ("",) * drawn.draws.count
    match model:
        case GeneralEquilibrium():
            found = _general(drawn, flows, packages, model.deficits)
            solved, why = list(found.values), list(found.reasons)
        case Mechanical():
            solved = [_mechanical(drawn, package) for package in packages]
            why = [none] * len(packages)
        case EssentialInput():
            solved = [_essential(drawn, package, model) for package in packages]
            why = [none] * len(packages)
    nothing = np.zeros(drawn.draws.count)
    return Losses(
        values=np.stack(
            [solved.pop(0) if level and some else nothing for level in levels]
        ),
        reasons=tuple(why.pop(0) if level and some else none for level in levels),
    )


def accepted(helped: Losses, alone: Losses) -> Losses:
    """Return the cost with help that may be refused as a whole.

    In equilibrium help can cost: what is taken over is traded whatever the terms. Who
    is helped refuses it where it is the worse for it, or no equilibrium with it is
    found.

    Parameters
    ----------
    helped, alone : Losses
        The cost with help that is always taken, and without help.

    Returns
    -------
    Losses
        The smaller of the two in each draw; none where there is none without help
        either.

    """
    return Losses(
        values=np.fmin(helped.values, alone.values),
        reasons=tuple(
            tuple(
                one if one and other else ""
                for one, other in zip(with_help, without, strict=True)
            )
            for with_help, without in zip(helped.reasons, alone.reasons, strict=True)
        ),
    )


def _mechanical(drawn: Ensemble, package: Stopped) -> Floats:
    before, after = package.flows, package.left()
    return stopped_share(
        before[:, 0], after[:, 0], before[:, 1], after[:, 1], drawn.income
    )


def _essential(drawn: Ensemble, package: Stopped, model: EssentialInput) -> Floats:
    places = model.places(drawn.case.sectors)
    before, after = package.flows, package.left()
    bought, still = before[:, 1][..., places], after[:, 1][..., places]
    there = input_left(
        earned_share(bought, still),
        earned_share(before[:, 0], after[:, 0]),
        _drawn(drawn, model.paid),
    )
    share = bought.sum(axis=(1, 2)) / drawn.spending
    if model.share is not None:
        share = np.full_like(there, model.share)
    return 1.0 - output_left(there, share, _drawn(drawn, model.elasticity))


def _drawn(drawn: Ensemble, one: float | Range) -> Floats:
    return drawn.draws[one.name] if isinstance(one, Range) else np.array(one)


def _general(
    drawn: Ensemble, flows: Floats, packages: Sequence[Stopped], deficits: Deficits
) -> Losses:
    draws, levels = drawn.draws.count, len(packages)
    if not levels:
        return Losses(values=np.empty((0, draws)), reasons=())
    cells = [package.paid().cells(drawn.target) for package in packages]
    passing, capacity = (np.concatenate(arrays) for arrays in zip(*cells, strict=True))
    # Without any capacity, none: a whole array of NaN costs time.
    found = solve_many(
        drawn.economy,
        Shock.none(),
        deficits=deficits,
        flows=np.tile(flows, (levels, 1, 1, 1)),
        elasticities=np.tile(drawn.elasticities, (levels, 1)),
        passing=None if np.isnan(passing).all() else passing,
        capacity=None if np.isnan(capacity).all() else capacity,
    )
    reasons = found.reasons
    return Losses(
        values=found.loss(drawn.case.target).reshape(levels, draws),
        reasons=tuple(
            reasons[level * draws : (level + 1) * draws] for level in range(levels)
        ),
    )
