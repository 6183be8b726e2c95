r"""An input that cannot be done without: what losing a share of it costs.

Output is made of the input :math:`E` and of all else :math:`X` with the elasticity of
substitution :math:`s`,

.. math::

    Y = \left[a^{1/s} E^{(s-1)/s} + (1-a)^{1/s} X^{(s-1)/s}\right]^{s/(s-1)},

where :math:`a` is the share of the input in what is spent. If a share :math:`r` of the
input is left, and all else stays,

.. math:: \frac{Y'}{Y} = \left[a\, r^{(s-1)/s} + 1 - a\right]^{s/(s-1)}.

With :math:`s = 0` (Leontief) that is :math:`r`: output falls in step with the input.
With :math:`s = 1` (Cobb–Douglas) it is :math:`r^a`. Below 1 nothing can be made without
the input, however small its share: the model is one for the loss of a part, and of a
complete loss it says only that it cannot be borne.

References
----------
Bachmann, R., Baqaee, D., Bayer, C., Kuhn, M., Löschel, A., Moll, B., Peichl, A.,
Pittel, K. and Schularick, M. (2022). What if? The economic effects for Germany of a
stop of energy imports from Russia. *ECONtribute Policy Brief* 28; (2024) *Economica*
91, 1157–1200.

"""

from dataclasses import dataclass

import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.impact.economy import Economy, Floats
from yalu.impact.estimate import ImpactEstimate
from yalu.impact.ranges import Range
from yalu.impact.remaining import earned_share, remaining
from yalu.impact.shock import Shock

__all__ = ["EssentialInput", "input_left", "output_left"]

_NEAR = 1.0
_NO_ELASTICITY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class EssentialInput:
    """What is bought abroad is an input that all else needs.

    Attributes
    ----------
    elasticity : float or Range
        Elasticity of substitution of the rest for the input, 0 or more. A range gives
        the estimate a range, and is drawn in ensembles.
    sectors : tuple of str or None
        Sectors whose purchases abroad are the input; None for all of them.
    what : str
        What the input is called.
    share : float or None
        Its share in what is spent, above 0 and below 1; None for the share that
        purchases abroad in `sectors` have in the economy.
    paid : float or Range
        How far purchases abroad must be paid for by sales abroad, 0 to 1. With 1 no
        purchase can keep a larger share of its former amount than the earnings keep;
        with 0 everything comes on credit or as aid, and lost sales cost no input.

    Raises
    ------
    SchemaError
        If the elasticity, the share or `paid` is out of its range.

    Examples
    --------
    Ten percent less of an input with a share of four percent, as of the fossil energy
    of Germany:

    >>> import numpy as np
    >>> germany = Economy(
    ...     economies=("DEU", "RUS"), sectors=("energy", "rest"), year=2021,
    ...     flows=np.array([[[1.0, 92.0], [0.0, 4.0]], [[4.0, 0.0], [9.0, 90.0]]]),
    ...     elasticities=np.array([5.0, 5.0]),
    ... )
    >>> passing = np.full(germany.flows.shape, np.nan)
    >>> passing[1, 0, 0] = 0.9
    >>> less = Shock(name="a tenth less", passing=passing)
    >>> model = EssentialInput(elasticity=0.04, sectors=("energy",), share=0.04)
    >>> print(model.estimate(germany, less, subject="DEU"))
    a tenth less, essential input: DEU loses 1.6% of a year's income.

    """

    elasticity: float | Range
    sectors: tuple[str, ...] | None = None
    what: str = ""
    share: float | None = None
    paid: float | Range = 1.0

    def __post_init__(self) -> None:
        problems = []
        lowest, _, highest = _three(self.elasticity)
        if not 0 <= lowest <= highest < np.inf:
            found = f"found {self.elasticity}; expected 0 or more"
            problems.append(Problem("elasticity", found, "0 is Leontief"))
        if self.share is not None and not 0 < self.share < 1:
            found = f"found {self.share}; expected above 0 and below 1"
            problems.append(Problem("share", found, "give a share, 0.04 for 4 %"))
        lowest, _, highest = _three(self.paid)
        if not 0 <= lowest <= highest <= 1:
            found = f"found {self.paid}; expected 0 to 1"
            problems.append(Problem("paid", found, "0 is on credit, 1 is by sales"))
        if self.sectors is not None and not self.sectors:
            problems.append(Problem("sectors", "none named", "name one, or give None"))
        if problems:
            raise SchemaError(describe("The essential input cannot be used", problems))

    @property
    def name(self) -> str:
        """``essential input``, and which if it has a name."""
        return f"essential input: {self.what}" if self.what else "essential input"

    @property
    def ranges(self) -> tuple[Range, ...]:
        """What of the model is not known."""
        both = (self.elasticity, self.paid)
        return tuple(one for one in both if isinstance(one, Range))

    def places(self, sectors: tuple[str, ...]) -> list[int]:
        """Return which sectors of an economy the input is bought in.

        Raises
        ------
        SchemaError
            If one is not among them.

        """
        wanted = sectors if self.sectors is None else self.sectors
        missing = [name for name in wanted if name not in sectors]
        if missing:
            msg = (
                f"Essential input: found no sector {', '.join(missing)}; expected of "
                f"{', '.join(sectors)}. Name those."
            )
            raise SchemaError(msg)
        return [sectors.index(name) for name in wanted]

    def estimate(
        self, economy: Economy, shock: Shock, *, subject: str
    ) -> ImpactEstimate:
        """Return what losing a share of the input costs.

        Raises
        ------
        UnknownCodeError
            If the subject is not among the economies.
        SchemaError
            If the shock is of another shape, or changes costs without stopping; if a
            sector is not known, or the subject does not buy the input abroad.

        """
        left = remaining(economy, shock, subject)
        places = self.places(economy.sectors)
        before, after = left.bought[:, places], left.still_bought[:, places]
        if not before.sum() > 0:
            msg = (
                f"{self.name}: found that {subject} buys none abroad; expected some. "
                "Choose other sectors."
            )
            raise SchemaError(msg)
        kept = earned_share(before, after)
        earned = earned_share(left.sold, left.still_sold)
        share = self.share or float(before.sum()) / left.spending
        # The hardest case first: no way to do without, and all paid for by sales.
        hard_to_easy = zip(
            _three(self.elasticity), reversed(_three(self.paid)), strict=True
        )
        there, losses = [], []
        for elasticity, paid in hard_to_easy:
            there.append(input_left(kept, earned, np.array(paid)))
            made = output_left(there[-1], np.array(share), np.array(elasticity))
            losses.append(1.0 - float(made))
        high, value, low = losses
        return ImpactEstimate(
            shock=shock.name,
            model=self.name,
            subject=subject,
            value=value,
            low=low,
            high=high,
            method=(
                f"{float(there[1]):.1%} left of an input of {share:.1%} of spending; "
                f"elasticity of substitution {_told(self.elasticity)}; paid for by "
                f"sales abroad to {_told(self.paid)}."
            ),
            bearers=left.bearers(economy, subject),
            sources=self._sources(economy),
        )

    def _sources(self, economy: Economy) -> tuple[str, ...]:
        known = [source for one in self.ranges for source in one.sources]
        return tuple(dict.fromkeys((*economy.sources, *known)))


