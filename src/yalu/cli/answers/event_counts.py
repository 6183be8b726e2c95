"""How many events there were, by year and kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.console import Console
from rich.text import Text

from yalu.cli.answers.one_happening import words
from yalu.events import Event, EventKind

__all__ = ["counted_by_year", "print_counts"]


def counted_by_year(chosen: Sequence[Event]) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield each year with its counts by kind, in the order of the kinds."""
    by_year = Counter((event.when.start.year, event.kind) for event in chosen)
    for year in sorted({year for year, _ in by_year}):
        yield year, {k.value: by_year[year, k] for k in EventKind if by_year[year, k]}


def print_counts(screen: Console, chosen: Sequence[Event]) -> None:
    """Print a line for each year, and one for all."""
    totals = Counter(event.kind for event in chosen)
    rows = [
        (str(year), sum(counted.values()), counted)
        for year, counted in counted_by_year(chosen)
    ]
    everything = {kind.value: totals[kind] for kind in EventKind if totals[kind]}
    rows.append(("in all", len(chosen), everything))
    for name, number, counted in rows:
        told = ", ".join(f"{words(kind)} {n}" for kind, n in counted.items())
        indent = 18
        first, *others = wrap(told, screen.width - indent) or [""]
        head = Text(f"{name:<8}", style="bold") + Text(f"{number:>8,}  {first}")
        screen.print(head, soft_wrap=True)
        for line in others:
            screen.print(Text(" " * indent + line), soft_wrap=True)
    vague = sum(event.when.start.year != _last_year(event) for event in chosen)
    if vague:
        verb = "lasted or may have been" if vague > 1 else "lasted, or may have been,"
        screen.print(
            f"\n{vague} of these {verb} in more than one year; each is counted in its "
            "first."
        )


def _last_year(event: Event) -> int:
    last = event.when.last
    return event.when.start.year if last is None else last.year
