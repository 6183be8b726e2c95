"""How long answers take: one warm ruling, and the commands as whole processes."""

import subprocess
import sys
import tempfile
import time
from datetime import date

from yalu.library import load
from yalu.regime import rule

__all__ = ["process_lines"]

_COMMANDS: dict[str, tuple[list[str], float]] = {
    "yalu --help": (["--help"], 0.3),
    "yalu check": (
        ["check", "2701", "--from", "PRK", "--to", "CHN", "--on", "2017-09-01"],
        0.6,
    ),
    "yalu report": (["report", "-o"], 20.0),
}
_RULINGS = 200


def process_lines(times: int) -> list[str]:
    """Return the table of answering times, best of several."""
    lines = [
        "",
        "## Answers",
        "",
        "| what | seconds | target |",
        "|---|---|---|",
        f"| one warm ruling | {_one_ruling():.5f} | under 0.001 |",
    ]
    for name, (arguments, target) in _COMMANDS.items():
        found = _one_command(arguments, 1 if target > 1 else times)
        told = "not in this build" if found is None else f"{found:.2f}"
        lines.append(f"| `{name}` as a process | {told} | under {target} |")
    return lines


def _one_ruling() -> float:
    """Return the mean time of a ruling, in seconds, once the law is loaded."""
    regime = load("dprk")
    day = date(2017, 9, 1)
    rule(regime, goods="2701", exporter="PRK", importer="CHN", on=day)
    began = time.perf_counter()
    for _ in range(_RULINGS):
        rule(regime, goods="2701", exporter="PRK", importer="CHN", on=day)
    return (time.perf_counter() - began) / _RULINGS


def _one_command(arguments: list[str], times: int) -> float | None:
    """Return the best time of a command, in seconds; None where it fails."""
    best = float("inf")
    for _ in range(times):
        with tempfile.TemporaryDirectory() as scratch:
            where = [scratch] if arguments[-1] == "-o" else []
            began = time.perf_counter()
            done = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "yalu", *arguments, *where],
                capture_output=True,
                check=False,
            )
            best = min(best, time.perf_counter() - began)
        if done.returncode > 1:
            return None
    return best
