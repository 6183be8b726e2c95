"""What is asked of pressure: packages, models, and why some packages are not priced."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from yalu.errors import UnknownCodeError
from yalu.impact import Package, PressureCase, package_on
from yalu.impact.curving import models_of
from yalu.impact.simulate import Model
from yalu.regime import Regime
from yalu.report.costing import model_name
from yalu.report.pressure_scope import Scope
from yalu.report.stakes import STOP, packages_of, telling

__all__ = ["by_whom", "models_asked", "packages_asked", "set_aside"]


def packages_asked(
    regime: Regime, case: PressureCase, asked: Scope
) -> tuple[Package, ...]:
    """Return the packages that are asked for, or all that differ.

    Raises
    ------
    UnknownCodeError
        If one does not exist.

    """
    if asked.on is not None:
        found = package_on(regime, asked.on)
        return (replace(found, note=_of_day(regime, found, asked.on)),)
    known = packages_of(regime, case)
    if not asked.packages:
        return tuple(telling(known))
    names = {package.id for package in known}
    strange = [name for name in asked.packages if name not in names]
    if strange:
        msg = (
            f"Package: found {', '.join(strange)}; expected of "
            f"{', '.join(package.id for package in known)}. `yalu impact --list` tells "
            "what they are."
        )
        raise UnknownCodeError(msg)
    return tuple(package for package in known if package.id in asked.packages)


def _of_day(regime: Regime, found: Package, on: date) -> str:
    """Return what a reader must know of the law of a day; often nothing."""
    texts = sorted(
        (text for text in regime.instruments if text.is_law),
        key=lambda text: text.adopted_on,
    )
    if texts and on > texts[-1].adopted_on:
        last = texts[-1]
        return f"law as encoded up to {last.symbol} of {last.adopted_on.isoformat()}"
    return "" if found.bans else "no law on goods is in force on this day"


def set_aside(regime: Regime, case: PressureCase) -> Iterator[tuple[str, str]]:
    """Yield packages that are not priced unless asked for, and why.

    They stop nothing, or the same as another one.
    """
    known = packages_of(regime, case)
    told = tuple(telling(known))
    for package in known:
        if package in told:
            continue
        same = [one.id for one in told if set(one.bans) == set(package.bans)]
        alike = f"bans the same goods as {same[0]}" if same else package.note
        yield package.id, package.note or alike


def by_whom(package: Package, case: PressureCase) -> tuple[str, ...]:
    """Return who alone stops trade under a package; nobody where all do."""
    return (case.patron,) if package.id == STOP else ()


def models_asked(case: PressureCase, asked: Scope) -> Sequence[Model]:
    """Return the models that are asked.

    Raises
    ------
    UnknownCodeError
        If none is named like that.

    """
    known = models_of(case)
    found = [m for m in known if asked.model in model_name(m.name)]
    if not found:
        msg = (
            f"Model: found {asked.model!r}; expected a part of the name of one of "
            f"{', '.join(model_name(model.name) for model in known)}. Name one."
        )
        raise UnknownCodeError(msg)
    return found
