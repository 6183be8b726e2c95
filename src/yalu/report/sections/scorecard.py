"""The scorecard: state by state and measure by measure, with reasons."""

from yalu.compliance import Score, Verdict
from yalu.provenance import Evidence
from yalu.report import lawmaking, numerals, scoring
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.figures.scorecard import Square, path_chart
from yalu.report.grid import Grid, shallow
from yalu.report.naming import state_name
from yalu.report.sections.breaches import apparent_breaches
from yalu.report.sections.patterns import pattern_table, sensitivity_table

__all__ = ["scorecard"]

_MOST_STATES = 6
_COLUMNS = (
    "state",
    "measure",
    "instrument",
    "paragraph",
    "goods",
    "verdict",
    "low_percent",
    "high_percent",
    "contested",
    "evidence",
    "months_on_record",
    "months_silent",
    "method",
    "reasons",
    "sources",
)


def scorecard(dossier: Dossier) -> Section:
    """Return the scorecard section."""
    decided, rest = scoring.parted(dossier)
    every, unit = len(decided) + len(rest), scoring.unit(dossier)
    blocks: list[Block] = [*_path(dossier), *_others(dossier)]
    pattern = pattern_table(dossier)
    blocks += [] if pattern is None else [pattern]
    if decided:
        state = state_name(dossier.state)
        title = (
            f"{numerals.opened(numerals.part(len(decided), every, *unit))} "
            f"{'is' if len(decided) == 1 else 'are'} decided for some state. {state}: "
            f"{scoring.whole(dossier)}"
        )
        blocks.append(_table(dossier, decided, "scorecard", title, folded=False))
    if rest:
        told = numerals.opened(numerals.part(len(rest), every, *unit))
        title = f"{told} cannot be verified for any state"
        name = "scorecard-unverifiable"
        blocks.append(_table(dossier, rest, name, title, folded=True))
    asked = dossier.enquiry
    if asked is not None and asked.sensitivity is not None:
        hinges = sensitivity_table(dossier, asked.sensitivity)
        blocks += [] if hinges is None else [hinges]
    found = dossier.assessment
    breaches = None if found is None else apparent_breaches(dossier, found)
    blocks += [] if breaches is None else [breaches]
    text = (
        "A ban is judged by what customs still record of what they recorded in the "
        "twelve months before it, a cap by its ledgers. Silence is never taken for "
        "compliance: what nobody published is unverifiable, and hatched. A breach "
        "named here is apparent: a record held against a text."
    )
    return Section(
        id="scorecard-section",
        heading="The scorecard",
        text=(text,),
        blocks=tuple(blocks),
    )


def _path(dossier: Dossier) -> list[Figure]:
    found = [
        square
        for square in scoring.squares(dossier, dossier.state)
        if square.year >= _first_decided(dossier)
    ]
    telling = {s.goods for s in found if s.verdict is not Verdict.UNVERIFIABLE}
    if not telling:
        return []
    shown = [s for s in found if s.goods in telling]
    hidden = {s.goods for s in found} - telling
    name = state_name(dossier.state)
    scores = [
        s
        for s in scoring.common(dossier, scoring.scores_of(dossier))
        if s.state == dossier.state
    ]
    return [
        Figure(
            id="scorecard-path",
            title=_path_title(name, found, shown),
            panels=(Panel(chart=path_chart(shown), key=_key(shown)),),
            summary="; ".join(
                f"{goods}: "
                + ", ".join(
                    f"{s.year} {scoring.words(s.verdict)}"
                    f"{' (contested)' if s.contested else ''}"
                    for s in shown
                    if s.goods == goods
                )
                for goods in dict.fromkeys(s.goods for s in shown)
            )
            + ".",
            definition=(
                "One cell a class of goods and calendar year; where several measures "
                "apply, the worst verdict the record decides, on the months that are "
                "on record. A question mark means "
                "that another kind of statement says otherwise; such cells are not "
                "counted as decided." + _hidden(len(hidden))
            ),
            sources=tuple(sorted({x for s in scores for x in s.sources})),
            grades=tuple(g for g in Evidence if g.value in {s.evidence for s in shown}),
            data=Grid.from_items(found),
        )
    ]


def _key(squares: list[Square]) -> tuple[str, ...]:
    """Return the looks of cells that occur."""
    found = {square.verdict for square in squares}
    looks = [v.value.replace("_", "-") for v in Verdict if v in found]
    return (*looks, *(["contested"] if any(s.contested for s in squares) else []))


def _hidden(number: int) -> str:
    if not number:
        return ""
    many = f"{numerals.plural(number, 'further class', 'further classes').capitalize()}"
    verb = "is" if number == 1 else "are"
    return f" {many} {verb} unverifiable every year: see the data."


