"""What the models of pressure say, as far as claims ask: costs and past falls.

Claims do not run a model. Whoever holds them against the record passes in what the
models say, so that the ledger, the report and the command line tell the same figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.provenance import Evidence

__all__ = ["Cost", "Fall", "Pressed", "Relief", "models_asked"]


def models_asked(names: Iterable[str]) -> str:
    """Return how many models answered, in words; one may be asked about several goods.

    Parameters
    ----------
    names : iterable of str
        Of each answer the name of its model, with a colon before what it was asked of.

    Examples
    --------
    >>> models_asked(["mechanical", "essential input: fuels", "general equilibrium"])
    '3 models'
    >>> models_asked(["mechanical", "essential input: fuels", "essential input: all"])
    '2 models (one of them asked twice)'

    """
    asked = set(names)
    kinds = {name.partition(":")[0] for name in asked}
    told = f"{len(kinds)} model{'' if len(kinds) == 1 else 's'}"
    if len(asked) == len(kinds):
        return told
    if len(asked) == len(kinds) + 1:
        return f"{told} ({'one of them ' if len(kinds) > 1 else ''}asked twice)"
    return f"{told} (asked in {len(asked)} ways)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a package costs the target by one model, nobody stepping in.

    Attributes
    ----------
    package : str
        Identifier of the package.
    model : str
        Name of the model.
    median, low, high : float
        Share of a year's income lost; the middle 90 percent of the draws.

    """

    package: str
    model: str
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """How much of a cost another patron undoes by one model.

    Attributes
    ----------
    package, model : str
        Of which cost, by which model.
    patron : str
        ISO3 code of who steps in.
    median, low, high : float
        Share of the cost that is undone; the middle 90 percent of the draws.

    """

    package: str
    model: str
    patron: str
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A recorded fall of income.

    Attributes
    ----------
    name : str
        ``year`` for the deepest in a single year.
    first, last : int
        First and last year of it.
    low, high : float
        Share of income lost.
    evidence : Evidence
        Grade of the figures.
    sources : tuple of str
        Identifiers of the sources.
    compilers : tuple of str
        Whose figures they are.

    """

    name: str
    first: int
    last: int
    low: float
    high: float
    evidence: Evidence
    sources: tuple[str, ...]
    compilers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What the models say of pressure that is fully enforced.

    Attributes
    ----------
    enforcement : float
        Share that is stopped.
    draws : int
        How often what is not known was drawn.
    costs : tuple of Cost
        By package and model.
    reliefs : tuple of Relief
        By package and model.
    falls : tuple of Fall
        What a cost can be held against.
    unanswered : tuple of str
        Models that gave no answer to a package, and why.
    sources : tuple of str
        Identifiers of the sources of the models.

    """

    enforcement: float
    draws: int
    costs: tuple[Cost, ...]
    reliefs: tuple[Relief, ...]
    falls: tuple[Fall, ...]
    unanswered: tuple[str, ...]
    sources: tuple[str, ...]
