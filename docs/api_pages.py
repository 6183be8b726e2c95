"""One page for each part of the package, from its own docstrings."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum

from sphinx.application import Sphinx

import yalu

ROLES = {
    "words everything is said in": (
        "errors", "periods", "quantities", "provenance", "territories", "goods",
        "calibration",
    ),
    "facts": ("regime", "flows", "events"),
    "where facts come from": ("library", "sources"),
    "questions": (
        "compliance", "compliance.counterfactual", "dependence", "impact",
        "impact.gravity", "cycle", "cycle.backtest", "strategy",
        "strategy.games", "strategy.patron", "strategy.record", "strategy.estimation",
        "strategy.answers", "strategy.crisis", "strategy.trees", "claims", "scenario",
        "scenario.chain", "scenario.hindcast",
    ),
    "ways out": ("report",),
}  # fmt: skip
TOLD_TOGETHER = re.compile(r"(?P<kind>:(?:ivar|vartype) )(?P<names>\w+(?:, \w+)+):")
HIDDEN = {"__main__", "cli"}
# Parts of parts with names of their own.
WITHIN = {
    "compliance.counterfactual", "cycle.backtest", "impact.gravity", "strategy.answers",
    "scenario.chain", "scenario.hindcast", "strategy.crisis", "strategy.estimation",
    "strategy.games", "strategy.patron", "strategy.record", "strategy.trees",
}  # fmt: skip


def parts() -> list[str]:
    """Return the names of the parts that are imported from Python."""
    found = {part.name for part in pkgutil.iter_modules(yalu.__path__)} | WITHIN
    return sorted(name for name in found - HIDDEN if not name.startswith("_"))


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each page, the overview first."""
    yield "index", _overview()
    for name in parts():
        options = ":members:\n   :exclude-members: model_config\n   :show-inheritance:"
        directive = f".. automodule:: yalu.{name}\n   {options}"
        text = f"# yalu.{name}\n\n```{{eval-rst}}\n{directive}\n```\n"
        yield f"yalu.{name}", text


def list_values(  # noqa: PLR0917 - the form that Sphinx calls it in
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Add its values to what is said about a closed vocabulary."""
    del app, what, name, options
    if isinstance(obj, type) and issubclass(obj, Enum):
        values = ", ".join(f"``{member.value}``" for member in obj)
        lines += ["", f"Values: {values}.", ""]


def join_names(  # noqa: PLR0917 - the form that Sphinx calls it in
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Join names that are told together, ``low, high`` to ``low/high``.

    Sphinx takes the last word of a field for its name and the others for its type, and
    looks for a class of that name.
    """
    del app, what, name, obj, options
    for at, line in enumerate(lines):
        if field := TOLD_TOGETHER.match(line):
            names = field["names"].replace(", ", "/")
            lines[at] = f"{field['kind']}{names}:{line[field.end() :]}"


def _overview() -> str:
    placed = [name for names in ROLES.values() for name in names]
    roles = {**ROLES, "other parts": tuple(n for n in parts() if n not in placed)}
    lines = [
        "# Python interface",
        "",
        "Each part says in one sentence what it is for. Facts know nothing of",
        "questions, and questions know nothing of one another.",
        "",
    ]
    for role, names in roles.items():
        here = [name for name in names if name in parts()]
        if here:
            lines += [f"**{role[:1].upper()}{role[1:]}**", ""]
            lines += [
                f"- [yalu.{name}](yalu.{name}.md): {_purpose(name)}" for name in here
            ]
            lines += [""]
    pages = [f"yalu.{name}" for name in parts()]
    lines += ["```{toctree}", ":hidden:", "", *pages, "```", ""]
    return "\n".join(lines)


def _purpose(name: str) -> str:
    words = importlib.import_module(f"yalu.{name}").__doc__ or ""
    return words.strip().partition("\n")[0]
