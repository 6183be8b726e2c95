"""One way to ask every model what a shock costs."""

from yalu.impact.economy import Economy
from yalu.impact.essential import EssentialInput
from yalu.impact.estimate import ImpactEstimate
from yalu.impact.general import GeneralEquilibrium
from yalu.impact.mechanical import Mechanical
from yalu.impact.shock import Shock

__all__ = ["Model", "simulate"]

Model = Mechanical | EssentialInput | GeneralEquilibrium


def simulate(
    economy: Economy, shock: Shock, *, model: Model, subject: str
) -> ImpactEstimate:
    """Return what a shock costs one economy, by one model.

    Parameters
    ----------
    economy : Economy
        The economy before the shock.
    shock : Shock
        What changes.
    model : Mechanical, EssentialInput or GeneralEquilibrium
        By which reasoning.
    subject : str
        Whose cost.

    Returns
    -------
    ImpactEstimate
        The cost as a share of a year's income; without a number and with the reason
        where the model has no answer.

    Raises
    ------
    UnknownCodeError
        If the subject is not among the economies.
    SchemaError
        If the shock does not fit the economy, or the model cannot take such a shock.

    """
    return model.estimate(economy, shock, subject=subject)
