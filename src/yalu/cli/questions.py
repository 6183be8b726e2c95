"""`yalu compliance` and `yalu dependence`: each question alone, as a table."""

from typing import Annotated, Any

import typer

from yalu.cli.options import AsJson
from yalu.cli.output import console, print_json, print_table

__all__ = ["dependence"]


def dependence(
    figure: Annotated[
        str | None,
        typer.Option(
            help="Only this figure: share, printed_share, bound, concentration, "
            "largest or alternative."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show who needs whom: shares by year and compiler, bounds and concentration."""
    from yalu import sources  # noqa: PLC0415 - help must not wait for it
    from yalu.dependence import profile  # noqa: PLC0415

    found = profile(
        sources.load("partner_totals"),
        sources.load("estimates"),
        trade=sources.load("trade"),
    )
    rows = [row for row in found.to_rows() if figure in (None, row["figure"])]
    if as_json:
        print_json(rows)
        return
    for name in dict.fromkeys(str(row["figure"]) for row in rows):
        chosen = [row for row in rows if row["figure"] == name]
        print_table(
            name.replace("_", " ").capitalize(),
            ("year", "compiler", "flow", "of", "low", "high", "evidence", "status"),
            [
                (
                    row["year"],
                    row["compiler"],
                    row["flow"],
                    row["subject"],
                    _amount(row["low"], str(row["unit"])),
                    _amount(row["high"], str(row["unit"])),
                    row["evidence"],
                    row["status"],
                )
                for row in chosen
            ],
        )
    console().print(f"\n{found}", markup=False)


def _amount(value: Any, unit: str) -> str:  # noqa: ANN401 - a cell of a plain row
    if value is None:
        return ""
    match unit:
        case "share":
            return f"{value:.1%}"
        case "USD":
            return f"{value / 1e6:,.1f} m"
        case _:
            return f"{value:.3f}"
