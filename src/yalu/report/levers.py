"""What a scenario sets, in words: one sentence a lever, with its days."""

from collections.abc import Iterator

from yalu import library
from yalu.report import numerals
from yalu.report.lawmaking import short_goods
from yalu.report.supposing_words import named
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    MoveKind,
    Scenario,
)
from yalu.scenario.timing import When
from yalu.territories import territory

__all__ = ["levers", "spanned"]

_MOVES = {
    MoveKind.HOLD: "holds still",
    MoveKind.MISSILE: "launches shorter missiles and does not test",
    MoveKind.TEST: "tests a nuclear device or launches at long range",
    MoveKind.OVERTURE: "makes an overture",
}
_OTHER = "Support of the other patron"
_POSTURE = "Posture of the sender"
_VOTE = "The patron's vote on every text"
_MANY = 4
_LAW = "dprk"  # which all scenarios are about


def levers(scenario: Scenario) -> tuple[str, ...]:
    """Return a sentence for each lever of a scenario, in the order of its file.

    Parameters
    ----------
    scenario : Scenario
        As it was read.

    Returns
    -------
    tuple of str
        Empty for the baseline.

    Examples
    --------
    >>> one = Scenario(id="a", title="A", question="What?", moves=(
    ...     ForcedMove(kind=MoveKind.TEST, on=6),))
    >>> print(*levers(one))
    After 6 months North Korea tests a nuclear device or launches at long range.

    """
    return tuple(map(named, _sentences(scenario)))


def spanned(since: When | None, until: When | None) -> str:
    """Return from when to when, in words; empty for the whole of a run.

    Examples
    --------
    >>> spanned(None, 24), spanned(12, None), spanned(0, None)
    (' until month 24', ' from month 12 on', '')

    """
    start = "" if since in {None, 0} else f" from {_day(since)}"
    if until is None:
        return f"{start} on" if start else ""
    return f"{start} until {_day(until)}"


def _day(when: When | None) -> str:
    return f"month {when}" if isinstance(when, int) else numerals.day(when)


def _sentences(scenario: Scenario) -> Iterator[str]:
    yield from _law(scenario.law)
    for path in scenario.enforcement:
        yield _enforced(path)
    for name, held in (
        (_OTHER, scenario.support),
        (_POSTURE, scenario.posture),
        (_VOTE, scenario.votes),
    ):
        for one in held:
            yield _held(name, one)
    for line, amount in scenario.capacity.items():
        yield (
            f"The other patron can stand in for at most {amount:,.6g} a year of {line} "
            "(thousand tonnes for oil, million USD for all else)."
        )
    for move in scenario.moves:
        yield _moved(move)
    for closure in scenario.closures:
        yield _closed(closure)
    for name, value in scenario.parameters.items():
        yield f"The parameter {name} of the game is {value:g}, and all know it."
    for name, (low, high) in scenario.uncertain.items():
        yield f"What is not known of {name} lies between {low:g} and {high:g}."


def _law(changes: tuple[LawChange, ...]) -> Iterator[str]:
    """Yield what is done to the law, repeals of one span together."""
    repealed: dict[tuple[When | None, When | None], list[str]] = {}
    for one in changes:
        if one.kind is LawChangeKind.REPEAL:
            repealed.setdefault((one.since, one.until), []).append(_text(one))
    for (since, until), names in repealed.items():
        what = numerals.listing(names)
        yield f"Repealed{spanned(since, until)}: {what}."
    for one in changes:
        if one.kind is not LawChangeKind.REPEAL:
            yield _changed(one)


def _text(one: LawChange) -> str:
    """Return what is changed: a resolution by its number, a measure by its goods."""
    number = one.instrument.removeprefix("unsc-")
    if number.isdigit():
        return f"resolution {number}"
    return one.instrument or _measure(one.measure)


def _measure(name: str) -> str:
    """Return a measure by what it does to which goods; by its name alone if new."""
    found = library.load(_LAW).measures.get(name)
    if found is None:
        return name
    kind = found.kind.value.replace("_", " ").split()[-1]
    what = kind if kind in {"cap", "ban"} else "measure"
    return f"the {what} on {short_goods(found.goods.words)} ({name})"


def _opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _changed(one: LawChange) -> str:
    what = _text(one)
    span = spanned(one.since, one.until)
    match one.kind:
        case LawChangeKind.SET_CAP:
            return _opened(f"{what} becomes {_quantity(one)}{span}.")
        case LawChangeKind.SET_DATE:
            return _opened(f"{what} binds{span or ' throughout'}.")
        case _:
            return _added(one, what, span)


def _added(one: LawChange, what: str, span: str) -> str:
    if not one.codes:
        return f"{what} becomes law{span}{_about(one)}."
    named = one.codes[:_MANY]
    more = f" and {len(one.codes) - _MANY} more" if len(one.codes) > _MANY else ""
    goods = (
        "all goods" if one.codes == ("*",) else f"HS {numerals.listing(named)}{more}"
    )
    way = "" if one.direction is None else f" {str(one.direction).replace('_', ' ')}"
    kind = "a ban" if one.quantity is None else f"a cap of {_quantity(one)}"
    return f"New law {what}: {kind} on {goods}{way}{span}{_about(one)}."


def _about(one: LawChange) -> str:
    return f" ({one.words})" if one.words else ""


def _quantity(one: LawChange) -> str:
    unit = "" if one.unit is None else str(one.unit)
    return f"{numerals.amount(one.quantity, unit)} a year"


def _enforced(path: EnforcementPath) -> str:
    low, high = (numerals.percent(end) for end in (path.low, path.high))
    lines = f" in {numerals.listing(path.lines)}" if path.lines else ""
    what = numerals.listing(list(map(_measure, path.measures))) or "the law"
    return (
        f"{territory(path.state).name} carries out {numerals.span(low, high)} of "
        f"{what}{lines}{spanned(path.since, path.until)}, whatever it would choose."
    )


def _held(name: str, one: Held) -> str:
    return f"{name} is held at {one.level}{spanned(one.since, one.until)}."


def _moved(move: ForcedMove) -> str:
    when = (
        f"After {move.on} months"
        if isinstance(move.on, int)
        else f"On {numerals.day(move.on)}"
    )
    return f"{when} the target {_MOVES[move.kind]}."


def _closed(closure: Closure) -> str:
    depth = (
        "how much of trade it stops is not known"
        if closure.depth is None
        else f"it stops {numerals.percent(closure.depth)} of trade"
    )
    return f"The border is closed{spanned(closure.since, closure.until)}: {depth}."
