# ruff: noqa: INP001 - a script to copy, not a part of a package
"""A typed client of `yalu serve`, to copy into a program of your own.

Start the service, then this script, which asks everything once::

    yalu serve
    python examples/client.py http://127.0.0.1:8765 shipments.csv

It needs Python 3.11 and httpx. Answers are frozen dataclasses with what most programs
need; `Client.ask` returns everything that the service tells, as plain values, and
/api/openapi.json describes it all.
"""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

__all__ = [
    "Answer",
    "Change",
    "Claim",
    "Client",
    "ProblemError",
    "Ruling",
    "Run",
    "Score",
    "Screening",
]

_PATIENCE = 600.0
_PAUSE = 1.0
_HERE = "http://127.0.0.1:8765"
_Kind = TypeVar("_Kind")


class ProblemError(Exception):
    """The service could not answer.

    Attributes
    ----------
    status : int
        Code of the answer.
    problems : tuple of (str, str, str, str)
        Where, what was found, what was expected, and what to do.

    """

    def __init__(self, response: httpx.Response) -> None:
        try:
            told = response.json()
        except ValueError:
            told = {"detail": response.text, "problems": []}
        super().__init__(told.get("detail", response.reason_phrase))
        self.status = response.status_code
        self.problems = tuple(
            (one["where"], one["found"], one["expected"], one["remedy"])
            for one in told.get("problems", ())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The verdict of the law on one shipment, with its doubts."""

    status: str
    doubts: tuple[str, ...]
    law_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The verdict on one measure for one state; unverifiable is not kept."""

    measure: str
    goods: str
    verdict: str
    percent_low: float | None
    percent_high: float | None
    evidence: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What became of one claim."""

    id: str
    statement: str
    verdict: str
    figure: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a scenario changes in one thing: the middle, and the middle 90 percent."""

    words: str
    unit: str
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A scenario set by sliders, beside the baseline."""

    levers: tuple[str, ...]
    changes: tuple[Change, ...]
    validated: str
    doubts: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """A file held against the law; counts are None until it is done."""

    token: str
    state: str
    message: str
    read: int | None
    kept: int | None
    quarantined: int | None
    breaches_by_measure: tuple[Mapping[str, Any], ...]

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.state in {"done", "failed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer in a minute."""

    question: str
    answer: str


class Client:
    """Asks one service.

    Parameters
    ----------
    address : str
        Where it listens, as `yalu serve` printed it.
    patience : float
        For how many seconds it is asked again while it works something out.
    pause : float
        Seconds between two looks at a screening.
    transport : httpx.BaseTransport, optional
        How requests travel; over the network by default.

    Examples
    --------
    >>> with Client("http://127.0.0.1:8765") as yalu:  # doctest: +SKIP
    ...     yalu.ruling("270112", exporter="PRK", importer="CHN", on="2017-03-01")
    Ruling(status='prohibited', ...)

    """

    def __init__(
        self,
        address: str = _HERE,
        *,
        patience: float = _PATIENCE,
        pause: float = _PAUSE,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._patience = patience
        self._pause = pause
        # No proxy of the environment comes between this and a service on this machine.
        self._http = httpx.Client(
            base_url=address, timeout=120, transport=transport, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def ask(self, way: str, address: str, **options: Any) -> Any:  # noqa: ANN401 - JSON
        """Return what the service tells, waiting while it works it out.

        Parameters
        ----------
        way : str
            Such as ``"GET"``.
        address : str
            Behind ``/api/v1/``.
        **options
            As for `httpx.Client.request`.

        Raises
        ------
        ProblemError
            If it cannot answer.

        """
        return self._asked(way, address, **options).json()

    def _asked(self, way: str, address: str, **options: Any) -> httpx.Response:  # noqa: ANN401
        until = time.monotonic() + self._patience
        while True:
            response = self._http.request(way, f"/api/v1/{address}", **options)
            again = response.headers.get("Retry-After")
            is_busy = response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
            if is_busy and again and time.monotonic() < until:
                time.sleep(float(again))
                continue
            if response.is_error:
                raise ProblemError(response)
            return response

    def answer(self) -> Answer:
        """Return the question and its answer."""
        return _read(Answer, self.ask("GET", "answer"))

    def ruling(
        self, goods: str, *, exporter: str, importer: str, on: str, **more: str
    ) -> Ruling:
        """Return the verdict on a shipment.

        Parameters
        ----------
        goods : str
            Goods code or activity.
        exporter, importer : str
            ISO3 codes.
        on : str
            Day of crossing, such as ``"2017-03-01"``.
        **more
            Other fields of a shipment, see /api.

        """
        asked = {"goods": goods, "exporter": exporter, "importer": importer, "on": on}
        told = self.ask("POST", "ruling", json={**asked, **more})
        return Ruling(
            status=told["status"],
            doubts=tuple(told["doubts"]),
            law_sha256=told["receipt"]["law_sha256"],
        )

    def scorecard(self, state: str) -> tuple[Score, ...]:
        """Return the verdicts on a state."""
        told = self.ask("GET", "scorecard", params={"state": state})
        return tuple(_read(Score, one) for one in told["scores"])

    def claims(self) -> tuple[Claim, ...]:
        """Return the ledger of claims."""
        return tuple(_read(Claim, one) for one in self.ask("GET", "claims")["claims"])

    def run(self, **sliders: float | str | bool) -> Run:
        """Return what follows from sliders; what is left out is as in the baseline.

        Parameters
        ----------
        **sliders
            ``china``, ``russia``, ``support``, ``oil``, ``no_cap``, ``closed``,
            ``closed_from`` and ``months``, see /api.

        """
        told = self.ask("POST", "scenarios/run", json=sliders)
        return Run(
            levers=tuple(told["scenario"]["levers"]),
            changes=tuple(_read(Change, one) for one in told["scenario"]["changes"]),
            validated=told["validated"],
            doubts=told["doubts"],
            digest=told["digest"],
        )

    def screen(self, path: Path, *, regime: str = "dprk") -> Screening:
        """Return what a file holds under the law, once it is screened.

        Parameters
        ----------
        path : Path
            CSV, JSON or Parquet.
        regime : str
            The law.

        """
        with path.open("rb") as file:
            sent = self.ask(
                "POST",
                "screen",
                files={"file": (path.name, file.read())},
                data={"regime": regime},
            )
        found = _read(Screening, sent)
        until = time.monotonic() + self._patience
        while not found.is_over and time.monotonic() < until:
            time.sleep(self._pause)
            found = _read(Screening, self.ask("GET", f"screen/{found.token}"))
        return found

    def findings(self, screening: Screening, form: str = "parquet") -> bytes:
        """Return the findings of a screening as the bytes of a file."""
        return self._asked("GET", f"screen/{screening.token}/findings.{form}").content


def _read(kind: type[_Kind], told: Mapping[str, Any]) -> _Kind:
    """Return what was told as a dataclass that has some of its fields."""
    held = {name: told[name] for name in kind.__annotations__}
    return kind(**{n: tuple(v) if isinstance(v, list) else v for n, v in held.items()})


def main(address: str, *files: str) -> None:
    """Ask a service for one of each, and write what it says."""
    tell = sys.stdout.write
    with Client(address) as yalu:
        ruling = yalu.ruling("270112", exporter="PRK", importer="CHN", on="2017-03-01")
        tell(f"Coal from North Korea to China on 2017-03-01: {ruling.status}\n")
        for name in files:
            found = yalu.screen(Path(name))
            tell(f"{name}: {found.state}, {found.read} read, {found.kept} kept\n")
            tell(f"{found.message}\n" if found.message else "")
        run = yalu.run(china=90, oil=50)
        tell(f"{' '.join(run.levers)}\n")
        for change in run.changes:
            reach = f"{change.low:.2g} to {change.high:.2g}"
            tell(f"  {change.words}, {change.unit}: {change.middle:.2g} ({reach})\n")
        tell(f"{run.validated}\n")
        scores = yalu.scorecard("CHN")
        decided = sum(score.verdict != "unverifiable" for score in scores)
        tell(f"Scorecard of China: {decided} of {len(scores)} measures decided\n")
        claims = yalu.claims()
        held = sum(claim.verdict == "holds" for claim in claims)
        tell(f"Claims: {held} of {len(claims)} hold without a caveat\n")


if __name__ == "__main__":
    main(*(sys.argv[1:] or [_HERE]))
