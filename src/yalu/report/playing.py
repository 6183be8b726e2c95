"""What the game of target, sender and patron says, as far as a report tells it.

The game is not solved here: that takes minutes and is done once (``tools/refit.py``).
What was stored is read, held against the record of today, and told to be stale where
either has changed since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yalu.claims.played import Baseline, Played
from yalu.errors import ModelError, SchemaError
from yalu.report.playing_game import steps
from yalu.report.playing_rows import (
    CaseRow,
    CheckRow,
    KnownRow,
    PlayRow,
    StepRow,
    TurnRow,
    WeightRow,
    answer_rows,
    change_of,
    turn_rows,
)
from yalu.strategy.answers import Answers, Basis, stored
from yalu.strategy.record import Cell, Column, Status, StrategicRecord

__all__ = ["Playing", "playing_of", "seen_sha256", "with_answers", "without_answers"]

_LEADING = (Column.CAPABILITY, Column.STRINGENCY, Column.HARDSHIP, Column.MOVE)
_USUAL = "a count of how often each choice is made"
_BEFORE = "a count of what followed what"


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """What there is to tell of the game.

    Attributes
    ----------
    steps : tuple of StepRow
        Who moves when, and what each weighs.
    rows : tuple of PlayRow
        Answers, with ranges; empty where nothing is stored.
    path : tuple of TurnRow
        The likeliest path from today.
    weights : tuple of WeightRow
        What the record has taught of each parameter.
    cases : tuple of CaseRow
        How the game did on cases left out.
    checks : tuple of CheckRow
        Counts of the record beside those of records that the game makes.
    known : tuple of KnownRow
        How much of the record there is.
    basis : Basis or None
        What the answers rest on; None where nothing is stored.
    quarters : int
        How many quarters are recorded.
    last : str
        The last of them.
    missing : tuple of str
        What is not stored, and why; empty if all is.
    stale : tuple of str
        What has changed since it was stored; empty if nothing has.
    recovered : tuple of str
        How often known parameters were found again, in sentences.
    doubted : str
        Why the fit is not to be relied on, by its own checks; empty if it is.
    sources : tuple of str
        Identifiers of the sources of the record.
    leading : tuple of str
        Those among them of what the target did, and of law and want.

    """

    steps: tuple[StepRow, ...]
    rows: tuple[PlayRow, ...]
    path: tuple[TurnRow, ...]
    weights: tuple[WeightRow, ...]
    cases: tuple[CaseRow, ...]
    checks: tuple[CheckRow, ...]
    known: tuple[KnownRow, ...]
    basis: Basis | None
    quarters: int
    last: str
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    recovered: tuple[str, ...]
    doubted: str
    sources: tuple[str, ...]
    leading: tuple[str, ...]

    def of(
        self, question: str, name: str, *, standing: str = "today", **at: str
    ) -> tuple[PlayRow, ...]:
        """Return the rows of one table or curve.

        Parameters
        ----------
        question, name, standing : str
            As in `PlayRow`.
        at : str
            Labels by axis that the rows must have.

        """
        return tuple(
            row
            for row in self.rows
            if (row.question, row.name, row.standing) == (question, name, standing)
            and at.items() <= row.at.items()
        )

    def one(
        self, question: str, name: str, *, standing: str = "today", **at: str
    ) -> PlayRow | None:
        """Return the only row of that name and place; None where there is none."""
        found = self.of(question, name, standing=standing, **at)
        return found[0] if len(found) == 1 else None

    @property
    def scored(self) -> tuple[CaseRow, ...]:
        """The cases that have a score from a fit that was found."""
        return tuple(
            case for case in self.cases if case.score is not None and case.is_found
        )

    @property
    def baselines(self) -> tuple[Baseline, ...]:
        """How the game does against each baseline, over all cases that count.

        A case whose own fit was not found says nothing of the game, and is left out.
        """
        found = []
        for name, of in ((_USUAL, "usual"), (_BEFORE, "before")):
            gains = [
                case.score - other
                for case in self.scored
                if case.score is not None and (other := getattr(case, of)) is not None
            ]
            if gains:
                found.append(
                    Baseline(
                        name=name,
                        gain=sum(gains),
                        cases=len(gains),
                        better=sum(gain > 0 for gain in gains),
                    )
                )
        return tuple(found)

    @property
    def played(self) -> Played | None:
        """What claims ask of it; None where no answers are stored."""
        if self.basis is None:
            return None
        return Played(
            changes=tuple(change_of(row) for row in self.rows if row.is_change),
            baselines=self.baselines,
            draws=self.basis.draws,
            effective=self.basis.effective,
            prior_draws=self.basis.prior_draws,
            quarters=self.basis.quarters,
            last=self.basis.quarter,
            stale=self.stale,
            doubted=self.doubted,
            sources=self.sources,
        )


def playing_of(record: StrategicRecord) -> Playing:
    """Return what is stored of the game, held against a record.

    Parameters
    ----------
    record : StrategicRecord
        The record of today.

    """
    # The solver's library takes a moment to import, and nothing else needs it here.
    from yalu.report.playing_fit import fitted  # noqa: PLC0415

    bare = without_answers(record)
    fit = fitted(record)
    missing, stale = list(fit.missing), list(fit.stale)
    found = replace(
        bare,
        weights=fit.weights,
        checks=fit.checks,
        cases=fit.cases,
        recovered=fit.recovered,
        doubted=fit.doubted,
    )
    try:
        answers = stored()
    except (ModelError, SchemaError) as error:
        missing.insert(0, str(error))
    else:
        stale = [*_outdated(answers, record), *stale]
        found = with_answers(found, answers)
    return replace(
        found,
        missing=tuple(dict.fromkeys(missing)),
        stale=tuple(dict.fromkeys(stale)),
    )


def without_answers(record: StrategicRecord) -> Playing:
    """Return what a record alone allows to tell: the game, and how much is known."""
    return Playing(
        steps=steps(),
        rows=(),
        path=(),
        weights=(),
        cases=(),
        checks=(),
        known=tuple(_known(record)),
        basis=None,
        quarters=len(record.quarters),
        last=str(record.quarters[-1]),
        missing=(),
        stale=(),
        recovered=(),
        doubted="",
        sources=_sources(record.cells),
        leading=_sources([c for c in record.cells if c.column in _LEADING]),
    )


def with_answers(found: Playing, answers: Answers) -> Playing:
    """Return the same with answers in it."""
    return replace(
        found,
        rows=answer_rows(answers),
        path=turn_rows(answers.path),
        basis=answers.basis,
    )


def seen_sha256(record: StrategicRecord, states: int) -> str | None:
    """Return the hash of a record as the game of that many states sees it.

    Returns
    -------
    str or None
        None where no board has so many.

    """
    # The solver's library takes a moment to import, and nothing else needs it here.
    from yalu.strategy.estimation.evidence import evidence  # noqa: PLC0415
    from yalu.strategy.estimation.storing import BOARDS  # noqa: PLC0415
    from yalu.strategy.patron import patron_game  # noqa: PLC0415

    for setting in BOARDS.values():
        if setting.states == states:
            return evidence(record, patron_game(setting)).digest
    return None


def _outdated(answers: Answers, record: StrategicRecord) -> Iterable[str]:
    """Return what has changed since answers were worked out, in words."""
    yield from answers.stale
    if seen_sha256(record, answers.basis.states) != answers.basis.record_sha256:
        yield "the record is not the one that they were worked out for"


def _sources(cells: Iterable[Cell]) -> tuple[str, ...]:
    names = (several for cell in cells for several in cell.sources)
    return tuple(sorted({name for several in names for name in several.split(";")}))


def _known(record: StrategicRecord) -> Iterable[KnownRow]:
    for column in Column:
        cells = record.of(column)
        missing = sum(cell.status is Status.MISSING for cell in cells)
        known = sum(cell.value is not None for cell in cells)
        asked = sum(cell.status is not Status.NOT_ASKED for cell in cells)
        yield KnownRow(
            column=column.value,
            known=known,
            uncertain=asked - known - missing,
            missing=missing,
        )
