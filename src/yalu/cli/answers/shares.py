"""Who needs whom, as tables."""

from dataclasses import asdict

from yalu import sources
from yalu.cli.output import console, print_json, print_table
from yalu.dependence import profile

__all__ = ["answer"]


def answer(*, figure: str | None, every: bool, as_json: bool) -> None:
    """Print shares by year and compiler, bounds and concentration."""
    found = profile(
        sources.load("partner_totals"),
        sources.load("estimates"),
        trade=sources.load("trade"),
    )
    rows = [row for row in found.table if figure in (None, row.figure)]
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    known = [row for row in rows if every or row.low is not None]
    for name in dict.fromkeys(row.figure for row in known):
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
                for row in known
                if row.figure == name
            ],
        )
    if len(known) < len(rows):
        hidden = len(rows) - len(known)
        console().print(f"\n{hidden} unverifiable figures are left out: --all.")
    console().print(f"\n{found}", markup=False)


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
