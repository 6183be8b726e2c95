"""One request's worth of trade, and how to cut it smaller.

A reply of UN Comtrade ends at a limit without saying so. A cut whose reply reaches the
limit is therefore halved: by period, then by direction, partner and goods, and every
half is asked for anew. No cut divides a cell (reporter, partner, direction, period,
good), so that the whole of a cell and its parts always come in one reply.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yalu.goods import Revision, codes
from yalu.sources.fetching.areas import partner_numbers

__all__ = ["MOST_GOODS", "MOST_PERIODS", "Cut", "bundles"]

MOST_PERIODS = 12
"""How many periods UN Comtrade takes in one request."""

MOST_GOODS = 300
"""How many codes go into one request, so that its address stays below 4,096 signs."""

_EDITIONS = {"H4": Revision.HS2012, "H5": Revision.HS2017, "H6": Revision.HS2022}
_LEVELS = {"AG2": 2, "AG4": 4, "AG6": 6}
# Goods that are not specified stand under codes that no edition has.
_UNSPECIFIED = ("99", "9999", "999999")
_TOTALS = (("partner2Code", "0"), ("customsCode", "C00"), ("motCode", "0"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What one request asks for.

    Attributes
    ----------
    reporter : str
        Number of the reporter.
    periods : tuple of str
        Years as ``2017`` or months as ``201703``.
    flows : tuple of str
        ``M`` for imports, ``X`` for exports.
    partners : tuple of str
        Numbers of the partners; none for every one of them.
    goods : tuple of str
        Codes, ``TOTAL``, or ``AG2``, ``AG4``, ``AG6`` for all codes of that length.
    whole : bool
        Whether to ask for whole cells only, not for their parts by second partner,
        customs procedure and mode of transport.

    """

    reporter: str
    periods: tuple[str, ...]
    flows: tuple[str, ...]
    partners: tuple[str, ...]
    goods: tuple[str, ...]
    whole: bool = True

    def parameters(self, most: int) -> tuple[tuple[str, str], ...]:
        """Return the parameters of the request, for at most so many records."""
        named = [
            ("reporterCode", self.reporter),
            ("period", ",".join(self.periods)),
            ("flowCode", ",".join(self.flows)),
            ("cmdCode", ",".join(self.goods)),
        ]
        if self.partners:
            named.append(("partnerCode", ",".join(self.partners)))
        totals = _TOTALS if self.whole else ()
        return (*named, *totals, ("maxRecords", str(most)), ("includeDesc", "false"))

    def parts(self, seen: Iterable[str] = ()) -> tuple["Cut", ...]:
        """Return the smaller cuts that make up this one, none if it is one cell wide.

        Parameters
        ----------
        seen : iterable of str
            Editions that the reporter uses in these periods, such as ``H5``; a level of
            goods can only be cut where the codes of all of them are held here.

        Examples
        --------
        >>> cut = Cut(
        ...     reporter="156",
        ...     periods=("201701", "201702", "201703"),
        ...     flows=("M",),
        ...     partners=("408",),
        ...     goods=("TOTAL",),
        ... )
        >>> [part.periods for part in cut.parts()]
        [('201701', '201702'), ('201703',)]

        """
        if len(self.periods) > 1:
            return tuple(replace(self, periods=half) for half in _halves(self.periods))
        if len(self.flows) > 1:
            return tuple(replace(self, flows=half) for half in _halves(self.flows))
        if len(self.partners) != 1:
            partners = self.partners or partner_numbers()
            return tuple(replace(self, partners=half) for half in _halves(partners))
        if len(self.goods) > 1:
            return tuple(replace(self, goods=half) for half in _halves(self.goods))
        listed = _listed(self.goods[0], frozenset(seen))
        return tuple(replace(self, goods=bundle) for bundle in bundles(listed))

    def __str__(self) -> str:
        first, last = self.periods[0], self.periods[-1]
        span = first if first == last else f"{first} to {last}"
        more = f" and {len(self.goods) - 1} more" if len(self.goods) > 1 else ""
        partners = ",".join(self.partners) or "all"
        return (
            f"reporter {self.reporter}, partner {partners}, {','.join(self.flows)}, "
            f"{span}, goods {self.goods[0]}{more}"
        )


def bundles(goods: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return codes in bundles that fit into one request each."""
    starts = range(0, len(goods), MOST_GOODS)
    return tuple(goods[start : start + MOST_GOODS] for start in starts)


def _halves(items: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    middle = (len(items) + 1) // 2
    return items[:middle], items[middle:]


def _listed(goods: str, seen: frozenset[str]) -> tuple[str, ...]:
    """Return the codes that a level stands for, none if they are not all held here."""
    length = _LEVELS.get(goods)
    if length is None or not seen or not seen <= _EDITIONS.keys():
        return ()
    held = {code[:length] for name in seen for code in codes(_EDITIONS[name])}
    return tuple(sorted(held | {code for code in _UNSPECIFIED if len(code) == length}))
