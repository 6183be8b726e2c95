"""What a command says when Ctrl-C stops it, wherever its work stands just then."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer

__all__ = ["KEPT", "STOPPED", "stopping"]

KEPT = "stopped. What has come is kept; the same command goes on from there."
"""What is said where the work goes on later."""

STOPPED = 130
"""The exit code that a shell gives for Ctrl-C."""

_ENGINE = "Query interrupted"  # what DuckDB raises in place of KeyboardInterrupt


@contextmanager
def stopping(words: str) -> Iterator[None]:
    """Tell an interruption in words and leave with `STOPPED`.

    DuckDB takes the signal for its own and raises another error for it, which a reader
    of files may wrap once more. So it is noted that the signal came: whatever fails
    after that is the interruption.

    Parameters
    ----------
    words : str
        What is said, on the error output.

    Raises
    ------
    typer.Exit
        If the work inside is interrupted.

    """
    came: list[int] = []

    def noted(number: int, frame: FrameType | None) -> None:
        came.append(number)
        signal.default_int_handler(number, frame)

    before = None
    # Elsewhere than in the main thread Python does not let a handler be set, and a
    # caller who set one of his own keeps it.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        try:
            before = signal.signal(signal.SIGINT, noted)
        except ValueError:
            before = None
    try:
        yield
    except BaseException as error:
        if came or isinstance(error, KeyboardInterrupt) or _ENGINE in str(error):
            typer.echo(f"\nyalu: {words}", err=True)
            raise typer.Exit(STOPPED) from None
        raise
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
