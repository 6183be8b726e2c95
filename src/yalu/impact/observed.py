"""Predicted against recorded: what the law in force should have done, and what came.

Everything is predicted from the base year and the law of each later year: nothing of a
later year is used. Trade is predicted mechanically, income by each model; what was
recorded is the range over all who printed it. A comparison may fail, and often does:
then trade moved for other reasons, the law was not enforced, or the model is wrong, and
a failure alone does not say which.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from yalu.impact.batch import solve_many
from yalu.impact.case import PressureCase
from yalu.impact.economy import Floats
from yalu.impact.ensemble import Ensemble, stopped
from yalu.impact.exposing import exposures
from yalu.impact.exposure import Exposure, Exposures
from yalu.impact.outturn import Outturn, held
from yalu.impact.package import law_of_year
from yalu.impact.piped import CRUDE
from yalu.impact.pricing import price
from yalu.impact.recorded_outcomes import customs, growth, prices_of
from yalu.impact.shock import Shock
from yalu.impact.simulate import Model
from yalu.regime import Direction, Regime, coverage

__all__ = ["Outturn", "exposures_of_year", "observed"]

_PERCENT = 100.0
_CRUDE = "crude oil"
_MECHANICAL = "mechanical"
_FOOD = "0"
_FULL = (1.0,)
_MIDDLE_90 = (0.05, 0.5, 0.95)


def exposures_of_year(
    case: PressureCase, regime: Regime, years: Sequence[int]
) -> dict[int, Exposures]:
    """Return what the law of each year banned, averaged over its spells.

    Parameters
    ----------
    case : PressureCase
        Gives the weights.
    regime : Regime
        The law.
    years : sequence of int
        Calendar years.

    """
    first = law_of_year(regime, years[0])[0][0]
    covered = coverage(regime, revision=first.revision)
    found = {}
    for year in years:
        spells = [
            (exposures(law, case), share)
            for law, share in law_of_year(regime, year, covered=covered)
        ]
        rows = zip(*(one.rows for one, _ in spells), strict=True)
        weights = [share for _, share in spells]
        found[year] = Exposures(
            package=str(year),
            sectors=case.sectors,
            rows=tuple(_mean(cells, weights) for cells in rows),
        )
    return found


def observed(
    drawn: Ensemble,
    regime: Regime,
    tables: Mapping[str, pa.Table],
    *,
    years: Sequence[int] = (2016, 2017, 2018, 2019),
    models: Sequence[Model],
) -> tuple[Outturn, ...]:
    """Return each prediction beside what was recorded.

    Parameters
    ----------
    drawn : Ensemble
        Draws of the case.
    regime : Regime
        The law.
    tables : mapping of str to pyarrow.Table
        The data sets ``trade``, ``output`` and ``prices`` by name.
    years : sequence of int
        Calendar years after the base year, ascending.
    models : sequence of model
        Which predict income.

    Returns
    -------
    tuple of Outturn
        The patron's purchases and sales, real growth, the price of the dollar and of
        rice, year by year; each under full and under any enforcement.

    """
    case = drawn.case
    # A figure of a later year would tell the prediction what it is held against.
    known = tuple(line for line in case.earlier if max(line.years) <= case.year)
    before = replace(case, lines=known)
    law = exposures_of_year(before, regime, (case.year, *years))
    bare = _without_crude(before)
    recorded = exposures_of_year(bare, regime, (case.year, *years))
    rows: list[Outturn] = []
    for year in years:
        for way in (Direction.FROM_TARGET, Direction.TO_TARGET):
            rows += _of_trade(bare, tables["trade"], recorded, way, year)
    for model in models:
        rows += _of_growth(drawn, tables["output"], law, years, model)
    for year in years:
        rows += _of_prices(drawn, tables["prices"], law, year)
    return tuple(rows)


def _without_crude(case: PressureCase) -> PressureCase:
    """Return a case in which crude is worth nothing, as in the record of customs."""
    return replace(
        case,
        ranges=tuple(one for one in case.ranges if one.name != _CRUDE),
        lines=tuple(
            replace(line, low=0.0, high=0.0) if line.codes == (CRUDE,) else line
            for line in case.lines
        ),
    )


def _mean(cells: Sequence[Exposure], weights: Sequence[float]) -> Exposure:
    def over(name: str) -> float:
        values = [getattr(cell, name) for cell in cells]
        return float(np.dot(values, weights))

    last = cells[-1]
    # Rounding must not put the bounds of a mean out of order.
    low, high = sorted((over("low"), over("high")))
    return Exposure(
        section=last.section,
        direction=last.direction,
        low=low,
        central=min(max(over("central"), low), high),
        high=high,
        recorded=over("recorded"),
        basis="mean over the spells of a year; at its end " + last.basis,
        sources=tuple(dict.fromkeys(name for cell in cells for name in cell.sources)),
    )


def _of_trade(
    case: PressureCase,
    trade: pa.Table,
    law: Mapping[int, Exposures],
    way: Direction,
    year: int,
) -> Iterator[Outturn]:
    base = customs(trade, case, way, case.year)
    if base is None:
        return
    left = _left(case, law, way, year)
    buys = way is Direction.FROM_TARGET
    predicted = (
        base.low * left[0],
        (base.low + base.high) / 2.0 * left[1],
        base.high * left[2],
    )
    for enforcement, high in (("full", predicted[2]), ("any", base.high)):
        yield held(
            quantity=f"patron_{'buys' if buys else 'sells'}",
            label=f"{case.patron} {'buys' if buys else 'sells'}, all goods",
            year=year,
            unit="USD",
            model=_MECHANICAL,
            enforcement=enforcement,
            predicted=(predicted[0], predicted[1], max(high, predicted[2])),
            recorded=customs(trade, case, way, year),
            note="without crude oil, which customs leave out",
        )


def _left(
    case: PressureCase, law: Mapping[int, Exposures], way: Direction, year: int
) -> tuple[float, float, float]:
    """Return what share of the patron's trade of the base year is left in another.

    What was banned in the base year already is not in its trade: each section is left
    with what passes over what passed, by the same reading of the law.
    """
    weights = _weights(case, way)
    row = int(way is Direction.TO_TARGET)
    found = []
    for name in ("low", "central", "high"):
        passes, passed = (
            1.0 - getattr(law[one], name)[row] for one in (year, case.year)
        )
        # Trade that is there although all of it was banned is not stopped by more law.
        ratio = np.divide(passes, passed, out=np.ones_like(passes), where=passed > 0)
        found.append(float(weights @ ratio))
    low, high = min(found), max(found)
    return low, found[1], high


def _weights(case: PressureCase, way: Direction) -> Floats:
    """Return (K,): sections in the patron's trade with the target."""
    flows = case.economy.flows
    at, patron = case.economies.index(case.target), case.economies.index(case.patron)
    leaves = way is Direction.FROM_TARGET
    trade = flows[at, patron] if leaves else flows[patron, at]
    found: Floats = trade / trade.sum()
    return found


