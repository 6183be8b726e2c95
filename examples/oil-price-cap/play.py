# ruff: noqa: INP001 - a script to be changed, not a part of a package
"""A cap on the price of oil as a game: declared, solved, and asked what it depends on.

``python examples/oil-price-cap/play.py`` prints how each side plays. Every number is
invented: the script shows how another sanctions case is declared, not what is true of
one. Change the weights or the rules, and run it again.
"""

from yalu.strategy.games import (
    Action,
    Belief,
    Component,
    Game,
    Payoff,
    Stage,
    Transition,
    ladder,
    solve,
)

__all__: list[str] = []

WEIGHTS = {
    "oil": 1.0, "tankers": 0.4, "checks": 0.3, "breach": 1.0, "fine": 1.5,
    "building": 0.4, "checking": 0.9, "change": 0.02, "patience": 0.9,
}  # fmt: skip
PRECISION = 4.0  # how sharply the players choose, in one over a full cargo's worth

check = Action(name="check", levels=(0, 1), labels=("wave", "check"), player="senders")
build = Action(name="build", levels=(0, 1), labels=("wait", "build"), player="exporter")
pay = Action(name="pay", levels=(0, 1), labels=("cap", "more"), player="buyer")

game = Game(
    name="a cap on the price of oil",
    players=("senders", "exporter", "buyer"),
    components=(
        Component(name="fleet", levels=(0, 0.5, 1), labels=("none", "some", "own")),
        Component(name="rigour", levels=(0, 1), labels=("lax", "strict")),
    ),
    belief=Belief(
        name="boldness",
        about="buyer",
        types=("careful", "bold"),
        levels=(0.05, 0.35, 0.65, 0.95),
        signals=("pay",),
        redraw=lambda by: by.change,
    ),
    stages=(Stage(actions=(check,)), Stage(actions=(build,)), Stage(actions=(pay,))),
    payoffs=(
        Payoff(
            player="senders",
            name="breaches, and the cost of checks",
            value=lambda at, by: -by.breach * at.pay - by.checks * at.check,
        ),
        Payoff(
            player="exporter",
            name="what is earned over the cap, less tankers",
            value=lambda at, by: by.oil * at.pay - by.tankers * at.build,
        ),
        Payoff(
            player="buyer",
            name="oil in its ships, less fines in others'",
            value=lambda at, by: (
                at.pay
                * (0.5 * by.oil - by.fine * (1 - at.fleet) * at.rigour * (at.type == 0))
            ),
        ),
    ),
    transitions=(
        Transition(
            component="fleet",
            given=("fleet", "build"),
            chances=lambda at, by: ladder(
                at.rank.fleet, at.rank.next, up=by.building * at.build, down=0.05, top=2
            ),
        ),
        Transition(
            component="rigour",
            given=("rigour", "check"),
            chances=lambda at, by: ladder(
                at.rank.rigour, at.rank.next, up=by.checking * at.check, down=0.2, top=1
            ),
        ),
    ),
    discount=lambda by: by.patience,
)


def main() -> None:
    """Solve the game and say how it is played."""
    print(game)  # noqa: T201 - a script speaks
    found = solve(game, WEIGHTS, precision=PRECISION)
    print(found)  # noqa: T201
    for rigour in ("lax", "strict"):
        for fleet in ("none", "some", "own"):
            here = {"fleet": fleet, "rigour": rigour, "boldness": 1}
            row = f"rigour {rigour:6}  fleet {fleet:4}"
            row += f"  check {found.chances('check', **here)[1]:.2f}"
            row += f"  build {found.chances('build', check='wave', **here)[1]:.2f}"
            more = found.chances("pay", check="wave", build="wait", **here)[:, 1]
            row += f"  pays more: careful {more[0]:.2f}, bold {more[1]:.2f}"
            print(row)  # noqa: T201


if __name__ == "__main__":
    main()
