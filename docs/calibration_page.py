"""How often estimates are right: one table for each estimator, to be included."""

from collections.abc import Iterator

from yalu.compliance.calibration import Calibration, calibrations

HEAD = """\
| simulated world | figure | should be | is | 95 % range | runs |
|---|---|--:|--:|--:|--:|
"""


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each estimator and its table."""
    for name in dict.fromkeys(row.estimator for row in calibrations()):
        rows = map(line, calibrations(name))
        yield name, HEAD + "\n".join(rows) + "\n"


def line(row: Calibration) -> str:
    """Return one figure as a row of the table."""
    wanted = "" if row.nominal is None else f"{row.nominal:g}"
    figure = row.figure.replace("_", " ")
    return (
        f"| {row.world} | {figure} | {wanted} | {row.value:.3g} | "
        f"{row.low:.3g} to {row.high:.3g} | {row.runs:,} |"
    )
