"""The precedents: what a model should explain without having been fitted on it.

Each is a run of quarters with a beginning and an end that events mark. Two lie before
the record, or at its very beginning: they tell what the players had lived through when
it begins. No model is fitted on their quarters, and none is scored on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yalu.errors import UnknownCodeError
from yalu.events import Event, EventLog
from yalu.strategy.record.quarter import Quarter, quarters

__all__ = ["Precedent", "precedent", "precedents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A case to explain.

    Attributes
    ----------
    id, title : str
        How it is named, and in words.
    first : Quarter
        Its first quarter.
    last : Quarter or None
        Its last quarter; None where it goes on.
    prior_only : bool
        Whether it lies before what is fitted: neither fitted on nor scored.
    events : tuple of str
        Identifiers of what happened in it, in order of time.
    begins, ends : str
        Why its bounds are where they are.

    """

    id: str
    title: str
    first: Quarter
    last: Quarter | None
    prior_only: bool = False
    events: tuple[str, ...]
    begins: str
    ends: str

    def covers(self, quarter: Quarter) -> bool:
        """Return whether a quarter is part of it."""
        return self.first <= quarter and (self.last is None or quarter <= self.last)

    def quarters(self, until: Quarter) -> tuple[Quarter, ...]:
        """Return its quarters as far as a record reaches.

        Parameters
        ----------
        until : Quarter
            Last quarter of the record.

        """
        last = until if self.last is None else min(self.last, until)
        return tuple(quarters(self.first, last))

    def happened(self, log: EventLog) -> Iterator[Event]:
        """Yield its events from a log.

        Raises
        ------
        UnknownCodeError
            If the log lacks one.

        """
        for name in self.events:
            yield log.get(name)

    def __str__(self) -> str:
        span = f"{self.first} to {self.last}" if self.last else f"{self.first} onwards"
        return f"{self.title}, {span}"


_ALL = (
    Precedent(
        id="1983",
        title="Rangoon",
        first=Quarter(1983, 4),
        last=Quarter(1984, 4),
        prior_only=True,
        events=(
            "talks-1983-10-08",
            "rangoon-1983-10-09",
            "ties-1983",
            "no-support-1983",
            "rangoon-press-1983-11-06",
            "wu-1984-03",
            "hu-visit-1984-05",
            "kim-beijing-1984-11-26",
        ),
        begins="the bomb of October 1983",
        ends="Kim Il Sung is back in China by November 1984",
    ),
    Precedent(
        id="1991",
        title="Moscow gone and Seoul recognised",
        first=Quarter(1991, 1),
        last=Quarter(1992, 4),
        prior_only=True,
        events=(
            "soviet-oil-1991",
            "un-entry-1991-05",
            "jiang-1991-10-04",
            "basic-agreement-1991-12-13",
            "joint-declaration-1991-12-31",
            "team-spirit-off-1992-01-07",
            "iaea-1992-01",
            "qian-1992-07-15",
            "chn-kor-1992-08-24",
        ),
        begins="from January 1991 Moscow asks world prices in hard currency",
        ends="the year in which China recognises the South",
    ),
    Precedent(
        id="2003",
        title="Enrichment, and the way to six-party talks",
        first=Quarter(2002, 4),
        last=Quarter(2003, 4),
        events=(
            "kelly-pyongyang-2002-10",
            "fuel-oil-halt-2002-11-14",
            "npt-exit-2003-01-10",
            "pipeline-2003",
            "dilution-2003-03",
            "qian-2003-03",
            "three-party-2003-04",
            "dai-pyongyang-2003-07-12",
            "six-party-2003-08",
            "aid-2003-10",
            "wu-bangguo-pyongyang-2003-10-29",
        ),
        begins="the clash over enrichment in October 2002",
        ends="the first round of six is over, and China promises aid",
    ),
    Precedent(
        id="2006",
        title="Seven missiles and the first nuclear test",
        first=Quarter(2006, 3),
        last=Quarter(2007, 1),
        events=(
            "missile-2006-07-05",
            "dilution-2006-07-12",
            "res-1695",
            "crude-2006-09",
            "test-2006-10-09",
            "res-1718",
            "tang-2006-10",
            "assurance-2006-10-19",
            "initial-actions-2007-02",
        ),
        begins="the launches of July 2006",
        ends="the six agree on first actions in February 2007",
    ),
    Precedent(
        id="2013",
        title="The third test and the purge",
        first=Quarter(2012, 4),
        last=Quarter(2013, 4),
        events=(
            "li-2012-11-29",
            "launch-2012-12-12",
            "res-2087",
            "test-2013-02-12",
            "res-2094",
            "b2-2013-03-28",
            "boc-2013-05-07",
            "choe-2013-05",
            "assurance-2013-05-24",
            "park-2013-06",
            "purge-2013-12-12",
        ),
        begins="the launch of December 2012, after China had asked for restraint",
        ends="the purge of December 2013 takes away the channel",
    ),
    Precedent(
        id="2016",
        title="Two tests, resolution 2270 and THAAD",
        first=Quarter(2016, 1),
        last=Quarter(2016, 4),
        events=(
            "test-2016-01-06",
            "launch-2016-02-07",
            "res-2270",
            "mofcom-11-2016",
            "ri-2016-05",
            "thaad-2016-07-08",
            "dilution-2016-08",
            "test-2016-09-09",
            "res-2321",
        ),
        begins="the test of January 2016",
        ends="resolution 2321, the answer to the second test of the year",
    ),
    Precedent(
        id="2017",
        title="The year of the long missiles, and the turn",
        first=Quarter(2017, 1),
        last=Quarter(2018, 2),
        events=(
            "mofcom-12-2017",
            "thaad-2017-03-06",
            "missile-2017-07-04",
            "res-2371",
            "test-2017-09-03",
            "res-2375",
            "thaad-2017-10-31",
            "song-2017-11-17",
            "missile-2017-11-29",
            "res-2397",
            "mofcom-4-2018",
            "kim-beijing-2018-03",
            "singapore-2018-06-12",
        ),
        begins="China halts coal in February 2017",
        ends="the summit of Singapore in June 2018",
    ),
    Precedent(
        id="2023",
        title="Russia steps in",
        first=Quarter(2023, 3),
        last=None,
        events=(
            "shoigu-pyongyang-2023-07",
            "travel-2023-08",
            "kim-vostochny-2023-09-13",
            "containers-2023-10-13",
            "missile-2023-12-18",
            "veto-2024-03-28",
            "putin-pyongyang-2024-06",
            "treaty-force-2024-12-04",
            "kim-beijing-2025-09-03",
            "li-qiang-pyongyang-2025-10-09",
        ),
        begins="a Russian minister of defence in Pyongyang in July 2023",
        ends="it goes on",
    ),
)


def precedents() -> tuple[Precedent, ...]:
    """Return the precedents, in order of time; no two share a quarter.

    Examples
    --------
    >>> [each.id for each in precedents() if not each.prior_only]
    ['2003', '2006', '2013', '2016', '2017', '2023']

    """
    return _ALL


def precedent(name: str) -> Precedent:
    """Return the precedent of that identifier.

    Raises
    ------
    UnknownCodeError
        If there is none.

    """
    for one in _ALL:
        if one.id == name:
            return one
    names = ", ".join(one.id for one in _ALL)
    msg = f"precedent: found {name!r}; expected one of {names}. Name one."
    raise UnknownCodeError(msg)
