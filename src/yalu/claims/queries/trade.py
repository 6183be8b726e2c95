"""Queries on who trades with the target, and how much of it a text leaves open."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from yalu.claims.answer import Answer, Record, span
from yalu.claims.claim import Value
from yalu.claims.queries.provisions import instrument_named
from yalu.claims.queries.scope import sorted_codes
from yalu.dependence import Alternative, Flow, Share, Status
from yalu.goods import revision_on
from yalu.periods import Interval
from yalu.provenance import Evidence, weakest
from yalu.regime import coverage
from yalu.territories import territory

__all__ = [
    "alternative_growth",
    "best_alternative",
    "lead_since",
    "patron_share",
    "trade_left_open",
]

_TOTAL = "TOTAL"
_MILLION = 1e6


def _published(record: Record, years: Iterable[int]) -> list[Share]:
    wanted = set(years)
    return [
        share
        for share in record.profile.shares
        if share.year in wanted
        and share.flow is Flow.TOTAL
        and share.status is Status.COMPUTED
    ]


def patron_share(record: Record, years: list[int]) -> Answer:
    """Return the patron's share of the trade of some years, by every compiler."""
    shares = _published(record, years)
    missing = sorted(set(years) - {share.year for share in shares})
    if missing:
        named = ", ".join(map(str, missing))
        return Answer(missing=f"The data give no share for {named}.")
    bounds = [
        bound
        for bound in record.profile.bounds
        if bound.year in years and bound.flow is Flow.TOTAL and bound.low is not None
    ]
    lows = [share.low for share in shares if share.low is not None]
    highs = [share.high for share in shares if share.high is not None]
    low, high = min(lows), max(highs)
    widest = (
        min((b.low for b in bounds if b.low is not None), default=low),
        max((b.high for b in bounds if b.high is not None), default=high),
    )
    named = ", ".join(map(_told, shares))
    return Answer(
        values={
            "share_low": low,
            "share_high": high,
            "share": span(low * 100, high * 100, ".1f"),
            "bound_low": widest[0],
            "bound_high": widest[1],
            "bound": span(widest[0] * 100, widest[1] * 100, ".1f"),
            "compilers": len({share.compiler for share in shares}),
            "by_compiler": named,
            "years": span(min(years), max(years), "d"),
        },
        evidence=weakest(share.evidence for share in shares),
        sources=tuple(
            dict.fromkeys(
                [
                    *(name for share in shares for name in share.sources),
                    *(name for bound in bounds for name in bound.sources),
                ]
            )
        ),
        citations=tuple(str(share) for share in shares),
    )


def _told(share: Share) -> str:
    low, high = 100 * (share.low or 0.0), 100 * (share.high or 0.0)
    return f"{share.year} {share.compiler} {span(low, high, '.1f')} %"


def lead_since(record: Record, by_year: int) -> Answer:
    """Return since when the patron is the largest partner, as far as the data reach.

    Two things are told apart: since when it trades more than the other patron, and
    since when it trades more than anybody. ``until`` is the last year up to the one
    asked about in which another was ahead, ``led_by`` whether the patron surely led in
    any year up to it, and ``behind_after`` whether another was ahead after it.
    """
    lead = record.profile.leads
    ranks = [rank for rank in record.profile.ranks if not rank.inter_korean]
    if lead.since is None:
        return Answer(missing=f"The data show no lead: {lead.reason}.")
    patron = record.profile.patron
    others = {
        rank.year: rank.leader
        for rank in ranks
        if rank.leader != patron and (rank.sure or patron in rank.beaten)
    }
    led = {rank.year for rank in ranks if rank.sure and rank.leader == patron}
    before = [year for year in others if year <= by_year]
    ahead = _first_ahead(record)
    values: dict[str, Value] = {
        "since": lead.since,
        "first_year": lead.first_year,
        "last_year": lead.last_year,
        "settled": lead.status is Status.COMPUTED,
        "start_known": lead.first_year is not None and lead.first_year <= by_year,
        "ranked_years": len({rank.year for rank in ranks if rank.sure}),
        "led_years": len(led),
        "led_by": any(year <= by_year for year in led - set(others)),
        "until": max(before, default=None),
        "behind_after": any(year > by_year for year in others),
        "gap": _gap(max(before, default=by_year), {*led, *others}),
        "leader": ", ".join(_names(others.values())) or "nobody else",
        "leader_years": ", ".join(map(str, sorted(others))) or "no year",
        "ahead_year": ahead.year if ahead else None,
        "ahead_times": _times(ahead),
        "ahead_told": _ahead_told(ahead),
    }
    used = [share.evidence for share in _published(record, _years(record))]
    used += [ahead.evidence] if ahead else []
    return Answer(
        values=values,
        evidence=weakest(used),
        sources=tuple(dict.fromkeys(name for rank in ranks for name in rank.sources)),
        citations=tuple(f"{r.year} {r.leader}, {r.compiler}" for r in ranks),
    )


