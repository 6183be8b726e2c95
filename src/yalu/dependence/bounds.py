r"""How far a share moves with what is counted: crude oil, inter-Korean trade.

Customs stopped recording the crude that China pipes to the DPRK in 2014, and trade
between the two Koreas is domestic to both. With :math:`C` of the patron, :math:`W`
of all partners, crude worth :math:`c` and inter-Korean trade :math:`k`, counting
crude makes the share :math:`(C + c) / (W + c)` and counting inter-Korean trade
makes it :math:`C / (W + k)`; leaving out what is counted subtracts. A *corner* is
one of the four ways to count. Where a compiler does not say what is counted, a
corner holds both possibilities. The *bound* of a year is the span of its corners.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from yalu.dependence.figures import CrudeValue, Figure, Flow, Status
from yalu.dependence.line import Line
from yalu.dependence.shares import Share, base_in_words
from yalu.provenance import Evidence

__all__ = ["Corner", "Lack", "ShareBound", "bound_years", "corners_of"]

_Span = tuple[float, float]


class Lack(StrEnum):
    """What is not known that a way to count would need."""

    CRUDE = "crude"
    INTER_KOREAN = "inter-Korean"
    SOUND_AMOUNTS = "sound amounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """One share counted one of four ways.

    Attributes
    ----------
    year, compiler, flow
        As for `yalu.dependence.Share`.
    crude, inter_korean : bool
        Whether they are counted here.
    low, high : float or None
        Smallest and largest share, from 0 to 1.
    status : Status
        Whether it could be computed.
    made_of : str
        What was added or taken away, or why that is not possible.
    lacks : tuple of Lack
        What is missing, in a word each; empty if it was computed.
    sources : tuple of str
        Identifiers of all sources used.

    """

    year: int
    compiler: str
    flow: Flow
    crude: bool
    inter_korean: bool
    low: float | None
    high: float | None
    status: Status
    made_of: str
    lacks: tuple[Lack, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBound:
    """The span of a year's share over all compilers and ways to count.

    Attributes
    ----------
    year, flow
        As for `yalu.dependence.Share`.
    low, high : float or None
        Smallest and largest share, from 0 to 1.
    low_from, high_from : str
        What makes each end.
    status : Status
        Whether any corner could be computed.
    missing : str
        Which ways to count are not covered, and why; empty if all are.
    lacks : tuple of Lack
        What is missing for them, in a word each: the span may be wider.
    sources : tuple of str
        Identifiers of the sources of the two ends.

    """

    year: int
    flow: Flow
    low: float | None
    high: float | None
    low_from: str
    high_from: str
    status: Status
    missing: str
    lacks: tuple[Lack, ...]
    sources: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every way to count could be computed for every compiler."""
        return not self.missing

    def line(self, patron: str, evidence: Evidence | None) -> Line:
        """Return the bound in the form of a profile's table."""
        basis = f"from {self.low_from} to {self.high_from}"
        if not self.low_from:
            basis = "no corner"
        return Line(
            figure="bound",
            year=self.year,
            compiler="",
            flow=self.flow,
            subject=patron,
            low=self.low,
            high=self.high,
            unit="share",
            status=self.status,
            basis=basis + (f"; not covered: {self.missing}" if self.missing else ""),
            sources=self.sources,
            evidence=evidence,
        )


def corners_of(
    shares: Sequence[Share],
    crude: Mapping[int, CrudeValue],
    inter_korean: Sequence[Figure],
) -> tuple[Corner, ...]:
    """Return the four corners of every computed share.

    Parameters
    ----------
    shares : sequence of Share
        Computed shares, with their bases.
    crude : mapping of int to CrudeValue
        Value of the unrecorded crude by year.
    inter_korean : sequence of Figure
        The figures of trade with the other Korea.

    """
    return tuple(
        _corner(share, with_crude, with_korea, crude.get(share.year), inter_korean)
        for share in shares
        if share.status is Status.COMPUTED
        for with_crude in (
            (True, False) if share.flow is not Flow.EXPORTS else (False,)
        )
        for with_korea in (True, False)
    )


