"""What is asked of UN Comtrade, in the words of the user."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Self

from yalu.errors import Problem, SchemaError, UnknownCodeError, describe
from yalu.flows import FlowDirection
from yalu.periods import Interval, months
from yalu.sources.fetching.areas import ALL_PARTNERS, area_number
from yalu.sources.fetching.cut import MOST_PERIODS, Cut, bundles

__all__ = ["DEFAULT_GOODS", "FLOWS", "TradeQuestion"]

DEFAULT_GOODS = ("TOTAL", "AG6")
"""All goods together, and each subheading."""

FLOWS = {FlowDirection.IMPORT: "M", FlowDirection.EXPORT: "X"}
"""How UN Comtrade writes the directions."""

_GOODS = re.compile(r"TOTAL|AG[246]|\d\d|\d{4}|\d{6}")
_FIRST_YEAR = 1962  # of UN Comtrade


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeQuestion:
    """Trade to ask UN Comtrade for.

    Attributes
    ----------
    reporters : tuple of str
        Numbers of those who recorded it.
    partners : tuple of str
        Numbers of the other side; none for every partner.
    span : Interval
        Whole months, or whole years if `annual`.
    goods : tuple of str
        Codes of 2, 4 or 6 digits, ``TOTAL``, ``AG2``, ``AG4`` or ``AG6``.
    directions : tuple of FlowDirection
        As the reporters see it.
    annual : bool
        Whether to ask for years instead of months; the two are compiled apart and are
        not always the sums of one another.
    parts : bool
        Whether to ask for the parts of cells too, not only for the wholes.

    """

    reporters: tuple[str, ...]
    partners: tuple[str, ...]
    span: Interval
    goods: tuple[str, ...] = DEFAULT_GOODS
    directions: tuple[FlowDirection, ...] = tuple(FlowDirection)
    annual: bool = False
    parts: bool = False

    @classmethod
    def of(
        cls,
        *,
        reporters: tuple[str, ...],
        partners: tuple[str, ...],
        span: Interval,
        goods: tuple[str, ...] = DEFAULT_GOODS,
        directions: tuple[str, ...] = (),
        annual: bool = False,
        parts: bool = False,
    ) -> Self:
        """Return a question put in ISO codes and plain words.

        Raises
        ------
        SchemaError
            If something is not understood; every problem is listed.

        Examples
        --------
        >>> year = Interval.calendar_year(2017)
        >>> asked = TradeQuestion.of(reporters=("CHN",), partners=("PRK",), span=year)
        >>> asked.reporters, asked.partners, len(asked.periods)
        (('156',), ('408',), 12)

        """
        problems = [*_wrong_goods(goods), *_wrong_span(span, annual=annual)]
        everyone = [each for each in partners if each.lower() == ALL_PARTNERS]
        if everyone and len(partners) > 1:
            finding = f"{ALL_PARTNERS!r} beside other partners"
            remedy = f"name single partners, or only {ALL_PARTNERS!r}"
            problems.append(Problem("partner", finding, remedy))
        numbers: dict[str, list[str]] = {"reporter": [], "partner": []}
        named = [("reporter", each) for each in reporters]
        named += [("partner", each) for each in partners if each not in everyone]
        for place, each in named:
            try:
                numbers[place].append(area_number(each, place=place))
            except UnknownCodeError as error:
                problems.append(_problem(place, error))
        if "0" in numbers["reporter"]:
            finding, remedy = "WLD, which reports nothing", "name a state"
            problems.append(Problem("reporter", finding, remedy))
        ways = [each for each in directions if each not in tuple(FlowDirection)]
        problems += [
            Problem(
                "flow", f"{each!r}; expected import or export", "write one of these"
            )
            for each in ways
        ]
        if not reporters or not partners:
            problems.append(
                Problem("question", "no reporter or no partner", "name one")
            )
        if problems:
            raise SchemaError(describe("The trade asked for is not clear", problems))
        return cls(
            reporters=tuple(dict.fromkeys(numbers["reporter"])),
            partners=tuple(dict.fromkeys(numbers["partner"])),
            span=span,
            goods=tuple(dict.fromkeys(goods)),
            directions=tuple(map(FlowDirection, directions)) or tuple(FlowDirection),
            annual=annual,
            parts=parts,
        )

    @property
    def frequency(self) -> str:
        """How UN Comtrade writes the length of the periods."""
        return "A" if self.annual else "M"

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods as UN Comtrade writes them, in order."""
        every = tuple(f"{each.start:%Y%m}" for each in months(self.span))
        if not self.annual:
            return every
        return tuple(dict.fromkeys(each[:4] for each in every))

    def cuts(self) -> tuple[Cut, ...]:
        """Return the requests to begin with: one for each reporter and year."""
        years: dict[str, list[str]] = {}
        for period in self.periods:
            years.setdefault(period[:4], []).append(period)
        if self.annual:
            held = self.periods
            starts = range(0, len(held), MOST_PERIODS)
            groups = [held[start : start + MOST_PERIODS] for start in starts]
        else:
            groups = [tuple(each) for each in years.values()]
        return tuple(
            Cut(
                reporter=reporter,
                periods=periods,
                flows=tuple(FLOWS[each] for each in self.directions),
                partners=self.partners,
                goods=goods,
                whole=not self.parts,
            )
            for reporter, periods, goods in product(
                self.reporters, groups, bundles(self.goods)
            )
        )


def _wrong_goods(goods: tuple[str, ...]) -> list[Problem]:
    stray = [code for code in goods if not _GOODS.fullmatch(code)]
    finding = "expected 2, 4 or 6 digits, TOTAL, AG2, AG4 or AG6"
    problems = [
        Problem("codes", f"{code!r}; {finding}", "write one of these") for code in stray
    ]
    if not goods:
        problems.append(Problem("codes", "none", "name one, or leave the option out"))
    levels = {int(code[2:]) for code in goods if code.startswith("AG")}
    twice = [code for code in goods if code.isdecimal() and len(code) in levels]
    if twice:
        finding = f"{', '.join(twice)} beside AG{len(twice[0])}, which holds them"
        problems.append(Problem("codes", finding, "drop the single codes"))
    return problems


def _wrong_span(span: Interval, *, annual: bool) -> list[Problem]:
    last = span.end
    if last is None:
        return [Problem("until", "missing", "give the first month not asked for")]
    days = {span.start.day, last.day} | (
        {span.start.month, last.month} if annual else set()
    )
    problems = []
    if days != {1}:
        unit = "years, from 1 January to 1 January" if annual else "months"
        finding = f"{span.start} to {last}; expected whole {unit}"
        problems.append(Problem("from, until", finding, "move the days"))
    if span.start.year < _FIRST_YEAR:
        finding = f"{span.start}; UN Comtrade begins with {_FIRST_YEAR}"
        problems.append(Problem("from", finding, "begin later"))
    return problems


def _problem(place: str, error: Exception) -> Problem:
    finding, _, remedy = str(error).removeprefix(f"{place}: ").rpartition(". ")
    return Problem(place, finding or str(error), remedy or "name another")
