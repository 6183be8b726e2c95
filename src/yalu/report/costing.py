"""From packages and curves to the rows that readers are shown."""

from collections.abc import Iterator, Sequence

import numpy as np

from yalu.claims.pressed import Relief
from yalu.goods import SECTIONS
from yalu.impact import Exposures, Package, PackageKind, PressureCase
from yalu.impact.curve import Curve
from yalu.report.pricing import Influence, PackageRow, Price

__all__ = ["influences_of", "model_name", "package_row", "prices_of", "reliefs_of"]

_GROUPS = {
    PackageKind.ALONE: "alone",
    PackageKind.CUMULATIVE: "together",
    PackageKind.THOUGHT: "beyond",
}
_SHOWN = 5  # of what is not known, by model
_FUELS = "essential input"
_ELASTICITY, _SHARE = "elasticity", "share"

_Both = tuple[float | None, float | None]


def package_row(
    package: Package,
    case: PressureCase,
    exposures: Exposures | None,
    *,
    by: Sequence[str] = (),
) -> PackageRow:
    """Return a package with the share of sales and purchases that it bans.

    Parameters
    ----------
    package : Package
        The law, code by code.
    case : PressureCase
        Gives the value of each section.
    exposures : Exposures or None
        What share of each section it bans; None where nobody asks.
    by : sequence of str
        Who alone stops trade; all where none is named.

    """
    low, high = _covered(case, exposures, by)
    return PackageRow(
        package=package.id,
        label=package.title,
        short=_short(package),
        group=_GROUPS[package.kind],
        instruments=package.instruments,
        sold_low=low[0],
        sold_high=high[0],
        bought_low=low[1],
        bought_high=high[1],
        note=package.note if package.kind is not PackageKind.THOUGHT else "",
    )


def _covered(
    case: PressureCase, exposures: Exposures | None, by: Sequence[str]
) -> tuple[_Both, _Both]:
    """Return lowest and highest share of what is sold, and of what is bought."""
    if exposures is None:
        return (None, None), (None, None)
    economy = case.economy
    at = economy.at(case.target)
    trade = np.stack([economy.flows[at], economy.flows[:, at]])
    trade[:, at] = 0.0
    stops = [economy.at(name) for name in by or case.economies]
    low, high = (
        (trade[:, stops].sum(axis=1) * share).sum(axis=1) / trade.sum(axis=(1, 2))
        for share in (exposures.low, exposures.high)
    )
    return (float(low[0]), float(low[1])), (float(high[0]), float(high[1]))


def _short(package: Package) -> str:
    if package.kind is PackageKind.THOUGHT and package.instruments:
        return "all law and oil"
    match package.kind:
        case PackageKind.ALONE:
            return package.id
        case PackageKind.CUMULATIVE:
            return f"up to {package.id.removeprefix('to-')}"
        case _:
            return package.title.removeprefix("complete ").removesuffix(" alone")


def model_name(name: str) -> str:
    """Return what readers are shown of the name of a model.

    Examples
    --------
    >>> model_name("essential input"), model_name("mechanical")
    ('essential input: fuels', 'mechanical')

    """
    return f"{name}: fuels" if name == _FUELS else name


def prices_of(
    curve: Curve, row: PackageRow, *, worst: float | None = None
) -> Iterator[Price]:
    """Yield the points of a curve; where nothing is enforced nothing is lost.

    Parameters
    ----------
    curve : Curve
        What the package costs.
    row : PackageRow
        The package.
    worst : float or None
        The fall of income that costs are held against, as a share.

    """
    for point in curve.points:
        cost = point.cost
        exceeds: _Both = (None, None)
        if worst is not None:
            exceeds = curve.exceeding(
                point.model,
                worst,
                enforcement=point.enforcement,
                alternative=point.alternative,
            )
        yield Price(
            package=row.package,
            label=row.label,
            short=row.short,
            group=row.group,
            model=model_name(point.model),
            patron=point.alternative,
            enforcement=point.enforcement,
            median=cost.median,
            low=cost.low,
            high=cost.high,
            draws=cost.draws,
            failed=cost.failed,
            reason=cost.reason,
            exceeds_low=exceeds[0],
            exceeds_high=exceeds[1],
        )


def reliefs_of(curve: Curve, level: float) -> Iterator[Relief]:
    """Yield how much of the cost at a level another patron undoes, by model.

    Nothing is told of a model in which there is nothing to undo, or no answer.
    """
    if "" not in curve.alternatives:
        return
    for patron in (name for name in curve.alternatives if name):
        for model in curve.models:
            found = curve.relief(model, enforcement=level, alternative=patron)
            if found.median is None or found.low is None or found.high is None:
                continue
            yield Relief(
                package=curve.package,
                model=model_name(model),
                patron=patron,
                median=found.median,
                low=found.low,
                high=found.high,
            )


def _unknown(name: str) -> str:
    """Return the name of a range, with the title of its section if it has one."""
    kind, _, section = name.rpartition(" ")
    title = SECTIONS.get(section, "") if kind == _ELASTICITY else ""
    return f"trade elasticity of section {section} ({title})" if title else name


def influences_of(curve: Curve) -> Iterator[Influence]:
    """Yield what the spread of the last level's cost comes from, by model."""
    first, last = curve.alternatives[0], curve.levels[-1]
    for model in curve.models:
        told = [
            one
            for one in curve.influences(model, enforcement=last, alternative=first)
            if one.told
        ]
        for one in told[:_SHOWN]:
            yield Influence(
                package=curve.package,
                model=model_name(model),
                what=_unknown(one.range.name),
                low=one.range.low,
                high=one.range.high,
                unit="" if one.range.unit == _SHARE else one.range.unit,
                correlation=one.correlation,
                note=one.range.note,
                sources=one.range.sources,
            )
