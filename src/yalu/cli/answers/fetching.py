"""Trade and lists fetched from those who publish them, and what is said about it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from yalu.cli.answers.retrieval import (
    Access,
    mirrored,
    opened_client,
    write_account,
)
from yalu.cli.output import console, print_json, print_list
from yalu.cli.tables import require_writable, write_table
from yalu.errors import SchemaError, UnknownCodeError
from yalu.flows import ReadResult
from yalu.periods import Interval, parse_period
from yalu.sources.fetching import (
    BACI,
    COMTRADE,
    UN_LIST,
    Entry,
    FetchedTrade,
    TradeQuestion,
    fetch_baci,
    fetch_trade,
    fetch_un_list,
    trade_about,
)

__all__ = ["Trade", "answer_baci", "answer_list", "answer_trade"]

_SHOWN = 5
_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What trade to ask for: the attributes are the options of the command."""

    reporters: tuple[str, ...]
    partners: tuple[str, ...]
    start: str
    until: str
    codes: str | None
    flow: str | None
    annual: bool
    parts: bool


def answer_trade(
    trade: Trade,
    access: Access,
    *,
    output: Path,
    quarantine: Path | None,
    as_json: bool,
) -> None:
    """Write the recorded trade that was asked for, and print what came."""
    require_writable(output, (".parquet", ".csv"))
    if quarantine is not None:
        require_writable(quarantine, (".csv",))
    question = _question(trade)
    with opened_client(access, with_key=True) as (client, tell):
        found = fetch_trade(
            client, question, service=mirrored(COMTRADE, access), tell=tell
        )
    write_table(found.flows.table, output)
    if quarantine is not None:
        write_table(found.read.quarantine.table, quarantine)
    beside = output.with_name(f"{output.name}.fetch.json")
    summary = _trade_summary(found, output, beside, access)
    write_account({**summary, **_account(found)}, beside)
    if as_json:
        print_json({**summary, **_account(found)})
    else:
        _print_trade(found, summary)


def _question(trade: Trade) -> TradeQuestion:
    codes = trade.codes.split(",") if trade.codes is not None else None
    span = Interval(
        parse_period(trade.start, place="--from").start,
        parse_period(trade.until, place="--until").start,
    )
    goods = {"goods": tuple(code.strip().upper() for code in codes)} if codes else {}
    return TradeQuestion.of(
        reporters=trade.reporters,
        partners=trade.partners,
        span=span,
        directions=() if trade.flow is None else (trade.flow.lower(),),
        annual=trade.annual,
        parts=trade.parts,
        **goods,
    )


def _trade_summary(
    found: FetchedTrade, output: Path, beside: Path, access: Access
) -> dict[str, Any]:
    reasons = Counter(each.reason.value for each in found.absences)
    return {
        "source": "UN Comtrade",
        "server": access.server or COMTRADE.server,
        "licence": COMTRADE.licence,
        "output": str(output),
        "account": str(beside),
        "flows": len(found.flows),
        **_counts(found.read),
        **_replies(found.entries),
        "absent": dict(sorted(reasons.items())),
        "incomplete": [
            {"what": each.what, "records": each.records, "reason": each.reason}
            for each in found.incomplete
        ],
        "conflicts": [str(each) for each in found.conflicts],
        "new_columns": list(found.new_columns),
    }


def _account(found: FetchedTrade) -> dict[str, Any]:
    """Return the replies and absences one by one."""
    return {
        "absences": [
            {
                "reporter": each.reporter,
                "partner": each.partner,
                "direction": each.direction.value,
                "period": each.period,
                "goods": each.goods,
                "reason": each.reason.value,
            }
            for each in found.absences
        ],
        "replies": [entry.manifest() for entry in found.entries],
    }


def _counts(result: ReadResult) -> dict[str, Any]:
    return {
        "read": result.read,
        "kept": result.kept,
        "quarantined": result.quarantined,
        "quarantined_by_reason": result.quarantine.reasons,
        "notes": list(dict.fromkeys(note.text for note in result.notes if note.count)),
    }


def _replies(entries: Iterable[Entry]) -> dict[str, Any]:
    held = list(entries)
    days = sorted(entry.retrieved.date() for entry in held)
    return {
        "requests": len(held),
        "from_cache": sum(entry.reused for entry in held),
        "retrieved": [days[0].isoformat(), days[-1].isoformat()] if days else [],
    }


