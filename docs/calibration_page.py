"""How often estimates are right: one table for each estimator, to be included."""

from collections.abc import Iterator, Sequence

from yalu.calibration import Calibration
from yalu.compliance.calibration import RECORD as COMPLIANCE
from yalu.cycle.calibration import RECORD as CYCLE

RECORDS = (COMPLIANCE, CYCLE)

HEAD = """\
| simulated world | figure | should be | is | 95 % range | runs |
|---|---|--:|--:|--:|--:|
"""


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each estimator and its table."""
    for record in RECORDS:
        for name in dict.fromkeys(row.estimator for row in record.calibrations()):
            rows = record.calibrations(name)
            table = "\n".join(map(line, rows))
            yield name, f"{HEAD}{table}\n\n{remarks(rows)}\n"


def remarks(rows: Sequence[Calibration]) -> str:
    """Return in words where one estimator errs more often, or less, than it should."""
    promised = [row for row in rows if row.nominal is not None]
    if not promised:
        return "Nothing is promised of these figures; they tell what it is worth."
    more = _listed(
        "Errs more often than it should", [r for r in promised if r.errs_more]
    )
    less = _listed(
        "Errs less often than it should", [r for r in promised if r.errs_less]
    )
    return f"Where all of the range tells so:\n\n- {more}\n- {less}"


def _listed(words: str, rows: list[Calibration]) -> str:
    told = [
        f"{row.world} ({row.figure.replace('_', ' ')}, {row.value:.3g})" for row in rows
    ]
    return f"{words}: {'; '.join(told) if told else 'in none of these worlds'}."


def line(row: Calibration) -> str:
    """Return one figure as a row of the table."""
    wanted = "" if row.nominal is None else f"{row.nominal:g}"
    figure = row.figure.replace("_", " ")
    return (
        f"| {row.world} | {figure} | {wanted} | {row.value:.3g} | "
        f"{row.low:.3g} to {row.high:.3g} | {row.runs:,} |"
    )
