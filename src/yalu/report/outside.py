"""What is known beside a line of trade: world prices, and what others sold.

A price is taken only where it is the price of everything a measure covers; what none of
the embedded prices is about is estimated without. A price explains what a measure does
not: it must not be one that the measure moves, and no target here moves a world price.

What others sold of the same goods to the same importer is no regressor, since a ban may
well raise it. Mixed so that it moved as the target's own sales did before, it gives a
second opinion, wherever the record holds trade with third states.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pyarrow as pa

from yalu import events, sources
from yalu.compliance import History
from yalu.compliance.counterfactual import Outside, Regressor, sales_by_others
from yalu.events import EventKind
from yalu.periods import Interval
from yalu.quantities import Unit
from yalu.regime import Direction, Regime

__all__ = ["horizon_of", "outside_of", "prices_of", "regressors_for"]

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


def outside_of(regime: Regime, flows: pa.Table) -> Callable[[History], Outside]:
    """Return what tells of each line of trade what is known beside it.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : pyarrow.Table
        The recorded trade; rows with third states are what others sold.

    """
    prices = regressors_for(regime)

    def beside(history: History) -> Outside:
        bought = history.direction is Direction.FROM_TARGET
        others = (
            sales_by_others(
                flows,
                importer=history.state,
                codes=history.codes,
                without=regime.target,
            )
            if bought and history.measure and history.unit is Unit.USD
            else ()
        )
        return Outside(regressors=prices.get(history.measure, ()), donors=others)

    return beside


def horizon_of(regime: Regime) -> date | None:
    """Return the day from which another cause than law is at work; None if none is.

    When the target closes its border, trade falls for a cause that no measure has, so
    that nothing later is put down to one. A closure before the first text of the regime
    has no measure to be taken for.
    """
    if not regime.instruments:
        return None
    since = Interval(regime.instruments[0].adopted_on)
    log = events.read()
    closed = log.of(
        kind=EventKind.BORDER_CLOSURE, actor=regime.target, between=since, certain=True
    )
    return min((event.when.start for event in closed), default=None)


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
