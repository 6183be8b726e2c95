"""`yalu law`: the options of a question about what is in force."""

from typing import Annotated

import typer

from yalu.cli.options import AsJson, AsOf, RegimeName

__all__ = ["law"]


def law(
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Day of validity; today by default."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Show what changed since this day."),
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(metavar="BODY", help="Only this maker of law: UN, CHN, EU …"),
    ] = None,
    as_of: AsOf = None,
    regime: RegimeName = "dprk",
    *,
    regimes: Annotated[
        bool, typer.Option("--regimes", help="List the regimes of the library.")
    ] = False,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema", help="Print the JSON Schema of a law file, for editors."
        ),
    ] = False,
    cases: Annotated[
        bool,
        typer.Option(
            "--cases",
            help="Check the worked cases of the regime; code 4 if one does not hold.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the measures in force on a day, or the changes between two days."""
    from yalu.cli.answers import statute  # noqa: PLC0415 - help must not wait for it

    if schema:
        statute.print_schema()
    elif regimes:
        statute.list_regimes(as_json=as_json)
    elif cases:
        from yalu.cli.answers import trial  # noqa: PLC0415 - only where it is asked for

        unused = {"--on": on, "--since": since, "--state": state, "--as-of": as_of}
        trial.answer(regime, unused, as_json=as_json)
    else:
        statute.answer(
            on=on, since=since, state=state, as_of=as_of, regime=regime, as_json=as_json
        )
