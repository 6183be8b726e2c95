"""What changed in the law between two days."""

from dataclasses import dataclass
from datetime import date

from yalu.regime.measure import Measure
from yalu.regime.regime import Regime

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The measures that began, ended and stayed between two days.

    Attributes
    ----------
    before, after : date
        The two days.
    began, ended, stayed : tuple of Measure
        In force only after, only before, and on both days.

    """

    before: date
    after: date
    began: tuple[Measure, ...]
    ended: tuple[Measure, ...]
    stayed: tuple[Measure, ...]

    def __str__(self) -> str:
        return (
            f"Between {self.before} and {self.after}: {len(self.began)} measures began "
            f"({', '.join(m.id for m in self.began) or 'none'}), {len(self.ended)} "
            f"ended ({', '.join(m.id for m in self.ended) or 'none'}), "
            f"{len(self.stayed)} stayed."
        )


def compare(
    regime: Regime, before: date, after: date, *, as_of: date | None = None
) -> Comparison:
    """Return how the law in force differs between two days.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    before, after : date
        The two days, in any order.
    as_of : date, optional
        Only what was published by this day.

    """
    old = regime.in_force(on=before, as_of=as_of)
    new = regime.in_force(on=after, as_of=as_of)
    old_ids, new_ids = {m.id for m in old}, {m.id for m in new}
    return Comparison(
        before=before,
        after=after,
        began=tuple(m for m in new if m.id not in old_ids),
        ended=tuple(m for m in old if m.id not in new_ids),
        stayed=tuple(m for m in new if m.id in old_ids),
    )
