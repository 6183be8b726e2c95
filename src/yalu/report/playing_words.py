"""Words for what the game answers: numbers with ranges, signs with their chances."""

from dataclasses import dataclass, replace
from typing import Self

from yalu.report import numerals
from yalu.report.playing import Playing
from yalu.report.playing_rows import PlayRow

__all__ = [
    "ASKED",
    "NOW",
    "Asked",
    "amount",
    "chances",
    "chosen",
    "ranged",
    "sign_words",
]

NOW = "the last recorded quarter and what is not known of it"
"""Where the game stands, in words."""

_SIGNED = {"payoff": ".2f", "quarters": ".2f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as a report puts it, with the change that answers it.

    Attributes
    ----------
    question, name : str
        Which change.
    where : str
        Place on its table; may be empty.
    short, words : str
        What the change is, for a chart and for a reader; says nothing of its sign.
        Where it is one from the lowest to the highest level of something, these stand
        in braces: which levels a board joins is known to the answers alone.
    axis : str
        Of what they are levels; empty if of nothing.

    """

    question: str
    name: str
    where: str
    short: str
    words: str
    axis: str = ""

    def named(self, found: Playing) -> Self:
        """Return the same with levels named as the answers name them."""
        table = found.of(self.question, self.name.removesuffix(".change"))
        levels = [row.at[self.axis] for row in table if self.axis in row.at]
        ends = {
            "lowest": levels[0] if levels else "lowest",
            "highest": levels[-1] if levels else "highest",
        }
        return replace(
            self, short=self.short.format(**ends), words=self.words.format(**ends)
        )

    def row(self, found: Playing, standing: str) -> PlayRow | None:
        """Return the answer; None where it is not stored."""
        for row in found.rows:
            if (row.question, row.name, row.where, row.standing) == (
                self.question,
                self.name,
                self.where,
                standing,
            ):
                return row
        return None


ASKED = (
    Asked(
        question="resolve",
        name="full.change",
        where="act=provocation; quarters=4",
        short="full enforcement for a quarter: provocations within a year",
        words="full enforcement for a quarter, rather than as usual: "
        "provocations in the year after",
    ),
    Asked(
        question="resolve",
        name="belief.change",
        where="",
        short="of that, because it is seen",
        words="of that, because it is seen and believed",
    ),
    Asked(
        question="option",
        name="pressure.provocation.change",
        where="",
        short="{highest} other support: what pressure does to provocations",
        words="{highest} support of another patron rather than {lowest}: "
        "what pressure does to provocations in the year after",
        axis="support",
    ),
    Asked(
        question="overture",
        name="year.provocation.change",
        where="patron=both less enforcement alone",
        short="an overture beside enforcement: provocations",
        words="an overture on top of full enforcement: provocations in the year after",
    ),
    Asked(
        question="option",
        name="enforcement.change",
        where="",
        short="{highest} other support: enforcement",
        words="{highest} support of another patron rather than {lowest}: enforcement",
        axis="support",
    ),
    Asked(
        question="posture",
        name="enforcement.alone.change",
        where="",
        short="{highest} posture: enforcement",
        words="{highest} posture of the sender rather than {lowest}: enforcement",
        axis="posture",
    ),
    Asked(
        question="posture",
        name="accept.change",
        where="",
        short="{highest} posture: a text accepted",
        words="{highest} posture rather than {lowest}: chance that a text is accepted",
        axis="posture",
    ),
    Asked(
        question="threat",
        name="bends.change",
        where="case=threat less none",
        short="a sure text after provocation: the target bends",
        words="a sure text after any provocation rather than none: "
        "chance that the target bends",
    ),
    Asked(
        question="threat",
        name="bends.change",
        where="case=threat less used",
        short="that threat rather than its use: the target bends",
        words="that threat rather than the measures in force: "
        "chance that the target bends",
    ),
    Asked(
        question="overture",
        name="beside.change",
        where="enforcement=some rather than 0",
        short="beside some enforcement: an overture of the patron",
        words="beside some enforcement rather than none: "
        "chance of an overture of the patron",
    ),
    Asked(
        question="belief",
        name="provocation.change",
        where="",
        short="patron held to be steadier: a provocation",
        words="a patron held to be steadier rather than more afraid of a collapse: "
        "chance of a provocation",
    ),
)
"""What the report asks, those counted in quarters first.

The change that heads a question at the terminal, and that a claim asks for, is among
them (`yalu.strategy.answers.wording.HEADLINES`).
"""


def amount(value: float, unit: str, *, signed: bool) -> str:
    """Return a number in its unit, with a true minus.

    Examples
    --------
    >>> amount(0.5, "share", signed=False).replace(chr(0xA0), " ")
    '50 %'
    >>> amount(-0.123, "quarters", signed=True).replace(chr(0x2212), "-")
    '-0.12'

    """
    if unit in _SIGNED:
        told = f"{value:{'+' if signed else ''}{_SIGNED[unit]}}"
    else:
        told = f"{100 * value:{'+' if signed else ''}.0f}"
    if not float(told):
        told = told.lstrip("+-")
    told = told.replace("-", "\u2212")
    return told if unit in _SIGNED else f"{told}\u00a0%"


def ranged(row: PlayRow) -> str:
    """Return the middle of an answer with its range, in words."""
    low, median, high = (
        amount(value, row.unit, signed=row.is_change)
        for value in (row.low, row.median, row.high)
    )
    return f"{median} ({low.replace(chr(0xA0) + '%', '')} to {high})"


def chances(row: PlayRow) -> str:
    """Return the chance of the likelier sign, before the record and given it."""
    above = row.above >= row.below
    side = "above" if above else "below"
    now = row.above if above else row.below
    before = row.prior_above if above else row.prior_below
    told = f"{side} zero with a chance of {numerals.percent(_rounded(now))}"
    if before is None:
        return told
    return f"{told}, {numerals.percent(_rounded(before))} before the record"


def _rounded(share: float) -> float:
    return round(share, 2)


def sign_words(asked: Asked, row: PlayRow) -> str:
    """Return one answer as a sentence without a full stop."""
    first = asked.words[:1].upper() + asked.words[1:]
    return f"{first}: {ranged(row)}; {chances(row)}"


_SUBJECTS = {
    "move": "the target",
    "response": "the sender",
    "vote": "the patron",
    "enforcement": "the patron",
    "overture": "the patron",
}
_CHOSEN = {
    ("move", "hold"): "holds",
    ("move", "missile"): "launches",
    ("move", "test"): "tests",
    ("move", "overture"): "makes an overture",
    ("response", "nothing"): "does nothing",
    ("response", "table"): "tables a text",
    ("response", "deploy"): "deploys",
    ("response", "engage"): "engages",
    ("vote", "accept"): "accepts it",
    ("vote", "refuse"): "refuses it",
    ("overture", "no"): "makes no overture",
    ("overture", "yes"): "makes an overture",
}


def chosen(action: str, choice: str) -> str:
    """Return a choice as a clause.

    Examples
    --------
    >>> chosen("enforcement", "2/3"), chosen("move", "hold")
    ('the patron enforces 2/3', 'the target holds')

    """
    told = _CHOSEN.get((action, choice), f"{action} {choice}")
    if action == "enforcement":
        told = f"enforces {choice}"
    return f"{_SUBJECTS.get(action, '')} {told}".strip()
