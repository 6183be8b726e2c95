"""A small made-up answer to what pressure costs: two packages and three models."""

from itertools import product

from yalu.provenance import Evidence
from yalu.report.pressing import MODELS, Pressure
from yalu.report.pricing import (
    Bearing,
    Influence,
    Outturn,
    PackageRow,
    Price,
    Yardstick,
)

LEVELS = (0.0, 0.5, 1.0)
SIZES = {"2270": 0.01, "to-2397": 0.12, "closure": 0.3}
GROUPS = {"2270": "alone", "to-2397": "together", "closure": "beyond"}
LABELS = {
    "2270": "resolution 2270 alone",
    "to-2397": "all up to resolution 2397",
    "closure": "full closure",
}
SHORT = {"2270": "2270", "to-2397": "up to 2397", "closure": "full closure"}
FACTORS = dict(zip(MODELS, (1.0, 1.4, 0.5), strict=True))


def price(
    package: str, model: str, patron: str = "", enforcement: float = 1.0
) -> Price:
    """Return a cost that grows with package, model and enforcement."""
    median = SIZES[package] * FACTORS[model] * enforcement * (0.8 if patron else 1.0)
    return Price(
        package=package,
        label=LABELS[package],
        short=SHORT[package],
        group=GROUPS[package],
        model=model,
        patron=patron,
        enforcement=enforcement,
        median=median,
        low=0.6 * median,
        high=1.8 * median,
        draws=100,
        failed=0,
        reason="",
    )


def package(name: str) -> PackageRow:
    """Return a package that covers as much as it costs."""
    return PackageRow(
        package=name,
        label=LABELS[name],
        short=SHORT[name],
        group=GROUPS[name],
        instruments=("S/RES/2270 (2016)",),
        sold_low=SIZES[name],
        sold_high=min(1.0, 3 * SIZES[name]),
        bought_low=0.0,
        bought_high=SIZES[name],
    )


PRICES = tuple(
    price(name, model, patron, level)
    for name, model, patron, level in product(SIZES, MODELS, ("", "RUS"), LEVELS)
)
YARDSTICKS = (
    Yardstick(
        name="year",
        label="worst single year",
        first=1997,
        last=1997,
        low=0.065,
        high=0.065,
        sources=("BOK",),
        evidence=Evidence.ESTIMATED,
    ),
    Yardstick(
        name="decade",
        label="the 1990s together",
        first=1990,
        last=1998,
        low=0.25,
        high=0.3,
        sources=("BOK",),
        evidence=Evidence.ESTIMATED,
    ),
)
BEARINGS = (
    Bearing(
        package="to-2397",
        economy="CHN",
        good="2701",
        label="coal",
        flow="buys",
        base_usd=1.1e9,
        low_usd=0.9e9,
        middle_usd=1.0e9,
        high_usd=1.1e9,
        share_low=0.08,
        share_high=0.1,
        sources=("TRADE",),
    ),
    Bearing(
        package="to-2397",
        economy="RUS",
        good="3",
        label="mineral fuels",
        flow="sells",
        base_usd=4e7,
        low_usd=1e7,
        middle_usd=2e7,
        high_usd=4e7,
        share_low=None,
        share_high=None,
        sources=("TRADE",),
    ),
)


def outturn(year: int, recorded: float | None, *, inside: bool | None) -> Outturn:
    """Return a prediction of China's purchases beside a record."""
    return Outturn(
        quantity="chn-buys",
        label="what China buys",
        year=year,
        unit="million USD",
        model="mechanical",
        low=400.0,
        middle=600.0,
        high=1000.0,
        recorded_low=recorded,
        recorded_high=recorded,
        inside=inside,
        note="",
        sources=("GACC",),
        evidence=Evidence.OFFICIAL,
    )


OUTTURNS = (
    outturn(2016, 2600.0, inside=False),
    outturn(2018, 700.0, inside=True),
    outturn(2019, None, inside=None),
)
INFLUENCES = (
    Influence(
        package="to-2397",
        model="general equilibrium",
        what="output of the target",
        low=1.2e10,
        high=3e10,
        correlation=-0.81,
    ),
)


def pressure() -> Pressure:
    """Return the made-up answer."""
    return Pressure(
        target="PRK",
        patron="CHN",
        alternative="RUS",
        year=2015,
        packages=tuple(map(package, SIZES)),
        prices=PRICES,
        bearings=BEARINGS,
        outturns=OUTTURNS,
        yardsticks=YARDSTICKS,
        influences=INFLUENCES,
        draws=100,
        left_out=("How fast an economy adjusts: costs are those of the long run.",),
        notes=("Kaesong is not in the data.",),
        sources=("UNCTAD",),
    )
