"""Who needs whom, as tables."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from yalu import sources
from yalu.cli.answers.share_tables import (
    print_asymmetry,
    print_bounds,
    print_checks,
    print_criticality,
    print_note,
    print_options,
    print_repair,
)
from yalu.cli.output import console, print_json, print_table
from yalu.dependence import LENIENT, READINGS, STRICT, DependenceProfile, Line, profile
from yalu.errors import SchemaError

__all__ = ["answer"]

_OWN: dict[str, Callable[[DependenceProfile, bool], None]] = {
    "bound": print_bounds,
    "repair": print_repair,
    "check": print_checks,
    "criticality": print_criticality,
    "asymmetry": print_asymmetry,
    "outside_option": print_options,
}


def answer(*, figure: str | None, every: bool, as_json: bool) -> None:
    """Print shares by year and compiler, bounds, concentration and the rest."""
    found = profile(
        sources.load("partner_totals"),
        sources.load("estimates"),
        trade=sources.load("trade"),
        matrix=sources.repaired_trade(),
        output=sources.load("output"),
    )
    known = {row.figure for row in found.table}
    if figure is not None and figure not in known:
        msg = (
            f"Figure {figure!r} is not known; expected one of "
            f"{', '.join(sorted(known))}. Leave --figure out to see all."
        )
        raise SchemaError(msg)
    rows = [row for row in found.table if figure in (None, row.figure)]
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    shown = [row for row in rows if every or row.low is not None]
    for name in dict.fromkeys(row.figure for row in shown):
        own = _OWN.get(name)
        if own is not None:
            own(found, every)
        else:
            _print_lines(name, [row for row in shown if row.figure == name])
    if len(shown) < len(rows):
        hidden = len(rows) - len(shown)
        console().print(f"\n{hidden} unverifiable figures are left out: --all.")
    console().print(f"\n{found}", markup=False)


def _print_lines(name: str, rows: Sequence[Line]) -> None:
    print_table(
        name.replace("_", " ").capitalize(),
        ("year", "compiler", "flow", "of", "low", "high", "evidence"),
        [
            (
                row.year,
                row.compiler,
                row.flow,
                row.subject,
                _amount(row.low, row.unit),
                _amount(row.high, row.unit),
                row.evidence,
            )
            for row in rows
        ],
    )
    readings = {row.compiler for row in rows} & {LENIENT, STRICT}
    print_note(READINGS if readings else "", (s for row in rows for s in row.sources))


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    match unit:
        case "share":
            return f"{value:.1%}"
        case "USD":
            return f"{value / 1e6:,.1f} m"
        case _:
            return f"{value:.3f}"
