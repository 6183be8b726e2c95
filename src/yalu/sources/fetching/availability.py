"""Which periods a reporter has published at all.

No record of a line is two different things: its reporter published the period and has
nothing on that line, or it published nothing. Only the list of releases tells them
apart (``getDA`` of the public interface, which needs no key).
"""

from pathlib import Path
from typing import Any

from yalu.errors import SchemaError
from yalu.sources.fetching.cache import Ask, Service
from yalu.sources.fetching.client import Client
from yalu.sources.fetching.cut import MOST_PERIODS
from yalu.sources.fetching.failure import ServiceError, UnfitReplyError
from yalu.sources.fetching.reply import read_document

__all__ = ["published_periods"]

_MOST_BYTES = 1 << 26


def published_periods(
    client: Client,
    service: Service,
    *,
    frequency: str,
    reporter: str,
    periods: tuple[str, ...],
) -> frozenset[str] | None:
    """Return those of some periods that a reporter has published.

    Parameters
    ----------
    client : Client
        Asks.
    service : Service
        UN Comtrade, or a mirror.
    frequency : str
        ``A`` for years, ``M`` for months.
    reporter : str
        Number of the reporter.
    periods : tuple of str
        Years or months.

    Returns
    -------
    frozenset of str or None
        None if the list of releases cannot be had.

    """
    found: set[str] = set()
    for start in range(0, len(periods), MOST_PERIODS):
        some = periods[start : start + MOST_PERIODS]
        ask = Ask(
            service=service,
            path=f"/public/v1/getDA/C/{frequency}/HS",
            parameters=(("reporterCode", reporter), ("period", ",".join(some))),
            name="availability.json",
            most_bytes=_MOST_BYTES,
        )

        try:
            entry = client.fetch(ask, _releases)
            releases = _releases(entry.body)
        except (ServiceError, SchemaError):
            return None
        found.update(
            str(each["period"])
            for each in releases
            if str(each["reporterCode"]) == reporter
        )
    return frozenset(found & set(periods))


def _releases(path: Path) -> list[dict[str, Any]]:
    """Return the releases in a reply.

    Raises
    ------
    UnfitReplyError
        If it is of another form.

    """
    said: list[Any] = read_document(path)["data"]
    for each in said:
        if not isinstance(each, dict) or not {"period", "reporterCode"} <= each.keys():
            msg = "UN Comtrade: found releases without period and reporterCode"
            raise UnfitReplyError(msg)
    return said
