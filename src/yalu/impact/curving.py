"""Curves of packages: every model at every level, all at the same draws."""

from collections.abc import Sequence

import numpy as np

from yalu.impact.case import PressureCase
from yalu.impact.curve import Curve
from yalu.impact.ensemble import Ensemble, ensemble
from yalu.impact.essential import EssentialInput
from yalu.impact.exposing import exposures
from yalu.impact.general import GeneralEquilibrium
from yalu.impact.mechanical import Mechanical
from yalu.impact.package import Package
from yalu.impact.pricing import accepted, price
from yalu.impact.ranges import Range
from yalu.impact.simulate import Model
from yalu.provenance import Confidence, Evidence

__all__ = ["LEVELS", "PAID", "curve", "curves", "models_of"]

LEVELS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Levels of enforcement."""

PAID = Range(
    name="purchases paid for by sales",
    low=0.0,
    high=1.0,
    evidence=Evidence.ESTIMATED,
    confidence=Confidence.LOW,
    note=(
        "how far lost sales abroad cut purchases of what cannot be done without; "
        "credit, aid and reserves stand between, and nobody outside knows them"
    ),
)
"""How far a fall of sales abroad cuts purchases there."""

_SUBSTITUTION = "energy substitution"
_FUELS = "3"


def models_of(case: PressureCase) -> tuple[Model, ...]:
    """Return the models that price a case, from the simplest on.

    Mechanical; fuels bought abroad as an essential input; all that is bought abroad as
    one; and general equilibrium. For all that is bought abroad the elasticity of energy
    is borrowed, as if nothing of it could be done without any better than fuels: the
    darkest view, and no estimate. Inputs are left out where the case knows no
    elasticity for them.

    Parameters
    ----------
    case : PressureCase
        Its range "energy substitution" is the elasticity.

    """
    known = {one.name: one for one in case.ranges}
    if _SUBSTITUTION not in known or _FUELS not in case.sectors:
        return Mechanical(), GeneralEquilibrium()
    hard = known[_SUBSTITUTION]
    return (
        Mechanical(),
        EssentialInput(elasticity=hard, sectors=(_FUELS,), paid=PAID),
        EssentialInput(elasticity=hard, what="all imports", paid=PAID),
        GeneralEquilibrium(),
    )


def curve(
    case: PressureCase,
    package: Package,
    *,
    levels: Sequence[float] = LEVELS,
    models: Sequence[Model] | None = None,
    draws: int = 100,
    rng: np.random.Generator,
) -> Curve:
    """Return what one package costs; see `curves`."""
    return curves(case, (package,), levels=levels, models=models, draws=draws, rng=rng)[
        0
    ]


def curves(
    case: PressureCase,
    packages: Sequence[Package],
    *,
    levels: Sequence[float] = LEVELS,
    models: Sequence[Model] | None = None,
    helped: Sequence[bool] = (False, True),
    by: Sequence[str] = (),
    draws: int = 100,
    rng: np.random.Generator,
) -> tuple[Curve, ...]:
    """Return what packages cost, all at the same draws of what is not known.

    Parameters
    ----------
    case : PressureCase
        Who is pressed; few economies make it fast.
    packages : sequence of Package
        What is priced.
    levels : sequence of float
        Levels of enforcement, 0 to 1.
    models : sequence of Mechanical, EssentialInput or GeneralEquilibrium, or None
        By which reasoning; None for those of `models_of`.
    helped : sequence of bool
        Whether the alternative patron steps in.
    by : sequence of str
        Who alone stops trade; all where none is named.
    draws : int
        How many draws, 1 or more.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    tuple of Curve
        One for each package.

    Raises
    ------
    SchemaError
        If a level is not from 0 to 1, or the case cannot be built at some draw.

    """
    chosen = tuple(models_of(case) if models is None else models)
    # All is drawn whatever is shown: one model alone has the draws of all together.
    ranges = {
        one.name: one
        for model in (*models_of(case), *chosen)
        if isinstance(model, EssentialInput)
        for one in model.ranges
    }
    drawn = ensemble(case, count=draws, rng=rng, ranges=tuple(ranges.values()))
    return tuple(
        _priced(
            drawn,
            package,
            models=chosen,
            levels=tuple(levels),
            helped=tuple(helped),
            by=tuple(by),
        )
        for package in packages
    )


def _priced(
    drawn: Ensemble,
    package: Package,
    *,
    models: tuple[Model, ...],
    levels: tuple[float, ...],
    helped: tuple[bool, ...],
    by: tuple[str, ...],
) -> Curve:
    case = drawn.case
    banned = exposures(package, case)
    found = []
    for model in models:
        alone = price(drawn, banned, model=model, levels=levels, by=by)
        row = [alone] * len(helped)
        if any(helped):
            other = price(drawn, banned, model=model, levels=levels, helped=True, by=by)
            best = accepted(other, alone)
            row = [best if steps_in else alone for steps_in in helped]
        found.append(row)
    sources = [*case.sources]
    sources += [source for one in drawn.draws.ranges for source in one.sources]
    sources += [source for row in banned.rows for source in row.sources]
    return Curve(
        package=package.id,
        title=package.title,
        target=case.target,
        models=tuple(model.name for model in models),
        alternatives=tuple(case.alternative if each else "" for each in helped),
        levels=levels,
        costs=np.array([[one.values for one in row] for row in found]),
        reasons=tuple(tuple(one.reasons for one in row) for row in found),
        draws=drawn.draws,
        sources=tuple(dict.fromkeys(sources)),
    )
