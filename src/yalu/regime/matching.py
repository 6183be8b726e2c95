"""Does a measure mean these goods? Yes, possibly, or no.

A code decides only where a measure takes in the whole of it. Where a measure means
one item within a code, the item must be named; where readers differ, or the code is
coarser than the measure's, the answer stays *possible* together with the fact that
would decide it.
"""

from dataclasses import dataclass

from yalu.goods import Match, Revision, containment
from yalu.regime.measure import Measure
from yalu.regime.scope import GoodsScope, Part
from yalu.regime.shipment import Shipment

__all__ = ["Matched", "match"]


@dataclass(frozen=True, slots=True)
class Matched:
    """Whether a measure means the goods.

    Attributes
    ----------
    answer : Match
        Yes, possible or no.
    question : str
        What was asked.
    missing : str
        The fact that would turn *possible* into yes or no; empty otherwise.

    """

    answer: Match
    question: str
    missing: str = ""


_NO = Matched(Match.NO, "")


def match(measure: Measure, shipment: Shipment) -> Matched:
    """Return whether a measure means the goods of a shipment."""
    scope = measure.goods
    if shipment.activity is not None:
        if shipment.activity is not measure.kind:
            return _NO
        return _match_item(scope, shipment)
    if not measure.direction.includes(shipment.direction):
        return _NO
    if not scope.origin.admits(third_country=shipment.is_foreign):
        return _NO
    return _match_code(scope, shipment)


def _match_code(scope: GoodsScope, shipment: Shipment) -> Matched:
    if shipment.item in scope.outside:
        return _NO
    question = f"Is HS {shipment.goods} {scope.words}?"
    whole = _touch(scope.codes, scope, shipment)
    if whole is Match.YES:
        return Matched(Match.YES, question)
    answers = [
        _match_part(part, scope, shipment, question)
        for part in scope.parts
        if _touch(part.codes, scope, shipment) is not Match.NO
    ]
    if whole is Match.POSSIBLE:
        coarse = f"which six-digit code of the measure, as {scope.revision}, applies"
        answers.append(Matched(Match.POSSIBLE, question, coarse))
    answers += [
        Matched(Match.POSSIBLE, question, f"readers differ: {group.why}")
        for group in scope.disputed
        if _touch(group.codes, scope, shipment) is not Match.NO
    ]
    for wanted in (Match.YES, Match.POSSIBLE):
        for answer in answers:
            if answer.answer is wanted:
                return answer
    return _NO


def _touch(codes: tuple[str, ...], scope: GoodsScope, shipment: Shipment) -> Match:
    revision = Revision(scope.revision)
    best = Match.NO
    for prefix in codes:
        answer = containment(prefix, revision, shipment.goods, shipment.revision)
        if answer is Match.YES:
            return answer
        if answer is Match.POSSIBLE:
            best = answer
    return best


def _match_part(
    part: Part, scope: GoodsScope, shipment: Shipment, question: str
) -> Matched:
    item = part.item.replace("_", " ")
    if shipment.item is None:
        return Matched(Match.POSSIBLE, question, f"whether it is {item}")
    if shipment.item != part.item:
        if scope.exhaustive:
            return _NO
        return Matched(Match.POSSIBLE, question, "the text gives examples only")
    if part.disputed:
        return Matched(Match.POSSIBLE, question, f"readers differ: {part.disputed}")
    if part.above_usd is None:
        return Matched(Match.YES, question)
    price = shipment.unit_price
    if price is None:
        missing = f"whether a piece costs more than {part.above_usd} USD"
        return Matched(Match.POSSIBLE, question, missing)
    if price > part.above_usd:
        return Matched(Match.YES, question)
    if scope.exhaustive:
        return _NO
    missing = (
        f"the price is not above {part.above_usd} USD a piece, but the text gives "
        "examples only"
    )
    return Matched(Match.POSSIBLE, question, missing)


def _match_item(scope: GoodsScope, shipment: Shipment) -> Matched:
    question = f"Is it {scope.words}?"
    if shipment.item is None:
        disputes = [part.disputed for part in scope.parts]
        if disputes and all(disputes):
            why = f"readers differ: {disputes[0]}"
            return Matched(Match.POSSIBLE, question, why)
        return Matched(Match.YES, question)
    if not scope.parts:
        return Matched(Match.YES, question)
    for part in scope.parts:
        if part.item == shipment.item:
            return _match_part(part, scope, shipment, question)
    return _NO
