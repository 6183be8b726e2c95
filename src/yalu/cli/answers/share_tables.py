"""Tables of what the repaired matrix of world trade says, for the terminal."""

from collections.abc import Iterable
from textwrap import fill

from yalu.cli.output import console, print_table
from yalu.dependence import Asymmetry, DependenceProfile, Flow, OutsideOption
from yalu.flows import PairRemoval
from yalu.goods import SECTIONS

__all__ = [
    "print_asymmetry",
    "print_bounds",
    "print_checks",
    "print_criticality",
    "print_note",
    "print_options",
    "print_repair",
]

_MILLION = 1e6
_LARGEST = 8
_FLOWS = {"export": "exports", "import": "imports", None: "total"}


def print_repair(found: DependenceProfile, every: bool) -> None:  # noqa: FBT001
    """Print the patron's share before and after the repair, and what was cut."""
    repair = found.matrix
    if repair is None:
        return
    print_table(
        f"{found.patron}'s share in the UNCTAD matrix before and after its repair",
        ("year", "flow", "million USD", "repaired", "share", "repaired share"),
        [
            (
                row.year,
                _FLOWS[row.direction],
                _money(row.published),
                _ends(_money(row.strict), _money(row.lenient)),
                f"{row.share_published:.1%}",
                _percents((row.share_low, row.share_high)),
            )
            for row in repair.years
        ],
    )
    print_note(
        f"Taken out: pairs that book trade with {repair.parties.taken_for} under "
        f"{repair.parties.target}; the low share keeps what is doubtful, the high one "
        "does not. Exports are put on what buyers' records print. All estimated.",
        repair.sources,
    )
    for title, pairs in (
        ("Taken out of the matrix under either reading", repair.removed),
        ("Doubtful: taken out under the strict reading only", repair.doubtful),
    ):
        _print_pairs(title, pairs if every else pairs[:_LARGEST], len(pairs))


def _print_pairs(title: str, pairs: Iterable[PairRemoval], whole: int) -> None:
    shown = list(pairs)
    print_table(
        f"{title} (million USD)",
        ("year", "state", "amount", "sections", "why"),
        [
            (
                pair.year,
                pair.partner,
                _money(pair.amount),
                " ".join(pair.sections),
                pair.reason,
            )
            for pair in shown
        ],
    )
    if len(shown) < whole:
        console().print(f"The {len(shown)} largest of {whole}; --all shows the rest.")


def print_bounds(found: DependenceProfile, every: bool) -> None:  # noqa: FBT001
    """Print the span of each year's share, and what is missing for a full one."""
    lines = [line for line in found.table if line.figure == "bound"]
    pairs = [
        (bound, line)
        for bound, line in zip(found.bounds, lines, strict=True)
        if every or bound.low is not None
    ]
    print_table(
        f"{found.patron}'s share over all compilers and ways to count",
        ("year", "flow", "share", "lacks", "evidence"),
        [
            (
                bound.year,
                bound.flow,
                "unverifiable"
                if bound.low is None or bound.high is None
                else _percents((bound.low, bound.high)),
                ", ".join(bound.lacks) or "nothing",
                line.evidence,
            )
            for bound, line in pairs
        ],
    )
    print_note(
        "Crude oil in or out, trade between the two Koreas in or out. Where the year's "
        "value of either is lacking, for one compiler at least, the share may lie "
        "outside; --json has the reasons.",
        (source for bound, _ in pairs for source in bound.sources),
    )


def print_checks(found: DependenceProfile, every: bool) -> None:  # noqa: ARG001, FBT001
    """Print the patron's share by others beside that of the repaired matrix."""
    print_table(
        f"{found.patron}'s share by others beside the repaired matrix",
        ("year", "compiler", "flow", "share", "matrix", "finding"),
        [
            (
                row.year,
                row.compiler,
                row.flow,
                _percents((row.low, row.high)),
                _percents((row.matrix_low, row.matrix_high)),
                "inside" if row.inside else f"{row.points:+.1f} points",
            )
            for row in found.checks
        ],
    )
    print_note(
        f"Inter-Korean trade is out.{_uneven(found)} The other compilers' shares are "
        "reported, the matrix is estimated.",
        (source for row in found.checks for source in row.sources),
    )


