"""A small made-up answer to what pressure costs: two packages and three models."""

from itertools import product

from yalu.impact import Bearing
from yalu.impact.observed import Outturn
from yalu.provenance import Evidence
from yalu.report.pressing import Pressure
from yalu.report.pricing import (
    Influence,
    PackageRow,
    Price,
    Yardstick,
)

MODELS = ("mechanical", "essential input: all imports", "general equilibrium")
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


def bearing(economy: str, good: str, label: str, flow: str, usd: float) -> Bearing:
    """Return what an economy loses of a good, give or take a tenth."""
    return Bearing(
        package="to-2397",
        economy=economy,
        good=good,
        label=label,
        flow=flow,
        base_low=usd,
        base_high=1.2 * usd,
        low=0.9 * usd,
        central=usd,
        high=1.1 * usd,
        share_low=None if ";" in good else 0.01,
        share_high=None if ";" in good else 0.02,
        sources=("TRADE",),
    )


BEARINGS = (
    bearing("CHN", "3", "mineral fuels", "buys", 1.1e9),
    bearing("CHN", "2701;2704", "coal (2015)", "buys", 1.0e9),
    bearing("RUS", "3", "mineral fuels", "sells", 2e7),
)


def outturn(
    year: int, recorded: float | None, enforcement: str, *, inside: bool | None
) -> Outturn:
    """Return a prediction of China's purchases beside a record."""
    return Outturn(
        quantity="patron_buys",
        label="CHN buys, all goods",
        year=year,
        unit="USD",
        model="mechanical",
        enforcement=enforcement,
        low=4e8,
        central=6e8,
        high=1e9 if enforcement == "full" else 2.5e9,
        recorded_low=recorded,
        recorded_high=recorded,
        inside=inside,
        reason="without crude oil",
        sources=("GACC",),
    )


OUTTURNS = (
    outturn(2016, 2.4e9, "full", inside=False),
    outturn(2016, 2.4e9, "any", inside=True),
    outturn(2018, 7e8, "full", inside=True),
    outturn(2018, 7e8, "any", inside=True),
    outturn(2019, None, "full", inside=None),
    outturn(2019, None, "any", inside=None),
)
INFLUENCES = (
    Influence(
        package="to-2397",
        model="general equilibrium",
        what="output of the target",
        low=1.2e10,
        high=3e10,
        unit="USD",
        correlation=-0.81,
        note="income of the year by several compilers",
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
        reliefs=(),
        influences=INFLUENCES,
        draws=100,
        left_out=("How fast an economy adjusts: costs are those of the long run.",),
        notes=("Kaesong is not in the data.",),
        sources=("UNCTAD",),
    )
