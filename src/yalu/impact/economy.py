r"""The economy that a shock meets: who sells what to whom, and how it is made.

Trade values are what is observed of an equilibrium. With shares instead of levels
nothing else is needed to work out another equilibrium (exact hats): of economies
:math:`i, j` and sectors :math:`k`, :math:`\lambda_{ij}^k` is the share of :math:`i` in
what :math:`j` spends on :math:`k`.

References
----------
Dekle, R., Eaton, J. and Kortum, S. (2008). Global rebalancing with gravity. *IMF Staff
Papers* 55, 511–540.

Costinot, A. and Rodríguez-Clare, A. (2014). Trade theory with numbers. *Handbook of
International Economics* 4, 197–261.

"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, UnknownCodeError, describe

__all__ = ["Economy", "Floats"]

Floats = NDArray[np.float64]
_SUM_TO_ONE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Economy:
    """Several economies that trade with each other and with themselves.

    Attributes
    ----------
    economies, sectors : tuple of str
        Codes of the N economies and the K sectors.
    flows : ndarray
        (N, N, K), USD in a year before tariffs: what the first sells to the second of
        each sector; on the diagonal what it sells at home. 0 is no trade.
    elasticities : ndarray
        (K,), above 0: by how many percent a flow falls relative to others when it
        becomes one percent dearer.
    value_added : ndarray or None
        (N, K), above 0 to 1: share of value added in the cost of each sector; the rest
        is bought from sectors. None where nothing is bought (all of it is 1).
    uses : ndarray or None
        (N, K, K), in economy and buying sector the share of each selling sector in
        what is bought; sums to 1 over the last. None if and only if `value_added` is.
    tariffs : ndarray or None
        (N, N, K), duty as a share of the flow, 0 or more. None where there are none.
    year : int
        Calendar year of the flows.
    sources : tuple of str
        Identifiers of the sources.

    Raises
    ------
    SchemaError
        If a shape, a sign or a sum is not as said above, or an economy buys nothing.

    Examples
    --------
    >>> import numpy as np
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> both.shares[:, 0, 0].round(2).tolist(), both.imbalances.tolist()
    ([0.9, 0.1], [0.0, 0.0])

    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats
    elasticities: Floats
    value_added: Floats | None = None
    uses: Floats | None = None
    tariffs: Floats | None = None
    year: int
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = list(_faults(self))
        if problems:
            raise SchemaError(describe("The economy cannot be used", problems))

    @property
    def spending(self) -> Floats:
        """(N, K), USD: what each economy spends on each sector, duties included."""
        duty = 1.0 if self.tariffs is None else 1.0 + self.tariffs
        total: Floats = (self.flows * duty).sum(axis=0)
        return total

    @property
    def sales(self) -> Floats:
        """(N, K), USD: what each economy sells of each sector, at home and abroad."""
        total: Floats = self.flows.sum(axis=1)
        return total

    @property
    def shares(self) -> Floats:
        """(N, N, K): share of the seller in what the buyer spends on a sector.

        Where a buyer spends nothing on a sector the shares are 0.
        """
        duty = 1.0 if self.tariffs is None else 1.0 + self.tariffs
        spent = self.spending[None]
        found: Floats = np.divide(
            self.flows * duty, spent, out=np.zeros_like(self.flows), where=spent > 0
        )
        return found

    @property
    def imbalances(self) -> Floats:
        """(N,), USD: imports less exports before duties."""
        off = self.flows.sum(axis=2)
        found: Floats = off.sum(axis=0) - off.sum(axis=1)
        return found

    def at(self, economy: str) -> int:
        """Return where an economy stands in the arrays.

        Raises
        ------
        UnknownCodeError
            If the economy is not among them.

        """
        return _position(economy, self.economies, "economy")

    def sector(self, name: str) -> int:
        """Return where a sector stands in the arrays.

        Raises
        ------
        UnknownCodeError
            If the sector is not among them.

        """
        return _position(name, self.sectors, "sector")

    def merged(self, groups: Mapping[str, Sequence[str]]) -> Self:
        """Return the same world with some economies put together.

        Parameters
        ----------
        groups : mapping of str to sequence of str
            New code and the economies that it takes in. The others stay as they are.

        Raises
        ------
        UnknownCodeError
            If an economy is not known.
        SchemaError
            If an economy is in two groups, or there are inputs or duties (they would
            have to be weighed).

        """
        if self.value_added is not None or self.tariffs is not None:
            msg = (
                "Economy.merged: found inputs or duties; expected neither, because "
                "their averages are a choice. Merge before they are added."
            )
            raise SchemaError(msg)
        into = {old: new for new, olds in groups.items() for old in olds}
        if len(into) < sum(len(olds) for olds in groups.values()):
            msg = "Economy.merged: an economy stands in two groups. Keep it in one."
            raise SchemaError(msg)
        for old in into:
            self.at(old)
        names = tuple(dict.fromkeys(into.get(old, old) for old in self.economies))
        chosen = np.zeros((len(names), len(self.economies)))
        for column, old in enumerate(self.economies):
            chosen[names.index(into.get(old, old)), column] = 1.0
        flows = np.einsum("ai,ijk,bj->abk", chosen, self.flows, chosen, optimize=True)
        return replace(self, economies=names, flows=flows)

    def __str__(self) -> str:
        inputs = "" if self.value_added is None else ", with inputs"
        duties = "" if self.tariffs is None else ", with duties"
        return (
            f"{len(self.economies)} economies and {len(self.sectors)} sectors in "
            f"{self.year}{inputs}{duties}"
        )


