"""What lies behind a verdict: what would have moved, and signs of evasion."""

from collections.abc import Sequence

from rich.console import Console

from yalu.cli.output import print_folded, print_list, print_table
from yalu.compliance import SignRow, Signs
from yalu.compliance.break_finding import Break, Timing
from yalu.compliance.counterfactual import Counterfactual, Method

__all__ = ["print_estimates", "print_signs"]


def print_estimates(
    screen: Console, found: Sequence[Counterfactual], *, measure: str | None
) -> None:
    """Print expected beside observed, line by line, and what can be said of none."""
    mine = [one for one in found if measure in (None, one.history.measure)]
    told = [one for one in mine if one.whole is not None]
    screen.print("\n[bold]Expected and observed[/] (compliance, interval of 90 %)")
    for one in told:
        held, history = one.compliance, one.history
        about = f"{history.measure or 'all measures'}  (estimated)"
        if held is None:
            screen.print(
                f"\n[bold]{history.state}  the record does not limit it[/]  {about}"
            )
        else:
            screen.print(
                f"\n[bold]{history.state}  {held.value:.0f} %[/]  "
                f"{held.low:.0f} to {held.high:.0f} %  {about}"
            )
        print_folded(str(one), screen=screen)
    if not told:
        screen.print("  No line of trade is recorded well enough for an estimate.")
    left = len(mine) - len(told)
    if left:
        why = sum(one.method is Method.NONE for one in mine)
        screen.print()
        print_folded(
            f"{left} of {len(mine)} lines have no estimate: {why} are recorded too "
            "little before the measure, the others not under it (--json has each).",
            first="",
            rest="",
            screen=screen,
        )


def print_signs(screen: Console, found: Signs, *, measure: str | None) -> None:
    """Print breaks, asymmetries and diversion; silences by their number."""
    rows = [row for row in found.table if measure in (None, row.measure, "")]
    screen.print("\n[bold]Signs[/] (apparent; other causes are possible)")
    for one in found.breaks:
        if one.timing is not Timing.UNVERIFIABLE and measure in (None, one.measure):
            _print_break(screen, one)
    for row in rows:
        if row.sign not in ("silence", "break"):
            _print_sign(screen, row)
    silent = [row for row in rows if row.sign == "silence"]
    if silent:
        screen.print()
        print_table(
            "Silent (unverifiable)",
            ("state", "kind", "silences", "measures"),
            _silences(silent),
        )
    print_list("In sum", [str(found)])


def _print_break(screen: Console, one: Break) -> None:
    when = "" if one.month is None else f"  {one.month.start:%Y-%m}"
    screen.print(
        f"\n[bold]{one.state}  break {one.timing.replace('_', ' ')}[/]  {one.measure}"
        f"{when}  ({one.compiler}, {one.unit}{_alarms(one)})"
    )
    print_folded(" ".join(one.reasons), screen=screen)


def _print_sign(screen: Console, row: SignRow) -> None:
    screen.print(
        f"\n[bold]{row.state}  {row.sign.replace('_', ' ')}  {row.finding}[/]  "
        f"{row.measure}  ({_share(row.placebo_share)})"
    )
    print_folded(f"{row.when}. {row.words}", screen=screen)


def _alarms(one: Break) -> str:
    """Return how rare a told break is; where none is told, nothing can be false."""
    return "" if one.false_alarm is None else f", {_share(one.false_alarm)}"


def _share(share: float | None) -> str:
    return "no rank" if share is None else f"false alarms {share:.1%}"


def _silences(rows: Sequence[SignRow]) -> list[tuple[str, str, int, int]]:
    """Return how many silences of each kind there are, and on how many measures."""
    counted: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        counted.setdefault((row.state, row.finding), []).append(row.measure)
    return [
        (state, kind, len(names), len(set(names)))
        for (state, kind), names in counted.items()
    ]