def _gap(last: int, ranked: set[int]) -> str:
    """Return the years without a ranking after one, up to the next that has one."""
    after = min((year for year in ranked if year > last), default=last + 1)
    if after - last == 1:
        return "no year in between"
    return span(last + 1, after - 1, "d")


def _first_ahead(record: Record) -> Alternative | None:
    """Return what the other patron traded when it was first surely the smaller.

    Both directions where they are known; else what it sold, against what the patron
    sold, or what it bought.
    """
    whole = {row.year for row in _totals(record)}
    ways = (Flow.TOTAL, Flow.IMPORTS, Flow.EXPORTS)
    rows = [
        row
        for row in record.profile.alternatives
        if row.flow is Flow.TOTAL or row.year not in whole
    ]
    for row in sorted(rows, key=lambda row: (row.year, ways.index(row.flow))):
        if row.of_patron_high is not None and row.of_patron_high < 1:
            return row
    return None


def _times(row: Alternative | None) -> float | None:
    return 1 / row.of_patron_high if row and row.of_patron_high else None


def _ahead_told(row: Alternative | None) -> str:
    times = _times(row)
    if row is None or times is None:
        return "is never on record ahead of the other patron"
    name = _short(row.partner)
    told = f"{times:,.0f} times as much as {name} in {row.year}"
    match row.flow:
        case Flow.IMPORTS:
            return f"sold the country {told}"
        case Flow.EXPORTS:
            return f"bought of the country {told}"
        case _:
            return f"traded {told}"


def _short(code: str) -> str:
    return territory(code).name.replace("Russian Federation", "Russia")


def _names(codes: Iterable[str]) -> list[str]:
    return sorted({_short(code) for code in codes})


def _years(record: Record) -> set[int]:
    return {rank.year for rank in record.profile.ranks if rank.sure}


def _totals(record: Record) -> list[Alternative]:
    rows = record.profile.alternatives
    return [row for row in rows if row.flow is Flow.TOTAL]


def best_alternative(record: Record) -> Answer:
    """Return the other patron's best year beside the patron's, in US dollars."""
    best = record.profile.best_alternative
    known = [s for s in record.profile.shares if s.patron_usd and s.flow is Flow.TOTAL]
    if best is None or not known:
        return Answer(missing="The data hold no total of the other patron.")
    top = max(known, key=lambda share: share.patron_usd[1] if share.patron_usd else 0.0)
    most = top.patron_usd[1] if top.patron_usd else 0.0
    latest = max(_totals(record), key=lambda row: row.year)
    return Answer(
        values={
            "alternative": best.partner,
            "alternative_musd": best.high / _MILLION,
            "alternative_year": best.year,
            "alternative_by": _compiler(best.compiler),
            "patron_musd": most / _MILLION,
            "patron_year": top.year,
            "patron_by": _compiler(top.compiler),
            "ratio": best.high / most,
            "percent": 100 * best.high / most,
            "latest_year": latest.year,
            "latest_musd": latest.high / _MILLION,
            "years_known": len({row.year for row in _totals(record)}),
        },
        evidence=weakest((best.evidence, top.evidence)),
        sources=tuple(dict.fromkeys((*best.sources, *top.sources))),
        citations=(f"{best.year} {best.compiler}", f"{top.year} {top.compiler}"),
    )


def _compiler(name: str) -> str:
    """Return whose figures they are, without the reading of them."""
    return name.partition(",")[0]


