"""`yalu report`: the options of the whole case on one page."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli import own_trade
from yalu.cli.options import AsJson, AsOf, Folder, RegimeName

__all__ = ["report"]

On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day it speaks of: law in force."),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DATE", help="First day it is about; all before is learnt."
    ),
]
State = Annotated[
    str | None,
    typer.Option(metavar="ISO3", help="The state whose conduct is in question."),
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Last day it is about.")
]


def report(
    output: Folder = Path("report"),
    as_of: AsOf = None,
    state: State = None,
    regime: RegimeName = "dprk",
    *,
    on: On = None,
    since: Since = None,
    until: Until = None,
    flows: own_trade.Flows = None,
    complete: own_trade.Complete = False,
    layout: own_trade.Layout = "auto",
    mapping: own_trade.Mapping = None,
    series: own_trade.Series = None,
    source: own_trade.Source = None,
    revision: own_trade.Revision = None,
    direction: own_trade.Direction = None,
    seed: own_trade.Seed = own_trade.DEFAULT_SEED,
    show: Annotated[
        bool, typer.Option("--open", help="Open it in the browser afterwards.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the report: one offline page, and the data of each figure as CSV."""
    from yalu.cli.answers.own_record import OwnTrade  # noqa: PLC0415
    from yalu.cli.answers.page import answer  # noqa: PLC0415

    trade = OwnTrade(
        files=tuple(flows or ()),
        complete=complete,
        layout=layout,
        mapping=mapping,
        series=series,
        source=source,
        revision=revision,
        direction=direction,
    )
    answer(
        output,
        trade,
        as_of=as_of,
        on=on,
        since=since,
        until=until,
        state=state,
        regime=regime,
        seed=seed,
        show=show,
        as_json=as_json,
    )
