"""Queries on what packages of measures cost by the models of pressure.

An interval over several models reaches from the lowest to the highest end of theirs,
and each model counts as much as any other.
"""

from collections.abc import Sequence

from yalu.claims.answer import Answer, Record, span
from yalu.claims.pressed import Cost, Fall, Pressed, Relief, models_asked
from yalu.claims.queries.trade import best_alternative
from yalu.provenance import Evidence, weakest

__all__ = ["cost_beside_fall", "other_patron"]

_NO_MODEL = "No model of pressure was asked."


def cost_beside_fall(record: Record, package: str, all_of_it: str, fall: str) -> Answer:
    """Return what a package costs, beside a recorded fall of income."""
    found = record.pressure
    if found is None:
        return Answer(missing=_NO_MODEL)
    own = [cost for cost in found.costs if cost.package == package]
    whole = [cost for cost in found.costs if cost.package == all_of_it]
    past = [one for one in found.falls if one.name == fall]
    if not own or not whole or not past:
        return Answer(missing=_lacking(found, package, all_of_it))
    (deepest,) = past
    low, high = _reach(own)
    return Answer(
        values={
            "models": models_asked(cost.model for cost in own),
            "draws": found.draws,
            "enforced": round(100 * found.enforcement),
            "cost": _percent(low, high),
            "all_cost": _percent(*_reach(whole)),
            "by_model": _by_model(own),
            "all_by_model": _by_model(whole),
            "fall": span(100 * deepest.low, 100 * deepest.high, ".2f"),
            "fall_years": span(deepest.first, deepest.last, "d"),
            "fall_by": _compilers(deepest),
            "ratio_low": low / deepest.high,
            "ratio_high": high / deepest.low,
            "median_high": max(cost.median for cost in own) / deepest.low,
            "of_all_high": max(
                one.median / each.median
                for one in own
                for each in whole
                if one.model == each.model and each.median > 0
            )
            if any(each.median > 0 for each in whole)
            else None,
            "all_above": sum(cost.median > deepest.low for cost in whole),
        },
        evidence=weakest((Evidence.ESTIMATED, deepest.evidence)),
        sources=tuple(dict.fromkeys((*found.sources, *deepest.sources))),
        citations=tuple(f"{cost.package} by the {cost.model} model" for cost in own),
    )


def other_patron(record: Record, package: str, apart: str) -> Answer:
    """Return the other patron's best year, and how much of a stop it could undo.

    A model of one kind of goods is told apart from those of all trade, and counts among
    every model: ``every_median_high`` is the highest middle of all of them.
    """
    answer = best_alternative(record)
    found = record.pressure
    if answer.missing or found is None:
        return answer if answer.missing else Answer(missing=_NO_MODEL)
    told = [one for one in found.reliefs if one.package == package]
    reliefs = [one for one in told if one.model != apart]
    if not reliefs:
        return Answer(missing=_lacking(found, package))
    low = min(one.low for one in reliefs)
    high = max(one.high for one in reliefs)
    return Answer(
        values={
            **answer.values,
            "undone_low": low,
            "undone_high": high,
            "undone": _percent(low, high),
            "median_high": max(one.median for one in reliefs),
            "every_median_high": max(one.median for one in told),
            "by_model": _reliefs(reliefs, named=True),
            "apart": _reliefs([r for r in told if r.model == apart], named=False),
            "models": models_asked(one.model for one in reliefs),
        },
        evidence=weakest((answer.evidence or Evidence.ESTIMATED, Evidence.ESTIMATED)),
        sources=tuple(dict.fromkeys((*answer.sources, *found.sources))),
        citations=(
            *answer.citations,
            *(f"{one.package} by the {one.model} model" for one in reliefs),
        ),
    )


def _reliefs(found: Sequence[Relief], *, named: bool) -> str:
    """Return shares undone in percent, with or without the names of the models."""
    told = [f"{one.model} {_share(one)}" if named else _share(one) for one in found]
    return "; ".join(told) or "an unknown part"


def _share(one: Relief) -> str:
    return f"{100 * one.median:.0f} % ({_percent(one.low, one.high)} %)"


def _compilers(fall: Fall) -> str:
    """Return whose figures of a fall there are, and that it is one only."""
    match fall.compilers:
        case ():
            return "by compilers that are not named"
        case (only,):
            return f"by one compiler, the {only}"
        case several:
            return f"by {', '.join(several)}"


def _lacking(found: Pressed, *packages: str) -> str:
    told = " ".join(found.unanswered)
    names = ", ".join(packages)
    return f"The models give no cost of {names}, or the data no fall. {told}".strip()


def _reach(costs: Sequence[Cost]) -> tuple[float, float]:
    return min(cost.low for cost in costs), max(cost.high for cost in costs)


def _percent(low: float, high: float) -> str:
    return span(100 * low, 100 * high, ".1f")


def _by_model(costs: Sequence[Cost]) -> str:
    return "; ".join(
        f"{cost.model} {100 * cost.median:.1f} % ({_percent(cost.low, cost.high)} %)"
        for cost in costs
    )
