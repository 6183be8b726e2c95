"""The command line, from the commands themselves."""

from collections.abc import Iterator
from typing import Any

import typer
from data_page import cell

from yalu.cli.app import app

HEAD = """\
# Command line

Exit codes, the same for every command:

| code | meaning |
|--:|---|
| 0 | the question was answered; *prohibited* is an answer |
| 2 | the question was not understood: an unknown option, code, date or state |
| 3 | a file could not be used at all, or a service gave nothing of use |
| 4 | the encoded law or the embedded data is broken |

A failure is one paragraph on the standard error stream: the place, what stands there,
what should stand there, and how to mend it.

"""


def text() -> str:
    """Return the page."""
    group: Any = typer.main.get_command(app)
    return HEAD + "\n".join(
        section(name, command) for name, command in commands("", group)
    )


def commands(prefix: str, group: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield each command with its name, those of a group one by one."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{prefix}{name}", command
            yield from commands(f"{prefix}{name} ", command)
        else:
            yield f"{prefix}{name}", command


def section(name: str, command: Any) -> str:  # noqa: ANN401 - Typer keeps the type to itself
    """Return what is said about one command."""
    params = [param for param in command.params if param.name != "help"]
    lines = [
        f"## yalu {name}",
        "",
        cell(command.help or ""),
        "",
        "| argument or option | value | meaning |",
        "|---|---|---|",
        *map(row, params),
        "",
    ]
    return "\n".join(lines) + "\n"


def row(param: Any) -> str:  # noqa: ANN401 - Typer keeps the type to itself
    """Return one argument or option as a row of the table."""
    written = param.metavar or param.name.upper()
    if param.param_type_name == "argument":
        names, value = written, ""
    else:
        names = ", ".join(param.opts)
        value = "" if param.is_flag else written
    needed = " Required." if param.required else ""
    return f"| `{names}` | {cell(value)} | {cell(param.help or '')}{needed} |"
