"""Where there is no record, and whether that says anything.

A *line* is what is asked about one partner, direction and good in one period. A line
without a record is an absence. It is never a zero: a reporter that published the period
may have recorded nothing, may have counted it under another code, or may have kept it
back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from yalu.errors import UnknownCodeError
from yalu.flows import FlowDirection
from yalu.sources.fetching.cut import MOST_PERIODS, Cut, bundles
from yalu.sources.fetching.question import FLOWS, TradeQuestion
from yalu.sources.fetching.reply import Reply
from yalu.territories import from_comtrade

__all__ = ["Absence", "Record", "Silence"]

Releases = Mapping[str, frozenset[str] | None]

_DIRECTIONS = {written: direction for direction, written in FLOWS.items()}


class Silence(StrEnum):
    """Why there is no record."""

    NOT_PUBLISHED = "not_published"
    NOTHING_RECORDED = "nothing_recorded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A line on which there is no record of a period; not a zero.

    Attributes
    ----------
    reporter, partner : str
        ISO codes; an empty partner stands for every one.
    direction : FlowDirection
        As the reporter sees it.
    period : str
        A year as ``2017`` or a month as ``201703``.
    goods : str
        The goods asked for.
    reason : Silence
        Whether the reporter published the period.

    """

    reporter: str
    partner: str
    direction: FlowDirection
    period: str
    goods: str
    reason: Silence


@dataclass(frozen=True, slots=True, order=True)
class _Line:
    """One line of a reporter in one period; an empty text stands for all."""

    reporter: str
    partner: str
    flow: str
    goods: str
    period: str


@dataclass(slots=True)
class Record:
    """Which lines have a record, and of which nothing can be said.

    Attributes
    ----------
    held : set
        Lines with a record, also those of all partners and of all goods.
    doubtful : set of (str, str, str)
        Reporter, flow and period of requests that could not be had whole.

    """

    held: set[_Line] = field(default_factory=set)
    doubtful: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, reply: Reply) -> None:
        """Note the records of a reply."""
        for each in reply.records:
            who, way, when = (
                str(each[name]) for name in ("reporterCode", "flowCode", "period")
            )
            for partner in (str(each["partnerCode"]), ""):
                for goods in (str(each["cmdCode"]), ""):
                    self.held.add(_Line(who, partner, way, goods, when))

    def doubt(self, cut: Cut) -> None:
        """Note that a request could not be had whole."""
        self.doubtful.update(
            (cut.reporter, flow, period) for flow in cut.flows for period in cut.periods
        )

    def silent_periods(self, question: TradeQuestion, reporter: str) -> tuple[str, ...]:
        """Return the periods in which some line of a reporter has no record."""
        lines = self._silent(question)
        return tuple(sorted({at.period for at in lines if at.reporter == reporter}))

    def second_look(self, question: TradeQuestion, published: Releases) -> list[Cut]:
        """Return requests for the parts of cells where no whole was found.

        Periods that are known not to be published are left out.
        """
        lines = sorted(
            line
            for line in self._silent(question)
            if _reason(line, published) is not Silence.NOT_PUBLISHED
        )
        cuts = []
        for _, group in groupby(lines, lambda at: (at.reporter, at.partner, at.flow)):
            by_goods: dict[str, list[_Line]] = {}
            for line in group:
                by_goods.setdefault(line.goods, []).append(line)
            for goods, held in by_goods.items():
                codes = (goods,) if goods else question.goods
                cuts += [
                    Cut(
                        reporter=held[0].reporter,
                        periods=tuple(
                            line.period for line in held[at : at + MOST_PERIODS]
                        ),
                        flows=(held[0].flow,),
                        partners=(held[0].partner,) if held[0].partner else (),
                        goods=bundle,
                        whole=False,
                    )
                    for at in range(0, len(held), MOST_PERIODS)
                    for bundle in bundles(codes)
                ]
        return cuts

    def absences(
        self, question: TradeQuestion, published: Releases
    ) -> tuple[Absence, ...]:
        """Return every line without a record, with the reason as far as it is known."""
        return tuple(
            Absence(
                reporter=_iso3(line.reporter),
                partner=_iso3(line.partner) if line.partner else "",
                direction=_DIRECTIONS[line.flow],
                period=line.period,
                goods=line.goods or ",".join(question.goods),
                reason=_reason(line, published),
            )
            for line in sorted(self._silent(question))
        )

    def _silent(self, question: TradeQuestion) -> Iterator[_Line]:
        """Yield the lines without a record.

        A level such as AG6 makes one line with all the goods that were asked for, since
        nobody says which of its codes to expect.
        """
        level = any(code.startswith("AG") for code in question.goods)
        for reporter in question.reporters:
            for direction in question.directions:
                flow = FLOWS[direction]
                for period in question.periods:
                    if (reporter, flow, period) in self.doubtful:
                        continue
                    for partner in question.partners or ("",):
                        for goods in ("",) if level else question.goods:
                            line = _Line(reporter, partner, flow, goods, period)
                            if line not in self.held:
                                yield line


def _reason(line: _Line, published: Releases) -> Silence:
    known = published.get(line.reporter)
    if known is None:
        return Silence.UNKNOWN
    if line.period in known:
        return Silence.NOTHING_RECORDED
    return Silence.NOT_PUBLISHED


def _iso3(number: str) -> str:
    try:
        return from_comtrade(number).iso3
    except UnknownCodeError:
        return number
