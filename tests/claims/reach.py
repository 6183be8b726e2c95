"""Which verdicts the rules of a claim can come to, over values about each threshold.

Values are taken just below, at and above every threshold that a claim names, in all
combinations that can be: counts are whole and none is below zero, only a change may
be, and the low end of a range is not above its high end.
"""

from collections.abc import Iterator
from itertools import product

from yalu.claims import Answer, Claim, Condition, Verdict
from yalu.claims.claim import Operator, Value
from yalu.claims.judging import judge

STEP = 0.01
SIGNED = ("change", "growth", "days")


class _Named(dict[str, Value]):
    """Values in which everything else that a note tells is nil."""

    def __missing__(self, name: str) -> Value:
        return 0


def outcomes(claim: Claim) -> dict[Verdict, set[str]]:
    """Return the verdicts that a claim can get, each with what is told then."""
    found: dict[Verdict, set[str]] = {}
    for values in _combinations(claim):
        verdict, note = judge(claim, Answer(values=values))
        found.setdefault(verdict, set()).add(note)
    return found


def _combinations(claim: Claim) -> Iterator[_Named]:
    about: dict[str, set[Value]] = {}
    for rule in claim.rules:
        for condition in rule.when:
            about.setdefault(condition.value, set()).update(_near(condition))
    for low in [name for name in about if name.endswith("_low")]:
        high = low.removesuffix("_low") + "_high"
        if high in about:
            about[low] = about[high] = about[low] | about[high]
    for chosen in product(*about.values()):
        values = _Named(zip(about, chosen, strict=True))
        if _possible(values):
            yield values


def _near(condition: Condition) -> Iterator[Value]:
    threshold = condition.threshold
    if isinstance(threshold, bool):
        yield from (True, False)
        return
    if isinstance(threshold, str):
        yield from (threshold, f"not {threshold}")
        return
    assert threshold is not None
    exact = condition.operator in (Operator.EQUALS, Operator.DIFFERS_FROM)
    step = 1 if isinstance(threshold, int) or exact else STEP
    signed = condition.value.startswith(SIGNED)
    near = (threshold - step, threshold, threshold + step)
    yield from (value for value in near if signed or value >= 0)


def _possible(values: _Named) -> bool:
    """Return whether no range has its low end above its high end."""
    for name, low in values.items():
        high = values.get(name.removesuffix("_low") + "_high")
        ends = isinstance(low, int | float) and isinstance(high, int | float)
        if name.endswith("_low") and ends and low > high:  # type: ignore[operator]
            return False
    return True
