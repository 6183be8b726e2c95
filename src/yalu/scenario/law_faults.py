"""What may be wrong in changes of the law, beside the law that is changed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from yalu.goods import Revision, known
from yalu.quantities import Unit
from yalu.regime import Measure, MeasureKind, Regime
from yalu.scenario.fault import Fault, nearest
from yalu.scenario.scenario import LawChange, LawChangeKind

__all__ = ["ALL_GOODS", "COUNTED", "law_faults"]

ALL_GOODS = "*"
"""The code of all goods."""

COUNTED = (Unit.TONNE, Unit.KILOGRAM, Unit.BARREL, Unit.USD)
"""Units in which new law may count what it lets through."""

_Path = tuple[str | int, ...]


def law_faults(changes: Sequence[LawChange], regime: Regime) -> Iterator[Fault]:
    """Yield what is wrong in changes of the law.

    Parameters
    ----------
    changes : sequence of LawChange
        In the order in which they are made.
    regime : Regime
        The law that they change.

    """
    for at, change in enumerate(changes):
        yield from _faults(("law", at), change, regime)
    names = Counter(change.measure for change in changes if _is_new(change, regime))
    for at, change in enumerate(changes):
        if names[change.measure] > 1:
            finding = f"found the name {change.measure!r} twice"
            yield Fault(("law", at, "name"), finding, "give each its own name")
            names[change.measure] = 0


def _is_new(change: LawChange, regime: Regime) -> bool:
    return (
        change.kind is LawChangeKind.ADD
        and bool(change.measure)
        and change.measure not in regime.measures
    )


def _faults(path: _Path, change: LawChange, regime: Regime) -> Iterator[Fault]:
    if bool(change.measure) == bool(change.instrument):
        finding = "expected a measure or an instrument, one of the two"
        yield Fault(path, finding, "name what is changed; `yalu law` lists the law")
    elif change.instrument:
        yield from _instrument(path, change, regime)
    elif change.codes or _is_new(change, regime):
        yield from _new(path, change, regime)
    elif change.measure not in regime.measures:
        yield _no_such((*path, "measures"), change.measure, [*regime.measures])
    else:
        yield from _measure(path, change, regime)


def _instrument(path: _Path, change: LawChange, regime: Regime) -> Iterator[Fault]:
    texts = {text.id: text for text in regime.instruments}
    at = (*path, "instruments")
    if change.instrument not in texts:
        yield _no_such(at, change.instrument, [*texts])
        return
    text = texts[change.instrument]
    match change.kind:
        case LawChangeKind.SET_CAP:
            finding = f"{text.id} is an instrument; a cap belongs to a measure"
            yield Fault(at, finding, "name the measure")
        case LawChangeKind.ADD if text.is_law:
            finding = f"{text.id} is law already"
            yield Fault(at, finding, "name a draft, or set the days of its measures")
        case LawChangeKind.REPEAL | LawChangeKind.SET_DATE if not text.is_law:
            finding = f"{text.id} was never law ({text.status})"
            yield Fault(at, finding, 'take it out, or make it law with change = "add"')
        case _:
            pass


def _measure(path: _Path, change: LawChange, regime: Regime) -> Iterator[Fault]:
    measure = regime.measures[change.measure]
    law = regime.instrument_of(measure).is_law and measure.in_force is not None
    at = (*path, "measures")
    if change.kind is LawChangeKind.ADD:
        if law:
            finding = f"{measure.id} is law already"
            yield Fault(at, finding, 'set its days with change = "set_date"')
    elif not law:
        finding = f"{measure.id} was never law"
        yield Fault(at, finding, 'take it out, or make it law with change = "add"')
    elif change.kind is LawChangeKind.SET_CAP:
        yield from _cap(path, change, measure, regime)


def _cap(
    path: _Path, change: LawChange, measure: Measure, regime: Regime
) -> Iterator[Fault]:
    if measure.kind is not MeasureKind.CAP or measure.cap is None:
        caps = [m.id for m in regime.known() if _is_open_cap(m, regime)]
        finding = f"{measure.id} lets no quantity through; expected {' or '.join(caps)}"
        remedy = "repeal it and add new law with a quantity"
        yield Fault((*path, "measures"), finding, remedy)
        return
    units = list(dict.fromkeys(limit.unit for limit in measure.cap.limits))
    if change.unit is not None and units and change.unit not in units:
        finding = f"found {change.unit}; {measure.id} counts in {' and '.join(units)}"
        yield Fault((*path, "unit"), finding, "give the quantity in that unit")
    yield from _quantity(path, change)


def _is_open_cap(measure: Measure, regime: Regime) -> bool:
    span, body = measure.in_force, regime.instrument_of(measure).body
    binds = "all" in regime.bodies[body].binds
    is_open = span is not None and span.end is None
    return measure.kind is MeasureKind.CAP and binds and is_open


def _new(path: _Path, change: LawChange, regime: Regime) -> Iterator[Fault]:
    if change.kind is not LawChangeKind.ADD:
        yield _no_such((*path, "measures"), change.measure, [*regime.measures])
        return
    if change.measure in regime.measures:
        finding = f"the law has a measure {change.measure} already"
        yield Fault((*path, "name"), finding, "give new law a name of its own")
    if not change.codes:
        finding = f"{change.measure} is no measure of the law, and no codes are given"
        near = nearest(change.measure, regime.measures)
        remedy = f"name a text that was never law ({near}?), or give codes"
        yield Fault((*path, "name"), finding, remedy)
    for code in change.codes:
        if code != ALL_GOODS and not known(code, Revision.HS2017):
            finding = f"found {code!r}; expected 2, 4 or 6 digits of HS 2017"
            remedy = "look the code up in the edition of 2017; '*' is all goods"
            yield Fault((*path, "codes"), finding, remedy)
    if change.direction is None:
        finding = "the key is missing"
        yield Fault((*path, "direction"), finding, "write from_target or to_target")
    yield from _maker(path, change, regime)
    yield from _counted(path, change)


def _maker(path: _Path, change: LawChange, regime: Regime) -> Iterator[Fault]:
    if change.body not in regime.bodies:
        yield _no_such((*path, "body"), change.body, [*regime.bodies])
    elif "all" not in regime.bodies[change.body].binds:
        bodies = [b.id for b in regime.bodies.values() if "all" in b.binds]
        finding = (
            f"found {change.body}, which does not bind all states; "
            f"expected {nearest(change.body, bodies)}"
        )
        yield Fault((*path, "body"), finding, "set one state's conduct as enforcement")


def _counted(path: _Path, change: LawChange) -> Iterator[Fault]:
    if change.unit is not None and change.unit not in COUNTED:
        finding = f"found {change.unit}; expected one of {', '.join(COUNTED)}"
        yield Fault((*path, "unit"), finding, "count in one of these")
    if (change.quantity is None) != (change.unit is None):
        finding = "quantity and unit belong together"
        yield Fault((*path, "quantity"), finding, "give both for a cap, none for a ban")
    yield from _quantity(path, change)


def _quantity(path: _Path, change: LawChange) -> Iterator[Fault]:
    if change.quantity is not None and not change.quantity >= 0:
        finding = f"found {change.quantity}; expected 0 or more a year"
        yield Fault((*path, "quantity"), finding, "write 0 for nothing at all")


def _no_such(path: _Path, found: str, names: list[str]) -> Fault:
    finding = f"found {found!r}; expected {nearest(found, names)}"
    return Fault(path, finding, "mend the name; `yalu law` lists the law")
