"""How one measure judges one shipment, and how verdicts add up to a ruling.

The order of questions put to a measure that means the goods:

1. Is there grace for business begun before it, and is its test met?
2. Is an exemption open, and are all its conditions asserted?
3. Is it a cap? Then: are its conditions met, is a window open, is there room?
4. Otherwise the ban stands.

Nobody needs an approval for what a cap lets through: of 2 and 3 the milder counts.

A measure that only *possibly* means the goods leaves the shipment undecidable,
unless it would let the goods pass anyway. Of several verdicts the strictest stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yalu.goods import Match
from yalu.quantities import Unit
from yalu.regime.cap import Cap, Limit
from yalu.regime.cap_use import cap_factors, cap_use
from yalu.regime.matching import Matched, match
from yalu.regime.measure import Exemption, Measure
from yalu.regime.shipment import Shipment
from yalu.regime.vocabulary import CapRule, Claim, Status

__all__ = ["Verdict", "judge"]

_PASSES = (Status.PERMITTED, Status.CONDITIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one measure says about one shipment.

    Attributes
    ----------
    measure : Measure
        The measure.
    status : Status
        Its verdict.
    question, answer : str
        What was asked, and why the verdict came out so.
    frees : tuple of str
        What would free the shipment from this measure.
    opened_by : Measure or None
        The exemption of another paragraph that opened it.

    """

    measure: Measure
    status: Status
    question: str
    answer: str
    frees: tuple[str, ...] = ()
    opened_by: Measure | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """An exemption that may be used, and the paragraph it stands in.

    It is not `sure` where it only possibly means the goods: then it is told as a way
    out, but opens nothing.
    """

    exemption: Exemption
    measure: Measure
    sure: bool


def judge(
    measure: Measure, shipment: Shipment, exemptions: tuple[Measure, ...]
) -> Verdict | None:
    """Return what a measure says about a shipment, or None if it is not concerned.

    Parameters
    ----------
    measure : Measure
        A measure in force on the day.
    shipment : Shipment
        The facts.
    exemptions : tuple of Measure
        Exemption measures of the same body in force on the day.

    """
    found = match(measure, shipment)
    if found.answer is Match.NO:
        return None
    ways = tuple(_ways(measure, shipment, exemptions))
    verdict = _if_meant(measure, shipment, found, ways)
    if found.answer is Match.YES or verdict.status in _PASSES:
        return verdict
    return Verdict(
        measure=measure,
        status=Status.UNDECIDABLE,
        question=found.question,
        answer=f"possibly; not known: {found.missing}",
        frees=(f"showing that the goods are not meant ({found.missing})",),
    )


def _ways(
    measure: Measure, shipment: Shipment, exemptions: tuple[Measure, ...]
) -> Iterator[_Way]:
    opening = [
        other
        for other in exemptions
        if measure.id in other.applies_to
        or ("*" in other.applies_to and other.id != measure.id)
    ]
    for source in (measure, *opening):
        meant = Match.YES
        if source is not measure and source.goods.prefixes:
            meant = match(source, shipment).answer
        for exemption in source.exemptions:
            if (
                meant is not Match.NO
                and exemption.open_on(shipment.on)
                and exemption.origin.admits(third_country=shipment.is_foreign)
            ):
                yield _Way(exemption, source, meant is Match.YES)


def _if_meant(
    measure: Measure, shipment: Shipment, found: Matched, ways: tuple[_Way, ...]
) -> Verdict:
    grace = _grace(measure, shipment, found)
    if grace is not None:
        return grace
    opened = _opened(measure, shipment, found, ways)
    closed = _without_exemption(measure, shipment, found, ways)
    if opened is not None and opened.status.severity < closed.status.severity:
        return opened
    return closed