def _uneven(found: DependenceProfile) -> str:
    """Return where the two sides could not be put on one base."""
    rows = [row for row in found.checks if "while the matrix" in row.base]
    told = "; ".join(f"{row.year} {row.flow}: {row.base}" for row in rows)
    return f" Not on one base: {told}." if told else ""


def print_criticality(found: DependenceProfile, every: bool) -> None:  # noqa: FBT001
    """Print how hard each section of goods would be to do without."""
    last = max((row.year for row in found.criticality), default=0)
    rows = [row for row in found.criticality if every or row.year == last]
    print_table(
        f"What {found.target} would lack without {found.patron}, by section of goods",
        ("year", "section", "of buys", "share", "scarcity", "critical"),
        [
            (
                row.year,
                _good(row.section),
                _percents(row.of_purchases),
                _percents(row.dependence),
                _percents(row.scarcity),
                _ends(f"{row.low:.2f}", f"{row.high:.2f}"),
            )
            for row in sorted(rows, key=lambda row: (row.year, -row.high))
        ],
    )
    print_note(
        "Critical is share x scarcity x lack of home output, 0 to 1. Scarcity runs "
        "from everybody stepping in to those on record only; home output is known for "
        "the whole economy alone, so the high end takes it as nil. Piped crude is in "
        "no section. All estimated.",
        (source for row in rows for source in row.sources),
    )


def print_asymmetry(found: DependenceProfile, every: bool) -> None:  # noqa: FBT001
    """Print who depends how much more on whom."""
    last = max((row.year for row in found.asymmetry), default=0)
    rows = [
        row
        for row in found.asymmetry
        if every or row.section == "all" or (row.year == last and _sectional(row))
    ]
    print_table(
        f"How many times {found.target} depends more on {found.patron} than the other "
        "way",
        ("year", "flow", "goods", f"% {found.target}", f"% {found.patron}", "times"),
        [
            (
                row.year,
                row.flow,
                _good(row.section),
                _hundredths(row.of_target),
                f"{100 * row.of_patron[1]:.2f}",
                _ends(f"{row.times[0]:,.0f}", f"{row.times[1]:,.0f}"),
            )
            for row in rows
        ],
    )
    print_note(
        f"Trade between the two in percent of all trade of {found.target} and of "
        f"{found.patron}, in the same goods and direction. All estimated.",
        (source for row in rows for source in row.sources),
    )


def _sectional(row: Asymmetry) -> bool:
    return row.flow is not Flow.TOTAL


def print_options(found: DependenceProfile, every: bool) -> None:  # noqa: ARG001, FBT001
    """Print the most that the other patron ever moved of each good."""
    rows = found.outside_options
    name = rows[0].partner if rows else "the other patron"
    print_table(
        f"The most that {name} moved in a year on record, by good",
        ("flow", "good", "year", "most", "of patron's", "evidence"),
        [
            (
                row.flow,
                _good(row.good)
                + (f" ({row.series})" if row.series != "matrix" else ""),
                row.year,
                _most(row),
                _percents(row.of_patron) if row.of_patron else "not on record",
                row.evidence,
            )
            for row in rows
        ],
    )
    years = ", ".join(map(str, found.matrix.published.years)) if found.matrix else ""
    print_note(
        "What was, not what could be. Sections from the matrix"
        + (f", which holds {years} only" if years else "")
        + "; codes from trade lines of whole years.",
        (source for row in rows for source in row.sources),
    )


def _good(good: str) -> str:
    """Return a section of goods with its title, or what else it is as it is."""
    return f"{good} {SECTIONS[good]}" if good in SECTIONS else good


def _most(row: OutsideOption) -> str:
    if row.unit == "USD":
        return _ends(_money(row.low), _money(row.high)) + " m USD"
    return _ends(f"{row.low:,.0f}", f"{row.high:,.0f}") + f" {row.unit}"


def print_note(words: str, identifiers: Iterable[str]) -> None:
    """Print what to know of a table, and where it comes from."""
    screen = console()
    named = ", ".join(sorted(set(identifiers)))
    text = f"{words} Sources: {named}." if named else words
    screen.print(fill(text.strip(), screen.width), markup=False, soft_wrap=True)
    screen.print()


def _money(amount: float) -> str:
    return f"{amount / _MILLION:,.1f}"


def _percents(span: tuple[float, float]) -> str:
    return f"{_hundredths(span)} %"


def _hundredths(span: tuple[float, float]) -> str:
    return _ends(*(f"{100 * share:.1f}" for share in span))


def _ends(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
