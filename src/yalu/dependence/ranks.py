"""Who leads among the partners, since when, and what the alternative ever supplied.

A partner *surely* leads if its smallest share exceeds every other known partner's
largest share and everything that is left unknown, were it a single partner.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yalu.dependence.concentration import Known
from yalu.dependence.figures import KOREA, WORLD, Figure, Flow, Status
from yalu.dependence.line import Line
from yalu.provenance import Confidence, Evidence

__all__ = ["Alternative", "Lead", "Rank", "alternatives", "lead", "rank_years"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """The largest partner of one year, by one compiler.

    Attributes
    ----------
    year, compiler
        Calendar year, and whose figures.
    inter_korean : bool
        Whether the other Korea is ranked as a partner.
    leader : str
        ISO3 code of the largest known partner.
    low, high : float
        Its share, from 0 to 1.
    sure : bool
        Whether no unknown partner can be larger.
    beaten : tuple of str
        Partners that are smaller than the leader for certain, whoever leads.
    known : int
        How many partners are known.
    status : Status
        Whether it is settled.
    reason : str
        What stands in the way; empty if nothing does.
    sources : tuple of str
        Identifiers of the sources.

    """

    year: int
    compiler: str
    inter_korean: bool
    leader: str
    low: float
    high: float
    sure: bool
    beaten: tuple[str, ...]
    known: int
    status: Status
    reason: str
    sources: tuple[str, ...]

    def line(self, evidence: Evidence | None) -> Line:
        """Return the rank in the form of a profile's table."""
        counted = "in" if self.inter_korean else "out"
        more = f": {self.reason}" if self.reason else ""
        return Line(
            figure="largest",
            year=self.year,
            compiler=self.compiler,
            flow=Flow.TOTAL,
            subject=self.leader,
            low=self.low,
            high=self.high,
            unit="share",
            status=self.status,
            basis=f"inter-Korean {counted}{more}",
            sources=self.sources,
            evidence=evidence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Since when a partner has led without a break, as far as the data reach.

    Attributes
    ----------
    partner : str
        ISO3 code.
    since : int or None
        First year from which on it leads in every year with data.
    before : int or None
        The last settled year in which another led; the lead was taken after it.
    first_year, last_year : int or None
        First and last year with a settled ranking.
    status : Status
        Computed only if the data also show a year before the lead; otherwise the
        lead may be older than the data.
    reason : str
        What the data cannot say.

    """

    partner: str
    since: int | None
    before: int | None
    first_year: int | None
    last_year: int | None
    status: Status
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What another patron traded with the target in one year.

    Attributes
    ----------
    partner : str
        ISO3 code of the other patron.
    year, compiler, flow
        As for `yalu.dependence.Share`.
    low, high : float
        Amount in USD.
    of_patron_low, of_patron_high : float or None
        The amount as a share of the patron's in the same year and flow, over all
        compilers of the latter; None where the patron's is not known.
    method : str
        How the amount was had.
    sources : tuple of str
        Identifiers of the sources.
    evidence, confidence : Evidence, Confidence
        Grade of the amount.

    """

    partner: str
    year: int
    compiler: str
    flow: Flow
    low: float
    high: float
    of_patron_low: float | None
    of_patron_high: float | None
    method: str
    sources: tuple[str, ...]
    evidence: Evidence
    confidence: Confidence

    def line(self) -> Line:
        """Return the amount in the form of a profile's table."""
        return Line(
            figure="alternative",
            year=self.year,
            compiler=self.compiler,
            flow=self.flow,
            subject=self.partner,
            low=self.low,
            high=self.high,
            unit="USD",
            status=Status.COMPUTED,
            basis=self.method,
            sources=self.sources,
            evidence=self.evidence,
        )


def rank_years(
    known: Mapping[tuple[int, str, Flow], Mapping[str, Known]],
    figures: Sequence[Figure],
) -> tuple[Rank, ...]:
    """Return the largest partner of each year and compiler, both ways to count.

    The ranking with the other Korea is given where its trade and the compiler's
    total are known, whoever compiled the former.
    """
    ranks: list[Rank] = []
    for (year, compiler, flow), partners in sorted(known.items()):
        if flow is not Flow.TOTAL:
            continue
        outside = {
            name: one for name, one in partners.items() if name != KOREA and one.high
        }
        if outside:
            ranks.append(_rank(year, compiler, outside, inter_korean=False))
        inside = _with_korea(year, compiler, outside, figures)
        if inside:
            ranks.append(_rank(year, compiler, inside, inter_korean=True))
    return tuple(ranks)


def _rank(
    year: int, compiler: str, partners: Mapping[str, Known], *, inter_korean: bool
) -> Rank:
    first, *others = sorted(
        partners.values(), key=lambda one: (-(one.low + one.high), one.partner)
    )
    rest = 1 - sum(one.low for one in partners.values())
    rival = max((one.high for one in others), default=0.0)
    reason = ""
    if first.low <= rival:
        reason = "two known partners cannot be told apart"
    elif first.low <= rest:
        reason = f"only {len(partners)} partners are known and the rest may be larger"
    return Rank(
        year=year,
        compiler=compiler,
        inter_korean=inter_korean,
        leader=first.partner,
        low=first.low,
        high=first.high,
        sure=not reason,
        beaten=tuple(one.partner for one in others if one.high < first.low),
        known=len(partners),
        status=Status.UNVERIFIABLE if reason else Status.COMPUTED,
        reason=reason,
        sources=tuple(sorted({s for one in partners.values() for s in one.sources})),
    )


def _with_korea(
    year: int, compiler: str, partners: Mapping[str, Known], figures: Sequence[Figure]
) -> dict[str, Known]:
    """Return the shares once the other Korea is added to a total without it."""
    totals = [f for f in figures if (f.year, f.flow) == (year, Flow.TOTAL) and f.span]
    korea = [f for f in totals if f.partner == KOREA]
    worlds = [
        f.span
        for f in totals
        if (f.partner, f.compiler) == (WORLD, compiler)
        and f.inter_korean is False
        and f.span
    ]
    spans = [f.span for f in korea if f.span]
    if not spans or not worlds:
        return {}
    low_k, high_k = min(low for low, _ in spans), max(high for _, high in spans)
    low_w, high_w = min(low for low, _ in worlds), max(high for _, high in worlds)
    if low_w <= 0:
        return {}
    least, most = low_w / (low_w + high_k), high_w / (high_w + low_k)
    shares = {
        name: Known(name, one.low * least, one.high * most, one.sources)
        for name, one in partners.items()
    }
    sources = tuple(sorted({source for f in korea for source in f.sources}))
    shares[KOREA] = Known(KOREA, 1 - most, 1 - least, sources)
    return shares


def lead(ranks: Iterable[Rank], partner: str) -> Lead:
    """Return since when a partner surely leads, the other Korea left aside.

    A year counts against the lead as soon as one compiler has another partner ahead,
    even if a third that nobody names could be larger still.
    """
    years: dict[int, bool] = {}
    for rank in ranks:
        if rank.inter_korean or not (rank.sure or partner in rank.beaten):
            continue
        ahead = rank.leader == partner
        years[rank.year] = years.get(rank.year, True) and ahead
    behind = [year for year, ahead in years.items() if not ahead]
    led = sorted(
        y for y, ahead in years.items() if ahead and y > max(behind, default=0)
    )
    since = led[0] if led else None
    first, last = min(years, default=None), max(years, default=None)
    if since is None:
        reason = f"no year with data shows {partner} in the lead to the end"
    elif not behind:
        reason = (
            f"{partner} leads in every settled year from {since} to {last}; no earlier "
            "year is settled by these data, so they cannot say when it took the lead"
        )
    else:
        reason = ""
    return Lead(
        partner=partner,
        since=since,
        before=max(behind, default=None),
        first_year=first,
        last_year=last,
        status=Status.UNVERIFIABLE if reason else Status.COMPUTED,
        reason=reason,
    )


def alternatives(
    figures: Sequence[Figure], partner: str, patron: str
) -> tuple[Alternative, ...]:
    """Return what another patron traded in each year, flow and compiler.

    A printed share without an amount is turned into one by the compiler's total.
    """
    found = [
        _alternative(figure, figures, patron)
        for figure in figures
        if figure.partner == partner
    ]
    known = [row for row in found if row is not None]
    known.sort(key=lambda row: (row.year, row.compiler, row.flow))
    # Two readings of one source that agree say one thing.
    single = {
        (row.year, row.flow, row.low, row.high, row.sources): row for row in known[::-1]
    }
    return tuple(reversed(single.values()))


def _from_share(
    figure: Figure, figures: Sequence[Figure]
) -> tuple[tuple[float, float] | None, tuple[str, ...]]:
    if figure.printed is None:
        return None, ()
    for world in figures:
        if (world.partner, world.year, world.compiler, world.flow) == (
            WORLD,
            figure.year,
            figure.compiler,
            figure.flow,
        ) and world.span:
            low, high = (part * figure.printed for part in world.span)
            return (low, high), world.sources
    return None, ()


def _alternative(
    figure: Figure, figures: Sequence[Figure], patron: str
) -> Alternative | None:
    span, method, more = figure.span, figure.method, tuple[str, ...]()
    if span is None:
        span, more = _from_share(figure, figures)
        method = "printed share of the compiler's total"
    if span is None:
        return None
    place = (patron, figure.year, figure.flow)
    spans = [
        f.span
        for f in figures
        if (f.partner, f.year, f.flow) == place and f.span and f.span[0] > 0
    ]
    return Alternative(
        partner=figure.partner,
        year=figure.year,
        compiler=figure.compiler,
        flow=figure.flow,
        low=span[0],
        high=span[1],
        of_patron_low=span[0] / max(high for _, high in spans) if spans else None,
        of_patron_high=span[1] / min(low for low, _ in spans) if spans else None,
        method=method,
        sources=tuple(sorted({*figure.sources, *more})),
        evidence=figure.evidence,
        confidence=figure.confidence,
    )
