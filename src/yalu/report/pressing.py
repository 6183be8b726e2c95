"""Everything that the report, the command line and the claims say of pressure.

It is gathered once: trade and ranges make a case, the case is drawn, and each package
is priced by each model on the same draws. What is asked for decides how much is priced
and never what a price is, so that the command, the claims and the report tell the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from yalu.claims.pressed import Cost, Fall, Pressed, Relief
from yalu.errors import UnknownCodeError
from yalu.flows import Repair
from yalu.impact import (
    Bearing,
    Package,
    PressureCase,
    bearing,
    exposures,
    package_on,
)
from yalu.impact.curve import Curve
from yalu.impact.curving import curves, models_of
from yalu.impact.ensemble import ensemble
from yalu.impact.essential import EssentialInput
from yalu.impact.observed import Outturn, observed
from yalu.impact.simulate import Model
from yalu.regime import Regime
from yalu.report.costing import (
    influences_of,
    model_name,
    package_row,
    prices_of,
    reliefs_of,
)
from yalu.report.pressure_scope import DRAWS, FULL, Scope
from yalu.report.pricing import (
    Influence,
    PackageRow,
    Price,
    Yardstick,
)
from yalu.report.stakes import (
    LEFT_OUT,
    STOP,
    embedded_case,
    falls,
    packages_of,
    record_tables,
    telling,
)

__all__ = ["Pressure", "pressure_of"]

_KEY = (2270,)  # so that what else was drawn does not matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """What packages of measures cost a target, and how far that can be trusted.

    Attributes
    ----------
    target, patron, alternative : str
        ISO3 codes: who is pressed, by whom above all, and who might step in.
    year : int
        Calendar year of the trade that everything starts from.
    packages : tuple of PackageRow
        What is priced.
    prices : tuple of Price
        What each costs, by model, level of enforcement and alternative patron.
    bearings : tuple of Bearing
        Who else bears it.
    outturns : tuple of Outturn
        Predictions beside the record of later years.
    yardsticks : tuple of Yardstick
        Recorded falls of income, the deepest single year first.
    reliefs : tuple of Relief
        How much of a cost another patron undoes.
    influences : tuple of Influence
        What the spread of a cost comes from, the strongest first.
    draws : int
        How many times what is not known was drawn.
    left_out : tuple of str
        What the models leave out, in whole sentences.
    notes : tuple of str
        What to know of the data, in whole sentences.
    sources : tuple of str
        Identifiers of the sources.

    """

    target: str
    patron: str
    alternative: str
    year: int
    packages: tuple[PackageRow, ...]
    prices: tuple[Price, ...]
    bearings: tuple[Bearing, ...]
    outturns: tuple[Outturn, ...]
    yardsticks: tuple[Yardstick, ...]
    reliefs: tuple[Relief, ...]
    influences: tuple[Influence, ...]
    draws: int
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """The models, in order."""
        return tuple(dict.fromkeys(price.model for price in self.prices))

    def at(
        self,
        *,
        package: str | None = None,
        model: str | None = None,
        patron: str | None = None,
        enforcement: float | None = None,
    ) -> tuple[Price, ...]:
        """Return the prices of one package, model, patron or level; all of None."""
        return tuple(
            price
            for price in self.prices
            if package in (None, price.package)
            and model in (None, price.model)
            and patron in (None, price.patron)
            and enforcement in (None, price.enforcement)
        )

    @property
    def crippling(self) -> Yardstick | None:
        """The deepest recorded fall in one year; None where none is recorded."""
        single = [each for each in self.yardsticks if each.first == each.last]
        return max(single, key=lambda each: each.high, default=None)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Where draws gave no answer, how many and why, in whole sentences."""
        return tuple(
            f"{price.short} by the model {price.model}"
            f"{f', {price.patron} stepping in' if price.patron else ''}, "
            f"{price.enforcement:.0%} enforced: {price.failed} of {price.draws} draws "
            f"give no answer, most often since {price.reason}."
            for price in self.prices
            if price.reason
        )

    @property
    def pressed(self) -> Pressed:
        """What claims ask for: costs in full, what is undone of them, past falls."""
        full = self.at(enforcement=FULL)
        return Pressed(
            enforcement=FULL,
            draws=self.draws,
            costs=tuple(
                Cost(
                    package=price.package,
                    model=price.model,
                    median=price.median,
                    low=price.low,
                    high=price.high,
                )
                for price in full
                if not price.patron
                if price.median is not None
                if price.low is not None and price.high is not None
            ),
            reliefs=self.reliefs,
            falls=tuple(
                Fall(
                    name=each.name,
                    first=each.first,
                    last=each.last,
                    low=each.low,
                    high=each.high,
                    evidence=each.evidence,
                    sources=each.sources,
                )
                for each in self.yardsticks
            ),
            unanswered=self.unanswered,
            sources=self.sources,
        )

    def labels(self, packages: Sequence[str]) -> tuple[str, ...]:
        """Return what readers are shown for some packages."""
        known = {row.package: row.label for row in self.packages}
        return tuple(known.get(name, name) for name in packages)


