"""`yalu strategy`: the options of questions about why each side acts so."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson
from yalu.cli.own_trade import DEFAULT_SEED

__all__ = [
    "app",
    "belief",
    "fit",
    "option",
    "overture",
    "overview",
    "partial",
    "posture",
    "precedents",
    "record",
    "resolve",
    "solve",
    "threat",
    "today",
]

app = typer.Typer(
    invoke_without_command=True,
    help=(
        "Ask a game of target, sender and patron, fitted to the record, why each acts "
        "as it does. Without a question: what it comes down to."
    ),
)

_Recorded = Annotated[
    bool,
    typer.Option(
        "--recorded", help="Average over recorded quarters under law, not today."
    ),
]
_From = Annotated[
    str | None,
    typer.Option("--from", metavar="QUARTER", help="From this quarter on, as 2013Q1."),
]
_To = Annotated[
    str | None,
    typer.Option("--to", metavar="QUARTER", help="Up to this quarter, and with it."),
]
_Csv = Annotated[
    Path | None,
    typer.Option(
        "--csv",
        metavar="FILE",
        help="Write all cells of these quarters with their grounds.",
    ),
]
_State = Annotated[
    bool, typer.Option("--state", help="How things stood instead of what was done.")
]
_Board = Annotated[
    str, typer.Option(metavar="SIZE", help="How fine: small, middle or full.")
]
_Precision = Annotated[
    float | None,
    typer.Option(
        metavar="NUMBER", min=0, help="How sharply all choose; else as fitted."
    ),
]
_Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=NUMBER", help="A parameter; repeatable."),
]
_Starts = Annotated[
    int,
    typer.Option(
        metavar="N", min=1, help="From how many starts equilibria are sought."
    ),
]
_Seed = Annotated[
    int, typer.Option(metavar="N", min=0, help="What random starts come from.")
]


@app.callback()
def overview(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Tell the game in a paragraph, and what each question comes down to."""
    if context.invoked_subcommand is None:
        from yalu.cli.answers.strategy import overview  # noqa: PLC0415 - slow to load

        overview(as_json=as_json)


def _ask(question: str, *, recorded: bool, as_json: bool) -> None:
    from yalu.cli.answers.strategy import answer  # noqa: PLC0415 - slow to load

    answer(question, recorded=recorded, as_json=as_json)


@app.command("partial")
def partial(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show why the patron enforces part of the law: what it weighs, term by term."""
    _ask("partial", recorded=recorded, as_json=as_json)


@app.command("resolve")
def resolve(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show what one quarter of full enforcement, seen by all, changes later."""
    _ask("resolve", recorded=recorded, as_json=as_json)


@app.command("option")
def option(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show what pressure does with a weak and with a strong alternative patron."""
    _ask("option", recorded=recorded, as_json=as_json)


@app.command("posture")
def posture(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show what the sender's posture changes in the patron's enforcement."""
    _ask("posture", recorded=recorded, as_json=as_json)


@app.command("threat")
def threat(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show whether the target bends before the hardest measures are taken."""
    _ask("threat", recorded=recorded, as_json=as_json)


@app.command("overture")
def overture(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show what overtures do beside enforcement, and how they go together."""
    _ask("overture", recorded=recorded, as_json=as_json)


@app.command("belief")
def belief(*, recorded: _Recorded = False, as_json: AsJson = False) -> None:
    """Show what the belief in the patron's resolve changes in provocation."""
    _ask("belief", recorded=recorded, as_json=as_json)


@app.command("today")
def today(*, as_json: AsJson = False) -> None:
    """Show what each would do now, the likeliest path, and where it may turn."""
    _ask("today", recorded=False, as_json=as_json)


@app.command("record")
def record(
    *,
    start: _From = None,
    end: _To = None,
    state: _State = False,
    csv: _Csv = None,
    as_json: AsJson = False,
) -> None:
    """List the record that the game is fitted to, quarter by quarter."""
    from yalu.cli.answers.strategy_record import answer  # noqa: PLC0415

    answer(start=start, end=end, state=state, csv=csv, as_json=as_json)


@app.command("precedents")
def precedents(*, as_json: AsJson = False) -> None:
    """Show how the game does on cases that it was not fitted on."""
    from yalu.cli.answers.strategy_precedents import precedents  # noqa: PLC0415

    precedents(as_json=as_json)


@app.command("fit")
def fit(*, as_json: AsJson = False) -> None:
    """Show what the record taught of each parameter, and whether the game fits it."""
    from yalu.cli.answers.strategy_fit import fit  # noqa: PLC0415

    fit(as_json=as_json)


@app.command("solve")
def solve(
    *,
    board: _Board = "middle",
    precision: _Precision = None,
    given: _Set = None,
    starts: _Starts = 1,
    seed: _Seed = DEFAULT_SEED,
    as_json: AsJson = False,
) -> None:
    """Solve the game now, at the fitted parameters or at others."""
    from yalu.cli.answers.strategy_solving import Wish, answer  # noqa: PLC0415

    answer(
        Wish(
            board=board,
            precision=precision,
            given=tuple(given or ()),
            starts=starts,
            seed=seed,
        ),
        as_json=as_json,
    )
