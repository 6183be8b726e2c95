"""`yalu compliance` and `yalu dependence`: the options of two questions."""

from typing import Annotated

import typer

from yalu.cli.options import AsJson, RegimeName

__all__ = ["compliance", "dependence"]

_State = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="ISO3", help="Only this state; may be repeated."),
]
_Measure = Annotated[
    str | None, typer.Option(metavar="ID", help="Only this measure, with its path.")
]
_Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="First day not asked about.")
]
_Every = Annotated[bool, typer.Option("--all", help="Show what is unverifiable too.")]


def compliance(
    *,
    state: _State = None,
    measure: _Measure = None,
    until: _Until = None,
    regime: RegimeName = "dprk",
    every: _Every = False,
    as_json: AsJson = False,
) -> None:
    """Show how far each state keeps each measure, and how full the caps are."""
    from yalu.cli.answers.enforcement import answer  # noqa: PLC0415

    answer(
        states=tuple(state or ()),
        measure=measure,
        until=until,
        regime=regime,
        every=every,
        as_json=as_json,
    )


def dependence(
    figure: Annotated[
        str | None,
        typer.Option(
            help="Only this figure: share, printed_share, bound, concentration, "
            "largest or alternative."
        ),
    ] = None,
    *,
    every: _Every = False,
    as_json: AsJson = False,
) -> None:
    """Show who needs whom: shares by year and compiler, bounds and concentration."""
    from yalu.cli.answers.shares import answer  # noqa: PLC0415

    answer(figure=figure, every=every, as_json=as_json)
