"""`yalu scenario`: the options of questions about what would follow if."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson

__all__ = [
    "app",
    "check",
    "compare",
    "decide",
    "discover",
    "hindcast",
    "overview",
    "run",
    "show",
]

app = typer.Typer(
    invoke_without_command=True,
    help=(
        "Ask what would follow if the law, its enforcement or the players were other "
        "than they are. Without a question: the scenarios that come with Yalu, each "
        "beside the baseline. Of these all is stored and told at once, unless draws, a "
        "seed or months are asked for."
    ),
)

_Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE", help="A scenario that comes with Yalu, or your own TOML."
    ),
]
_Draws = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="How many draws each run has.")
]
_Seed = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Where chance begins.")
]
_Months = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="How long the run is, else as the file has."),
]


@app.callback()
def overview(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the scenarios that come with Yalu, each with what it changes."""
    if context.invoked_subcommand is None:
        from yalu.cli.answers.scenario import overview  # noqa: PLC0415 - slow to load

        overview(as_json=as_json)


@app.command("run")
def run(
    name: _Named,
    *,
    draws: _Draws = None,
    seed: _Seed = None,
    months: _Months = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Store the run and its baseline here, with hashes."
        ),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write every series of both runs by month."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run a scenario beside the baseline, and tell what it changes."""
    from yalu.cli.answers.scenario_asked import Wish  # noqa: PLC0415
    from yalu.cli.answers.scenario_running import run  # noqa: PLC0415

    wish = Wish(name=name, draws=draws, seed=seed, months=months)
    run(wish, store_in=store, csv=csv, as_json=as_json)


@app.command("compare")
def compare(
    first: _Named,
    second: _Named,
    *,
    draws: _Draws = None,
    seed: _Seed = None,
    months: _Months = None,
    as_json: AsJson = False,
) -> None:
    """Run two scenarios beside one baseline, and tell what differs between them."""
    from yalu.cli.answers.scenario_asked import Wish  # noqa: PLC0415
    from yalu.cli.answers.scenario_running import compare  # noqa: PLC0415

    wishes = [
        Wish(name=name, draws=draws, seed=seed, months=months)
        for name in (first, second)
    ]
    compare(*wishes, as_json=as_json)


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario as TOML.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Read a scenario file, and tell all that is wrong with it, or what it sets."""
    from yalu.cli.answers.scenario import check  # noqa: PLC0415

    check(file, as_json=as_json)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="One that Yalu ships.")],
) -> None:
    """Print the file of a scenario that comes with Yalu, to copy and change."""
    from yalu.cli.answers.scenario import show  # noqa: PLC0415

    show(name)


@app.command("decide")
def decide(
    name: _Named,
    *,
    points: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Points of each matrix: a power of two.",
        ),
    ] = None,
    seed: _Seed = None,
    months: _Months = None,
    as_json: AsJson = False,
) -> None:
    """Tell which of the things that nobody knows decide what a scenario changes."""
    from yalu.cli.answers.scenario_asked import Wish  # noqa: PLC0415
    from yalu.cli.answers.scenario_why import decide  # noqa: PLC0415

    wish = Wish(name=name, seed=seed, months=months)
    decide(wish, points=points, as_json=as_json)


@app.command("discover")
def discover(
    name: _Named,
    *,
    question: Annotated[
        str, typer.Option(metavar="ID", help="Which statement, as run --json has it.")
    ] = "talks-48",
    early: Annotated[
        int,
        typer.Option(
            metavar="MONTHS", min=0, help="Months whose course may tell beforehand."
        ),
    ] = 12,
    draws: _Draws = None,
    seed: _Seed = None,
    months: _Months = None,
    as_json: AsJson = False,
) -> None:
    """Tell under which conditions a scenario ends in something: talks, by default."""
    from yalu.cli.answers.scenario_asked import Wish  # noqa: PLC0415
    from yalu.cli.answers.scenario_why import discover  # noqa: PLC0415

    wish = Wish(name=name, draws=draws, seed=seed, months=months)
    discover(wish, question=question, early=early, as_json=as_json)


@app.command("hindcast")
def hindcast(*, as_json: AsJson = False) -> None:
    """Show how baselines run from past days fared against what happened."""
    from yalu.cli.answers.scenario import hindcast  # noqa: PLC0415

    hindcast(as_json=as_json)
