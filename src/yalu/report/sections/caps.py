"""The section on caps: what was used of each, in every kind of record."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from yalu.compliance import Assessment, CapLedger, RecordGap
from yalu.flows import Series
from yalu.provenance import Evidence
from yalu.regime import Cap, CapRule, Measure
from yalu.report import lawmaking, numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table, figure_of
from yalu.report.calendar_use import calendar_rows
from yalu.report.capping import (
    CapRow,
    RunningPoint,
    cap_rows,
    running,
    share_words,
    who,
    window_name,
)
from yalu.report.dossier import Dossier
from yalu.report.figures import caps as charts
from yalu.report.grid import Grid

__all__ = ["cap_finding", "caps"]

_OFFICIAL = (Series.NOTIFIED, Series.CUSTOMS)
_LABELS = {
    Series.NOTIFIED: "Notified to the Committee by the supplying states",
    Series.CUSTOMS: "Recorded by customs",
    Series.ESTIMATED: "Estimated",
    Series.ALLEGED: "Alleged by others: an accusation, on an axis of its own",
}


def caps(dossier: Dossier, found: Assessment) -> Section:
    """Return the section on caps: a tracker each, every window, what is alleged."""
    ledgers, gaps = found.ledgers, found.gaps
    blocks: list[Block] = []
    for name, measures in lawmaking.classes(dossier.regime).items():
        own = _leading(dossier, measures)
        ids = {m.id for m in own}
        mine = [ledger for ledger in ledgers if ledger.measure in ids]
        figure = _tracker(name, own, mine) or _unledgered(dossier, name, own)
        if figure is not None:
            blocks.append(figure)
    blocks.append(_overview(dossier, ledgers))
    if gaps:
        blocks.append(_gaps(gaps))
    text = (
        "Each kind of record stands alone: what suppliers notified, what customs "
        "printed, what others allege. Shares run from the lowest to the highest "
        "barrel factor in use. A record with missing months can show that a cap was "
        "exceeded, never that it was kept."
    )
    return Section(id="caps", heading="The caps", text=(text,), blocks=tuple(blocks))


def _leading(dossier: Dossier, measures: Iterable[Measure]) -> list[Measure]:
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    return [
        m
        for m in measures
        if m.cap is not None and dossier.regime.instrument_of(m).body in leading
    ]


def _tracker(
    name: str, measures: Sequence[Measure], ledgers: Sequence[CapLedger]
) -> Figure | None:
    rows = cap_rows(ledgers)
    if not rows:
        return None
    alerts = sorted({a for m in measures if m.cap for a in m.cap.alerts})
    several = any(m.cap is not None and len(m.cap.limits) > 1 for m in measures)
    panels = []
    for series, label in _LABELS.items():
        part = [row for row in rows if row.series is series]
        if part:
            chart = charts.use_chart(
                part, series=series, alerts=alerts, lanes=not several
            )
            panels.append(Panel(label=label, chart=chart))
    growing = _growing(ledgers, several=several)
    if growing:
        label = "limit" if several else "window"
        chart = charts.running_chart(growing, alerts=alerts, label=label)
        panels.insert(1, Panel(label="As it filled up, month by month", chart=chart))
    return figure_of(
        rows,
        f"cap-{name.replace(' ', '-')}",
        title=cap_finding(name, rows),
        panels=tuple(panels),
        summary=_summary(rows),
        definition=(
            f"Percent of the limit of the accounting window. {_alerts_told(alerts)}the "
            "solid line is the limit. Solid bar: low end; pale: high end; arrow: "
            "at least, because months are missing or no upper end is known. "
            "Month by month, a line runs while every month since the window opened "
            "is on record; a hollow dot is a later total, with gaps before it."
        ),
    )


def _alerts_told(alerts: Sequence[int]) -> str:
    """Return what the lines below the limit are; nothing where there are none."""
    if not alerts:
        return "On the chart, "
    levels = numerals.listing([str(a) for a in alerts])
    return f"Lines at {levels} are the Committee's alerts, "


def _unledgered(
    dossier: Dossier, name: str, measures: Sequence[Measure]
) -> Figure | None:
    """Return whole years against a cap whose windows no record fits."""
    limited = [m for m in measures if m.cap is not None and m.cap.limits]
    if not limited:
        return None
    rows = calendar_rows(dossier.regime, limited[-1], dossier.trade)
    if not rows:
        return None
    parts = {s: [row for row in rows if row.series is s] for s in _LABELS}
    told = [
        f"{series.value} figures show {_years(part)}"
        for series, part in parts.items()
        if part
    ]
    return figure_of(
        rows,
        f"cap-{name.replace(' ', '-')}",
        title=f"{name.capitalize()}: no window can be checked; {'; '.join(told)}",
        panels=tuple(
            Panel(
                label=f"{_LABELS[series]}, calendar years",
                chart=charts.use_chart(part, series=series, alerts=(), lanes=False),
            )
            for series, part in parts.items()
            if part
        ),
        summary=_summary(rows),
        definition=(
            "Calendar years as a share of the yearly limit in the same unit, years "
            f"before the cap of {limited[-1].in_force and limited[-1].in_force.start} "
            "included. The windows of the cap run from other days, so this is an "
            "indication and no ledger. A nil is printed; years without a bar are not."
        ),
    )


def _years(rows: Sequence[CapRow]) -> str:
    newest = rows[-1]
    nil = [row.window for row in rows if not row.low]
    if nil and newest.low == 0:
        return f"nil for {numerals.listing(nil)} (before: {_hull(rows[: -len(nil)])})"
    first = rows[0].window
    return f"{_hull(rows)} of the limit in {first} to {newest.window}"


def _growing(ledgers: Sequence[CapLedger], *, several: bool) -> list[RunningPoint]:
    points = [p for p in running(ledgers) if p.row.series in _OFFICIAL]
    if several:
        longest = max((p.row.start for p in points if p.row.months > 3), default=None)  # noqa: PLR2004
        return [p for p in points if p.row.start == longest]
    return [p for p in points if "+" in p.row.states]


def _summary(rows: Sequence[CapRow]) -> str:
    told = []
    for series in _LABELS:
        part = [row for row in rows if row.series is series]
        if part:
            top = max(part, key=lambda row: row.low)
            least = min(part, key=lambda row: row.low)
            told.append(
                f"{series.value.capitalize()}: from {least.told} ({least.window}, "
                f"{least.states}) to {top.told} ({top.window}, {top.states})."
            )
    return " ".join(told)


def cap_finding(name: str, rows: Sequence[CapRow]) -> str:
    """Return what the windows of a cap show, as a title.

    Parameters
    ----------
    name : str
        The class of goods.
    rows : sequence of CapRow
        Its windows, in every kind of record.

    """
    official = [row for row in rows if row.series in _OFFICIAL]
    alleged = [row for row in rows if row.series is Series.ALLEGED]
    parts = []
    over = [row for row in official if row.exceeded]
    for window in dict.fromkeys(row.window for row in over):
        here = [row for row in over if row.window == window]
        told = [
            f"{_hull([row for row in here if row.limit_words == limit])} of the {limit}"
            for limit in dict.fromkeys(row.limit_words for row in here)
        ]
        parts.append(f"cap exceeded in {window} ({numerals.listing(told)})")
    rest = [row for row in official if not row.exceeded]
    if rest:
        elsewhere = [row for row in rest if row.window not in {r.window for r in over}]
        if elsewhere:
            parts.append(f"{'otherwise ' if over else ''}{_fullest(elsewhere)}")
        else:
            parts.append(_fullest(rest))
    if alleged:
        worst = max(alleged, key=lambda row: row.low)
        parts.append(f"{worst.told} alleged ({worst.window})")
    return f"{name.capitalize()}: {'; '.join(parts)}"


def _fullest(rows: Sequence[CapRow]) -> str:
    """Return the fullest window in words: a record with gaps is a floor."""
    most = max(rows, key=lambda row: row.high or row.low)
    where = most.window
    if most.missing:
        where += f", {most.missing} of {most.months} months missing"
    official = most.evidence in (Evidence.OFFICIAL, Evidence.REPORTED)
    record = "the official record" if official else f"the record ({most.evidence})"
    told = f"{record} shows {most.told} ({where})"
    partly = {row.window for row in rows if row.missing} - {most.window}
    whole = {row.window for row in rows if not row.missing}
    if not partly - whole:
        return told
    silent = numerals.plural(len(partly - whole), "window")
    return f"{told}; {silent} {'has' if len(partly - whole) == 1 else 'have'} gaps"


def _hull(rows: Sequence[CapRow]) -> str:
    low = min(row.low for row in rows)
    high = max(row.high or row.low for row in rows)
    told = numerals.span(share_words(low), share_words(high))
    return f"at least {told}" if any(row.is_floor for row in rows) else told


def _overview(dossier: Dossier, ledgers: Sequence[CapLedger]) -> Table:
    regime = dossier.regime
    known = cap_rows(ledgers)
    bodies = {body.id for body in lawmaking.leaders(regime)} | {dossier.state}
    rows, data = [], []
    for measure in regime.known():
        cap = measure.cap
        if cap is None or measure.interval is None:
            continue
        if regime.instrument_of(measure).body not in bodies:
            continue
        for window in cap.windows(measure.interval, until=dossier.on):
            if not dossier.asked.interval.overlaps(window):
                continue
            here = [
                row
                for row in known
                if row.measure == measure.id and row.start == window.start
            ]
            cells = [_known(here, series) for series in _LABELS]
            rows.append(
                (
                    Cell(
                        text=lawmaking.short_goods(measure.goods.words),
                        detail=f"{regime.citation(measure)}: {_limits(cap)}",
                    ),
                    Cell(text=window_name(window)),
                    *cells,
                )
            )
            data.append(
                (measure.id, str(regime.citation(measure)), window_name(window),
                 *(cell.text for cell in cells),
                 tuple(dict.fromkeys(s for cell in cells for s in cell.sources)))
            )  # fmt: skip
    silent = sum(row[2].text == row[3].text == "unverifiable" for row in rows)
    return Table(
        id="cap-windows",
        title=(
            f"{silent} of {len(rows)} cap windows have no official record to hold "
            "against the limit"
        ),
        columns=("Cap", "Window", *(series.value.capitalize() for series in _LABELS)),
        rows=tuple(rows),
        definition=(
            "Every accounting window that began. Unverifiable: nothing in that kind "
            "of record can be held against the limit. It does not mean compliance."
        ),
        data=Grid(
            (
                *("measure", "where", "window"),
                *(series.value for series in _LABELS),
                "sources",
            ),
            tuple(data),
        ),
        folded=True,
    )


def _known(rows: Sequence[CapRow], series: Series) -> Cell:
    part = [row for row in rows if row.series is series]
    if not part:
        return Cell(text="unverifiable", tone="unverifiable")
    top = max(part, key=lambda row: row.low)
    return Cell(
        text=top.told,
        detail=f"{top.states}, {top.limit_words}"
        + (f", {numerals.plural(top.missing, 'month')} missing" if top.missing else ""),
        sources=top.sources,
    )


def _limits(cap: Cap) -> str:
    if cap.rule is CapRule.NOT_ABOVE_PREVIOUS_12_MONTHS:
        return "each state's own past twelve months"
    return " or ".join(str(limit) for limit in cap.limits)


def _gaps(gaps: Sequence[RecordGap]) -> Table:
    rows = [
        (
            Cell(text=gap.claimant, detail=str(gap.period)),
            Cell(text=_percent_range(gap.alleged_low, gap.alleged_high), tone="figure"),
            Cell(
                text=_percent_range(gap.notified_low, gap.notified_high)
                if gap.notified_low is not None
                else "nothing notified",
                tone="figure" if gap.notified_low is not None else "unverifiable",
                detail=f"by {who(gap.notified_by)}",
            ),
            Cell(
                text=f"{numerals.plural(len(gap.unreported), 'month')} not notified"
                if gap.unreported
                else "all months notified",
                sources=gap.sources,
            ),
        )
        for gap in gaps
    ]
    worst = max(gaps, key=lambda gap: gap.alleged_low or 0)
    return Table(
        id="alleged-and-notified",
        title=(
            f"{worst.claimant} alleged "
            f"{_percent_range(worst.alleged_low, worst.alleged_high)} of a cap where "
            f"{_percent_range(worst.notified_low, worst.notified_high)} was notified"
        ),
        columns=("Who alleges, for when", "Alleged", "Notified", "Record"),
        rows=tuple(rows),
        definition="Percent of the limit of the window the period lies in.",
        sources=tuple(sorted({s for gap in gaps for s in gap.sources})),
        grades=(Evidence.ALLEGED, Evidence.REPORTED),
        data=Grid.from_items(list(gaps)),
    )


def _percent_range(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return "nothing"
    first = share_words(low)
    if high is None:
        return f"at least {first}"
    return numerals.span(first, share_words(high))
