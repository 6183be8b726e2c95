"""Trade from UN Comtrade: split, kept, checked, read, and told apart from silence.

Without a key the public preview answers, with at most 500 records a request; with one
the data interface, with 100,000. A reply that reaches the limit is not used: its
request is cut smaller and asked anew. A cut that cannot be made smaller is
*incomplete*: its records are left out, since part of a sum is a wrong number, and it is
named.

Whole cells are asked for first. Where a reporter published a period and shows nothing
of a line, the line is asked for once more with the parts of its cells, since a cell
might be given in parts alone. What is empty then is an *absence*: recorded as such,
with the reason, and never as zero.
"""

from collections import deque
from dataclasses import dataclass, field

from yalu.flows import PLACES, FlowTable, Quarantine, ReadResult, condense, read
from yalu.sources.fetching.absence import Absence, Record
from yalu.sources.fetching.availability import published_periods
from yalu.sources.fetching.cache import Ask, Entry, Service
from yalu.sources.fetching.cells import Conflict, conflicts
from yalu.sources.fetching.client import Client
from yalu.sources.fetching.cut import Cut
from yalu.sources.fetching.failure import RefusedError
from yalu.sources.fetching.progress import Progress, Tell, silent
from yalu.sources.fetching.question import TradeQuestion
from yalu.sources.fetching.reply import Reply, read_reply

__all__ = [
    "COMTRADE",
    "KEYED_LIMIT",
    "PREVIEW_LIMIT",
    "FetchedTrade",
    "Incomplete",
    "fetch_trade",
]

COMTRADE = Service(
    id="comtrade",
    title="UN Comtrade",
    server="https://comtradeapi.un.org",
    licence="UN Comtrade, policy on use and re-dissemination: free for internal use, "
    "ask comtrade@un.org before passing data on (uncomtrade.org/docs)",
    access="Give a key of your own account at comtradedeveloper.un.org (environment "
    "COMTRADE_API_KEY, --key-file or --ask-key); without one the public preview is "
    "asked. Where a quota is used up, come back the next day: what has come is kept",
)
"""The service as it is; `dataclasses.replace` its server for a mirror."""

PREVIEW_LIMIT = 500
"""Most records in a reply of the public preview."""

