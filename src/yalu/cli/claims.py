"""`yalu claims`: the options of a look into the ledger of claims."""

from typing import Annotated

import typer

from yalu.cli.options import AsJson

__all__ = ["claims"]


def claims(
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="Only this claim, with its query and its evidence."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Test what two articles of 2016 and 2018 say: a figure and verdict per claim."""
    from yalu.cli.answers.ledger import answer  # noqa: PLC0415

    answer(claim, as_json=as_json)
