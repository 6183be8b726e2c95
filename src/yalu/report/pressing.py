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
)
from yalu.impact.curve import Curve
from yalu.impact.curving import curves, models_of
from yalu.impact.ensemble import ensemble
from yalu.impact.essential import EssentialInput
from yalu.impact.observed import Outturn, observed
from yalu.impact.refusing import NOT_FOUND
from yalu.regime import Regime
from yalu.report.choosing import (
    by_whom,
    models_asked,
    packages_asked,
    set_aside,
)
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
    embedded_case,
    falls,
    record_tables,
)

__all__ = ["Pressure", "pressure_of"]

_CLOSURE = "closure"
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
    aside : tuple of tuple of str
        Packages that are not priced unless asked for, and why.

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
    aside: tuple[tuple[str, str], ...] = ()

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
        return tuple(_without_answer(price) for price in self.prices if price.reason)

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
                    compilers=each.compilers,
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
    chosen = packages_asked(regime, case, asked)
    rows = {
        one.id: package_row(
            one,
            case,
            exposures(one, case) if asked.covered else None,
            by=by_whom(one, case),
        )
        for one in chosen
    }
    priced = tuple(_priced(case, chosen, asked, draws, rng)) if asked.priced else ()
    yardsticks = tuple(falls(case))
    worst = yardsticks[0].high if yardsticks else None
    return Pressure(
        target=case.target,
        patron=case.patron,
        alternative=case.alternative,
        year=case.year,
        packages=tuple(rows.values()),
        prices=tuple(
            price
            for one in priced
            for price in prices_of(one, rows[one.package], worst=worst)
        ),
        bearings=tuple(_bearings(case, chosen, asked)),
        outturns=_outturns(case, regime, asked, draws, rng),
        yardsticks=yardsticks,
        reliefs=tuple(
            relief for one in priced for relief in reliefs_of(one, asked.level)
        ),
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
        aside=tuple(set_aside(regime, case)) if asked.covered else (),
    )


def _without_answer(price: Price) -> str:
    """Return how many draws have no answer, why, and how they count, in a sentence."""
    name = price.short
    if price.patron:
        closed = price.package == _CLOSURE
        name = f"closure by all but {price.patron}" if closed else name
        name += "" if closed else f", {price.patron} stepping in"
    told = (
        f"{name[:1].upper()}{name[1:]}, {price.enforcement:.0%} enforced, by the model "
        f"{price.model}: {price.failed} of {price.draws} draws have no answer"
    )
    if price.median is None:
        told += ", too many for a number"
    if NOT_FOUND in price.reason:
        return (
            f"{told}. The search for prices at which all markets clear ended without "
            "any, which says nothing of the cost: these draws are left out."
        )
    return (
        f"{told}, most often since {price.reason}. Such draws count as the loss of "
        "everything for the upper end."
    )


def _own(rng: np.random.Generator) -> np.random.Generator:
    """Return a source of chance that hangs on the seed and on nothing drawn before."""
    given = rng.bit_generator.seed_seq
    entropy = getattr(given, "entropy", None)
    return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=_KEY))


def _priced(
    case: PressureCase,
    chosen: Sequence[Package],
    asked: Scope,
    draws: int,
    rng: np.random.Generator,
) -> Iterator[Curve]:
    """Yield the curves of packages in their order, all of the same draws."""
    models = models_asked(case, asked)
    found: dict[str, Curve] = {}
    for curved, by in product((False, True), ((), (case.patron,))):
        own = [
            package
            for package in chosen
            if (package.id in asked.curves) is curved and by_whom(package, case) == by
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


def _bearings(
    case: PressureCase, chosen: Sequence[Package], asked: Scope
) -> Iterator[Bearing]:
    for package in chosen:
        if package.id in asked.borne or (asked.borne and asked.on is not None):
            yield from bearing(case, package, enforcement=asked.level)


def _outturns(
    case: PressureCase,
    regime: Regime,
    asked: Scope,
    draws: int,
    rng: np.random.Generator,
) -> tuple[Outturn, ...]:
    if not asked.observed:
        return ()
    models = models_asked(case, asked)
    ranges = {
        one.name: one
        for model in models_of(case)  # all is drawn, whatever is shown
        if isinstance(model, EssentialInput)
        for one in model.ranges
    }
    drawn = ensemble(case, count=draws, rng=_own(rng), ranges=tuple(ranges.values()))
    found = observed(drawn, regime, record_tables(), models=models)
    return tuple(replace(one, model=model_name(one.model)) for one in found)


def _sources(case: PressureCase) -> tuple[str, ...]:
    ranges = {name for one in case.ranges for name in one.sources}
    return tuple(sorted({*case.sources, *ranges}))
