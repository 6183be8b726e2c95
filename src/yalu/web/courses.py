"""Courses: charts of runs, month by month, that are compiled once and filled anew.

To compile a chart takes a twentieth of a second, and a position of the sliders has
several. What changes from one position to the next are the numbers alone, so that they
are put into charts that were compiled before.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from yalu.report import drawing
from yalu.report.figures.scenario import FanRow, fan_chart, fan_records
from yalu.web.plates import Plate, plate_of
from yalu.web.shelf import Part, Shelf

__all__ = ["COURSES", "Courses"]

_Runs = frozenset[str]
_WIDTH = 240  # of pictures, which stand in pairs as the charts will


class Courses:
    """Compiled charts of the courses of series, to be filled with the numbers of runs.

    Examples
    --------
    >>> Courses().plates({}, still=False)
    ()

    """

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, _Runs], dict[str, Any]] = {}
        self._door = threading.Lock()

    def plates(
        self, rows: Mapping[str, Sequence[FanRow]], *, still: bool
    ) -> tuple[Plate, ...]:
        """Return the charts of some series.

        Parameters
        ----------
        rows : mapping of str to sequence of FanRow
            By series, of one run or of both.
        still : bool
            Whether a still picture is drawn of each, for readers without scripts.

        """
        filled = ((name, self._filled(name, each)) for name, each in rows.items())
        return tuple(
            plate_of(chart, f"scenario-own-{name}", still=_WIDTH if still else None)
            for name, chart in filled
        )

    def _filled(self, name: str, rows: Sequence[FanRow]) -> dict[str, Any]:
        records = fan_records(rows)
        key = (name, frozenset(records))
        with self._door:
            if key not in self._compiled:
                self._compiled[key] = drawing.vega(fan_chart(rows))
        held: dict[str, Any] = json.loads(json.dumps(self._compiled[key]))
        for data in held["data"]:
            if data.get("values"):
                data["values"] = records[data["values"][0]["run"]]
        return held


def _courses(shelf: Shelf) -> Courses:
    del shelf
    return Courses()


COURSES: Part[Courses] = Part(name="courses", words="The charts", make=_courses)
"""Compiled charts of what sliders do."""