def pressure_of(
    regime: Regime,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
    scope: Scope | None = None,
    matrix: Repair | None = None,
) -> Pressure:
    """Return what the packages of a regime cost its target.

    Parameters
    ----------
    regime : Regime
        The encoded law; its target must be the one that trade is embedded of.
    rng : numpy.random.Generator
        Where chance comes from. Its seed decides, and not what was drawn before.
    draws : int
        How often what is not known is drawn.
    scope : Scope, optional
        How much is asked; by default every package in full.
    matrix : Repair, optional
        World trade after its repair, if it is at hand.

    Raises
    ------
    UnknownCodeError
        If a package that is asked for does not exist, or the data are of another
        target.
    IntegrityError
        If an embedded dataset is not the one that was built and checked.

    """
    asked = Scope() if scope is None else scope
    case = embedded_case(matrix)
    if regime.target != case.target:
        msg = (
            f"Pressure: found {regime.target} as target; expected {case.target}, whose "
            "trade is embedded. Ask about that one."
        )
        raise UnknownCodeError(msg)
    chosen = _chosen(regime, case, asked)
    rows = {
        one.id: package_row(
            one,
            case,
            exposures(one, case) if asked.covered else None,
            by=_by(one, case),
        )
        for one in chosen
    }
    priced = tuple(_priced(case, chosen, asked, draws, rng)) if asked.priced else ()
    return Pressure(
        target=case.target,
        patron=case.patron,
        alternative=case.alternative,
        year=case.year,
        packages=tuple(rows.values()),
        prices=tuple(
            price for one in priced for price in prices_of(one, rows[one.package])
        ),
        bearings=tuple(_bearings(case, chosen, asked)),
        outturns=_outturns(case, regime, asked, draws, rng),
        yardsticks=tuple(falls(case)),
        reliefs=tuple(relief for one in priced for relief in reliefs_of(one)),
        influences=tuple(
            influence
            for one in priced
            if one.package in asked.curves
            for influence in influences_of(one)
        ),
        draws=draws,
        left_out=LEFT_OUT,
        notes=case.notes,
        sources=_sources(case),
    )


def _own(rng: np.random.Generator) -> np.random.Generator:
    """Return a source of chance that hangs on the seed and on nothing drawn before."""
    given = rng.bit_generator.seed_seq
    entropy = getattr(given, "entropy", None)
    return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=_KEY))


def _chosen(regime: Regime, case: PressureCase, asked: Scope) -> tuple[Package, ...]:
    """Return the packages that are asked for, or all that differ.

    Raises
    ------
    UnknownCodeError
        If one does not exist.

    """
    if asked.on is not None:
        return (package_on(regime, asked.on),)
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


def _priced(
    case: PressureCase,
    chosen: Sequence[Package],
    asked: Scope,
    draws: int,
    rng: np.random.Generator,
) -> Iterator[Curve]:
    """Yield the curves of packages in their order, all of the same draws."""
    models = _models(case, asked)
    found: dict[str, Curve] = {}
    for curved, by in product((False, True), ((), (case.patron,))):
        own = [
            package
            for package in chosen
            if (package.id in asked.curves) is curved and _by(package, case) == by
        ]
        more = asked.levels if curved else ()
        if own:
            for one in curves(
                case,
                own,
                levels=tuple(sorted({asked.level, *more})),
                models=models,
                helped=tuple(bool(patron) for patron in asked.patrons),
                draws=draws,
                rng=_own(rng),
                by=by,
            ):
                found[one.package] = one
    yield from (found[package.id] for package in chosen)


def _by(package: Package, case: PressureCase) -> tuple[str, ...]:
    """Return who alone stops trade under a package; nobody where all do."""
    return (case.patron,) if package.id == STOP else ()


def _models(case: PressureCase, asked: Scope) -> list[Model]:
    """Return the models that are asked.

    Raises
    ------
    UnknownCodeError
        If none begins like that.

    """
    known = models_of(case)
    found = [m for m in known if model_name(m.name).startswith(asked.model)]
    if not found:
        msg = (
            f"Model: found {asked.model!r}; expected the beginning of one of "
            f"{', '.join(model_name(model.name) for model in known)}. Name one."
        )
        raise UnknownCodeError(msg)
    return found


def _bearings(
    case: PressureCase, chosen: Sequence[Package], asked: Scope
) -> Iterator[Bearing]:
    for package in chosen:
        if package.id in asked.borne or (asked.borne and asked.on is not None):
            others = (case.patron, case.alternative)
            yield from bearing(case, package, economies=others)


def _outturns(
    case: PressureCase,
    regime: Regime,
    asked: Scope,
    draws: int,
    rng: np.random.Generator,
) -> tuple[Outturn, ...]:
    if not asked.observed:
        return ()
    models = _models(case, asked)
    ranges = {
        one.name: one
        for model in models
        if isinstance(model, EssentialInput)
        for one in model.ranges
    }
    drawn = ensemble(case, count=draws, rng=_own(rng), ranges=tuple(ranges.values()))
    found = observed(drawn, regime, record_tables(), models=models)
    return tuple(replace(one, model=model_name(one.model)) for one in found)


def _sources(case: PressureCase) -> tuple[str, ...]:
    ranges = {name for one in case.ranges for name in one.sources}
    return tuple(sorted({*case.sources, *ranges}))