def _without_exemption(
    measure: Measure, shipment: Shipment, found: Matched, ways: tuple[_Way, ...]
) -> Verdict:
    frees = (*_grace_frees(measure, shipment), *_way_frees(ways, shipment))
    if measure.cap is None:
        doubt = _undecidable_doubt(measure, shipment)
        return Verdict(
            measure=measure,
            status=Status.UNDECIDABLE if doubt else Status.PROHIBITED,
            question=found.question,
            answer=f"the text is open: {doubt}" if doubt else "yes: it is banned",
            frees=frees,
        )
    if measure.cap.rule is CapRule.PRICE_AT_OR_BELOW:
        return _price(measure, measure.cap, shipment, found, frees)
    return _capped(measure, measure.cap, shipment, found, frees)


def _grace(measure: Measure, shipment: Shipment, found: Matched) -> Verdict | None:
    grace = measure.wind_down
    if grace is None or shipment.on > grace.last_day:
        return None
    tests = [
        (grace.contract_before, shipment.contract, "contract of"),
        (grace.arrived_before, shipment.arrived, "arrival on"),
    ]
    met = []
    for before, fact, words in tests:
        if before is None:
            continue
        if fact is None or fact >= before:
            return None
        met.append(f"{words} {fact} is before {before}")
    notice = f"; notify the Committee by {grace.notify_by}" if grace.notify_by else ""
    why = " and ".join(met) or "grace asks for nothing more"
    return Verdict(
        measure=measure,
        status=Status.CONDITIONAL,
        question=found.question,
        answer=f"yes, but with grace until {grace.last_day}: {why}{notice}",
    )


def _grace_frees(measure: Measure, shipment: Shipment) -> Iterator[str]:
    grace = measure.wind_down
    if grace is None or shipment.on > grace.last_day:
        return
    if grace.contract_before is not None:
        yield (
            f"a written contract older than {grace.contract_before}, the goods coming "
            f"in by {grace.last_day}"
        )
    if grace.arrived_before is not None:
        yield (
            f"arrival at a port before {grace.arrived_before}, release by "
            f"{grace.last_day}"
        )


def _opened(
    measure: Measure, shipment: Shipment, found: Matched, ways: tuple[_Way, ...]
) -> Verdict | None:
    """Return the mildest verdict that an exemption leads to, if any does."""
    best: Verdict | None = None
    for way in (way for way in ways if way.sure):
        missing = [c for c in way.exemption.needs if c not in shipment.claims]
        asserted = len(missing) < len(way.exemption.needs)
        other = None if way.measure is measure else way.measure
        if not missing:
            status, answer = way.exemption.leads_to, "yes, but exempt"
        elif asserted and all(claim.is_approval for claim in missing):
            status, answer = Status.NEEDS_APPROVAL, "yes; approval may be given"
        else:
            continue
        verdict = Verdict(
            measure=measure,
            status=status,
            question=found.question,
            answer=f"{answer}: {way.exemption.words}",
            frees=_missing_frees(missing),
            opened_by=other,
        )
        if best is None or status.severity < best.status.severity:
            best = verdict
    return best


def _missing_frees(missing: list[Claim]) -> tuple[str, ...]:
    """Return the claims that are lacking, as one way out: all of them together."""
    claims = " and ".join(f"{claim} ({claim.meaning})" for claim in missing)
    return (f"claiming {claims}",) if missing else ()


def _way_frees(ways: tuple[_Way, ...], shipment: Shipment) -> Iterator[str]:
    for way in ways:
        missing = [c for c in way.exemption.needs if c not in shipment.claims]
        claims = ", ".join(missing)
        yield f"{way.exemption.words} (claims: {claims})"


def _undecidable_doubt(measure: Measure, shipment: Shipment) -> str:
    for doubt in measure.doubts:
        if doubt.undecidable is not None and shipment.on in doubt.undecidable:
            return doubt.words
    return ""


