"""Witnesses: the rows of the record behind a verdict, each with its source."""

from dataclasses import dataclass

from yalu.compliance import Assessment, Breach, Score, Statement, statements
from yalu.compliance.reach import Reach, reaches
from yalu.errors import UnknownCodeError, nearest
from yalu.flows import WORLD
from yalu.periods import Interval
from yalu.report import Dossier
from yalu.web.parts import DOSSIER
from yalu.web.shelf import Part, Shelf

__all__ = ["WITNESSES", "Witnesses"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """The verdicts, and the record that they rest on.

    Attributes
    ----------
    assessment : Assessment
        Every verdict.
    statements : tuple of Statement
        Every row of the record about the target, in order of time.
    reaches : dict of str to Reach
        What each measure covers, by its identifier; measures that are not about goods
        are not among them.

    """

    assessment: Assessment
    statements: tuple[Statement, ...]
    reaches: dict[str, Reach]

    @classmethod
    def of(cls, dossier: Dossier) -> "Witnesses":
        """Return the verdicts of a dossier with their record.

        Raises
        ------
        UnknownCodeError
            If it has no record to judge by.

        """
        found = dossier.assessment
        if found is None:
            msg = (
                f"scorecard: found no record of trade for {dossier.regime.id}; "
                "expected one, as there is for dprk. Start `yalu serve --regime dprk` "
                "for it, or screen a file of your own at /screen."
            )
            raise UnknownCodeError(msg)
        rows = statements(dossier.trade, target=dossier.regime.target)
        order = sorted(rows, key=lambda one: (one.period.start, one.code, one.series))
        return cls(
            assessment=found,
            statements=tuple(order),
            reaches={one.measure.id: one for one in reaches(dossier.regime)},
        )

    @property
    def states(self) -> tuple[str, ...]:
        """The states that are judged, in order of the scorecard."""
        return tuple(dict.fromkeys(score.state for score in self.assessment.scorecard))

    def scores(self, state: str) -> tuple[Score, ...]:
        """Return every verdict on a state.

        Raises
        ------
        UnknownCodeError
            If it is not judged.

        """
        if state not in self.states:
            listed = ", ".join(self.states)
            msg = f"state: found {state!r}; expected one of {listed}. Choose one."
            raise UnknownCodeError(msg)
        return tuple(s for s in self.assessment.scorecard if s.state == state)

    def score(self, state: str, measure: str) -> Score:
        """Return the verdict on one measure for one state.

        Raises
        ------
        UnknownCodeError
            If there is none.

        """
        held = {score.measure: score for score in self.scores(state)}
        if measure not in held:
            msg = (
                f"measure: found {measure!r}; expected one of the {len(held)} on which "
                f"{state} is judged{nearest(measure, held)}. Choose one at /scorecard."
            )
            raise UnknownCodeError(msg)
        return held[measure]

    def rows(self, score: Score, year: int | None = None) -> tuple[Statement, ...]:
        """Return the rows of the record about the goods and the state of a verdict.

        Parameters
        ----------
        score : Score
            The verdict.
        year : int, optional
            A calendar year that rows must touch; any by default, also before the
            measure, as a ban is judged by the months before it.

        """
        reach = self.reaches.get(score.measure)
        if reach is None:
            return ()
        days = None if year is None else Interval.calendar_year(year)
        return tuple(
            one
            for one in self.statements
            if score.state in (WORLD, one.state)
            and reach.is_about(one)
            and (days is None or days.overlaps(one.period))
        )

    def breaches(self, score: Score, year: int | None = None) -> tuple[Breach, ...]:
        """Return what moved under a ban that is judged; parameters as for `rows`."""
        days = None if year is None else Interval.calendar_year(year)
        return tuple(
            one
            for one in self.assessment.breaches
            if (one.measure, one.state) == (score.measure, score.state)
            and (days is None or days.overlaps(one.period))
        )


def _witnesses(shelf: Shelf) -> Witnesses:
    return Witnesses.of(shelf.take(DOSSIER))


WITNESSES: Part[Witnesses] = Part(
    name="witnesses", words="The scorecard", make=_witnesses
)
"""The verdicts with the record behind them."""
