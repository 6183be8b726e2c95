"""Made-up answers of the game, a made-up fit and made-up trials: no figure is real."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from yalu.report.playing import Playing, with_answers
from yalu.report.playing_game import steps
from yalu.report.playing_rows import CaseRow, CheckRow, KnownRow, WeightRow
from yalu.strategy.answers import (
    Answers,
    Basis,
    Figure,
    Quantity,
    Question,
    Spread,
    Standing,
    Turn,
    Unit,
)

PARTS = {
    "posture": ("eased", "usual", "raised"),
    "support": ("weak", "some", "strong"),
    "stringency": ("none", "narrow", "broad", "sweeping"),
}
BELIEFS = ("0.02", "0.5", "0.98")
CHOICES = {
    "move": ("hold", "missile", "test", "overture"),
    "response": ("nothing", "table", "deploy", "engage"),
    "vote": ("accept", "refuse"),
    "overture": ("no", "yes"),
}
CHANGES = (
    ("resolve", "full.change", Unit.QUARTERS,
     (("act", "provocation"), ("quarters", "4"))),
    ("resolve", "belief.change", Unit.QUARTERS, ()),
    ("option", "pressure.provocation.change", Unit.QUARTERS, ()),
    ("option", "enforcement.change", Unit.SHARE, ()),
    ("posture", "enforcement.alone.change", Unit.SHARE, ()),
    ("posture", "accept.change", Unit.CHANCE, ()),
    ("threat", "bends.change", Unit.CHANCE, (("case", "threat less none"),)),
    ("threat", "bends.change", Unit.CHANCE, (("case", "threat less used"),)),
    ("overture", "beside.change", Unit.CHANCE,
     (("enforcement", "some rather than 0"),)),
    ("overture", "year.provocation.change", Unit.QUARTERS,
     (("patron", "both less enforcement alone"),)),
    ("belief", "provocation.change", Unit.CHANCE, ()),
)  # fmt: skip


def spread(median: float, *, width: float = 0.1, above: float = 0.6) -> Spread:
    """Return a spread about a middle."""
    return Spread(
        median=median,
        low=median - width,
        high=median + width,
        above=above,
        below=1 - above,
    )


def figure(
    question: str,
    name: str,
    median: float,
    *,
    unit: Unit = Unit.CHANCE,
    at: tuple[tuple[str, str], ...] = (),
    standing: Standing = Standing.TODAY,
    is_change: bool = False,
) -> Figure:
    """Return an answer, before the record twice as wide."""
    return Figure(
        quantity=Quantity(
            question=Question(question),
            id=name,
            label=f"{name} of something",
            unit=unit,
            standing=standing,
            at=at,
            is_change=is_change,
        ),
        fitted=spread(median),
        prior=spread(0.0, width=0.2, above=0.5),
    )


def figures() -> Iterator[Figure]:
    """Yield every figure that the section asks for."""
    yield figure("partial", "enforcement", 0.5, unit=Unit.SHARE)
    yield figure("partial", "interior", 0.4)
    for (number, term), when in product(
        enumerate(("commerce", "collapse")), ("at once", "later")
    ):
        place = (("term", term), ("when", when))
        worth = 0.2 * number - 0.05
        yield figure(
            "partial", "third", worth, unit=Unit.PAYOFF, at=place, is_change=True
        )
    yield figure("partial", "third.all", 0.2, unit=Unit.PAYOFF, is_change=True)
    yield figure("belief", "held", 0.3)
    for name in ("enforcement.alone", "accept"):
        for level in ("eased or usual", "raised"):
            yield figure("posture", name, 0.4, at=(("posture", level),))
    yield from _curves()
    for case, quarter in product(("usual", "full", "none"), range(1, 9)):
        later = (("enforcement", case), ("quarter", str(quarter)))
        yield figure("resolve", "path", 0.4, at=later)
    for standing, (question, name, unit, at) in product(Standing, CHANGES):
        yield figure(
            question, name, 0.05, unit=unit, at=at, standing=standing, is_change=True
        )


def _curves() -> Iterator[Figure]:
    for part, levels in PARTS.items():
        for number, level in enumerate(levels):
            at = ((part, level),)
            yield figure("today", "state", 0.1 + 0.1 * number, at=at)
            yield figure("today", "curve.enforced", 0.5, unit=Unit.SHARE, at=at)
            for action, labels in CHOICES.items():
                for label in labels:
                    where = (*at, (action, label))
                    yield figure("today", "curve", 0.2 + 0.1 * number, at=where)
    for point in BELIEFS:
        at = (("belief", point),)
        for name in ("test", "overture", "enforcement"):
            yield figure("belief", name, 0.3, at=at)


BASIS = Basis(
    quarter="2026Q3",
    quarters=139,
    states=1152,
    precision=3.0,
    draws=200,
    prior_draws=100,
    effective=60.0,
    unsolved=2,
    residual=1e-11,
    seed=1,
    record_sha256="r",
    fit_sha256="f",
    code_sha256="c",
    libraries={},
    under_law=80.0,
)
PATH = (
    Turn(
        quarter="2026Q4",
        moves=(("move", "missile"), ("response", "nothing"), ("enforcement", "1/3")),
        chances=(0.4, 0.5, 0.6),
        other=("response", "table"),
        kept=1.2,
        turned=1.4,
    ),
)
ANSWERS = Answers(figures=tuple(figures()), path=PATH, basis=BASIS)
WEIGHTS = (
    WeightRow(
        name="patron_commerce",
        meaning="loss of trade",
        unit="payoff a quarter",
        claim="",
        prior_low=0.3,
        prior_median=0.6,
        prior_high=1.4,
        low=0.5,
        median=0.9,
        high=1.2,
        prior_above=1.0,
        above=1.0,
        learnt=0.5,
    ),
    WeightRow(
        name="patron_joint",
        meaning="worth of doing both",
        unit="payoff a quarter",
        claim="C17",
        prior_low=-0.8,
        prior_median=0.0,
        prior_high=0.8,
        low=-0.7,
        median=0.1,
        high=0.8,
        prior_above=0.5,
        above=0.55,
        learnt=0.05,
    ),
)
CASES = (
    CaseRow(
        case="1983",
        title="Rangoon",
        span="1983Q4 to 1984Q4",
        note="nobody is scored on it",
    ),
    CaseRow(
        case="2016",
        title="Two tests",
        span="2016Q1 to 2016Q4",
        choices=12,
        hits=7,
        turns=3,
        turn_hits=1,
        usual_hits=6,
        before_hits=8,
        score=-14.0,
        usual=-15.0,
        before=-12.5,
    ),
)
CHECKS = (
    CheckRow(
        what="move: test",
        observed=20.0,
        quarters=128,
        median=18.0,
        low=11.0,
        high=27.0,
        tail=0.6,
    ),
)
KNOWN = (
    KnownRow(column="move", known=128, uncertain=11, missing=0),
    KnownRow(column="enforcement", known=1, uncertain=15, missing=123),
)


def bare() -> Playing:
    """Return what there is to tell where nothing is stored."""
    return Playing(
        steps=steps(),
        rows=(),
        path=(),
        weights=(),
        cases=(),
        checks=(),
        known=KNOWN,
        basis=None,
        quarters=139,
        last="2026Q3",
        missing=("No answers of the game are stored.",),
        stale=(),
        recovered=("Recovery: inside 90 %.",),
        doubted="",
        sources=("UN8853", "USGS"),
        leading=("USGS",),
    )


def playing() -> Playing:
    """Return all that there may be to tell."""
    return replace(
        with_answers(bare(), ANSWERS),
        weights=WEIGHTS,
        cases=CASES,
        checks=CHECKS,
        missing=(),
    )
