r"""What a package costs at every level of enforcement, with and without a helper.

A curve answers for one package: the cost by each model, at each level, if the
alternative patron follows the law like the others and if it steps in. Its interval is
over draws of what is not known and says how far *that* matters to one model; what the
models leave out shows only in how far they are apart, and so they are never pooled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from yalu.errors import UnknownCodeError
from yalu.impact.economy import Floats
from yalu.impact.estimate import ImpactEstimate, ImpactStatus
from yalu.impact.influence import Influence, influences_of
from yalu.impact.ranges import Draws
from yalu.impact.spread import Spread, spread_of

__all__ = ["Curve", "CurvePoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The cost at one level of enforcement by one model.

    Attributes
    ----------
    package, target : str
        What costs whom.
    model : str
        By which reasoning.
    alternative : str
        Who steps in; empty if nobody does.
    enforcement : float
        Share of what is banned that is stopped.
    cost : Spread
        Share of a year's income lost.

    """

    package: str
    target: str
    model: str
    alternative: str
    enforcement: float
    cost: Spread


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """What a package costs at every level, by every model, with and without a helper.

    Attributes
    ----------
    package, title : str
        What is priced, its identifier and in words.
    target : str
        Whose cost.
    models : tuple of str
        Names of M models.
    alternatives : tuple of str
        Who steps in, one of P; an empty one is nobody.
    levels : tuple of float
        L levels of enforcement.
    costs : ndarray
        (M, P, L, D): share of a year's income lost; NaN where there is no answer.
    reasons : tuple
        M by P by L by D of str: why there is none; empty where there is.
    draws : Draws
        What was drawn.
    sources : tuple of str
        Identifiers of the sources.

    """

    package: str
    title: str
    target: str
    models: tuple[str, ...]
    alternatives: tuple[str, ...]
    levels: tuple[float, ...]
    costs: Floats
    reasons: tuple[tuple[tuple[tuple[str, ...], ...], ...], ...]
    draws: Draws
    sources: tuple[str, ...]

    @property
    def points(self) -> tuple[CurvePoint, ...]:
        """All points, model by model, then by who steps in, then by level."""
        return tuple(self._points())

    def cost(
        self, model: str, *, enforcement: float = 1.0, alternative: str = ""
    ) -> Spread:
        """Return the cost at one point.

        Raises
        ------
        UnknownCodeError
            If the curve has no such model, level or alternative.

        """
        m, p, level = self._at(model, enforcement, alternative)
        return spread_of(self.costs[m, p, level], self.reasons[m][p][level])

    def estimate(
        self, model: str, *, enforcement: float = 1.0, alternative: str = ""
    ) -> ImpactEstimate:
        """Return the cost at one point as an estimate.

        Raises
        ------
        UnknownCodeError
            If the curve has no such model, level or alternative.

        """
        found = self.cost(model, enforcement=enforcement, alternative=alternative)
        helped = f", {alternative} stepping in" if alternative else ""
        answered = found.median is not None
        return ImpactEstimate(
            shock=f"{self.title}, enforced by {enforcement:.0%}{helped}",
            model=model,
            subject=self.target,
            value=found.median,
            low=found.low,
            high=found.high,
            status=(ImpactStatus.COMPUTED if answered else ImpactStatus.NO_EQUILIBRIUM),
            reason="" if answered else found.reason,
            method=(
                f"Median and middle 90 percent of {found.draws} draws of what is not "
                f"known; {found.failed} gave no answer."
            ),
            sources=self.sources,
        )

    def relief(
        self, model: str, *, enforcement: float = 1.0, alternative: str
    ) -> Spread:
        """Return the share of the cost that an alternative patron undoes.

        It is a share of a cost: where help does harm it is below 0, where it leaves a
        gain above 1. In draws in which the package costs nothing, or brings a gain,
        there is nothing to undo; they are counted as draws without an answer, and the
        reason tells how many they are.

        Raises
        ------
        UnknownCodeError
            If the curve has no such model, level or alternative.

        """
        m, alone, level = self._at(model, enforcement, "")
        _, p, _ = self._at(model, enforcement, alternative)
        before, after = self.costs[m, alone, level], self.costs[m, p, level]
        costly = ~(before <= 0)
        undone = 1.0 - after[costly] / before[costly]
        reasons = np.array(self.reasons[m][p][level])[costly]
        found = spread_of(undone, [str(reason) for reason in reasons])
        free = int((~costly).sum())
        if not free:
            return found
        gains = int((before < 0).sum())
        told = f"in {free} of {len(before)} draws the package costs nothing to undo"
        more = f", in {gains} of them it brings a gain" if gains else ""
        lost = f"; {found.reason}" if found.failed else ""
        return replace(
            found,
            draws=len(before),
            failed=found.failed + free,
            reason=f"{told}{more}{lost}",
        )

    def exceeding(
        self,
        model: str,
        fall: float,
        *,
        enforcement: float = 1.0,
        alternative: str = "",
    ) -> tuple[float, float]:
        """Return the share of draws in which the cost is at least some fall of income.

        Returns
        -------
        low, high : float
            0 to 1: draws without an answer counted as below it, and as above it.

        Raises
        ------
        UnknownCodeError
            If the curve has no such model, level or alternative.

        """
        m, p, level = self._at(model, enforcement, alternative)
        values = self.costs[m, p, level]
        low = float((values >= fall).mean())
        return low, low + float(np.isnan(values).mean())

    def influences(
        self, model: str, *, enforcement: float = 1.0, alternative: str = ""
    ) -> tuple[Influence, ...]:
        """Return which ranges the spread of a cost comes from, the strongest first.

        Raises
        ------
        UnknownCodeError
            If the curve has no such model, level or alternative.

        """
        m, p, level = self._at(model, enforcement, alternative)
        return influences_of(self.draws, self.costs[m, p, level])

    def to_rows(self) -> list[dict[str, str | float | int | None]]:
        """Return the points as rows of plain values."""
        return [
            {
                "package": point.package,
                "target": point.target,
                "model": point.model,
                "alternative": point.alternative,
                "enforcement": point.enforcement,
                "median": point.cost.median,
                "low": point.cost.low,
                "high": point.cost.high,
                "draws": point.cost.draws,
                "failed": point.cost.failed,
                "reason": point.cost.reason,
            }
            for point in self.points
        ]

    def __str__(self) -> str:
        top = self.levels[-1]
        lines = [f"{self.title}, enforced by {top:.0%}: what {self.target} loses"]
        lines += [
            f"  {model}{f', {who} stepping in' if who else ''}: "
            f"{self.cost(model, enforcement=top, alternative=who)}"
            for model in self.models
            for who in self.alternatives
        ]
        return "\n".join(lines)

    def _points(self) -> Iterator[CurvePoint]:
        for m, model in enumerate(self.models):
            for p, who in enumerate(self.alternatives):
                for at, level in enumerate(self.levels):
                    yield CurvePoint(
                        package=self.package,
                        target=self.target,
                        model=model,
                        alternative=who,
                        enforcement=level,
                        cost=spread_of(self.costs[m, p, at], self.reasons[m][p][at]),
                    )

    def _at(
        self, model: str, enforcement: float, alternative: str
    ) -> tuple[int, int, int]:
        problems = [
            f"{name} {wanted!r}, one of {', '.join(map(str, known))}"
            for name, wanted, known in (
                ("model", model, self.models),
                ("alternative", alternative, self.alternatives),
                ("enforcement", enforcement, self.levels),
            )
            if wanted not in known
        ]
        if problems:
            msg = (
                f"Curve of {self.package}: found no {'; no '.join(problems)}. Mend it."
            )
            raise UnknownCodeError(msg)
        return (
            self.models.index(model),
            self.alternatives.index(alternative),
            self.levels.index(enforcement),
        )
