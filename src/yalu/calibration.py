r"""How often estimates are right where the truth is known, and which code said so.

Worlds with known truth are simulated, and each estimator is asked about them as it is
asked about what happened (``make calibrate``). What came out is embedded beside the
estimator, with the hash of the code that it is about, so that a figure can never
outlive its estimator. This module knows the form of such figures;
`yalu.compliance.calibration` and `yalu.cycle.calibration` hold them.

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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from yalu.errors import SchemaError

__all__ = ["Calibration", "CalibrationRecord", "code_sha256", "wilson"]

_Z = 1.959963984540054


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationRecord:
    """What is embedded in one package about its estimators.

    Attributes
    ----------
    folder : Path
        The package; its figures stand in ``data/calibration.csv``.
    files : mapping of str to tuple of str
        Where each estimator begins, and tables it reads, as patterns relative to
        `folder`: a change there, or in a module of the package that is imported from
        there, makes its figures stale.

    """

    folder: Path
    files: Mapping[str, tuple[str, ...]]

    @property
    def file(self) -> Path:
        """Where the figures are embedded."""
        return self.folder / "data" / "calibration.csv"

    def estimators(self) -> tuple[str, ...]:
        """Return the names of the estimators that are calibrated."""
        return tuple(self.files)

    def calibrations(self, estimator: str | None = None) -> tuple[Calibration, ...]:
        """Return the figures about one estimator, or all that are embedded.

        Raises
        ------
        SchemaError
            If nothing is embedded about an estimator of that name.

        """
        rows = _embedded(self.file)
        found = tuple(row for row in rows if estimator in (None, row.estimator))
        if estimator is not None and not found:
            known = ", ".join(sorted({row.estimator for row in rows})) or "none"
            msg = (
                f"Calibration of {estimator!r}: no figures; expected one of {known}. "
                "Name one of these, or run tools/calibrate.py."
            )
            raise SchemaError(msg)
        return found

    def is_current(self, estimator: str) -> bool:
        """Return whether the figures are about the code as it is.

        Raises
        ------
        SchemaError
            If nothing is known about an estimator of that name.

        """
        code = self.code_sha256(estimator)
        return all(row.code_sha256 == code for row in self.calibrations(estimator))

    def code_sha256(self, estimator: str) -> str:
        """Return the hash of what an estimator computes, and of the tables it reads.

        Raises
        ------
        SchemaError
            If there is no estimator of that name.

        """
        if estimator not in self.files:
            msg = (
                f"Estimator {estimator!r}: not known; expected one of "
                f"{', '.join(self.files)}. Name one of these."
            )
            raise SchemaError(msg)
        return code_sha256(self.folder, self.files[estimator])


def code_sha256(folder: Path, beginnings: Iterable[str]) -> str:
    """Return the hash of some code of a package and of all that it imports from there.

    Comments and words are left out.

    Parameters
    ----------
    folder : Path
        A package right under `yalu`.
    beginnings : iterable of str
        Where the code begins, and tables it reads, as patterns relative to `folder`.

    Raises
    ------
    SchemaError
        If a pattern fits no file: the hash of nothing would always be current.

    """
    digest = hashlib.sha256()
    for path in sorted(_behind(folder, beginnings)):
        digest.update(path.relative_to(folder).as_posix().encode())
        text = path.read_text(encoding="utf-8")
        code = _read(text).computation if path.suffix == ".py" else text
        digest.update(code.encode())
    return digest.hexdigest()


def _behind(folder: Path, beginnings: Iterable[str]) -> set[Path]:
    """Return the files that code begins with, and all they import of the package."""
    ahead: list[Path] = []
    for beginning in beginnings:
        matching = list(folder.glob(beginning))
        if not matching:
            msg = f"Code in {beginning!r}: found no file. Name one of {folder.name}."
            raise SchemaError(msg)
        ahead += matching
    found: set[Path] = set()
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            ahead += _imported(path, folder) if path.suffix == ".py" else []
    return found


def _imported(path: Path, folder: Path) -> Iterator[Path]:
    prefix = f"yalu.{folder.name}."
    for name in _read(path.read_text(encoding="utf-8")).imports:
        if name.startswith(prefix):
            module = folder.joinpath(*name.removeprefix(prefix).split("."))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    """What a file imports, and what it computes.

    `computation` is its code without docstrings, whole lines of comment and empty
    lines.
    """

    imports: tuple[str, ...]
    computation: str


@cache  # many fits rest on the same files, and to parse them takes long
def _read(code: str) -> _Code:
    words: set[int] = set()
    imports: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            imports.append(node.module or "")
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                words |= set(range(first.lineno, (first.end_lineno or 0) + 1))
    kept = [
        line.rstrip()
        for number, line in enumerate(code.splitlines(), 1)
        if number not in words and line.strip() and not line.lstrip().startswith("#")
    ]
    return _Code(imports=tuple(imports), computation="\n".join(kept))


@cache
def _embedded(file: Path) -> tuple[Calibration, ...]:
    """Return the figures of one file; none if there is no file yet."""
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(map(_calibration, csv.DictReader(lines)))


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
