"""What UN Comtrade answers: whether it is whole, as asked, and of a known form.

A reply is an object with the records under ``data``, their number under ``count`` and
words under ``error``, which is empty where all went well. The columns are those of the
public interface of version 1, as its published clients (comtradeapicall, comtradr) and
recorded replies show them. Columns that are new are noted and do no harm; ones that are
missing stop the fetch, all of them named at once.
"""

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yalu.errors import Problem, SchemaError, describe
from yalu.sources.fetching.cut import Cut
from yalu.sources.fetching.failure import RefusedError, UnfitReplyError

__all__ = ["COLUMNS", "Reply", "read_document", "read_reply"]

COLUMNS = (
    "period",
    "reporterCode",
    "flowCode",
    "partnerCode",
    "partner2Code",
    "classificationCode",
    "cmdCode",
    "customsCode",
    "motCode",
    "qtyUnitCode",
    "qty",
    "netWgt",
    "primaryValue",
)
"""The columns that every record of trade must have."""

_KNOWN = frozenset(COLUMNS) | {
    "typeCode", "freqCode", "refPeriodId", "refYear", "refMonth", "reporterISO",
    "reporterDesc", "flowDesc", "partnerISO", "partnerDesc", "partner2ISO",
    "partner2Desc", "classificationSearchCode", "isOriginalClassification", "cmdDesc",
    "aggrLevel", "isLeaf", "customsDesc", "mosCode", "motDesc", "qtyUnitAbbr",
    "isQtyEstimated", "altQtyUnitCode", "altQtyUnitAbbr", "altQty", "isAltQtyEstimated",
    "isNetWgtEstimated", "grossWgt", "isGrossWgtEstimated", "cifvalue", "fobvalue",
    "legacyEstimationFlag", "isReported", "isAggregate",
}  # fmt: skip
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The records of one reply.

    Attributes
    ----------
    records : tuple of dict
        As they came.
    count : int
        How many the service says there are.
    new : tuple of str
        Columns that are not known here.

    """

    records: tuple[dict[str, Any], ...]
    count: int
    new: tuple[str, ...] = ()

    def full(self, most: int) -> bool:
        """Return whether there may be more records than came."""
        return self.count > len(self.records) or len(self.records) >= most

    @property
    def editions(self) -> frozenset[str]:
        """The editions of goods codes that occur."""
        return frozenset(str(each["classificationCode"]) for each in self.records)


def read_document(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file that came from UN Comtrade.

    Raises
    ------
    UnfitReplyError
        If it is a web page, breaks off, or holds no list of records.
    RefusedError
        If the service says in words that it would not answer.

    """
    text = path.read_bytes()
    try:
        said: Any = json.loads(text)
    except RecursionError as error:
        msg = "UN Comtrade: found JSON that is nested too deeply to be records"
        raise UnfitReplyError(msg) from error
    except ValueError as error:
        start = text.lstrip()[:_SHOWN].decode("utf-8", errors="replace")
        if start.startswith("<"):
            msg = f"found a web page ({start!r}) instead of data"
        elif not start:
            msg = "found an empty reply"
        else:
            msg = f"found JSON that breaks off or is malformed ({error})"
        raise UnfitReplyError(f"UN Comtrade: {msg}") from error
    if isinstance(said, dict) and said.get("error"):
        told = said["error"]
        plain = told if isinstance(told, str) else _kind(told)
        words = " ".join(plain.split())
        msg = (
            f"UN Comtrade: found the words {words!r} instead of data; expected "
            "records. Ask for less at a time, and check the codes and periods."
        )
        raise RefusedError(msg)
    if not isinstance(said, dict) or not isinstance(said.get("data"), list):
        msg = "UN Comtrade: found JSON without a list of records under 'data'"
        raise UnfitReplyError(msg)
    return said


