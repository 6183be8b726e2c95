"""From a package to a shock: which cells of a case are stopped, and who steps in."""

import numpy as np

from yalu.errors import SchemaError
from yalu.impact.case import HOME, PressureCase
from yalu.impact.economy import Economy, Floats
from yalu.impact.exposure import Exposures
from yalu.impact.package import Package
from yalu.impact.shock import Shock
from yalu.impact.stopping import stop

__all__ = ["shock"]

_SHAPE = 2


def shock(
    case: PressureCase,
    package: Package,
    exposures: Exposures,
    *,
    enforcement: float = 1.0,
    alternative: float | None = None,
    paid: bool = False,
    economy: Economy | None = None,
    shares: Floats | None = None,
) -> Shock:
    """Return what a package does to the trade of a case.

    Law that binds all states stops the same share of a section whoever the partner
    is. Where the alternative patron steps in, it does not follow the package: in the
    sections and directions that are touched it replaces what is lost with others, up to
    a multiple of the most it is on record to have sold and bought in a year.

    Parameters
    ----------
    case : PressureCase
        Where it happens.
    package : Package
        What is priced; gives the name.
    exposures : Exposures
        What it bans of each section, of this case.
    enforcement : float
        Share of what is banned that is stopped, 0 to 1.
    alternative : float or None
        Multiple of its record up to which the alternative patron steps in; None where
        it follows the package as the others do.
    paid : bool
        Whether what the alternative patron sells more must be paid for by what the
        target still sells abroad. Ensembles ask this of general equilibrium, where
        trade balances, and not of the other models.
    economy : Economy or None
        Whose flows tell what others no longer sell and buy; that of the case at the
        most likely values by default.
    shares : ndarray or None
        (2, K): shares banned in one draw; the central ones by default.

    Returns
    -------
    Shock
        With limits, and capacities where the alternative patron steps in.

    Raises
    ------
    SchemaError
        If the enforcement is not from 0 to 1, the multiple is below 0, or the shares
        have another shape.

    """
    banned = exposures.central if shares is None else shares
    wanted = (_SHAPE, len(case.sectors))
    if banned.shape != wanted or not 0 <= enforcement <= 1 or (alternative or 0) < 0:
        msg = (
            f"shock: found enforcement {enforcement:g}, multiple {alternative}, shares "
            f"of shape {banned.shape}; expected 0 to 1, 0 or more, {wanted}. Mend them."
        )
        raise SchemaError(msg)
    world = case.economy if economy is None else economy
    at = world.at(case.target)
    helper = None if alternative is None else world.at(case.alternative)
    found = stop(
        world.flows[None],
        banned[None],
        target=at,
        traded=np.array([name != HOME for name in case.sectors]),
        enforcement=enforcement,
        helper=helper,
        room=(alternative or 0.0) * case.supplied[None],
    )
    passing, capacity = (found.paid() if paid else found).cells(at)
    name = f"{package.title}, enforced by {enforcement:.0%}"
    if helper is None:
        return Shock(name=name, passing=passing[0])
    return Shock(
        name=f"{name}, {case.alternative} stepping in",
        passing=passing[0],
        capacity=capacity[0],
    )
