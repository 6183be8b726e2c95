r"""An ensemble: one case at many values of what is not known.

Every draw is a whole world: what the target makes, how it is spread over sectors, the
elasticities, how far the law reaches, how far the alternative patron would go. All
packages, levels of enforcement and models are asked about the same draws, so that what
differs between two answers is never chance.

How far the law reaches is one number :math:`u` for all packages and sections: of each
the banned share at the quantile :math:`u` of its range. A package that is wider than
another is then wider in each single draw. What is stopped, and who steps in, is in
`yalu.impact.stopping`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yalu.errors import SchemaError
from yalu.impact.batch import solve_many
from yalu.impact.case import HOME, PressureCase
from yalu.impact.economy import Economy, Floats
from yalu.impact.exposure import Exposures
from yalu.impact.ranges import Draws, Range, draw
from yalu.impact.shock import Deficits, Shock
from yalu.impact.stopping import Stopped, stop
from yalu.provenance import Confidence, Evidence

__all__ = [
    "ALTERNATIVE",
    "READING",
    "Ensemble",
    "ensemble",
    "of_draws",
    "stopped",
]

_MIDDLE = 0.5

ALTERNATIVE = "alternative patron"
"""Range of a case: how many times its record the alternative patron would trade."""

READING = Range(
    name="reach of the law",
    low=0.0,
    high=1.0,
    evidence=Evidence.ESTIMATED,
    confidence=Confidence.LOW,
    note=(
        "at which quantile of the range of each banned share the law stands, the same "
        "for all sections and packages; nothing is known of it"
    ),
)
"""How far the law reaches, from the narrowest reading of what is banned to the widest.
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ensemble:
    """Draws of the world of a case.

    Attributes
    ----------
    case : PressureCase
        The case.
    draws : Draws
        What was drawn, D times.
    economy : Economy
        The world at the middle of every range.
    recorded : ndarray
        (D, N, N, K), USD: flows in each draw, imbalances as recorded.
    balanced : ndarray
        (D, N, N, K), USD: flows in each draw once trade is balanced; as recorded where
        it cannot be.
    elasticities : ndarray
        (D, K): trade elasticities in each draw.

    """

    case: PressureCase
    draws: Draws
    economy: Economy
    recorded: Floats
    balanced: Floats
    elasticities: Floats

    @property
    def target(self) -> int:
        """Where the target stands among the economies."""
        return self.economy.at(self.case.target)

    @property
    def income(self) -> Floats:
        """(D,), USD: what the target makes in a year."""
        made: Floats = self.recorded[:, self.target].sum(axis=(1, 2))
        return made

    @property
    def spending(self) -> Floats:
        """(D,), USD: what the target spends in a year."""
        spent: Floats = self.recorded[:, :, self.target].sum(axis=(1, 2))
        return spent

    def banned(self, exposures: Exposures) -> Floats:
        """Return (D, 2, K): share of sales (0) and purchases (1) abroad banned.

        Parameters
        ----------
        exposures : Exposures
            Of one package, for this case.

        """
        at = self.draws[READING.name][:, None, None]
        low, middle, high = exposures.low, exposures.central, exposures.high
        narrow = low + 2.0 * at * (middle - low)
        wide = middle + (2.0 * at - 1.0) * (high - middle)
        found: Floats = np.where(at < _MIDDLE, narrow, wide)
        return np.clip(found, 0.0, 1.0)


def ensemble(
    case: PressureCase,
    *,
    count: int,
    rng: np.random.Generator,
    ranges: Sequence[Range] = (),
) -> Ensemble:
    """Draw worlds of a case.

    Parameters
    ----------
    case : PressureCase
        The case; few economies make it fast.
    count : int
        How many draws, 1 or more; a single one is drawn like any other.
    rng : numpy.random.Generator
        Source of randomness.
    ranges : sequence of Range
        More that is not known, as a model's elasticity of substitution.

    Raises
    ------
    SchemaError
        If two ranges have one name, or the case cannot be built at some draw.

    """
    named = {one.name: one for one in (*case.ranges, READING, *ranges)}
    return of_draws(case, draw(tuple(named.values()), count, rng))


def of_draws(case: PressureCase, draws: Draws) -> Ensemble:
    """Return the worlds of a case at given draws, as `Draws.central`.

    Parameters
    ----------
    case : PressureCase
        The case.
    draws : Draws
        With `READING` and the ranges of the case; a range that was not drawn stays in
        its middle.

    Raises
    ------
    SchemaError
        If the case cannot be built at some draw.

    """
    columns = {name: draws[name] for name in draws.names}
    worlds = [
        case.economy_at({name: float(drawn[row]) for name, drawn in columns.items()})
        for row in range(draws.count)
    ]
    recorded = np.stack([world.flows for world in worlds])
    elasticities = np.stack([world.elasticities for world in worlds])
    closed = solve_many(
        worlds[0],
        Shock.none(),
        deficits=Deficits.CLOSED,
        flows=recorded,
        elasticities=elasticities,
        keep_flows=True,
    ).flows
    balanced = recorded if closed is None else closed
    whole = np.isfinite(balanced).all(axis=(1, 2, 3), keepdims=True)
    return Ensemble(
        case=case,
        draws=draws,
        economy=case.economy,
        recorded=recorded,
        balanced=np.where(whole, balanced, recorded),
        elasticities=elasticities,
    )


def stopped(
    drawn: Ensemble,
    flows: Floats,
    banned: Floats,
    *,
    enforcement: float,
    helped: bool,
    by: Sequence[str] = (),
) -> Stopped:
    """Return what a package stops in each draw.

    Parameters
    ----------
    drawn : Ensemble
        The draws.
    flows : ndarray
        (D, N, N, K), USD: its flows as recorded, or balanced.
    banned : ndarray
        (D, 2, K): share banned, as `Ensemble.banned` gives it.
    enforcement : float
        Share of what is banned that is stopped, 0 to 1.
    helped : bool
        Whether the alternative patron steps in instead of following the package.
    by : sequence of str
        Who alone stops trade, while what the others trade grows no further; all stop it
        where none is named.

    Raises
    ------
    SchemaError
        If the enforcement is not from 0 to 1.
    UnknownCodeError
        If one of those who stop it is not among the economies.

    """
    if not 0 <= enforcement <= 1:
        msg = f"enforcement: found {enforcement:g}; expected 0 to 1. Mend it."
        raise SchemaError(msg)
    return stop(
        flows,
        banned,
        target=drawn.target,
        traded=np.array([name != HOME for name in drawn.case.sectors]),
        enforcement=enforcement,
        stops=[drawn.economy.at(name) for name in by] or None,
        helper=drawn.economy.at(drawn.case.alternative) if helped else None,
        room=drawn.draws[ALTERNATIVE][:, None, None] * drawn.case.supplied,
    )