KEYED_LIMIT = 100_000
"""Most records that are asked for at once with a key, as a free account allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """A request whose reply reached the limit and that cannot be cut smaller.

    Attributes
    ----------
    what : str
        The request in words.
    records : int
        How many records came; they are left out.
    reason : str
        Why it cannot be cut.

    """

    what: str
    records: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedTrade:
    """What a fetch brought.

    Attributes
    ----------
    flows : FlowTable
        One row for each cell and unit; the value of a cell stands once. Where some
        record of a cell states no amount, the sum of the others is a lower end
        (`yalu.flows.condense`).
    read : ReadResult
        The records before they were summed, with those put aside.
    entries : tuple of Entry
        The replies that the flows rest on.
    absences : tuple of Absence
        Where there is no record.
    incomplete : tuple of Incomplete
        What could not be had whole.
    conflicts : tuple of Conflict
        Cells whose parts do not make up their whole.
    new_columns : tuple of str
        Columns that are not known here; not read.

    """

    flows: FlowTable
    read: ReadResult
    entries: tuple[Entry, ...]
    absences: tuple[Absence, ...]
    incomplete: tuple[Incomplete, ...]
    conflicts: tuple[Conflict, ...]
    new_columns: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Harvest:
    """What has come so far."""

    entries: list[Entry] = field(default_factory=list)
    incomplete: list[Incomplete] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    record: Record = field(default_factory=Record)


def fetch_trade(
    client: Client,
    question: TradeQuestion,
    *,
    service: Service = COMTRADE,
    tell: Tell = silent,
) -> FetchedTrade:
    """Return the recorded trade that answers a question.

    Parameters
    ----------
    client : Client
        Asks and keeps; with a key, the data interface is asked, else the preview.
    question : TradeQuestion
        What to ask for.
    service : Service
        UN Comtrade, or a mirror of it.
    tell : callable
        Called with the `Progress`.

    Raises
    ------
    ServiceError
        If the service cannot be reached or refuses. What has come by then is kept, and
        asking again goes on from there.
    SchemaError
        If the columns have changed; all changes are named.

    """
    harvest = _Harvest()
    _gather(client, service, question, deque(question.cuts()), harvest, tell)
    published: dict[str, frozenset[str] | None] = {}
    for reporter in question.reporters:
        periods = harvest.record.silent_periods(question, reporter)
        if periods:
            published[reporter] = published_periods(
                client,
                service,
                frequency=question.frequency,
                reporter=reporter,
                periods=periods,
            )
    if not question.parts:
        again = harvest.record.second_look(question, published)
        _gather(client, service, question, deque(again), harvest, tell)
    result = _read(harvest)
    return FetchedTrade(
        flows=condense(result.flows, target=None),
        read=result,
        entries=tuple(harvest.entries),
        absences=harvest.record.absences(question, published),
        incomplete=tuple(harvest.incomplete),
        conflicts=tuple(harvest.conflicts),
        new_columns=tuple(sorted(harvest.new)),
    )


def _gather(  # noqa: PLR0917
    client: Client,
    service: Service,
    question: TradeQuestion,
    queue: deque[Cut],
    harvest: _Harvest,
    tell: Tell,
) -> None:
    """Ask for all cuts, and for their parts where a reply is full."""
    most = PREVIEW_LIMIT if client.key is None else KEYED_LIMIT
    done, total = 0, len(queue)
    while queue:
        what = service.title
        tell(Progress(what=what, done=done, total=total, unit="requests"))
        cut = queue.popleft()
        try:
            entry, reply = _asked(client, service, question, cut, most)
        except RefusedError:
            # Some servers take one period at a time, and say so in their own words.
            if len(cut.periods) == 1:
                raise
            parts = cut.parts()
        else:
            parts = cut.parts(reply.editions) if reply.full(most) else ()
            if reply.full(most) and not parts:
                harvest.incomplete.append(_incomplete(cut, reply))
                harvest.record.doubt(cut)
            elif not parts:
                _store(harvest, entry, reply)
        queue.extendleft(reversed(parts))
        done += 1
        total += len(parts)
    tell(Progress(what=service.title, done=done, total=total, unit="requests"))


def _asked(
    client: Client, service: Service, question: TradeQuestion, cut: Cut, most: int
) -> tuple[Entry, Reply]:
    """Return what a service says to one cut."""
    keyed = client.key is not None
    way = "data/v1/get" if keyed else "public/v1/preview"
    ask = Ask(
        service=service,
        path=f"/{way}/C/{question.frequency}/HS",
        parameters=cut.parameters(most),
        name="trade.json",
        keyed=keyed,
    )
    entry = client.fetch(ask, lambda path: read_reply(path, cut))
    return entry, read_reply(entry.body, cut)


def _store(harvest: _Harvest, entry: Entry, reply: Reply) -> None:
    harvest.entries.append(entry)
    harvest.conflicts.extend(conflicts(reply.records))
    harvest.new.update(reply.new)
    harvest.record.add(reply)


def _incomplete(cut: Cut, reply: Reply) -> Incomplete:
    if cut.goods[0].startswith("AG"):
        reason = (
            f"goods codes of {', '.join(sorted(reply.editions))} are not held here, so "
            "the level cannot be asked for code by code; name the codes you need"
        )
    else:
        reason = "it is one cell wide; use a key, or ask for whole cells only"
    return Incomplete(what=str(cut), records=len(reply.records), reason=reason)


def _read(harvest: _Harvest) -> ReadResult:
    """Return the records of all replies in the canonical columns."""
    paths = [entry.body for entry in harvest.entries]
    if paths:
        return read(paths, layout="comtrade_json")
    return ReadResult(
        flows=FlowTable.from_rows([]),
        places=PLACES.empty_table(),
        quarantine=Quarantine.of([]),
        read=0,
        kept=0,
        quarantined=0,
    )
