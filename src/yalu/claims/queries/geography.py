"""Queries on the map: distances along the shortest line on the WGS84 ellipsoid."""

from geographiclib.geodesic import Geodesic

from yalu.claims.answer import Answer, Record, span
from yalu.claims.queries.witnesses import answer_from
from yalu.errors import UnknownCodeError
from yalu.events import Site
from yalu.provenance import Evidence, weakest

__all__ = ["distance"]

_METRES_A_MILE = 1609.344
_METRES_A_KILOMETRE = 1000.0


def distance(record: Record, event: str, border: str, other_fixes: list[str]) -> Answer:
    """Return the miles from an event to a border, from each position that sources give.

    Positions of sites and of the border are printed by third parties, so the answer is
    reported at best.

    References
    ----------
    C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), as in
    geographiclib.

    """
    one = record.events.get(event)
    edge = _site(record, border)
    fixes = [_site(record, name) for name in other_fixes]
    if one.latitude is None or one.longitude is None:
        return Answer(missing=f"The log has no position for {event}.")
    points = {(one.latitude, one.longitude)}
    points |= {(fix.latitude, fix.longitude) for fix in fixes}
    every = [_metres(*point, edge) for point in points]
    own = _metres(one.latitude, one.longitude, edge)
    low, high = min(every) / _METRES_A_MILE, max(every) / _METRES_A_MILE
    found = answer_from(
        record,
        (one,),
        {
            "miles": own / _METRES_A_MILE,
            "miles_low": low,
            "miles_high": high,
            "range": span(low, high, ".1f"),
            "kilometres": own / _METRES_A_KILOMETRE,
            "positions": len(every),
        },
    )
    grade = () if found.evidence is None else (found.evidence,)
    extra = tuple(dict.fromkeys(site.source for site in (edge, *fixes)))
    return Answer(
        values=found.values,
        evidence=weakest((*grade, Evidence.REPORTED)),
        sources=tuple(dict.fromkeys((*found.sources, *extra))),
        citations=tuple(
            dict.fromkeys(
                (*found.citations, *(record.events.sources[n].publisher for n in extra))
            )
        ),
    )


def _site(record: Record, name: str) -> Site:
    if name in record.events.sites:
        return record.events.sites[name]
    msg = f"Site {name!r} is not among the {len(record.events.sites)} of the log."
    raise UnknownCodeError(msg)


def _metres(latitude: float, longitude: float, edge: Site) -> float:
    line = Geodesic.WGS84.Inverse(latitude, longitude, edge.latitude, edge.longitude)
    return float(line["s12"])
