"""Answers in sentences: figures first, and what may be said of their sign.

No sentence knows beforehand which way a figure goes; what is open is said to be open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yalu.strategy.answers.answer import Answers, Figure
from yalu.strategy.answers.question import Question, Standing, Unit
from yalu.strategy.answers.telling import chances_told, number_told, told

__all__ = [
    "HEADLINES",
    "Headline",
    "Names",
    "headlines",
    "sentences",
]

_SEEN = "as customs would record it (what is smuggled is not in the record)"

_TRIFLE = 5e-4  # reads as zero in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the players are called in sentences.

    Attributes
    ----------
    target, sender, patron, other : str
        The players, and the other patron, who does not play.

    """

    target: str = "the target"
    sender: str = "the sender"
    patron: str = "the patron"
    other: str = "the other patron"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figure that a question comes down to.

    Attributes
    ----------
    question : Question
        The question.
    id : str
        Identifier of the figure.
    at : tuple of (str, str)
        Where on its table.
    what : str
        What it is, in words short enough for a table; the names of the players are
        filled in.

    """

    question: Question
    id: str
    at: tuple[tuple[str, str], ...]
    what: str


HEADLINES = (
    Headline(
        question=Question.PARTIAL,
        id="third.all",
        at=(),
        what="worth to {patron} of one third more, full enforcement counted as no more",
    ),
    Headline(
        question=Question.RESOLVE,
        id="full.change",
        at=(("act", "provocation"), ("quarters", "4")),
        what="provocations in the year after a quarter of full enforcement",
    ),
    Headline(
        question=Question.OPTION,
        id="pressure.provocation.change",
        at=(),
        what="what pressure does to provocations at the most support by {other}",
    ),
    Headline(
        question=Question.POSTURE,
        id="enforcement.alone.change",
        at=(),
        what="enforcement by {patron} in answer to the highest posture, not the lowest",
    ),
    Headline(
        question=Question.THREAT,
        id="bends.change",
        at=(("case", "threat less none"),),
        what="chance that {target} bends under a sure threat of the hardest measures",
    ),
    Headline(
        question=Question.OVERTURE,
        id="beside.change",
        at=(("enforcement", "some rather than 0"),),
        what="chance of an overture by {patron} beside some enforcement, not none",
    ),
    Headline(
        question=Question.BELIEF,
        id="provocation.change",
        at=(),
        what="provocations by {target} where {patron} is held to fear collapse less",
    ),
)
"""One for each question that comes down to one change.

