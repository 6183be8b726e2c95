"""Outside series for estimates: the world price of the goods of each measure.

A price is taken only where it is the price of everything a measure covers; what none of
the embedded prices is about is estimated without. A price explains what a measure does
not: it must not be one that the measure moves, and no target here moves a world price.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from yalu import sources
from yalu.compliance.counterfactual import Regressor
from yalu.periods import Interval
from yalu.regime import Regime

__all__ = ["horizon_of", "prices_of", "regressors_for"]

# The DPRK closed its border against an epidemic. From then on trade fell for a cause
# that no measure has, so that nothing later is put down to one.
_BORDER_CLOSED = {"PRK": date(2020, 1, 22)}

# By the beginnings of the codes that a price is about, the more exact ones first.
_PRICES = {
    "2701": "coal_australia",
    "2702": "coal_australia",
    "2703": "coal_australia",
    "2704": "coal_australia",
    "2601": "iron_ore",
    "2607": "lead",
    "2608": "zinc",
    "2709": "crude_brent",
    "2710": "crude_brent",
    "1006": "rice_thailand",
    "1005": "maize",
    "3102": "urea",
    "7108": "gold",
    "78": "lead",
    "79": "zinc",
}


def regressors_for(regime: Regime) -> dict[str, tuple[Regressor, ...]]:
    """Return the price of the goods of each measure, by identifier of the measure.

    Parameters
    ----------
    regime : Regime
        The encoded law. Measures on goods of several prices, or of none, are left out.

    Raises
    ------
    IntegrityError
        If the embedded prices are not those that were built and checked.

    """
    items = {
        measure.id: _item(measure.goods.prefixes)
        for measure in regime.measures.values()
    }
    series = prices_of({item for item in items.values() if item})
    return {name: (series[item],) for name, item in items.items() if item in series}


def horizon_of(regime: Regime) -> date | None:
    """Return the day from which another cause than law is at work; None if none is."""
    return _BORDER_CLOSED.get(regime.target)


def prices_of(items: Iterable[str]) -> Mapping[str, Regressor]:
    """Return embedded monthly prices by item, each named as a reader should see it."""
    wanted = {*items}
    rows = [row for row in sources.load("prices").to_pylist() if row["item"] in wanted]
    found = {}
    for item in sorted({row["item"] for row in rows}):
        mine = sorted(
            (Interval(row["period_start"], row["period_end"]), float(row["price"]))
            for row in rows
            if row["item"] == item
        )
        monthly = [(month, price) for month, price in mine if month.is_month]
        found[item] = Regressor(
            name=f"world price of {item.replace('_', ' ')}",
            months=tuple(month for month, _ in monthly),
            values=tuple(price for _, price in monthly),
        )
    return found


def _item(prefixes: Iterable[str]) -> str:
    """Return the price that is about all of some codes; empty where none is."""
    found = {
        next((item for head, item in _PRICES.items() if code.startswith(head)), "")
        for code in prefixes
    }
    return found.pop() if len(found) == 1 else ""
