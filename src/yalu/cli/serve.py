"""`yalu serve`: the options of the web page."""

from typing import Annotated

import typer

from yalu.cli import own_trade
from yalu.cli.options import RegimeName

__all__ = ["serve"]


def serve(
    port: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, max=65_535, help="Where it listens; 0 for any free one."
        ),
    ] = 8765,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="On which address it listens; by default only this machine "
            "can reach it.",
        ),
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Under which name a server before it is asked; may be repeated.",
        ),
    ] = None,
    regime: RegimeName = "dprk",
    *,
    seed: own_trade.Seed = own_trade.DEFAULT_SEED,
    show: Annotated[
        bool, typer.Option("--open", help="Open it in the browser.")
    ] = False,
) -> None:
    """Serve the web page: the law, checks, scorecard, scenarios, figures, sources."""
    from yalu.cli.answers.serving import serve  # noqa: PLC0415 - help must not wait

    serve(
        host=host,
        names=tuple(name or ()),
        port=port,
        regime=regime,
        seed=seed,
        show=show,
    )