def _capped(
    measure: Measure,
    cap: Cap,
    shipment: Shipment,
    found: Matched,
    frees: tuple[str, ...],
) -> Verdict:
    def verdict(status: Status, answer: str, *more: str) -> Verdict:
        return Verdict(
            measure=measure,
            status=status,
            question=found.question,
            answer=answer,
            frees=(*more, *frees),
        )

    missing = [claim for claim in cap.conditions if claim not in shipment.claims]
    if missing:
        words = "yes: banned, and the exempt quantity is closed without its conditions"
        return verdict(Status.PROHIBITED, words, *_missing_frees(missing))
    interval = measure.interval
    window = cap.window_on(shipment.on, interval) if interval else None
    if window is None:
        doubt = _undecidable_doubt(measure, shipment)
        if doubt:
            return verdict(Status.UNDECIDABLE, f"the text is open: {doubt}")
        return verdict(Status.PROHIBITED, "yes: banned, and no quantity is exempt yet")
    due = measure.reporting.due(shipment.on) if measure.reporting else None
    report = f"; report by {due}" if due else ""
    if not cap.limits:
        words = f"yes: up to the state's own supply of the 12 months before {window}"
        return verdict(Status.CAPPED, words)
    limits = " or ".join(str(limit) for limit in cap.limits)
    scope = cap.scope.replace("_", " ")
    words = f"yes: capped at {limits} for {window}, counting {scope}{report}"
    status, room = _room(measure, cap, shipment)
    return verdict(status, words + room)


def _room(measure: Measure, cap: Cap, shipment: Shipment) -> tuple[Status, str]:
    """Return whether the amount given fits, and the share of the cap that it is."""
    use = cap_use(cap, _amounts(shipment), factors=cap_factors(measure))
    if use is None:
        return Status.CAPPED, ""
    share = f"{_percent(use.low)} %"
    if use.high > use.low:
        share = f"{_percent(use.low)} to {_percent(use.high)} % by barrel factor"
    words = f"; the amount given is {share} of it"
    if use.exceeded:
        return Status.PROHIBITED, f"{words}: exceeded"
    if use.exceeded is None:
        return Status.UNDECIDABLE, f"{words}: the barrel factor decides"
    if cap.stop_at is not None and use.high >= cap.stop_at:
        unknown = f"whether the stop at {cap.stop_at} % came first is not known"
        return Status.UNDECIDABLE, f"{words}: {unknown}"
    return Status.CAPPED, words


def _percent(share: Decimal) -> str:
    """Return a share with one decimal, or two digits where that would hide it."""
    return f"{share:.1f}" if share >= 1 or not share else f"{share:.2g}"


def _amounts(shipment: Shipment) -> dict[Unit, Decimal]:
    amounts: dict[Unit, Decimal] = {}
    if shipment.quantity is not None:
        amounts[shipment.quantity.unit] = shipment.quantity.amount
    if shipment.value_usd is not None:
        amounts[Unit.USD] = shipment.value_usd
    return amounts


def _price(
    measure: Measure,
    cap: Cap,
    shipment: Shipment,
    found: Matched,
    frees: tuple[str, ...],
) -> Verdict:
    limits = [lim for lim in cap.limits if lim.item in ("", shipment.item)]
    status, answer = _price_verdict(limits, shipment)
    return Verdict(
        measure=measure,
        status=status,
        question=found.question,
        answer=answer,
        frees=(*frees, "a price at or below the cap, with proof"),
    )


def _price_verdict(limits: list[Limit], shipment: Shipment) -> tuple[Status, str]:
    if len(limits) != 1:
        return Status.UNDECIDABLE, "the cap depends on the product, which is not named"
    limit = limits[0]
    price = None if limit.per is None else shipment.price_per(limit.per)
    if price is None:
        words = f"the price per {limit.per} is not known; the cap is {limit}"
        return Status.UNDECIDABLE, words
    if price > limit.amount:
        return Status.PROHIBITED, f"{price:.2f} is above the cap of {limit}"
    return Status.CONDITIONAL, f"{price:.2f} is at or below the cap of {limit}"