def _corner(
    share: Share,
    with_crude: bool,  # noqa: FBT001
    with_korea: bool,  # noqa: FBT001
    crude: CrudeValue | None,
    inter_korean: Sequence[Figure],
) -> Corner:
    oil = _oil(share, with_crude, crude)
    korea = _korea(share, with_korea, inter_korean)
    parts = {Lack.CRUDE: oil, Lack.INTER_KOREAN: korea}
    gaps = {lack: part for lack, part in parts.items() if isinstance(part, str)}
    spans: list[float] = []
    notes = ["as printed"]
    sources = set(share.sources)
    if not isinstance(oil, str) and not isinstance(korea, str):
        spans = _shares(share, oil.amounts, korea.amounts)
        notes = [part.note for part in (oil, korea) if part.note] or notes
        sources |= {*oil.sources, *korea.sources}
        if not spans:
            gaps[Lack.SOUND_AMOUNTS] = "what is taken away exceeds what is there"
    return Corner(
        year=share.year,
        compiler=share.compiler,
        flow=share.flow,
        crude=with_crude,
        inter_korean=with_korea,
        low=min(spans, default=None),
        high=max(spans, default=None),
        status=Status.UNVERIFIABLE if gaps else Status.COMPUTED,
        made_of="; ".join(gaps.values() or notes),
        lacks=tuple(gaps),
        sources=tuple(sorted(sources)),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """Amounts in USD that may have to be added (or, below zero, taken away)."""

    amounts: tuple[float, ...]
    note: str = ""
    sources: tuple[str, ...] = ()


def _oil(share: Share, wanted: bool, crude: CrudeValue | None) -> _Change | str:  # noqa: FBT001
    if share.crude is wanted or share.flow is Flow.EXPORTS:
        return _Change((0.0,))
    if crude is None:
        return "no value of the crude is known for this year"
    note = f"crude of {_millions((crude.low, crude.high))}"
    amounts = _changes(share.crude, wanted, (crude.low, crude.high))
    return _Change(amounts, f"{note} {_verb(share.crude, wanted)}", crude.sources)


def _korea(share: Share, wanted: bool, figures: Sequence[Figure]) -> _Change | str:  # noqa: FBT001
    if share.inter_korean is wanted:
        return _Change((0.0,))
    fitting = [f for f in figures if (f.year, f.flow) == (share.year, share.flow)]
    spans = [figure.span for figure in fitting if figure.span]
    if not spans:
        return "no inter-Korean trade is recorded here for this year"
    span = min(low for low, _ in spans), max(high for _, high in spans)
    amounts = _changes(share.inter_korean, wanted, span)
    note = (
        f"inter-Korean trade of {_millions(span)} {_verb(share.inter_korean, wanted)}"
    )
    sources = tuple(sorted({s for figure in fitting for s in figure.sources}))
    return _Change(amounts, note, sources)


def _changes(counted: bool | None, wanted: bool, span: _Span) -> tuple[float, ...]:  # noqa: FBT001
    sign = 1.0 if wanted else -1.0
    moved = tuple(sign * amount for amount in span)
    return moved if counted is not None else (0.0, *moved)


def _verb(counted: bool | None, wanted: bool) -> str:  # noqa: FBT001
    verb = "added" if wanted else "taken away"
    return verb if counted is not None else f"{verb} or not, as the base is not stated"


def _millions(span: _Span) -> str:
    low, high = (f"{amount / 1e6:,.0f}" for amount in span)
    return f"{low} million USD" if low == high else f"{low} to {high} million USD"


def _shares(share: Share, oil: Iterable[float], korea: Sequence[float]) -> list[float]:
    """Return the shares after every combination of changes that is possible."""
    if share.patron_usd is None or share.world_usd is None:
        return []
    if share.low is None or share.high is None:
        return []
    # A share and its total give its amount: ranges then stay those of the share.
    starts = [(s * w, w) for s in (share.low, share.high) for w in share.world_usd]
    found = []
    for (patron, world), c, k in product(starts, oil, korea):
        top, bottom = patron + c, world + c + k
        if top >= 0 and bottom > 0 and top <= bottom * (1 + 1e-9):
            found.append(min(top / bottom, 1.0))
    return found


def bound_years(corners: Sequence[Corner]) -> tuple[ShareBound, ...]:
    """Return the span of each year and flow over all its corners."""
    groups: dict[tuple[int, Flow], list[Corner]] = {}
    for corner in corners:
        groups.setdefault((corner.year, corner.flow), []).append(corner)
    return tuple(_bound(group) for _, group in sorted(groups.items()))


def _bound(corners: list[Corner]) -> ShareBound:
    lows = [(c.low, c) for c in corners if c.low is not None]
    highs = [(c.high, c) for c in corners if c.high is not None]
    lowest = min(lows, key=lambda end: end[0], default=None)
    highest = max(highs, key=lambda end: end[0], default=None)
    used = [end[1] for end in (lowest, highest) if end is not None]
    return ShareBound(
        year=corners[0].year,
        flow=corners[0].flow,
        low=lowest[0] if lowest else None,
        high=highest[0] if highest else None,
        low_from=_named(lowest[1]) if lowest else "",
        high_from=_named(highest[1]) if highest else "",
        status=Status.COMPUTED if used else Status.UNVERIFIABLE,
        missing=_missing(corners),
        lacks=tuple(lack for lack in Lack if any(lack in c.lacks for c in corners)),
        sources=tuple(sorted({source for corner in used for source in corner.sources})),
    )


def _named(corner: Corner) -> str:
    base = base_in_words(corner.flow, corner.crude, corner.inter_korean)
    return f"{corner.compiler}, {base} ({corner.made_of})"


def _missing(corners: Iterable[Corner]) -> str:
    reasons: dict[str, set[str]] = {}
    for corner in corners:
        if corner.status is Status.UNVERIFIABLE:
            for reason in corner.made_of.split("; "):
                reasons.setdefault(reason, set()).add(corner.compiler)
    return "; ".join(
        f"{reason} ({', '.join(sorted(who))})"
        for reason, who in sorted(reasons.items())
    )
