r"""Shares of one partner in a trade, by compiler and year, side by side.

The share of the patron is :math:`s = C / W`, its amount over the amount of all
partners. Both are taken from one compiler, one year, one flow and one base; where
sources print several amounts the share is the range over the pairs that one source
prints together, or over all pairs if none does. A compiler who prints no total
gets no share: dividing by another's total would mix two bases.

A share that somebody *printed* is kept apart: see `yalu.dependence.printed`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from yalu.dependence.figures import WORLD, Figure, Flow, Status, weakest
from yalu.dependence.line import Line
from yalu.provenance import Confidence, Evidence

__all__ = [
    "Share",
    "base_in_words",
    "compute_shares",
    "with_totals",
]

_ROUNDING = 1e-9

_Base = tuple[bool | None, bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The patron's share in one flow, as one compiler's figures give it.

    Attributes
    ----------
    year : int
        Calendar year.
    compiler : str
        Whose figures.
    flow : Flow
        Direction, seen from the target.
    low, high : float or None
        Smallest and largest share that the figures allow, from 0 to 1.
    base : str
        What is counted, in words.
    crude, inter_korean : bool or None
        Whether they are counted; None where the source does not say.
    patron_usd, world_usd : tuple of float or None
        Amounts in USD, smallest and largest.
    status : Status
        Whether the share could be computed.
    method, reason : str
        How it was had; why not, where it could not be.
    sources : tuple of str
        Identifiers of the sources.
    evidence, confidence : Evidence, Confidence
        Weakest of the figures used.

    """

    year: int
    compiler: str
    flow: Flow
    low: float | None
    high: float | None
    base: str
    crude: bool | None
    inter_korean: bool | None
    patron_usd: tuple[float, float] | None
    world_usd: tuple[float, float] | None
    status: Status
    method: str
    reason: str
    sources: tuple[str, ...]
    evidence: Evidence
    confidence: Confidence

    def line(self, patron: str) -> Line:
        """Return the share in the form of a profile's table."""
        return Line(
            figure="share",
            year=self.year,
            compiler=self.compiler,
            flow=self.flow,
            subject=patron,
            low=self.low,
            high=self.high,
            unit="share",
            status=self.status,
            basis=f"{self.base}: {self.reason or self.method}",
            sources=self.sources,
            evidence=self.evidence,
        )

    def __str__(self) -> str:
        named = f"{self.year} {self.compiler} {self.flow} ({self.base})"
        if self.low is None or self.high is None:
            return f"{named}: {self.status}, {self.reason}"
        if self.high - self.low < _ROUNDING:
            return f"{named}: {self.low:.1%}"
        return f"{named}: {self.low:.1%} to {self.high:.1%}"


def base_in_words(flow: Flow, crude: bool | None, inter_korean: bool | None) -> str:  # noqa: FBT001
    """Return what a base counts, in words.

    Examples
    --------
    >>> base_in_words(Flow.TOTAL, True, None)
    'crude in, inter-Korean not stated'
    >>> base_in_words(Flow.EXPORTS, None, False)
    'inter-Korean out'

    """
    words = {True: "in", False: "out", None: "not stated"}
    korea = f"inter-Korean {words[inter_korean]}"
    return korea if flow is Flow.EXPORTS else f"crude {words[crude]}, {korea}"


