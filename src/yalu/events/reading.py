"""Reading a log of events from the folder of its tables.

``events.csv`` holds one event a row, ``sources.csv`` the publications, ``sites.csv``
the points and ``coverage.csv`` how far the log reaches; the last two may be missing.
What the cells hold is told in `yalu.events.rows`.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yalu.errors import Problem, SchemaError, describe
from yalu.events.log import EventLog
from yalu.events.rows import (
    COVERAGE_COLUMNS,
    EVENT_COLUMNS,
    SITE_COLUMNS,
    SOURCE_COLUMNS,
    coverage_of,
    event_of,
    site_of,
    source_of,
)
from yalu.events.tables import read_table

__all__ = ["read"]


def read(path: Path | str | None = None) -> EventLog:
    """Return the log kept in a folder.

    Parameters
    ----------
    path : Path or str or None
        Folder with ``events.csv``, ``sources.csv`` and, if wanted, ``sites.csv`` and
        ``coverage.csv``; the embedded log if None.

    Raises
    ------
    SchemaError
        If a table is missing, unreadable or has other columns, or a row breaks a
        rule; all problems are listed with file and line.

    Examples
    --------
    >>> print(read().get("test-2016-09-09"))
    2016-09-09: Fifth nuclear test (YAO2018, CSISPROV)

    """
    folder: Traversable = (
        files("yalu.events").joinpath("data") if path is None else Path(path)
    )
    problems: list[Problem] = []
    sources = read_table(folder, "sources.csv", SOURCE_COLUMNS, source_of, problems)
    sites = read_table(
        folder, "sites.csv", SITE_COLUMNS, site_of, problems, optional=True
    )
    coverage = read_table(
        folder, "coverage.csv", COVERAGE_COLUMNS, coverage_of, problems, optional=True
    )
    events = read_table(folder, "events.csv", EVENT_COLUMNS, event_of, problems)
    if problems:
        raise SchemaError(describe(f"Events in {folder} cannot be read", problems))
    return EventLog(
        events=tuple(events),
        sources={source.id: source for source in sources},
        sites={site.id: site for site in sites},
        coverage=tuple(coverage),
    )