def _of_growth(
    drawn: Ensemble,
    output: pa.Table,
    law: Mapping[int, Exposures],
    years: Sequence[int],
    model: Model,
) -> Iterator[Outturn]:
    """Yield real growth: what more law costs than the law of the year before."""
    levels = {
        year: price(drawn, one, model=model, levels=_FULL).values[0]
        for year, one in law.items()
    }
    before = drawn.case.year
    for year in years:
        change = (1.0 - levels[year]) / (1.0 - levels[before]) - 1.0
        known = change[np.isfinite(change)] * _PERCENT
        share = f"{len(known)} of {len(change)} draws have an answer"
        predicted = None
        if len(known):
            low, middle, high = np.quantile(known, _MIDDLE_90).tolist()
            predicted = (low, middle, high)
        for enforcement in ("full", "any"):
            wide = predicted
            if predicted is not None and enforcement == "any":
                wide = (min(predicted[0], 0.0), predicted[1], max(predicted[2], 0.0))
            yield held(
                quantity="real_growth",
                label="real growth as the Bank of Korea estimates it",
                year=year,
                unit="percent",
                model=model.name,
                enforcement=enforcement,
                predicted=wide,
                recorded=growth(output, year),
                note=f"sanctions alone, no growth of its own; {share}",
            )
        before = year


def _of_prices(
    drawn: Ensemble, prices: pa.Table, law: Mapping[int, Exposures], year: int
) -> Iterator[Outturn]:
    """Yield the won price of a dollar and of food if incomes in won stay as they are.

    A dollar then costs more by as much as the target's wage falls against the patron's,
    and food by as much as its price rises against the target's wage. Both are held
    against what the law of the base year did already.
    """
    case = drawn.case
    (dollar, food), (dollar_before, food_before) = (
        _relative_prices(drawn, law[one]) for one in (year, case.year)
    )
    dollar, food = dollar / dollar_before, food / food_before
    for name, label, unit, ratio in (
        ("won_per_dollar_pyongyang", "won to the dollar, Pyongyang", "KPW/USD", dollar),
        ("rice_pyongyang", "price of rice, Pyongyang", "KPW/kg", food),
    ):
        base = prices_of(prices, name, case.year)
        known = ratio[np.isfinite(ratio)]
        predicted = None
        if base is not None and len(known):
            low, middle, high = np.quantile(known, _MIDDLE_90).tolist()
            centre = (base.low + base.high) / 2.0
            predicted = (base.low * low, centre * middle, base.high * high)
        for enforcement in ("full", "any"):
            wide = predicted
            if predicted is not None and base is not None and enforcement == "any":
                wide = (min(predicted[0], base.low), predicted[1], predicted[2])
            yield held(
                quantity=name,
                label=label,
                year=year,
                unit=unit,
                model="general equilibrium",
                enforcement=enforcement,
                predicted=wide,
                recorded=prices_of(prices, name, year),
                note=(
                    "with incomes in won as they were, which a central bank or a "
                    "cordoned market need not keep; "
                    f"{len(known)} of {len(ratio)} draws have an answer"
                ),
            )


def _relative_prices(drawn: Ensemble, law: Exposures) -> tuple[Floats, Floats]:
    """Return (D,) the patron's wage and the price of food in wages of the target."""
    case = drawn.case
    package = stopped(
        drawn, drawn.balanced, drawn.banned(law), enforcement=_FULL[0], helped=False
    )
    passing, _ = package.cells(drawn.target)
    found = solve_many(
        drawn.economy,
        Shock.none(),
        flows=drawn.balanced,
        elasticities=drawn.elasticities,
        passing=passing,
    )
    wage = found.wages[:, drawn.target]
    dollar: Floats = found.wages[:, drawn.economy.at(case.patron)] / wage
    food: Floats = found.prices[:, drawn.target, case.sectors.index(_FOOD)] / wage
    return dollar, food
