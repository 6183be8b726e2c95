"""A small case of pressure: the hand-made world, with things that are not known."""

import numpy as np

from tests.impact.hand_made import GOODS, OIL, TARGET, economy
from yalu.impact import Exposure, Exposures, PressureCase, Range, Scale
from yalu.provenance import Confidence, Evidence
from yalu.regime import Direction


def unknown(
    name: str, low: float, high: float, *, scale: Scale = Scale.LINEAR
) -> Range:
    return Range(
        name=name,
        low=low,
        high=high,
        scale=scale,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.LOW,
        sources=("b",),
    )


def case() -> PressureCase:
    """Return a target with an income of 600 to 1,500, and a helper of little weight."""
    world = economy()
    trade = world.flows.copy()
    home = np.einsum("iik->i", trade).copy()
    trade[np.arange(4), np.arange(4)] = 0.0
    home[TARGET] = np.nan
    supplied = np.zeros((2, 3))
    supplied[1, OIL], supplied[0, GOODS] = 3.0, 2.0
    return PressureCase(
        target="PRK",
        patron="CHN",
        alternative="RUS",
        economies=world.economies,
        sectors=world.sectors,
        trade=trade,
        home=home,
        year=2015,
        ranges=(
            unknown("output", 600.0, 1_500.0, scale=Scale.RATIO),
            unknown("not traded", 0.3, 0.6),
            unknown("home like imports", 0.1, 0.9),
            unknown("goods at home, others", 0.2, 0.8),
            unknown("alternative patron", 1.0, 4.0, scale=Scale.RATIO),
            unknown("elasticity 3", 3.0, 9.0),
            unknown("elasticity 6", 3.0, 9.0),
            unknown("energy substitution", 0.05, 0.5),
        ),
        supplied=supplied,
        sources=("a",),
    )


def banned(shares: dict[tuple[str, Direction], tuple[float, float]]) -> Exposures:
    """Return exposures by section and direction, lowest and highest."""
    rows = tuple(
        Exposure(
            section=section,
            direction=way,
            low=shares.get((section, way), (0.0, 0.0))[0],
            central=sum(shares.get((section, way), (0.0, 0.0))) / 2,
            high=shares.get((section, way), (0.0, 0.0))[1],
            recorded=0.0,
            basis="by hand",
        )
        for section in ("3", "6")
        for way in (Direction.FROM_TARGET, Direction.TO_TARGET)
    )
    return Exposures(package="by hand", sectors=("3", "6", "home"), rows=rows)