def _others(dossier: Dossier) -> list[Figure]:
    """Return the paths of the other states that the record decides anything of."""
    every: dict[str, list[Square]] = {}
    scores = scoring.common(dossier, scoring.scores_of(dossier))
    for state in dict.fromkeys(s.state for s in scores):
        found = list(scoring.squares(dossier, state))
        telling = {s.goods for s in found if s.verdict is not Verdict.UNVERIFIABLE}
        if telling and state != dossier.state:
            first = min(s.year for s in found if s.verdict is not Verdict.UNVERIFIABLE)
            every[state] = [s for s in found if s.goods in telling and s.year >= first]
    shown = dict(sorted(every.items(), key=lambda x: -_decided(x[1]))[:_MOST_STATES])
    if not shown:
        return []
    left = len(every) - len(shown)
    every_square = [square for squares in shown.values() for square in squares]
    mine = [s for s in scores if s.state in shown]
    return [
        Figure(
            id="scorecard-others",
            title="; ".join(
                f"{state_name(state)}: {_kept(squares)} of {_decided(squares)} decided "
                "goods-years kept"
                for state, squares in shown.items()
            ),
            panels=tuple(
                Panel(
                    label=state_name(state),
                    chart=path_chart(squares),
                    key=_key(every_square) if not number else (),
                )
                for number, (state, squares) in enumerate(shown.items())
            ),
            summary="; ".join(
                f"{state_name(state)}, {s.goods}, {s.year}: {scoring.words(s.verdict)}"
                for state, squares in shown.items()
                for s in squares
            )
            + ".",
            definition=(
                "As in the figure before; years begin with the first that the record "
                "decides. States of which it decides nothing are in the tables below."
                + (f" {left} more states are in the table." if left else "")
            ),
            sources=tuple(sorted({x for s in mine for x in s.sources})),
            grades=tuple(
                g for g in Evidence if g.value in {s.evidence for s in every_square}
            ),
            data=Grid(
                ("state", *shallow(next(iter(shown.values()))[0])),
                tuple(
                    (state, *shallow(square).values())
                    for state, squares in shown.items()
                    for square in squares
                ),
            ),
        )
    ]


def _decided(squares: list[Square]) -> int:
    return sum(
        s.verdict is not Verdict.UNVERIFIABLE
        and not (s.contested and s.verdict in scoring.KEPT)
        for s in squares
    )


def _kept(squares: list[Square]) -> int:
    return sum(s.verdict in scoring.KEPT and not s.contested for s in squares)


def _path_title(name: str, found: list[Square], shown: list[Square]) -> str:
    decided = [s for s in shown if s.verdict is not Verdict.UNVERIFIABLE]
    firm = [s for s in decided if not s.contested]
    bad = [s for s in firm if s.verdict in (Verdict.NOT_ENFORCED, Verdict.PARTLY)]
    good = [s for s in firm if s.verdict in scoring.KEPT]
    contested = len(decided) - len(firm)
    left_out = f"; {numerals.plural(contested, 'contested cell')} left out"
    return (
        f"The record of {name} decides {len(good) + len(bad)} of {len(found)} "
        f"goods-years since {min(s.year for s in found)}: {len(good)} enforced or "
        f"mostly, {len(bad)} partly or not at all" + (left_out if contested else "")
    )


def _first_decided(dossier: Dossier) -> int:
    years = [
        s.year
        for s in scoring.squares(dossier, dossier.state)
        if s.verdict is not Verdict.UNVERIFIABLE
    ]
    return min(years, default=dossier.on.year)


def _table(
    dossier: Dossier,
    ordered: dict[str, dict[str, Score]],
    name: str,
    title: str,
    *,
    folded: bool,
) -> Table:
    states = list(
        dict.fromkeys(s.state for row in ordered.values() for s in row.values())
    )
    flat = [s for row in ordered.values() for s in row.values()]
    return Table(
        id=name,
        title=title,
        columns=("Measure", *(state_name(one) for one in states)),
        rows=tuple(
            (
                _head(dossier, measure),
                *(_cell(row.get(one)) for one in states),
            )
            for measure, row in ordered.items()
        ),
        definition=(
            "Percentages: for a ban, what is recorded of what was usual before; for a "
            "cap, the fullest window. Verdicts end at thresholds that are part of the "
            "program and can be changed."
        ),
        sources=tuple(sorted({x for s in flat for x in s.sources})),
        grades=tuple(g for g in Evidence if g in {s.evidence for s in flat}),
        data=Grid(_COLUMNS, tuple(_row(s) for s in flat)),
        folded=folded,
    )


def _head(dossier: Dossier, measure: str) -> Cell:
    found = dossier.regime.measure(measure)
    interval = found.interval
    when = "" if interval is None else f"; {interval}"
    words = lawmaking.short_goods(found.goods.words)
    return Cell(text=words, detail=f"{dossier.regime.citation(found)}{when}")


def _cell(score: Score | None) -> Cell:
    if score is None:
        return Cell(text="\u2013", tone="none")
    grade = f" [{score.evidence.value}]" if score.evidence else ""
    bounds = scoring.told(score)
    verdict = f"{scoring.words(score.verdict)}{_where_kept(score)}"
    contested = " Contested by another kind of statement." if score.contested else ""
    silent = ""
    if score.silent and score.verdict not in scoring.KEPT:
        months = "month" if score.silent == 1 else "months"
        silent = f" {score.silent} {months} silent."
    return Cell(
        text=f"{verdict}{f', {bounds}' if bounds else ''}",
        tone=score.verdict.value.replace("_", "-"),
        detail=f"{_sentence(score)}{contested}{silent}{grade}",
        sources=score.sources,
    )


def _where_kept(score: Score) -> str:
    """Return how much of the time a measure is known to be kept, if not all of it."""
    if score.verdict not in scoring.KEPT or not score.silent:
        return ""
    return f" in the {score.months} of {score.months + score.silent} months on record"


def _sentence(score: Score) -> str:
    return score.reasons[0] if score.reasons else ""


def _row(score: Score) -> tuple[object, ...]:
    return (
        score.state,
        score.measure,
        score.instrument,
        score.paragraph,
        score.goods,
        score.verdict.value,
        score.low,
        score.high,
        score.contested,
        score.evidence.value if score.evidence else None,
        score.months,
        score.silent,
        score.method,
        score.reasons,
        score.sources,
    )
