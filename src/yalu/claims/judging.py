"""From an answer to a verdict: rules are tried in order, and none is skipped.

Two things are not left to the rules. Where a query found nothing, the claim cannot
be checked. And what is merely alleged settles nothing: a claim that would hold on
an accusation alone cannot be checked either.
"""

from yalu.claims.answer import Answer
from yalu.claims.claim import Claim, Condition, Rule, Verdict
from yalu.errors import SchemaError
from yalu.provenance import Evidence

__all__ = ["judge", "tell"]

_ALLEGED = "Only an accusation supports it, and that settles nothing."
_SUPPORTS = (Verdict.HOLDS, Verdict.HOLDS_WITH_CAVEAT)


def judge(claim: Claim, answer: Answer) -> tuple[Verdict, str]:
    """Return the verdict on a claim, and the note that goes with it.

    Raises
    ------
    SchemaError
        If a rule or a note names a value that the query does not give.

    """
    if answer.missing:
        return Verdict.CANNOT_BE_CHECKED, answer.missing
    for rule in claim.rules:
        if all(_met(claim, condition, answer) for condition in rule.when):
            return _weighed(claim, rule, answer)
    return Verdict.DOES_NOT_HOLD, tell(claim, claim.otherwise, answer)


def _met(claim: Claim, condition: Condition, answer: Answer) -> bool:
    if condition.value not in answer.values:
        raise SchemaError(_unknown(claim, condition.value, answer))
    return condition.met_by(answer.values[condition.value])


def _weighed(claim: Claim, rule: Rule, answer: Answer) -> tuple[Verdict, str]:
    if rule.verdict in _SUPPORTS and answer.evidence is Evidence.ALLEGED:
        return Verdict.CANNOT_BE_CHECKED, _ALLEGED
    return rule.verdict, tell(claim, rule.note, answer)


def tell(claim: Claim, words: str, answer: Answer) -> str:
    """Return words with the values filled in where they are named in braces.

    Raises
    ------
    SchemaError
        If a name in braces is not a value of the answer.

    """
    try:
        return words.format_map(answer.values)
    except KeyError as error:
        raise SchemaError(_unknown(claim, str(error.args[0]), answer)) from error


def _unknown(claim: Claim, name: str, answer: Answer) -> str:
    return (
        f"Claim {claim.id}: found the value {name!r}; query {claim.query} gives "
        f"{', '.join(answer.values)}. Use one of these."
    )