def read_reply(path: Path, cut: Cut) -> Reply:
    """Return the records of a reply that is whole and is what was asked.

    Raises
    ------
    UnfitReplyError
        If it breaks off, does not hold what was asked, or states a value or the number
        of records in another form than a plain one.
    RefusedError
        If the service says in words that it would not answer.
    SchemaError
        If columns are missing; all are named.

    """
    said = read_document(path)
    records = said["data"]
    strange = [each for each in records if not isinstance(each, dict)]
    if strange:
        msg = f"UN Comtrade: found {len(strange)} records that are no objects"
        raise UnfitReplyError(msg)
    _require_columns(records)
    _require_plain(records)
    _require_asked(records, cut)
    named = {name for each in records for name in each}
    return Reply(
        records=tuple(records),
        count=_count(said.get("count"), records),
        new=tuple(sorted(named - _KNOWN)),
    )


def _count(told: object, records: list[dict[str, Any]]) -> int:
    """Return how many records the service says there are; what came, if it is silent.

    A number in another form must not be passed over: it may tell that the reply is cut.
    """
    if told is None:
        return len(records)
    if isinstance(told, int) and not isinstance(told, bool) and told >= 0:
        return told
    if isinstance(told, str) and re.fullmatch(r"[0-9]{1,18}", told):
        return int(told)
    shown = repr(told)[:_SHOWN] if isinstance(told, str | float) else _kind(told)
    msg = (
        f"UN Comtrade: found {shown} for the number of records (count); expected a "
        "whole number, without which nobody can tell whether the reply is cut"
    )
    raise UnfitReplyError(msg)


def _require_plain(records: list[dict[str, Any]]) -> None:
    """Do nothing if every value that is needed is a text, a number or empty."""
    for column in COLUMNS:
        odd = [each for each in records if isinstance(each[column], dict | list)]
        if odd:
            msg = (
                f"UN Comtrade: found {_kind(odd[0][column])} under {column} in "
                f"{len(odd):,} of {len(records):,} records; expected a text or a number"
            )
            raise UnfitReplyError(msg)


def _kind(value: object) -> str:
    """Return what kind of JSON a value is, without writing it out."""
    kinds: dict[type, str] = {dict: "an object", list: "a list", bool: "true or false"}
    return kinds.get(type(value), type(value).__name__)


def _require_columns(records: list[dict[str, Any]]) -> None:
    """Do nothing if every record has every column that is needed."""
    problems = []
    named = {name for each in records for name in each}
    for column in COLUMNS:
        lacking = sum(column not in each for each in records)
        if lacking:
            near = _renamed(column, named - _KNOWN)
            finding = f"missing in {lacking:,} of {len(records):,} records{near}"
            remedy = "update Yalu, or report the change with this message"
            problems.append(Problem(f"column {column}", finding, remedy))
    if problems:
        head = "The reply of UN Comtrade has changed its form"
        raise SchemaError(describe(head, problems))


def _renamed(column: str, others: Iterable[str]) -> str:
    plain = {name.lower(): name for name in others}
    near = difflib.get_close_matches(column.lower(), plain, n=1)
    return f"; {plain[near[0]]} is there instead" if near else ""


def _require_asked(records: list[dict[str, Any]], cut: Cut) -> None:
    """Do nothing if all records lie within what was asked.

    A parameter that a service does not know is ignored in silence, and the reply then
    holds more, or something else.
    """
    asked: dict[str, tuple[str, ...]] = {
        "reporterCode": (cut.reporter,),
        "period": cut.periods,
        "flowCode": cut.flows,
    }
    if cut.partners:
        asked["partnerCode"] = cut.partners
    if not any(code.startswith("AG") for code in cut.goods):
        asked["cmdCode"] = cut.goods
    if cut.whole:
        asked |= {"partner2Code": ("0",), "customsCode": ("C00",), "motCode": ("0",)}
    for column, wanted in asked.items():
        found = {str(each[column]) for each in records} - set(wanted)
        if found:
            shown = ", ".join(sorted(found)[:3])
            msg = (
                f"UN Comtrade: found records with {column} {shown}; expected only "
                f"{', '.join(wanted[:3])}{' …' if len(wanted) > 3 else ''}"  # noqa: PLR2004
            )
            raise UnfitReplyError(msg)
