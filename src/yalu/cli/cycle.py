"""`yalu cycle`: the options of a question about the cycle."""

from typing import Annotated

import typer

from yalu.cli.events import LogFile, LogMapping
from yalu.cli.options import AsJson
from yalu.cli.own_trade import DEFAULT_SEED

__all__ = ["cycle"]

_AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Foresee from the start of this day, knowing only what came before; "
        "fits the model anew.",
    ),
]
_Refit = Annotated[
    bool,
    typer.Option("--refit", help="Fit the model now instead of using the stored one."),
]
_Seed = Annotated[
    int, typer.Option(metavar="N", min=0, help="What the random draws start from.")
]


def cycle(
    *,
    as_of: _AsOf = None,
    refit: _Refit = False,
    seed: _Seed = DEFAULT_SEED,
    log: LogFile = None,
    mapping: LogMapping = None,
    as_json: AsJson = False,
) -> None:
    """Show where the cycle stands, what follows a resolution, and what may come."""
    from yalu.cli.answers.outlook import Wish, answer  # noqa: PLC0415 - slow to load

    answer(
        Wish(as_of=as_of, refit=refit, seed=seed, log=log, mapping=mapping),
        as_json=as_json,
    )