def _position(name: str, names: tuple[str, ...], kind: str) -> int:
    if name in names:
        return names.index(name)
    msg = f"{kind}: found {name!r}; expected one of {', '.join(names)}. Name one."
    raise UnknownCodeError(msg)


def _faults(economy: Economy) -> Iterator[Problem]:
    n, k = len(economy.economies), len(economy.sectors)
    yield from _misshapen("flows", economy.flows, (n, n, k), least=0.0)
    yield from _misshapen("elasticities", economy.elasticities, (k,), least=0.0)
    if (economy.elasticities <= 0).any():
        found = f"smallest is {economy.elasticities.min()}; expected above 0"
        yield Problem("elasticities", found, "give each sector one")
    if economy.tariffs is not None:
        yield from _misshapen("tariffs", economy.tariffs, (n, n, k), least=0.0)
    yield from _faults_of_inputs(economy.value_added, economy.uses, n, k)
    if len({*economy.economies}) < n or len({*economy.sectors}) < k:
        yield Problem("economies, sectors", "a code stands twice", "name each once")
    if economy.flows.shape == (n, n, k):
        for name, bought, sold in zip(
            economy.economies,
            economy.flows.sum(axis=(0, 2)),
            economy.flows.sum(axis=(1, 2)),
            strict=True,
        ):
            if not (bought > 0 and sold > 0):
                found = f"{name} buys {bought:g} and sells {sold:g}; expected both"
                yield Problem("flows", found, "leave it out or give its home sales")


def _faults_of_inputs(
    value_added: Floats | None, uses: Floats | None, n: int, k: int
) -> Iterator[Problem]:
    if value_added is None and uses is None:
        return
    if value_added is None or uses is None:
        yield Problem("value_added, uses", "only one is there", "give both or neither")
        return
    yield from _misshapen("value_added", value_added, (n, k), least=0.0)
    yield from _misshapen("uses", uses, (n, k, k), least=0.0)
    if (value_added <= 0).any() or (value_added > 1).any():
        yield Problem("value_added", "not above 0 and up to 1", "give shares")
    if uses.shape == (n, k, k):
        off = np.abs(uses.sum(axis=2) - 1.0).max()
        if off > _SUM_TO_ONE:
            found = f"sums are off 1 by up to {off:.2g}"
            yield Problem("uses", found, "let them sum to 1 over the last axis")


def _misshapen(
    name: str, found: Floats, shape: tuple[int, ...], *, least: float
) -> Iterator[Problem]:
    if found.shape != shape:
        yield Problem(name, f"shape {found.shape}; expected {shape}", "mend its axes")
    elif not np.isfinite(found).all() or (found < least).any():
        yield Problem(name, f"not finite, or below {least:g}", "give numbers only")
