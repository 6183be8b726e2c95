"""Invented answers of the right shapes that mean nothing, for the command line."""

from collections.abc import Iterator
from dataclasses import replace

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

__all__ = ["invented"]

MOVES = ("hold", "missile", "test", "overture")
LEVELS = ("0", "1/3", "2/3", "1")
At = tuple[tuple[str, str], ...]


def _figure(
    question: Question, name: str, at: At, standing: Standing, unit: Unit
) -> Figure:
    change = "change" in name or name.startswith(("third", "step", "pressure"))
    spread = Spread(median=0.21, low=-0.1, high=0.4, above=0.8, below=0.2)
    if not change:
        spread = replace(spread, low=0.1, above=1.0, below=0.0)
    label = "worth, in all" if name.startswith("step") else "chance: of something"
    return Figure(
        quantity=Quantity(
            question=question, id=name, label=label, unit=unit, standing=standing,
            at=at, is_change=change,
        ),
        fitted=spread,
        prior=replace(spread, above=0.5, below=0.5),
    )  # fmt: skip


WITHIN: list[At] = [
    (("act", act), ("quarters", span))
    for act in ("provocation", "test", "overture")
    for span in ("4", "8")
]


def _shapes() -> list[tuple[Question, str, list[At], Unit]]:
    """Return the tables and curves that the command prints."""
    ask, chance, payoff, count = Question, Unit.CHANCE, Unit.PAYOFF, Unit.QUARTERS
    alone: list[At] = [()]
    levels: list[At] = [(("enforcement", one),) for one in LEVELS]
    cases = ("none", "usual", "threat", "backed", "used")
    rows: list[tuple[Question, str, list[At], Unit]] = [
        (ask.PARTIAL, "enforcement", alone, Unit.SHARE),
        (ask.PARTIAL, "interior", alone, chance),
        (ask.PARTIAL, "level", levels, chance),
        (ask.PARTIAL, "after", [(("move", one),) for one in MOVES], Unit.SHARE),
        (ask.PARTIAL, "third", [(("term", "commerce"), ("when", "later"))], payoff),
        (ask.PARTIAL, "third.all", alone, payoff),
        *((ask.PARTIAL, f"step.{way}", levels[:1], payoff) for way in ("now", "all")),
        *((ask.RESOLVE, one, WITHIN, count) for one in ("usual", "full", "none")),
        (ask.RESOLVE, "full.change", WITHIN, count),
        (ask.RESOLVE, "none.change", WITHIN, count),
        (ask.RESOLVE, "belief.change", alone, count),
        (
            ask.RESOLVE,
            "path",
            [
                (("enforcement", one), ("quarter", "1"))
                for one in ("usual", "full", "none")
            ],
            chance,
        ),
        *((ask.BELIEF, one, alone, chance) for one in ("held", "provocation.change")),
        (ask.BELIEF, "provocation", [(("belief", x),) for x in ("0.1", "0.9")], chance),
        (ask.THREAT, "bends", [(("case", one),) for one in cases], chance),
        (
            ask.THREAT,
            "move",
            [(("case", one), ("move", move)) for one in cases for move in MOVES],
            chance,
        ),
        (ask.THREAT, "bends.change", [(("case", "threat less none"),)], chance),
        (ask.OVERTURE, "beside", levels, chance),
        (
            ask.OVERTURE,
            "beside.change",
            [(("enforcement", "some rather than 0"),)],
            chance,
        ),
        (ask.TODAY, "now", [(("move", one),) for one in MOVES], chance),
        (ask.TODAY, "now.enforced", alone, Unit.SHARE),
        (
            ask.TODAY,
            "answer",
            [(("move", one), ("response", "table")) for one in MOVES],
            chance,
        ),
        (
            ask.TODAY,
            "within a year",
            [(("act", one),) for one in ("provocation", "test")],
            chance,
        ),
    ]
    return [*rows, *_changes()]


def _changes() -> Iterator[tuple[Question, str, list[At], Unit]]:
    """Yield tables that end with a change."""
    ask, count = Question, Unit.QUARTERS
    alone: list[At] = [()]
    postures: list[At] = [(("posture", one),) for one in ("eased", "raised")]
    supports: list[At] = [(("support", one),) for one in ("weak", "strong")]
    sides: list[At] = [(("patron", one),) for one in ("neither", "both")]
    lesser: list[At] = [
        (("patron", one),)
        for one in ("both less enforcement alone", "both less overture alone")
    ]
    for act in ("provocation", "overture"):
        yield (ask.OVERTURE, f"year.{act}", sides, count)
        yield (ask.OVERTURE, f"year.{act}.change", lesser, count)
    for name in ("pressure.provocation", "enforcement"):
        yield (ask.OPTION, name, supports, count)
        yield (ask.OPTION, f"{name}.change", alone, count)
    for name in ("enforcement", "enforcement.alone"):
        yield (ask.POSTURE, name, postures, Unit.SHARE)
        yield (ask.POSTURE, f"{name}.change", alone, Unit.SHARE)


def invented() -> Answers:
    """Return answers of the right shapes that mean nothing."""
    return Answers(
        figures=tuple(
            _figure(question, name, at, standing, unit)
            for standing in Standing
            for question, name, places, unit in _shapes()
            for at in places
        ),
        path=(
            Turn(
                quarter="2031Q1",
                moves=(("move", "hold"), ("response", "engage")),
                chances=(0.4, 0.5),
                other=("move", "test"),
                kept=1.0,
                turned=2.0,
            ),
        ),
        basis=Basis(
            quarter="2030Q4",
            quarters=12,
            states=320,
            precision=3.0,
            draws=5,
            prior_draws=4,
            effective=4.2,
            unsolved=1,
            residual=1e-8,
            seed=1,
            record_sha256="",
            fit_sha256="",
            code_sha256="",
            libraries={},
        ),
        stale=("the code that worked them out has changed",),
    )