def input_left(kept: Floats, earned: Floats, paid: Floats) -> Floats:
    """Return what share of an input is left if it must be paid for.

    Parameters
    ----------
    kept : ndarray
        Share that bans on purchases leave, 0 to 1.
    earned : ndarray
        Share that is left of earnings abroad, 0 to 1.
    paid : ndarray
        How far purchases must be paid for by sales, 0 to 1.

    Returns
    -------
    ndarray
        The smaller of what bans and what earnings leave, 0 to 1, of the shape that the
        three broadcast to.

    Examples
    --------
    >>> import numpy as np
    >>> tenth = np.array(0.1)
    >>> input_left(np.array(0.8), tenth, np.array([0.0, 0.5, 1.0])).round(2).tolist()
    [0.8, 0.55, 0.1]

    """
    found: Floats = np.minimum(kept, 1.0 - paid * (1.0 - earned))
    return found


def output_left(there: Floats, share: Floats, elasticity: Floats) -> Floats:
    """Return output over former output if a share of an input is left.

    Parameters
    ----------
    there : ndarray
        Share of the input that is left, 0 to 1.
    share : ndarray
        Share of the input in what is spent, above 0 and below 1.
    elasticity : ndarray
        Elasticity of substitution, 0 or more.

    Returns
    -------
    ndarray
        0 to 1, of the shape that the three broadcast to. Exact at elasticities 0
        (and below 1e-12) and 1.

    Examples
    --------
    >>> import numpy as np
    >>> elasticity = np.array([0.0, 0.1, 1.0])
    >>> output_left(np.array(0.7), np.array(0.01), elasticity).round(4).tolist()
    [0.7, 0.9766, 0.9964]

    """
    left, weight, sub = np.broadcast_arrays(there, share, elasticity)
    leontief, cobb_douglas = sub < _NO_ELASTICITY, sub == 1
    with np.errstate(divide="ignore"):
        log = np.log(left)
    # Any number does where a limit is taken instead, if it warns of nothing.
    power = np.where(
        leontief | cobb_douglas, -1.0, 1.0 - 1.0 / np.where(leontief, 1.0, sub)
    )
    finite = np.where(left > 0, log, 0.0) * power
    # Near 1 the sum is near 1, and its logarithm must not be taken of the sum.
    near = np.log1p(weight * np.expm1(np.clip(finite, -_NEAR, _NEAR)))
    far = np.logaddexp(np.log(weight) + finite, np.log1p(-weight))
    between = np.exp(np.where(np.abs(finite) <= _NEAR, near, far) / power)
    above = np.where(power > 0, power, 1.0)
    nothing = np.where(power > 0, np.exp(np.log1p(-weight) / above), 0.0)
    found: Floats = np.where(left > 0, between, nothing)
    found = np.where(cobb_douglas, left**weight, found)
    return np.where(leontief, left, found)


def _three(one: float | Range) -> tuple[float, float, float]:
    """Return the lowest, the central and the highest number."""
    if isinstance(one, Range):
        return one.low, one.central, one.high
    return one, one, one


def _told(one: float | Range) -> str:
    low, middle, high = _three(one)
    return f"{middle:g} ({low:g} to {high:g})" if low < high else f"{middle:g}"
