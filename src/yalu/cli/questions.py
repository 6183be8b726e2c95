"""`yalu compliance` and `yalu dependence`: the options of two questions."""

from typing import Annotated

import typer

from yalu.cli import own_trade
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
_Estimate = Annotated[
    bool,
    typer.Option(
        "--estimate", help="Estimate what would have moved without each measure."
    ),
]
_Horizon = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Estimate nothing from this day on, because another cause is at work; "
        "where the log of events has the target close its border, that day.",
    ),
]
_Seed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=0,
        help=f"What the random draws start from; {own_trade.DEFAULT_SEED} by default.",
    ),
]
_Signs = Annotated[
    bool,
    typer.Option(
        "--signs", help="Look for breaks, silences, mirror gaps and diversion."
    ),
]
_Sensitivity = Annotated[
    bool,
    typer.Option("--sensitivity", help="Show which verdicts hang on a choice."),
]


def compliance(
    *,
    state: _State = None,
    measure: _Measure = None,
    until: _Until = None,
    regime: RegimeName = "dprk",
    every: _Every = False,
    estimate: _Estimate = False,
    horizon: _Horizon = None,
    signs: _Signs = False,
    sensitivity: _Sensitivity = False,
    flows: own_trade.Flows = None,
    complete: own_trade.Complete = False,
    layout: own_trade.Layout = "auto",
    mapping: own_trade.Mapping = None,
    series: own_trade.Series = None,
    source: own_trade.Source = None,
    revision: own_trade.Revision = None,
    direction: own_trade.Direction = None,
    seed: _Seed = None,
    as_json: AsJson = False,
) -> None:
    """Show how far each state keeps each measure, and how full the caps are."""
    from yalu.cli.answers.enforcement import Wish, answer  # noqa: PLC0415
    from yalu.cli.answers.own_record import OwnTrade  # noqa: PLC0415

    answer(
        Wish(
            states=tuple(state or ()),
            measure=measure,
            until=until,
            every=every,
            estimate=estimate,
            horizon=horizon,
            signs=signs,
            sensitivity=sensitivity,
            seed=seed,
        ),
        OwnTrade(
            files=tuple(flows or ()),
            complete=complete,
            layout=layout,
            mapping=mapping,
            series=series,
            source=source,
            revision=revision,
            direction=direction,
        ),
        regime=regime,
        as_json=as_json,
    )


def dependence(
    figure: Annotated[
        str | None,
        typer.Option(
            help="Only this figure: share, printed_share, bound, concentration, "
            "largest, alternative, repair, check, criticality, asymmetry or "
            "outside_option."
        ),
    ] = None,
    *,
    every: _Every = False,
    as_json: AsJson = False,
) -> None:
    """Show who needs whom: shares by year and compiler, and goods nobody else sells."""
    from yalu.cli.answers.shares import answer  # noqa: PLC0415

    answer(figure=figure, every=every, as_json=as_json)