def _print_trade(found: FetchedTrade, summary: Mapping[str, Any]) -> None:
    screen = console()
    screen.print(
        f"{summary['flows']:,} flows in {summary['output']}, from "
        f"{summary['read']:,} records: {summary['kept']:,} kept and summed by cell, "
        f"{summary['quarantined']:,} put aside.",
        markup=False,
    )
    for reason, count in summary["quarantined_by_reason"].items():
        screen.print(f"  {count:,}: {reason}", markup=False)
    if summary["retrieved"]:
        first, last = summary["retrieved"]
        days = first if first == last else f"{first} to {last}"
        screen.print(
            f"{summary['requests']:,} replies, {summary['from_cache']:,} of them kept "
            f"from before (--refresh asks again); retrieved {days}."
        )
    words = {
        "not_published": "the reporter has not published the period",
        "nothing_recorded": "the period is published without this line; not zero",
        "unknown": "whether the period is published could not be found out",
    }
    absent = [f"{n:,}: {words[name]}" for name, n in summary["absent"].items()]
    print_list("No record (line and period)", absent)
    print_list(
        "Incomplete, left out",
        [f"{each.what}: {each.reason}" for each in found.incomplete],
    )
    print_list("Parts that do not make up their whole", _first(summary["conflicts"]))
    if found.new_columns:
        print_list("New columns, not read", [", ".join(found.new_columns)])
    print_list("Note", summary["notes"])
    screen.print(f"\nThe whole account is in {summary['account']}.", markup=False)


def answer_baci(
    access: Access,
    *,
    hs: str,
    years: str,
    output: Path,
    release: str | None,
    territory: str | None,
    as_json: bool,
) -> None:
    """Unpack the years of BACI that were asked for, and print what came."""
    with opened_client(access) as (client, _):
        found = fetch_baci(
            client,
            edition=hs,
            years=_years(years),
            folder=output,
            release=release,
            service=mirrored(BACI, access),
        )
    summary: dict[str, Any] = {
        "source": "CEPII BACI",
        "licence": BACI.licence,
        "release": found.release,
        "files": [str(path) for path in found.files],
        "beside": [str(path) for path in found.beside],
        "archive": found.archive.manifest(),
        "from_cache": found.archive.reused,
    }
    if territory is not None:
        result = trade_about(found.files, territory)
        path = output / f"BACI_HS{hs}_V{found.release}_{territory.upper()}.parquet"
        write_table(result.flows.table, path)
        summary |= {"territory": str(path), **_counts(result)}
    write_account(summary, output / f"BACI_HS{hs}_V{found.release}.fetch.json")
    if as_json:
        print_json(summary)
        return
    files = f"{len(found.files)} year{'s' if len(found.files) > 1 else ''}"
    console().print(
        f"{files} of BACI HS{hs}, release {found.release}, in {output}; values are "
        "estimates, reconciled from both sides.",
        markup=False,
    )
    if territory is not None:
        console().print(
            f"{summary['read']:,} records about {territory.upper()}: "
            f"{summary['kept']:,} kept in {summary['territory']}, "
            f"{summary['quarantined']:,} put aside.",
            markup=False,
        )
    console().print(f"Terms: {BACI.licence}.", markup=False)


def answer_list(
    access: Access, *, output: Path, only: str | None, as_json: bool
) -> None:
    """Write the consolidated list, and print how much is on it."""
    require_writable(output, (".parquet", ".csv"))
    with opened_client(access) as (client, _):
        found = fetch_un_list(client, service=mirrored(UN_LIST, access))
    table = found.table
    by_list = dict(sorted(Counter(table["list"].to_pylist()).items()))
    if only is not None:
        if only not in by_list:
            there = ", ".join(by_list)
            msg = f"--list: found {only!r}; expected one of {there}. Use one of these."
            raise UnknownCodeError(msg)
        table = table.filter(pc.equal(table["list"], only))
    joined = pc.binary_join(table["aliases"], _SEPARATOR)
    at = table.column_names.index("aliases")
    flat = table.set_column(at, "aliases", joined)
    write_table(flat if output.suffix == ".csv" else table, output)
    kinds = Counter(table["kind"].to_pylist())
    summary = {
        "source": "UN Security Council, consolidated list",
        "licence": UN_LIST.licence,
        "output": str(output),
        "generated": found.generated,
        "listings": table.num_rows,
        "individuals": kinds["individual"],
        "entities": kinds["entity"],
        "without_day": found.undated,
        "lists": by_list,
        "reply": found.entry.manifest(),
        "from_cache": found.entry.reused,
    }
    write_account(summary, output.with_name(f"{output.name}.fetch.json"))
    if as_json:
        print_json(summary)
        return
    console().print(
        f"{table.num_rows:,} listings in {output}: {kinds['individual']:,} "
        f"individuals, {kinds['entity']:,} entities. Retrieved "
        f"{found.entry.retrieved.date()}; made {found.generated or 'no day told'}.",
        markup=False,
    )
    print_list("By list", [f"{name}: {count:,}" for name, count in by_list.items()])


def _years(text: str) -> tuple[int, ...]:
    years: list[int] = []
    for piece in text.split(","):
        match = _YEARS.fullmatch(piece.strip())
        if match is None or int(match[2] or match[1]) < int(match[1]):
            msg = (
                f"--years: found {text!r}; expected years such as 2018, 2018..2022 or "
                "2016,2018. Correct it."
            )
            raise SchemaError(msg)
        years.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(years)


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"and {more:,} more"] if more > 0 else lines
