"""An outcome: all draws of one scenario, and what they say.

Draws are made in chunks, each from its own stream, so that they are the same wherever
they were made and in whatever order. The hash of all series tells whether two runs are
the same to the bit.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.scenario.fan import Fan, fan_of
from yalu.scenario.scenario import Scenario
from yalu.scenario.series import SERIES, Series
from yalu.scenario.spread import LEVELS, quantiles
from yalu.scenario.statement import Statement, statements_of

__all__ = [
    "LIBRARIES",
    "Outcome",
    "assembled",
    "library_versions",
    "month_names",
    "series_digest",
]

LIBRARIES = ("jax", "jaxlib", "numpy")
"""Libraries on whose versions the last bit of a draw depends."""

_NAMES = frozenset(SERIES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """All draws of one scenario.

    Attributes
    ----------
    scenario : Scenario
        What was set.
    case_digest : str
        Hash of the case that it was run on.
    start : date
        First day of the run.
    months : tuple of str
        Its months, such as ``"2027-01"``.
    seed : int
        Where chance began.
    draws, chunk : int
        How many draws there are, and how many were made at a time.
    series : mapping of str to ndarray of float32, shape (draws, T)
        What happened, by names of `Series`.
    uncertain : mapping of str to ndarray, shape (draws,)
        What each draw took for what is not known.
    posterior : ndarray of int64, shape (draws,)
        Which of the fitted games each draw was played with.
    versions : mapping of str to str
        What made it, with versions.
    digest : str
        SHA-256 of all bytes of the series in the order of `SERIES`.

    """

    scenario: Scenario
    case_digest: str
    start: date
    months: tuple[str, ...]
    seed: int
    draws: int
    chunk: int
    series: Mapping[str, NDArray[np.float32]]
    uncertain: Mapping[str, NDArray[np.float64]]
    posterior: NDArray[np.int64]
    versions: Mapping[str, str]
    digest: str

    @property
    def games(self) -> int:
        """How many fitted games were played."""
        return len(np.unique(self.posterior))

    def quantiles(
        self, name: str, levels: Sequence[float] = LEVELS
    ) -> NDArray[np.float64]:
        """Return exact quantiles of a series over draws, shape (len(levels), T).

        Parameters
        ----------
        name : str
            One of `Series`.
        levels : sequence of float
            Between 0 and 1.

        Raises
        ------
        SchemaError
            If the run has no such series.

        """
        return quantiles(self.of(name), levels)

    def of(self, name: str) -> NDArray[np.float32]:
        """Return one series, shape (draws, T).

        Raises
        ------
        SchemaError
            If the run has no such series.

        """
        if name not in self.series:
            msg = (
                f"Series {name!r} of scenario {self.scenario.id}: not known; expected "
                f"one of {', '.join(self.series)}. Name one of these."
            )
            raise SchemaError(msg)
        return self.series[name]

    def fan(self, name: str, levels: Sequence[float] = LEVELS) -> Fan:
        """Return quantiles and means of a series, counts summed since the start.

        Raises
        ------
        SchemaError
            If the run has no such series.

        """
        return fan_of(Series(name), self.of(name), self.posterior, levels=levels)

    def statements(self) -> tuple[Statement, ...]:
        """Return how often each of the statements holds that are asked of every run."""
        return statements_of(self.series, self.posterior)

    @property
    def table(self) -> pa.Table:
        """Fans of all series: one row a series and month, see `Fan.table`."""
        return pa.concat_tables(
            self.fan(name).table(self.months) for name in SERIES if name in self.series
        )

    def __str__(self) -> str:
        last = self.months[-1]
        games = f"{self.games} fitted game{'s' if self.games > 1 else ''}"
        told = (
            f"{self.scenario.title}, {self.months[0]} to {last}: {self.draws:,} draws "
            f"of {games}, seed {self.seed}."
        )
        return "\n".join([told, *map(str, self.statements())])


def assembled(
    parts: Iterable[tuple[int, Mapping[str, NDArray[np.generic]]]],
    *,
    scenario: Scenario,
    case_digest: str,
    start: date,
    months: int,
    seed: int,
    draws: int,
    chunk: int,
    games: int,
    versions: Mapping[str, str] | None = None,
) -> Outcome:
    """Return the outcome that chunks make up.

    Parameters
    ----------
    parts : iterable of (int, mapping)
        Number of the chunk and its arrays, in any order: those of shape (chunk, T) are
        series, those of shape (chunk,) are what was not known. A last chunk that is
        longer than needed is cut, so that fewer draws are the first of more.
    scenario, case_digest, start, seed
        As in `Outcome`.
    months, draws, chunk : int
        How many months, draws, and draws in a chunk.
    games : int
        How many fitted games there are; chunk c was played with game c mod `games`.
    versions : mapping of str to str, optional
        What made it; by default the libraries as they are installed.

    Raises
    ------
    ModelError
        If a chunk is missing, comes twice, or has other names, shapes or numbers that
        are not finite.

    """
    needed = -(-draws // chunk)
    held: dict[str, NDArray[np.generic]] = {}
    seen: set[int] = set()
    problems: list[Problem] = []
    for number, arrays in parts:
        place = f"chunk {number} of scenario {scenario.id}"
        found = _chunk_problems(place, arrays, held, shape=(chunk, months))
        if number in seen or not 0 <= number < needed:
            finding = f"expected numbers 0 to {needed - 1}, each once"
            found.append(Problem(place, finding, "run each chunk once"))
        seen.add(number)
        problems += found
        if not found:
            _take(held, arrays, first=number * chunk, draws=draws)
    missing = sorted(set(range(needed)) - seen)
    if missing:
        named = ", ".join(map(str, missing[:10]))
        place = f"scenario {scenario.id}"
        finding = f"{len(missing)} of {needed} chunks are missing, such as {named}"
        problems.append(Problem(place, finding, "run them"))
    if problems:
        raise ModelError(describe("Draws cannot be put together", problems[:20]))
    series = {
        name.value: np.asarray(held[name], np.float32)
        for name in SERIES
        if name in held
    }
    return Outcome(
        scenario=scenario,
        case_digest=case_digest,
        start=start,
        months=month_names(start, months),
        seed=seed,
        draws=draws,
        chunk=chunk,
        series=MappingProxyType(series),
        uncertain=MappingProxyType(
            {
                name: array.astype(np.float64)
                for name, array in held.items()
                if array.ndim == 1
            }
        ),
        posterior=np.arange(draws, dtype=np.int64) // chunk % games,
        versions=library_versions() if versions is None else versions,
        digest=series_digest(series),
    )


def _chunk_problems(
    place: str,
    arrays: Mapping[str, NDArray[np.generic]],
    held: Mapping[str, NDArray[np.generic]],
    *,
    shape: tuple[int, int],
) -> list[Problem]:
    """Return what keeps a chunk from being put beside the others."""
    problems = []
    if held and set(held) != set(arrays):
        odd = ", ".join(sorted(map(str, set(held) ^ set(arrays))))
        finding = f"not all chunks have {odd}"
        problems.append(Problem(place, finding, "return the same from every chunk"))
    for name, array in arrays.items():
        wanted = shape if name in _NAMES else shape[:1]
        if array.shape != wanted:
            finding = f"{name} has shape {array.shape}; expected {wanted}"
            remedy = "return draws by months for series, draws for what is not known"
            problems.append(Problem(place, finding, remedy))
        elif not np.isfinite(array).all():
            count = int((~np.isfinite(array)).sum())
            finding = f"{count:,} of {array.size:,} numbers of {name} are not finite"
            problems.append(Problem(place, finding, "report this with the scenario"))
    return problems


def _take(
    held: dict[str, NDArray[np.generic]],
    arrays: Mapping[str, NDArray[np.generic]],
    *,
    first: int,
    draws: int,
) -> None:
    """Put the arrays of a chunk where they belong among all draws."""
    for name, array in arrays.items():
        kind = np.float32 if name in _NAMES else np.float64
        whole = held.setdefault(name, np.empty((draws, *array.shape[1:]), kind))
        part = whole[first : first + len(array)]
        part[...] = array[: len(part)]


def month_names(start: date, months: int) -> tuple[str, ...]:
    """Return the months of a run.

    Examples
    --------
    >>> month_names(date(2026, 10, 1), 4)
    ('2026-10', '2026-11', '2026-12', '2027-01')

    """
    first = np.datetime64(start, "M")
    return tuple(str(first + count) for count in range(months))


def series_digest(series: Mapping[str, NDArray[np.float32]]) -> str:
    """Return SHA-256 of all bytes of series, in the order of `SERIES`.

    Examples
    --------
    >>> one = np.zeros((2, 3), np.float32)
    >>> series_digest({"oil": one})[:12]
    '9d908ecfb6b2'

    """
    digest = hashlib.sha256()
    for name in SERIES:
        if name in series:
            held = np.ascontiguousarray(series[name], dtype="<f4")
            digest.update(held.data)
    return digest.hexdigest()


def library_versions() -> Mapping[str, str]:
    """Return the libraries that make draws, with versions."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return MappingProxyType(found)
