r"""How often the estimates of this package are right, where the truth is known.

Worlds with known truth are simulated, and each estimator is asked about them as it is
asked about trade (``make calibrate``). What came out is embedded here, with the hash of
the code that it is about, so that a figure can never outlive its estimator.

Of a share, the range is Wilson's at 95 percent: for :math:`k` of :math:`n` with
:math:`p = k/n` and :math:`z = 1.96`,

.. math:: \frac{p + z^2/2n \pm z \sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}.

References
----------
Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
inference. *Journal of the American Statistical Association* 22, 209–212.

"""

import ast
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from yalu.errors import SchemaError

__all__ = [
    "Calibration",
    "calibrations",
    "code_sha256",
    "estimators",
    "is_current",
    "wilson",
]

_FOLDER = Path(__file__).resolve().parent
_FILE = _FOLDER / "data" / "calibration.csv"
_Z = 1.959963984540054

# Where each estimator begins, and tables it reads, relative to this folder: a change
# there, or in a module of this package that is imported from there, makes the figures
# stale. One line for each estimator that is calibrated.
_FILES: dict[str, tuple[str, ...]] = {
    "breaks": ("breaks.py", "data/break_levels.csv"),
    "counterfactual": ("counterfactual/estimating.py",),
    "diversion": ("diversion/*.py",),
    "mirror": ("mirror_outlier.py",),
    "synthetic": ("counterfactual/synthetic.py",),
}
_PACKAGE = "yalu.compliance."


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """One figure about one estimator in one simulated world.

    Attributes
    ----------
    estimator : str
        What was asked.
    world : str
        What was simulated, in words.
    figure : str
        ``coverage``, ``false_alarms``, ``detections`` or ``bias``; with what it is
        about after a colon where there are several.
    nominal : float or None
        What it should be.
    value, low, high : float
        What it is, with a range of 95 percent for the number of runs.
    runs : int
        How many worlds were drawn.
    seed : int
        Where the random numbers began.
    code_sha256 : str
        Hash of the code that was asked.

    """

    estimator: str
    world: str
    figure: str
    nominal: float | None
    value: float
    low: float
    high: float
    runs: int
    seed: int
    code_sha256: str

    @property
    def errs_more(self) -> bool:
        """Whether all of the range is on the wrong side of what it should be."""
        if self.nominal is None:
            return False
        alarms = self.figure.startswith("false_alarms")
        return self.low > self.nominal if alarms else self.high < self.nominal

    @property
    def errs_less(self) -> bool:
        """Whether all of the range is on the right side of what it should be."""
        if self.nominal is None:
            return False
        alarms = self.figure.startswith("false_alarms")
        return self.high < self.nominal if alarms else self.low > self.nominal

    def __str__(self) -> str:
        about = "" if self.nominal is None else f", {self.nominal:.2f} wanted"
        return (
            f"{self.figure} in {self.world}: {self.value:.2f} "
            f"[{self.low:.2f} to {self.high:.2f}]{about}, {self.runs} runs"
        )


@cache
def calibrations(estimator: str | None = None) -> tuple[Calibration, ...]:
    """Return the figures about one estimator, or all that are embedded.

    Raises
    ------
    SchemaError
        If nothing is embedded about an estimator of that name.

    """
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = [_calibration(row) for row in csv.DictReader(lines)]
    found = tuple(row for row in rows if estimator in (None, row.estimator))
    if estimator is not None and not found:
        known = ", ".join(sorted({row.estimator for row in rows})) or "none"
        msg = (
            f"Calibration of {estimator!r}: no figures; expected one of {known}. "
            "Name one of these, or run tools/calibrate.py."
        )
        raise SchemaError(msg)
    return found


def is_current(estimator: str) -> bool:
    """Return whether the figures are about the code as it is.

    Raises
    ------
    SchemaError
        If nothing is known about an estimator of that name.

    """
    code = code_sha256(estimator)
    return all(row.code_sha256 == code for row in calibrations(estimator))


def estimators() -> tuple[str, ...]:
    """Return the names of the estimators that are calibrated."""
    return tuple(_FILES)


def code_sha256(estimator: str) -> str:
    """Return the hash of what an estimator computes, and of the tables it reads.

    Comments and words are left out.

    Raises
    ------
    SchemaError
        If there is no estimator of that name.

    """
    if estimator not in _FILES:
        msg = (
            f"Estimator {estimator!r}: not known; expected one of "
            f"{', '.join(_FILES)}. Name one of these."
        )
        raise SchemaError(msg)
    digest = hashlib.sha256()
    for path in sorted(_behind(estimator)):
        digest.update(path.relative_to(_FOLDER).as_posix().encode())
        text = path.read_text(encoding="utf-8")
        code = _computation(text) if path.suffix == ".py" else text
        digest.update(code.encode())
    return digest.hexdigest()


def _behind(estimator: str) -> set[Path]:
    """Return the files an estimator begins with, and all they import of the package."""
    ahead = [path for glob in _FILES[estimator] for path in _FOLDER.glob(glob)]
    found: set[Path] = set()
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            ahead += _imported(path) if path.suffix == ".py" else []
    return found


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            _PACKAGE
        ):
            parts = (node.module or "").removeprefix(_PACKAGE).split(".")
            module = _FOLDER.joinpath(*parts)
            package = module / "__init__.py"
            yield package if package.exists() else module.with_suffix(".py")


def wilson(hits: int, runs: int) -> tuple[float, float]:
    """Return the range of a share at 95 percent.

    Examples
    --------
    >>> low, high = wilson(90, 100)
    >>> round(low, 3), round(high, 3)
    (0.826, 0.945)

    """
    share, square = hits / runs, _Z * _Z
    centre = share + square / (2 * runs)
    reach = _Z * sqrt(share * (1 - share) / runs + square / (4 * runs * runs))
    scale = 1 + square / runs
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)


def _computation(code: str) -> str:
    """Return code without docstrings, whole lines of comment and empty lines."""
    words: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                words |= set(range(first.lineno, (first.end_lineno or 0) + 1))
    kept = [
        line.rstrip()
        for number, line in enumerate(code.splitlines(), 1)
        if number not in words and line.strip() and not line.lstrip().startswith("#")
    ]
    return "\n".join(kept)


def _calibration(row: dict[str, str]) -> Calibration:
    return Calibration(
        estimator=row["estimator"],
        world=row["world"],
        figure=row["figure"],
        nominal=float(row["nominal"]) if row["nominal"] else None,
        value=float(row["value"]),
        low=float(row["low"]),
        high=float(row["high"]),
        runs=int(row["runs"]),
        seed=int(row["seed"]),
        code_sha256=row["code_sha256"],
    )
