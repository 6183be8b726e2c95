"""The `yalu` command and how its failures are told."""

import signal
import sys
from typing import Annotated

import typer

from yalu import __version__
from yalu.cli import (
    check,
    claims,
    cycle,
    events,
    export,
    fetch,
    impact,
    law,
    questions,
    report,
    scenario,
    screen,
    serve,
    strategy,
)
from yalu.errors import (
    IntegrityError,
    InvalidLawError,
    UnusableFileError,
    YaluError,
)

__all__ = ["app", "main"]

NOT_UNDERSTOOD, UNUSABLE_FILE, BROKEN = 2, 3, 4

app = typer.Typer(
    name="yalu",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "An open workbench for sanctions regimes: what the law says, what moved, and "
        "what the two say about each other.\n\n"
        "Exit codes: 0 answered; 2 not understood; 3 a file or service could not be "
        "used; 4 the encoded law or the embedded data is broken, or a worked case does "
        "not hold."
    ),
)
app.command("check")(check.check)
app.command("screen")(screen.screen)
app.command("law")(law.law)
app.add_typer(fetch.app, name="fetch")
app.command("compliance")(questions.compliance)
app.command("dependence")(questions.dependence)
app.command("impact")(impact.impact)
app.command("events")(events.events)
app.command("cycle")(cycle.cycle)
app.add_typer(strategy.app, name="strategy")
app.add_typer(scenario.app, name="scenario")
app.command("claims")(claims.claims)
app.command("report")(report.report)
app.command("serve")(serve.serve)
app.add_typer(export.app, name="export")


def _show_version(asked: bool) -> None:  # noqa: FBT001 - the callback's own form
    if asked:
        typer.echo(f"yalu {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version.", callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    del version


def main() -> None:
    """Run the command line; a known failure is told in words, without a traceback."""
    if hasattr(signal, "SIGPIPE"):
        # A reader that closes the pipe, such as head, ends the command in silence.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except YaluError as error:
        typer.echo(f"yalu: {error}", err=True)
        sys.exit(_exit_code(error))


def _exit_code(error: YaluError) -> int:
    if isinstance(error, IntegrityError | InvalidLawError):
        return BROKEN
    if isinstance(error, UnusableFileError):
        return UNUSABLE_FILE
    return NOT_UNDERSTOOD
