"""Apparent breaches, what was set aside, and where the record is mute."""

from collections.abc import Sequence

from yalu.compliance import Amount, Assessment, Breach, SilenceKind
from yalu.provenance import Evidence
from yalu.report import lawmaking, numerals
from yalu.report.block import Cell, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid
from yalu.report.naming import state_name

__all__ = ["apparent_breaches", "set_aside", "silence"]

_LONG = 20
_SILENT = {
    SilenceKind.NEVER: "where no figure was ever printed",
    SilenceKind.STOPPED: "where figures stop",
    SilenceKind.SKIPPED: "where months are left out",
    SilenceKind.AGGREGATED: "where several goods or states are lumped",
    SilenceKind.CONTRADICTED: "where a nil is contradicted",
    SilenceKind.LATE: "where months come late",
}
_BREACH = (
    "state",
    "measure",
    "instrument",
    "paragraph",
    "direction",
    "first_day",
    "last_day",
    "series",
    "compiler",
    "value_low_usd",
    "value_high_usd",
    "quantity_low",
    "quantity_high",
    "unit",
    "sure",
    "evidence",
    "sources",
)


def apparent_breaches(dossier: Dossier, found: Assessment) -> Table | None:
    """Return what surely moved under a ban that binds all states; all rows as data."""
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    common = [b for b in found.breaches if b.body in leading]
    sure = [b for b in common if b.is_sure]
    if not sure:
        return None
    goods = {b.measure for b in sure}
    return Table(
        id="apparent-breaches",
        title=(
            f"{_flows(len(sure))} surely under {_bans(len(goods))}; "
            f"{len(common) - len(sure)} more possibly"
        ),
        columns=("Ban", "Period", "Value", "Quantity", "Record"),
        rows=tuple(_row(dossier, breach) for breach in sure),
        definition=(
            "A record held against a text: it shows that goods moved, not why, and an "
            "exemption may stand behind it. Surely: the whole period and the whole "
            "code fall under the ban and no exemption by claim is open. The possible "
            "ones are in the data."
        ),
        sources=tuple(sorted({s for b in sure for s in b.sources})),
        grades=tuple(g for g in Evidence if g in {b.evidence for b in sure}),
        data=Grid(_BREACH, tuple(_plain(b) for b in common)),
        folded=len(sure) > _LONG,
    )


def _flows(number: int) -> str:
    return f"{number} recorded {'flow falls' if number == 1 else 'flows fall'}"


def _bans(number: int) -> str:
    return numerals.plural(number, "ban")


def _row(dossier: Dossier, breach: Breach) -> tuple[Cell, ...]:
    measure = dossier.regime.measure(breach.measure)
    words = lawmaking.short_goods(measure.goods.words)
    return (
        Cell(text=words, detail=str(dossier.regime.citation(measure))),
        Cell(text=str(breach.period), detail=state_name(breach.state)),
        Cell(text=_amount(breach.value_usd, "USD"), tone="figure"),
        Cell(text=_amount(breach.quantity, breach.unit), tone="figure"),
        Cell(text=f"{breach.series}, {breach.compiler}", sources=breach.sources),
    )


def _amount(amount: Amount | None, unit: str) -> str:
    if amount is None:
        return "\u2013"
    low = numerals.amount(amount.low, unit)
    if amount.high is None:
        return f"at least {low}"
    return numerals.span(low, numerals.amount(amount.high, unit))


def _plain(breach: Breach) -> tuple[object, ...]:
    value, quantity = breach.value_usd, breach.quantity
    return (
        breach.state,
        breach.measure,
        breach.instrument,
        breach.paragraph,
        breach.direction.value,
        breach.period.start,
        breach.period.last,
        breach.series.value,
        breach.compiler,
        value and value.low,
        value and value.high,
        quantity and quantity.low,
        quantity and quantity.high,
        breach.unit,
        breach.is_sure,
        breach.evidence and breach.evidence.value,
        breach.sources,
    )


def set_aside(found: Assessment) -> Table | None:
    """Return the figures that their unit value makes implausible."""
    rows = found.unit_values.quarantined
    if not rows:
        return None
    return Table(
        id="set-aside",
        title=(
            f"{numerals.plural(len(rows), 'figure').capitalize()} of "
            f"{len(found.unit_values.rows)} with both value and quantity set aside as "
            "implausible"
        ),
        columns=("Flow", "Value", "Quantity", "Why"),
        rows=tuple(
            (
                Cell(text=f"{row.commodity}, {row.state}", detail=str(row.period)),
                Cell(text=numerals.money(row.value_usd), tone="figure"),
                Cell(text=numerals.amount(row.quantity, row.unit), tone="figure"),
                Cell(text=row.reason, detail=row.compiler, sources=row.sources),
            )
            for row in rows
        ),
        definition=found.unit_values.method,
        sources=tuple(sorted({s for row in rows for s in row.sources})),
        data=Grid.from_items(rows),
    )


def silence(found: Assessment) -> Table | None:
    """Return where the record falls silent, measure by measure."""
    rows = found.silences
    if not rows:
        return None
    told = [
        f"{numerals.count(number)} {words}"
        for kind, words in _SILENT.items()
        if (number := sum(row.kind is kind for row in rows))
    ]
    return Table(
        id="silences",
        title=(
            f"{numerals.plural(len(rows), 'silence').capitalize()} of the record leave "
            f"measures unverifiable: {numerals.listing(told)}"
        ),
        columns=("Measure", "State", "Kind", "Where the record is silent"),
        rows=tuple(
            (
                Cell(text=row.measure),
                Cell(text=state_name(row.state)),
                Cell(text=row.kind.value, detail=row.series.value),
                Cell(text=row.words, sources=row.sources),
            )
            for row in rows
        ),
        definition=(
            "The record is the one this report rests on: where somebody published more "
            "than it holds, the silence is ours."
        ),
        sources=tuple(sorted({s for row in rows for s in row.sources})),
        data=_silence_data(rows),
        folded=True,
    )


def _silence_data(rows: Sequence[object]) -> Grid:
    names = ("measure", "state", "series", "kind", "count", "words", "sources")
    return Grid.of(({n: getattr(row, n) for n in names} for row in rows), names)