Figures are those that claims and the report ask for, so that all tell the same.
"""


def headlines(
    answers: Answers, standing: Standing = Standing.TODAY
) -> Iterator[tuple[Headline, Figure]]:
    """Yield the figure of every headline."""
    for one in HEADLINES:
        yield one, answers.figure(one.question, one.id, standing, **dict(one.at))


def sentences(
    answers: Answers, question: Question, names: Names | None = None
) -> tuple[str, ...]:
    """Return the answer to a question in sentences, for today.

    Parameters
    ----------
    answers : Answers
        All answers.
    question : Question
        The question.
    names : Names, optional
        What the players are called.

    Raises
    ------
    SchemaError
        If the answers lack a figure that the sentences speak of.

    """
    writers = {
        Question.PARTIAL: _partial,
        Question.RESOLVE: _resolve,
        Question.OPTION: _option,
        Question.POSTURE: _posture,
        Question.THREAT: _threat,
        Question.OVERTURE: _overture,
        Question.BELIEF: _belief,
        Question.TODAY: _today,
    }
    found = writers[question](answers, names or Names())
    return tuple(text[:1].upper() + text[1:] for text in found)


def _partial(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.PARTIAL
    share = told(answers.figure(ask, "enforcement"))
    middle = told(answers.figure(ask, "interior"))
    yield (
        f"{names.patron} is expected to enforce {share} of the law {_SEEN}. The chance "
        f"that it does some and not all is {middle}; at random it would be 50 %."
    )
    gains = sorted(answers.of(ask, "third"), key=lambda one: one.fitted.median)
    sides = {
        "speaks most for": [one for one in gains[::-1] if one.fitted.median > _TRIFLE],
        "speaks most against": [one for one in gains if one.fitted.median < -_TRIFLE],
    }
    for words, few in sides.items():
        named = [
            f"{dict(one.quantity.at)['term']} {dict(one.quantity.at)['when']}, "
            f"{number_told(one.fitted.median, Unit.PAYOFF, plus=True)}"
            for one in few[:2]
        ]
        if named:
            yield f"what {words} one third more: {'; '.join(named)} (units of payoff)."
    whole = answers.figure(ask, "third.all")
    yield (
        f"all in all, one third more than {names.patron} would choose is worth "
        f"{told(whole)} to it on average, nothing being added where it enforces all "
        "already; the table has what each further third is worth by itself. "
        + chances_told(whole, "it would gain by it")
    )


def _resolve(answers: Answers, names: Names) -> Iterator[str]:
    ask, within = Question.RESOLVE, {"act": "provocation", "quarters": "4"}
    usual = told(answers.figure(ask, "usual", **within))
    change = answers.figure(ask, "full.change", **within)
    yield (
        f"as all would choose, {usual} of the four quarters after this one see a "
        f"provocation by {names.target}. A quarter of full enforcement that all see "
        f"changes that by {told(change)}."
    )
    yield chances_told(change, "there are more of them after it")
    news = answers.figure(ask, "belief.change")
    yield (
        f"of this change, {told(news)} comes through what others come to believe of "
        f"{names.patron}, the rest through the pressure itself."
    )


def _option(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.OPTION
    first, last = answers.of(ask, "pressure.provocation")
    change = answers.figure(ask, "pressure.provocation.change")
    weak, strong = (dict(one.quantity.at)["support"] for one in (first, last))
    yield (
        f"a quarter of full enforcement rather than none changes the provocations of "
        f"the year after by {told(first)} where {names.other} gives {weak} support, "
        f"and by {told(last)} where its support is {strong}: a difference of "
        f"{told(change)}."
    )
    yield chances_told(change, f"it is above zero where {names.other} is strong")
    enforced = answers.figure(ask, "enforcement.change")
    yield (
        f"with {strong} support of {names.other} rather than {weak}, {names.patron} "
        f"changes its enforcement by {told(enforced)}."
    )


def _posture(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.POSTURE
    rows = answers.of(ask, "enforcement.alone")
    change = answers.figure(ask, "enforcement.alone.change")
    ends = [dict(one.quantity.at)["posture"] for one in (rows[0], rows[-1])]
    yield (
        f"where the posture of {names.sender} is {ends[1]} rather than {ends[0]}, and "
        "the quarter's moves before it stay as likely as they are, enforcement by "
        f"{names.patron} changes by {told(change)}, from {told(rows[0])}."
    )
    yield chances_told(change, f"{names.patron} enforces more then")
    whole = answers.figure(ask, "enforcement.change")
    yield f"where the others too move as they would then, it changes by {told(whole)}."


def _threat(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.THREAT
    none, sure, backed, used = (
        told(answers.figure(ask, "bends", case=case))
        for case in ("none", "threat", "backed", "used")
    )
    yield (
        f"one step below the hardest measures, {names.target} bends (holds, or makes "
        f"an overture) with a chance of {none} if nobody would table them after a "
        f"provocation, {sure} if {names.sender} surely would, and {backed} if "
        f"{names.patron} would accept and enforce them too."
    )
    yield f"once they are in force, the chance is {used}."
    change = answers.figure(ask, "bends.change", case="threat less none")
    words = "the threat alone makes bending likelier"
    yield f"the threat alone changes it by {told(change)}."
    yield chances_told(change, words)


def _overture(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.OVERTURE
    first, last = answers.of(ask, "beside")[0], answers.of(ask, "beside")[-1]
    change = answers.figure(ask, "beside.change", enforcement="some rather than 0")
    yield (
        f"{names.patron} makes an overture with a chance of {told(first)} beside no "
        f"enforcement and {told(last)} beside full enforcement; beside some of it "
        f"rather than none, that chance differs by {told(change)} in the same state."
    )
    yield chances_told(change, "overtures are likelier beside some enforcement")
    for act, words in (("provocation", "provocations"), ("overture", "overtures")):
        changes = {
            dict(one.quantity.at)["patron"]: told(one)
            for one in answers.of(ask, f"year.{act}.change")
        }
        yield (
            f"in the year after, {words} of {names.target} with both are "
            f"{changes['both less enforcement alone']} against enforcement alone, and "
            f"{changes['both less overture alone']} against an overture alone."
        )


def _belief(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.BELIEF
    held = told(answers.figure(ask, "held"))
    rows = answers.of(ask, "provocation")
    change = answers.figure(ask, "provocation.change")
    yield (
        f"others now hold {names.patron} to be of the type that fears a collapse less "
        f"with a chance of {held}."
    )
    yield (
        f"if that were {rows[-1].quantity.at[0][1]} rather than "
        f"{rows[0].quantity.at[0][1]}, the chance of a provocation by {names.target} "
        f"would change by {told(change)}, from {told(rows[0])}."
    )
    yield chances_told(change, "it would rise")


def _today(answers: Answers, names: Names) -> Iterator[str]:
    ask = Question.TODAY
    moves = {
        dict(one.quantity.at)["move"]: one
        for one in answers.of(ask, "now")
        if "move" in dict(one.quantity.at)
    }
    best = max(moves, key=lambda label: moves[label].fitted.median)
    yield (
        f"in the quarter after {answers.basis.quarter} the likeliest move of "
        f"{names.target} is {best}, {told(moves[best])}; a nuclear test or long-range "
        f"launch has {told(moves['test'])}."
    )
    within = told(answers.figure(ask, "within a year", act="test"))
    share = told(answers.figure(ask, "now.enforced"))
    yield f"within a year such a test comes with a chance of {within}."
    yield f"{names.patron} is expected to enforce {share} of the law {_SEEN}."
