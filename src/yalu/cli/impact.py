"""`yalu impact`: the options of a question about the cost of pressure."""

from typing import Annotated

import typer

from yalu.cli.options import AsJson
from yalu.cli.own_trade import DEFAULT_SEED

__all__ = ["impact"]

_DRAWS = 100

_Package = Annotated[
    list[str] | None,
    typer.Option(
        "--package",
        metavar="ID",
        help="Only this package, with its curve; may be repeated. See --list.",
    ),
]
_Listed = Annotated[
    bool,
    typer.Option("--list", help="List the packages and what trade each covers."),
]
_Model = Annotated[
    str | None,
    typer.Option(
        help="Only this model, by a part of its name: mechanical, fuels, general."
    ),
]
_Enforcement = Annotated[
    float,
    typer.Option(
        metavar="SHARE",
        min=0,
        max=1,
        help="Share of what a package bans that is stopped, 0 to 1.",
    ),
]
_Patron = Annotated[
    str | None,
    typer.Option(
        metavar="ISO3|none",
        help="Only where this patron steps in, as RUS; or none: nobody does.",
    ),
]
_On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="Price all law in force on this day."),
]
_Draws = Annotated[
    int,
    typer.Option(
        metavar="N", min=20, max=5000, help="How often what is not known is drawn."
    ),
]
_Seed = Annotated[
    int, typer.Option(metavar="N", min=0, help="What the random draws start from.")
]
_Bearers = Annotated[
    bool, typer.Option("--bearers", help="Show who else bears it, good by good.")
]
_Observed = Annotated[
    bool, typer.Option("--observed", help="Hold predictions against what came.")
]


def impact(
    *,
    package: _Package = None,
    listed: _Listed = False,
    model: _Model = None,
    enforcement: _Enforcement = 1.0,
    patron: _Patron = None,
    on: _On = None,
    draws: _Draws = _DRAWS,
    seed: _Seed = DEFAULT_SEED,
    bearers: _Bearers = False,
    observed: _Observed = False,
    as_json: AsJson = False,
) -> None:
    """Price packages of measures: what they cost the target, and who else bears it."""
    from yalu.cli.answers.pressure_asked import (  # noqa: PLC0415 - slow to load
        Wish,
        checked,
    )

    wish = Wish(
        packages=tuple(package or ()),
        listed=listed,
        model=model,
        enforcement=enforcement,
        patron=patron,
        on=on,
        draws=draws,
        seed=seed,
        bearers=bearers,
        observed=observed,
    )
    asked = checked(wish)
    # Slower still, and of no use to who mistyped.
    from yalu.cli.answers.pressure import answer  # noqa: PLC0415

    answer(wish, asked, as_json=as_json)