def alternative_growth(record: Record, first: int, last: int) -> Answer:
    """Return the other patron's trade in one year beside another, compiler by compiler.

    Only figures that one compiler had by one method are compared, since compilers
    count different things.
    """
    by_year = {year: _by_compiler(record, year) for year in (first, last)}
    both = sorted(by_year[first].keys() & by_year[last].keys())
    if not both:
        told = "; ".join(
            f"{year}: {', '.join(sorted(name for name, _ in found)) or 'none'}"
            for year, found in by_year.items()
        )
        return Answer(
            missing=(
                f"No compiler gives both {first} and {last} on one base, so that no "
                f"growth can be told ({told})."
            )
        )
    pairs = [(by_year[first][key], by_year[last][key]) for key in both]
    lows = [after.low / before.high - 1 for before, after in pairs]
    highs = [after.high / before.low - 1 for before, after in pairs]
    used = [row for pair in pairs for row in pair]
    return Answer(
        values={
            "growth_low": min(lows),
            "growth_high": max(highs),
            "growth": span(min(lows) * 100, max(highs) * 100, "+.1f"),
            "first": first,
            "last": last,
            "compilers": len(pairs),
            "amounts": "; ".join(
                f"{before.compiler} {before.high / _MILLION:,.0f} to "
                f"{after.high / _MILLION:,.0f}"
                for before, after in pairs
            ),
        },
        evidence=weakest(row.evidence for row in used),
        sources=tuple(dict.fromkeys(name for row in used for name in row.sources)),
        citations=tuple(f"{row.year} {row.compiler}" for row in used),
    )


def _by_compiler(record: Record, year: int) -> dict[tuple[str, str], Alternative]:
    """Return the totals of one year by compiler and method."""
    rows = [row for row in _totals(record) if row.year == year and row.low > 0]
    return {(row.compiler, row.method): row for row in rows}


def trade_left_open(
    record: Record, instrument: str, reporter: str, year: int, compiler: str
) -> Answer:
    """Return the share of a year's purchases that a resolution does not list."""
    text = instrument_named(record, instrument)
    lines = _lines(record, reporter, Interval.calendar_year(year), compiler)
    total = max((value for code, value, _ in lines if code == _TOTAL), default=0.0)
    if not total:
        return Answer(missing=f"The data hold no total of {compiler} for {year}.")
    covered = coverage(record.regime, revision=revision_on(text.adopted_on))
    ids = [measure.id for measure in text.measures]
    sure, possible = sorted_codes(covered, ids, "from_target")
    named = {code for code, _, _ in lines if code != _TOTAL}
    leaves = [
        (code, value)
        for code, value, _ in lines
        if code != _TOTAL
        and not any(code != other and code.startswith(other) for other in named)
    ]
    found = sorted((leaf for leaf in leaves if leaf[0] in sure), key=_by_amount)
    listed = sum(value for _, value in found)
    unlisted = sum(value for code, value in leaves if code not in possible)
    low, high = unlisted / total, 1 - listed / total
    return Answer(
        values={
            "share_low": low,
            "share_high": high,
            "share": span(low * 100, high * 100, ".1f"),
            "total_musd": total / _MILLION,
            "listed_musd": listed / _MILLION,
            "unlisted_musd": unlisted / _MILLION,
            "year": year,
            "lines": len(leaves),
            "listed_lines": ", ".join(
                f"{code} ({value / _MILLION:,.0f})" for code, value in found
            )
            or "none",
        },
        evidence=weakest(
            [
                *(Evidence(grade[1]) for _, _, grade in lines),
                *(measure.evidence for measure in text.measures),
            ]
        ),
        sources=tuple(dict.fromkeys(grade[0] for _, _, grade in lines)),
        citations=(text.symbol, f"{reporter} imports {year}, {compiler}"),
    )


def _by_amount(leaf: tuple[str, float]) -> float:
    return -leaf[1]


def _lines(
    record: Record, reporter: str, span_of: Interval, compiler: str
) -> list[tuple[str, float, tuple[str, str]]]:
    """Return code, value in US dollars, and source with grade, of each whole year."""
    table: pa.Table = record.flows
    if "compiler" not in table.column_names:
        return []
    wanted = {
        "reporter": reporter,
        "partner": record.regime.target,
        "direction": "import",
        "series": "customs",
        "compiler": compiler,
        "period_start": span_of.start,
        "period_end": span_of.end,
    }
    for column, value in wanted.items():
        table = table.filter(pc.equal(table[column], value))
    return [
        (row["hs_code"], float(row["value_usd"]), (row["source"], row["evidence"]))
        for row in table.to_pylist()
        if row["value_usd"] is not None
    ]
