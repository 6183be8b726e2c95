"""A ruling: every body's measures asked about one shipment, and added up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yalu import __version__
from yalu.goods import Revision
from yalu.quantities import Quantity
from yalu.regime.instrument import Body
from yalu.regime.judging import Verdict, judge
from yalu.regime.measure import Measure
from yalu.regime.regime import Regime
from yalu.regime.ruling import Basis, BodyRuling, Receipt, Ruling, Step
from yalu.regime.shipment import Shipment, describe_shipment
from yalu.regime.vocabulary import Direction, MeasureKind, Status
from yalu.territories import territory

__all__ = ["rule"]

# Kinds that judge nothing by themselves: an exemption opens other measures, and an
# implementing decree carries out law that is encoded where it was made.
_SILENT = (MeasureKind.EXEMPTION, MeasureKind.IMPLEMENTATION, MeasureKind.DESIGNATION)


def rule(
    regime: Regime,
    *,
    goods: str,
    on: date,
    exporter: str | None = None,
    importer: str | None = None,
    origin: str | None = None,
    contract: date | None = None,
    arrived: date | None = None,
    quantity: Quantity | None = None,
    value_usd: Decimal | None = None,
    claims: Iterable[str] = (),
    as_of: date | None = None,
    revision: Revision | None = None,
) -> Ruling:
    """Return what the law says about one shipment.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    goods : str
        HS code of two, four or six digits, or an activity such as ``"labour"``.
    on : date
        Day the goods cross the border, or the activity happens.
    exporter, importer, origin : str, optional
        Territories; at least one must be the target. None stands for any state.
    contract, arrived : date, optional
        Day of the written contract; day of arrival at a port.
    quantity, value_usd : optional
        The amounts held against a cap: this shipment, with what moved before it in
        the same window if that is to count.
    claims : iterable of str
        Facts asserted: names of `Claim`, or ``item:NAME``.
    as_of : date, optional
        Judge by what was published by this day.
    revision : Revision, optional
        HS edition of the code; the one in force on the day by default.

    Raises
    ------
    SchemaError
        If a fact is not understood; all problems are listed.

    """
    shipment = describe_shipment(
        regime,
        goods=goods,
        exporter=exporter,
        importer=importer,
        origin=origin,
        on=on,
        contract=contract,
        arrived=arrived,
        quantity=quantity,
        value_usd=value_usd,
        claims=claims,
        revision=revision,
    )
    hearing = _hear(regime, shipment, as_of)
    bodies = tuple(_bodies(hearing))
    steps = tuple(_step(regime, verdict) for verdict in hearing.verdicts)
    return Ruling(
        status=max(
            (body.status for body in bodies),
            key=lambda status: status.severity,
            default=Status.NOT_ENCODED,
        ),
        bodies=bodies,
        steps=steps or (_silence(regime, shipment),),
        doubts=_unique(_doubts(hearing)),
        frees=_unique(way for v in hearing.verdicts for way in _ways_out(v)),
        receipt=_receipt(regime, shipment, as_of),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hearing:
    """Who is bound, by what, and what each measure says.

    Attributes
    ----------
    states : tuple of str
        The parties beside the target.
    bodies : tuple of Body
        Makers of law that bind at least one of them.
    in_force : tuple of Measure
        Their measures on the day.
    verdicts : tuple of Verdict
        Those of the measures that are concerned.
    as_of : date or None
        The day by which law had to be published to be known.

    """

    regime: Regime
    shipment: Shipment
    as_of: date | None
    states: tuple[str, ...]
    bodies: tuple[Body, ...]
    in_force: tuple[Measure, ...]
    verdicts: tuple[Verdict, ...]

    def body_of(self, measure: Measure) -> str:
        """Return the identifier of the body that made a measure."""
        return self.regime.instrument_of(measure).body


def _hear(regime: Regime, shipment: Shipment, as_of: date | None) -> _Hearing:
    parties = (shipment.exporter, shipment.importer)
    states = tuple(p for p in parties if p is not None and p != regime.target)
    bodies = tuple(
        body
        for body in regime.bodies.values()
        if "all" in body.binds
        or any(regime.binds(body, state, on=shipment.on) for state in states)
    )
    ids = {body.id for body in bodies}
    in_force = tuple(
        measure
        for measure in regime.in_force(on=shipment.on, as_of=as_of)
        if regime.instrument_of(measure).body in ids
    )
    return _Hearing(
        regime=regime,
        shipment=shipment,
        as_of=as_of,
        states=states,
        bodies=bodies,
        in_force=in_force,
        verdicts=tuple(_verdicts(regime, shipment, in_force)),
    )


def _verdicts(
    regime: Regime, shipment: Shipment, in_force: tuple[Measure, ...]
) -> Iterator[Verdict]:
    for body in regime.bodies:
        own = [m for m in in_force if regime.instrument_of(m).body == body]
        opening = tuple(m for m in own if m.kind is MeasureKind.EXEMPTION)
        for measure in own:
            if measure.kind in _SILENT:
                continue
            verdict = judge(measure, shipment, opening)
            if verdict is not None:
                yield verdict


def _bodies(hearing: _Hearing) -> Iterator[BodyRuling]:
    regime, shipment = hearing.regime, hearing.shipment
    kinds = {verdict.measure.kind for verdict in hearing.verdicts}
    unsettled = (*_uncoded(hearing), *_open_lists(hearing))
    for body in hearing.bodies:
        own = [v for v in hearing.verdicts if hearing.body_of(v.measure) == body.id]
        if own:
            worst = max((v.status for v in own), key=lambda status: status.severity)
            basis = tuple(
                _basis(regime, measure)
                for v in own
                if v.status is worst
                for measure in (v.measure, v.opened_by)
                if measure is not None
            )
        else:
            worst = _silent_status(body, kinds, shipment)
            basis = ()
        yield BodyRuling(
            body=body.id,
            name=body.name,
            status=worst,
            basis=basis,
            unsettled=_cited(
                regime, (m for m in unsettled if hearing.body_of(m) == body.id)
            ),
        )
    for state in hearing.states:
        if not any(
            "all" not in body.binds and regime.binds(body, state, on=shipment.on)
            for body in hearing.bodies
        ):
            yield BodyRuling(
                body=state,
                name=territory(state).name,
                status=Status.NOT_ENCODED,
                basis=(),
            )


def _silent_status(body: Body, kinds: set[MeasureKind], shipment: Shipment) -> Status:
    """Return what the silence of a body means: permission, or a gap in the library."""
    sector = (
        MeasureKind.IMPORT_BAN
        if shipment.direction is Direction.FROM_TARGET
        else MeasureKind.EXPORT_BAN
    )
    asked = {shipment.activity or sector, *kinds}
    gap = asked & set(body.not_encoded)
    return Status.NOT_ENCODED if gap else Status.PERMITTED


def _basis(regime: Regime, measure: Measure) -> Basis:
    symbol = regime.instrument_of(measure).symbol
    return Basis(symbol, measure.paragraph, measure.id)


def _step(regime: Regime, verdict: Verdict) -> Step:
    instrument = regime.instrument_of(verdict.measure)
    return Step(
        body=instrument.body,
        measure=verdict.measure.id,
        instrument=instrument.symbol,
        paragraph=verdict.measure.paragraph,
        question=verdict.question,
        answer=f"{verdict.answer} -> {verdict.status}",
    )


def _ways_out(verdict: Verdict) -> Iterator[str]:
    """Yield what would free the shipment from one measure, or that nothing would."""
    if verdict.status in (Status.PERMITTED, Status.CONDITIONAL, Status.CAPPED):
        return
    for way in verdict.frees or ("nothing: no way out is written",):
        yield f"{verdict.measure.id}: {way}"


def _silence(regime: Regime, shipment: Shipment) -> Step:
    name = shipment.goods if shipment.activity else f"HS {shipment.goods}"
    return Step(
        body="",
        measure="",
        instrument=regime.name,
        paragraph="",
        question=f"Does a measure in force on {shipment.on} mean {name}?",
        answer="no",
    )


def _doubts(hearing: _Hearing) -> Iterator[str]:
    regime, shipment = hearing.regime, hearing.shipment
    for verdict in hearing.verdicts:
        for doubt in verdict.measure.doubts:
            yield f"{regime.citation(verdict.measure)}: {doubt.words}"
    yield from _beyond(hearing)
    for body in hearing.bodies:
        if body.not_encoded and "all" not in body.binds:
            kinds = ", ".join(kind.replace("_", " ") for kind in body.not_encoded)
            yield f"of the law of {body.name} these kinds are not encoded: {kinds}"
    if shipment.on > regime.last_checked_on:
        yield (
            f"the law was last checked on {regime.last_checked_on}; anything adopted "
            "since is not in this answer"
        )
    if uncoded := _cited(regime, _uncoded(hearing)):
        yield (
            "designations, and rules that name items without goods codes, apply "
            f"whatever the code: {'; '.join(uncoded)}"
        )
    for measure in _open_lists(hearing):
        yield (
            f"{regime.citation(measure)} is about {measure.goods.words}, and its "
            "codes are examples: that these goods are not among them is no permission"
        )


def _beyond(hearing: _Hearing) -> Iterator[str]:
    """Yield why the library has nothing on the day or the parties asked about."""
    regime, shipment = hearing.regime, hearing.shipment
    if not (hearing.bodies or hearing.states):
        yield "no maker of this law binds every state: name the other party"
    first = min(i.adopted_on for i in regime.instruments if i.is_law)
    if shipment.on < first:
        yield f"the library begins on {first}; older law is not in this answer"
    published = regime.first_published_on
    if hearing.as_of is not None and hearing.as_of < published:
        yield (
            f"the library's first text was published on {published}; law that was "
            f"known on {hearing.as_of} is not in this answer"
        )


def _uncoded(hearing: _Hearing) -> Iterator[Measure]:
    """Yield what applies to goods without naming any code."""
    for measure in _on_goods(hearing):
        if not (
            measure.kind.is_activity
            or measure.kind in _SILENT
            or measure.goods.prefixes
        ):
            yield measure


def _open_lists(hearing: _Hearing) -> Iterator[Measure]:
    """Yield what gives examples only, and may mean goods that it does not name."""
    met = {verdict.measure.id for verdict in hearing.verdicts}
    for measure in _on_goods(hearing):
        goods = measure.goods
        if goods.prefixes and not goods.exhaustive and measure.id not in met:
            yield measure


def _on_goods(hearing: _Hearing) -> Iterator[Measure]:
    """Yield what is in force on goods that move as these do; nothing for activities."""
    shipment = hearing.shipment
    if shipment.activity is None:
        for measure in hearing.in_force:
            if measure.direction.includes(shipment.direction):
                yield measure


def _cited(regime: Regime, measures: Iterable[Measure]) -> tuple[str, ...]:
    """Return where measures are written, each place once."""
    return tuple(dict.fromkeys(str(regime.citation(one)) for one in measures))


def _receipt(regime: Regime, shipment: Shipment, as_of: date | None) -> Receipt:
    amount = shipment.quantity
    asked = {
        "goods": shipment.goods,
        "revision": shipment.revision.value,
        "exporter": shipment.exporter,
        "importer": shipment.importer,
        "origin": shipment.origin,
        "on": shipment.on.isoformat(),
        "contract": shipment.contract and shipment.contract.isoformat(),
        "arrived": shipment.arrived and shipment.arrived.isoformat(),
        "quantity": amount and str(amount.amount),
        "unit": amount and amount.unit.value,
        "value_usd": None if shipment.value_usd is None else str(shipment.value_usd),
        "claims": sorted(claim.value for claim in shipment.claims),
        "item": shipment.item,
        "as_of": as_of and as_of.isoformat(),
    }
    return Receipt(
        regime=regime.id,
        law_sha256=regime.digest,
        engine=__version__,
        last_checked_on=regime.last_checked_on.isoformat(),
        asked=asked,
    )


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