def with_totals(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures, and the total where only exports and imports are printed."""
    printed = {
        (_place(figure), figure.crude)
        for figure in figures
        if figure.flow is Flow.TOTAL and figure.span
    }
    sums = [
        _sum(one, other)
        for one, other in product(figures, figures)
        if one.flow is Flow.EXPORTS
        and other.flow is Flow.IMPORTS
        and one.span
        and other.span
        and _place(one) == _place(other)
        and (_place(one), other.crude) not in printed
    ]
    return (*figures, *sums)


def _place(figure: Figure) -> tuple[int, str, str, bool | None]:
    place = (figure.year, figure.compiler, figure.partner)
    return (*place, figure.inter_korean)


def _sum(one: Figure, other: Figure) -> Figure:
    evidence, confidence = weakest((one, other))
    low, high = one.span or (0.0, 0.0), other.span or (0.0, 0.0)
    return replace(
        other,
        flow=Flow.TOTAL,
        low=low[0] + high[0],
        high=low[1] + high[1],
        printed=None,
        sources=tuple(sorted({*one.sources, *other.sources})),
        evidence=evidence,
        confidence=confidence,
        method="exports and imports added",
    )


def compute_shares(figures: Sequence[Figure], patron: str) -> tuple[Share, ...]:
    """Return the patron's share for every compiler, year, flow and base.

    Parameters
    ----------
    figures : sequence of Figure
        Figures with totals, see `with_totals`.
    patron : str
        ISO3 code of the partner asked about.

    """
    groups: dict[tuple[int, str, Flow, _Base], list[Figure]] = {}
    worlds: dict[tuple[int, str, Flow], list[Figure]] = {}
    for figure in figures:
        if figure.span is None:
            continue
        if figure.partner == patron:
            base = (figure.crude, figure.inter_korean)
            place = (figure.year, figure.compiler, figure.flow, base)
            groups.setdefault(place, []).append(figure)
        elif figure.partner == WORLD:
            worlds.setdefault((figure.year, figure.compiler, figure.flow), []).append(
                figure
            )
    return tuple(
        _share(group, worlds.get((year, compiler, flow), []))
        for (year, compiler, flow, _), group in sorted(
            groups.items(), key=lambda item: tuple(str(part) for part in item[0])
        )
    )


def _share(patrons: list[Figure], worlds: list[Figure]) -> Share:
    """Return the share of one group of figures in the totals that fit its base."""
    fitting = _fitting(patrons[0], worlds)
    if not fitting:
        reason = f"{patrons[0].compiler} prints no total of all partners"
        if worlds:
            reason += " on the same base"
        return _unverifiable(patrons, reason)
    pairs = list(product(patrons, fitting))
    together = [(one, all_) for one, all_ in pairs if {*one.sources} & {*all_.sources}]
    pairs = together or pairs
    ends = [_ends(one, all_) for one, all_ in pairs]
    sound = [end for end in ends if end is not None]
    if len(sound) < len(ends):
        return _unverifiable(patrons, "an amount exceeds the total it is part of")
    used = [figure for pair in pairs for figure in pair]
    evidence, confidence = weakest(used)
    first, world = pairs[0]
    crude = first.crude if first.crude is not None else world.crude
    korean = (
        first.inter_korean if first.inter_korean is not None else world.inter_korean
    )
    return Share(
        year=first.year,
        compiler=first.compiler,
        flow=first.flow,
        low=min(end[0] for end in sound),
        high=max(end[1] for end in sound),
        base=base_in_words(first.flow, crude, korean),
        crude=crude,
        inter_korean=korean,
        patron_usd=_extent(one for one, _ in pairs),
        world_usd=_extent(all_ for _, all_ in pairs),
        status=Status.COMPUTED,
        method=_method(used),
        reason="",
        sources=tuple(sorted({source for figure in used for source in figure.sources})),
        evidence=evidence,
        confidence=confidence,
    )


def _fitting(figure: Figure, worlds: list[Figure]) -> list[Figure]:
    """Return the totals on the figure's base; unstated fits if nothing else does."""
    exact = [w for w in worlds if _fit(figure, w) == (True, True)]
    return exact or [w for w in worlds if None not in _fit(figure, w)]


def _fit(figure: Figure, world: Figure) -> tuple[bool | None, bool | None]:
    crude = _flag(figure.crude, world.crude)
    return crude, _flag(figure.inter_korean, world.inter_korean)


def _flag(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001
    """Return True if equal, False if one is not stated, None if they contradict."""
    if one is other:
        return True
    return False if one is None or other is None else None


def _ends(one: Figure, world: Figure) -> tuple[float, float] | None:
    if one.span is None or world.span is None or world.span[0] <= 0:
        return None
    low, high = one.span[0] / world.span[1], one.span[1] / world.span[0]
    if low > 1 + _ROUNDING:
        return None
    return min(low, 1.0), min(high, 1.0)


def _extent(figures: Iterable[Figure]) -> tuple[float, float]:
    spans = [figure.span for figure in figures if figure.span]
    return min(low for low, _ in spans), max(high for _, high in spans)


def _method(used: Iterable[Figure]) -> str:
    methods = sorted({figure.method for figure in used})
    return f"amount over all partners ({', '.join(methods)})"


def _unverifiable(patrons: list[Figure], reason: str) -> Share:
    evidence, confidence = weakest(patrons)
    first = patrons[0]
    return Share(
        year=first.year,
        compiler=first.compiler,
        flow=first.flow,
        low=None,
        high=None,
        base=base_in_words(first.flow, first.crude, first.inter_korean),
        crude=first.crude,
        inter_korean=first.inter_korean,
        patron_usd=_extent(patrons),
        world_usd=None,
        status=Status.UNVERIFIABLE,
        method="",
        reason=reason,
        sources=tuple(sorted({s for figure in patrons for s in figure.sources})),
        evidence=evidence,
        confidence=confidence,
    )
