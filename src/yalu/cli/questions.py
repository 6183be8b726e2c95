"""`yalu compliance` and `yalu dependence`: each question alone, as a table."""

from typing import Annotated, Any

import typer
from rich.console import Console

from yalu.cli.options import AsJson, RegimeName, day, load_regime
from yalu.cli.output import console, print_json, print_table, progress

__all__ = ["compliance", "dependence"]


_State = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="ISO3", help="Only this state; may be repeated."),
]
_Measure = Annotated[
    str | None, typer.Option(metavar="ID", help="Only this measure, with its path.")
]
_Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="First day not asked about.")
]
_Every = Annotated[bool, typer.Option("--all", help="Show what is unverifiable too.")]


def compliance(
    *,
    state: _State = None,
    measure: _Measure = None,
    until: _Until = None,
    regime: RegimeName = "dprk",
    every: _Every = False,
    as_json: AsJson = False,
) -> None:
    """Show how far each state keeps each measure, and how full the caps are."""
    from yalu import sources  # noqa: PLC0415 - help must not wait for it
    from yalu.compliance import assess  # noqa: PLC0415
    from yalu.territories import territory  # noqa: PLC0415

    law = load_regime(regime)
    if measure is not None:
        law.measure(measure)
    with progress("Holding the record against the law"):
        found = assess(
            law,
            sources.load("trade"),
            states=[territory(code, place="--state").iso3 for code in state or ()]
            or None,
            until=day(until, "--until"),
            absences=sources.load("absences"),
        )
    if as_json:
        print_json(_of_measure(found.to_dict(), measure))
        return
    scores = [s for s in found.scorecard if measure in (None, s.measure)]
    shown = [s for s in scores if every or measure or s.verdict != "unverifiable"]
    screen = console()
    screen.print("[bold]Scorecard[/] (of what was expected, or of the cap)")
    for score in shown:
        _print_score(screen, score)
    if measure is not None:
        _print_paths(scores)
    screen.print()
    print_table(
        "Caps: share used, by kind of statement",
        ("measure", "from", "series", "compiler", "share used", "exceeded"),
        [
            (
                ledger.measure,
                ledger.window.start,
                ledger.series,
                ledger.compiler,
                _percent(ledger.binding.low, ledger.binding.high),
                {True: "yes", False: "no", None: "open"}[ledger.exceeded],
            )
            for ledger in found.ledgers
            if measure in (None, ledger.measure) and ledger.binding is not None
        ],
    )
    hidden = len(scores) - len(shown)
    if hidden:
        screen.print(f"\n{hidden} unverifiable measures are left out: --all.")
    screen.print(f"\n{found}", markup=False)


def _print_score(screen: Console, score: Any) -> None:  # noqa: ANN401 - a Score; help must not import it
    verdict = score.verdict.replace("_", " ")
    share = _percent(score.low, score.high)
    screen.print(
        f"\n[bold]{score.state}  {verdict}[/]  {score.measure}  {share}"
        f" ({score.evidence or 'no evidence'})"
    )
    screen.print(f"  {score.goods}", markup=False)
    for reason in score.reasons:
        screen.print(f"  {reason}", markup=False)


def _of_measure(found: dict[str, Any], measure: str | None) -> dict[str, Any]:
    """Keep the rows of one measure, where a table has measures at all."""
    if measure is None:
        return found
    return {
        name: [row for row in value if row.get("measure", measure) == measure]
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else value
        for name, value in found.items()
    }


def _print_paths(scores: list[Any]) -> None:
    print_table(
        "Over time",
        ("state", "period", "verdict", "of expected", "why"),
        [
            (
                score.state,
                step.period,
                step.verdict.replace("_", " "),
                _percent(step.low, step.high),
                step.reason,
            )
            for score in scores
            for step in score.path
        ],
    )


def _percent(low: Any, high: Any) -> str:  # noqa: ANN401 - decimals, or none
    if low is None or high is None:
        return "unknown"
    if round(low, 1) == round(high, 1):
        return f"{low:.1f} %"
    return f"{low:.1f} to {high:.1f} %"


def dependence(
    figure: Annotated[
        str | None,
        typer.Option(
            help="Only this figure: share, printed_share, bound, concentration, "
            "largest or alternative."
        ),
    ] = None,
    *,
    every: _Every = False,
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
    known = [row for row in rows if every or row["low"] is not None]
    for name in dict.fromkeys(str(row["figure"]) for row in known):
        print_table(
            name.replace("_", " ").capitalize(),
            ("year", "compiler", "flow", "of", "low", "high", "evidence"),
            [
                (
                    row["year"],
                    row["compiler"],
                    row["flow"],
                    row["subject"],
                    _amount(row["low"], str(row["unit"])),
                    _amount(row["high"], str(row["unit"])),
                    row["evidence"],
                )
                for row in known
                if row["figure"] == name
            ],
        )
    if len(known) < len(rows):
        hidden = len(rows) - len(known)
        console().print(f"\n{hidden} unverifiable figures are left out: --all.")
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
