"""Sliders: from a few positions that a visitor sets to a scenario that can be run.

Every position left alone leaves the scenario as the baseline has it. The words are the
same whether they stand in the address of a page or in what a program sends.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yalu.errors import Problem, SchemaError, describe
from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    Held,
    LawChange,
    LawChangeKind,
    Scenario,
)

__all__ = [
    "CAPS",
    "LIFTED",
    "LONGEST",
    "SLIDERS",
    "TODAY",
    "Settings",
    "Slider",
    "Support",
    "law_of",
    "scenario_of",
]

TODAY = 100
"""The oil caps as they are, in percent."""
LIFTED = -1
"""What stands for no cap at all, where a share of the caps of today stands else."""
CAPS = (0, 25, 50, 75, TODAY)
"""What the oil caps may be set to, in percent of those of today; 0 is a ban."""
LONGEST = 120
"""The longest run that sliders ask for, in months."""

_HUNDRED = 100
_CRUDE, _PRODUCTS, _CONDENSATE = "UN-2397-4", "UN-2397-5", "UN-2375-13"
_CRUDE_TONNES, _PRODUCT_BARRELS = Decimal(525_000), Decimal(500_000)
_OIL = ("2709", "2710", "2711")
_PATRON, _OTHER = "CHN", "RUS"


class Support(StrEnum):
    """How much the other patron backs the target."""

    LEFT = "left"
    """As it may come, by the fitted game."""
    WEAK = "weak"
    SOME = "some"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """One slider: what it may be set to.

    Attributes
    ----------
    name : str
        The setting it moves.
    least, most, step, usual : int
        Its ends, its step, and where it stands at first.

    """

    name: str
    least: int
    most: int
    step: int
    usual: int

    def allows(self, value: int) -> bool:
        """Return whether it can stand there."""
        inside = self.least <= value <= self.most
        return inside and (value - self.least) % self.step == 0


SLIDERS = {
    one.name: one
    for one in (
        Slider(name="china", least=0, most=100, step=5, usual=50),
        Slider(name="russia", least=0, most=100, step=10, usual=100),
        Slider(name="oil", least=0, most=TODAY, step=25, usual=TODAY),
        Slider(name="closed", least=0, most=60, step=3, usual=0),
        Slider(name="closed_from", least=0, most=24, step=3, usual=3),
        Slider(name="months", least=12, most=LONGEST, step=12, usual=60),
    )
}
"""Every slider by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the sliders stand.

    Attributes
    ----------
    china : int or None
        Percent of the law that China carries out; None leaves it to China, as the
        baseline does.
    russia : int
        Percent of what Russia could stand in for, of goods that China stops, that it
        does stand in for; 100 as in the baseline.
    support : Support
        How much Russia backs the target.
    oil : int
        The caps on crude oil and refined products, in percent of today's; 0 bans oil,
        `LIFTED` is no cap at all.
    closed, closed_from : int
        For how many months the border is closed, and after how many.
    months : int
        How long the run is.

    Raises
    ------
    SchemaError
        If a slider cannot stand there; all of them at once.

    Examples
    --------
    >>> Settings().is_baseline, Settings(oil=0).is_baseline
    (True, False)

    """

    china: int | None = None
    russia: int = SLIDERS["russia"].usual
    support: Support = Support.LEFT
    oil: int = TODAY
    closed: int = 0
    closed_from: int = SLIDERS["closed_from"].usual
    months: int = SLIDERS["months"].usual

    def __post_init__(self) -> None:
        problems = list(_strange(self))
        if self.closed and self.closed_from >= self.months:
            finding = (
                f"found {self.closed_from}, when the run of {self.months} months is "
                "over; expected a month of the run"
            )
            problems.append(
                Problem("closed_from", finding, "Raise months, or lower it")
            )
        if problems:
            raise SchemaError(describe("The sliders cannot stand so", problems))

    @property
    def is_baseline(self) -> bool:
        """Whether nothing is set but the length of the run."""
        return self == Settings(months=self.months, closed_from=self.closed_from)


def _strange(settings: Settings) -> list[Problem]:
    found = []
    for name, slider in SLIDERS.items():
        value = getattr(settings, name)
        if value is None or slider.allows(value) or (name, value) == ("oil", LIFTED):
            continue
        expected = f"{slider.least} to {slider.most} in steps of {slider.step}"
        finding = f"found {value}; expected {expected}"
        found.append(Problem(name, finding, "Choose one of these"))
    return found


def scenario_of(settings: Settings) -> Scenario:
    """Return the scenario that sliders stand for.

    Parameters
    ----------
    settings : Settings
        Where they stand.

    Returns
    -------
    Scenario
        Without a lever where all stand as in the baseline.

    Examples
    --------
    >>> scenario_of(Settings(china=90)).enforcement[0].low
    0.9

    """
    if settings.is_baseline:
        return Scenario.baseline(months=settings.months)
    held = settings.support
    return Scenario(
        id="own-settings",
        title="Your settings",
        question="What follows if only what is set here is different?",
        note=(
            "Set by hand on the page of scenarios. Nobody in the model expects it "
            "beforehand."
        ),
        months=settings.months,
        law=law_of(settings.oil),
        enforcement=_enforced(settings),
        support=() if held is Support.LEFT else (Held(level=held.value),),
        closures=_closed(settings),
        sources=("Set by hand; stated judgement",),
    )


def law_of(oil: int) -> tuple[LawChange, ...]:
    """Return what one position of the slider for oil does to the law.

    Parameters
    ----------
    oil : int
        Percent of the caps of today, or `LIFTED`.

    Returns
    -------
    tuple of LawChange
        Empty for the caps of today.

    """
    if oil == TODAY:
        return ()
    if oil == LIFTED:
        kind = LawChangeKind.REPEAL
        return tuple(
            LawChange(kind=kind, measure=one, since=0)
            for one in (_CRUDE, _PRODUCTS, _CONDENSATE)
        )
    if oil == 0:
        return (
            LawChange(
                kind=LawChangeKind.ADD,
                measure="complete-oil-embargo",
                words="crude oil, refined products and gas, without a cap",
                codes=_OIL,
                direction=Direction.TO_TARGET,
                since=0,
            ),
        )
    return tuple(
        LawChange(
            kind=LawChangeKind.SET_CAP,
            measure=measure,
            quantity=whole * oil / _HUNDRED,
            unit=unit,
            since=0,
        )
        for measure, whole, unit in (
            (_CRUDE, _CRUDE_TONNES, Unit.TONNE),
            (_PRODUCTS, _PRODUCT_BARRELS, Unit.BARREL),
        )
    )


def _enforced(settings: Settings) -> tuple[EnforcementPath, ...]:
    paths = []
    if settings.china is not None:
        share = settings.china / _HUNDRED
        paths.append(EnforcementPath(state=_PATRON, low=share, high=share))
    if settings.russia != SLIDERS["russia"].usual:
        # What it does not stand in for is what it keeps to the law in.
        share = (_HUNDRED - settings.russia) / _HUNDRED
        paths.append(EnforcementPath(state=_OTHER, low=share, high=share))
    return tuple(paths)


def _closed(settings: Settings) -> tuple[Closure, ...]:
    if not settings.closed:
        return ()
    end = settings.closed_from + settings.closed
    # A border that is closed to the end of the run is not opened in it.
    until = end if end < settings.months else None
    return (Closure(since=settings.closed_from, until=until),)
