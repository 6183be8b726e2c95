"""Tables of the backtest that comes with Yalu, from its own files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from yalu.cycle.backtest import (
    ALL_YEARS,
    Backtest,
    Contest,
    MeanScore,
    Score,
    StoredBacktest,
    stored_backtest,
)
from yalu.errors import ModelError

NOTHING = "Nothing is stored yet: run `python tools/refit.py backtest`.\n"
NAMES = ("verdicts", "scores", "contests", "eras", "reliability", "variants", "missing")


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each table and its text."""
    try:
        stored = stored_backtest()
    except ModelError:
        yield from ((name, NOTHING) for name in NAMES)
        return
    found = stored.backtest
    tables = (
        verdicts(found),
        scores(found),
        contests(found),
        eras(found),
        reliabilities(found),
        variants(stored),
        missing(found),
    )
    yield from zip(NAMES, tables, strict=True)


def verdicts(found: Backtest) -> str:
    """Return what the backtest says, in its own words."""
    told = found.verdict()
    beaten = sum(verdict.beats_climatology for verdict in told)
    head = (
        f"By log score the {found.labels[found.judged]} beats the "
        f"{found.labels[found.climatology]} in {beaten} of {len(told)} questions."
    )
    return "\n".join([head, "", *(f"- {verdict}" for verdict in told), ""])


def scores(found: Backtest) -> str:
    """Return mean scores of all years, one row a question and process."""
    rows = [row for row in found.scores if row.era == ALL_YEARS]
    return _scores(rows, found.labels)


def contests(found: Backtest) -> str:
    """Return the process that is judged against each reference."""
    head = ["question", "against", *(score.label for score in Score)]
    lines = [_row(head), _row(["---"] * len(head))]
    for verdict in found.verdict():
        for reference in found.references:
            met = [verdict.against(reference, score) for score in Score]
            if any(met):
                cells = [_told(contest) for contest in met]
                question = f"{verdict.group.name}, {verdict.horizon} days"
                lines.append(_row([question, found.labels[reference], *cells]))
    return "\n".join(lines) + "\n"


def eras(found: Backtest) -> str:
    """Return the log score and its skill by era, of the process that is judged."""
    mine = [
        row
        for row in found.scores
        if row.process == found.judged and row.score is Score.LOG
    ]
    names = list(dict.fromkeys(row.era for row in mine))
    head = ["question", *names]
    lines = [_row(head), _row(["---"] * len(head))]
    for group in found.groups:
        for horizon in found.horizons:
            asked = {
                row.era: row
                for row in mine
                if (row.group, row.horizon) == (group.name, horizon)
            }
            cells = [_era(asked.get(name)) for name in names]
            lines.append(_row([f"{group.name}, {horizon} days", *cells]))
    return "\n".join(lines) + "\n"


def reliabilities(found: Backtest) -> str:
    """Return how often forecasts came true, of the process that is judged."""
    head = ["question", "foreseen", "happened", "90 % range", "forecasts", "apart"]
    lines = [_row(head), _row(["---"] * len(head))]
    for group in found.groups:
        for horizon in found.horizons:
            lines += [
                _row(
                    [
                        f"{group.name}, {horizon} days",
                        f"{one.foreseen:.3f}",
                        f"{one.happened:.3f}",
                        f"{one.low:.3f} to {one.high:.3f}",
                        str(one.forecasts),
                        str(one.apart),
                    ]
                )
                for one in found.reliability(found.judged, group.name, horizon)
            ]
    return "\n".join(lines) + "\n"


def variants(stored: StoredBacktest) -> str:
    """Return mean scores of other forms of the process."""
    rows = [row for row in stored.variants if row.era == ALL_YEARS]
    return _scores(rows, stored.variant_labels)


def missing(found: Backtest) -> str:
    """Return what could not be scored."""
    left = [
        f"{row.windows} of {row.group} over {row.horizon} days"
        for row in found.left_out
        if row.windows
    ]
    lines = [f"Windows that reach past the last day covered: {', '.join(left)}."]
    days: dict[str, int] = {}
    for row in found.unfitted:
        days[row.process] = days.get(row.process, 0) + 1
    for name, count in days.items():
        reason = next(row.reason for row in found.unfitted if row.process == name)
        first = reason.splitlines()[0].rstrip(":.")
        lines.append(
            f"The {found.labels[name]} issued nothing on {count} days: {first}."
        )
    return "\n\n".join(lines) + "\n"


def _scores(rows: Sequence[MeanScore], labels: Mapping[str, str]) -> str:
    head = ["question", "process", "forecasts", "events"]
    head += [f"{score.label} (skill)" for score in Score]
    lines = [_row(head), _row(["---"] * 2 + ["--:"] * (len(head) - 2))]
    asked: dict[tuple[str, int, str], dict[Score, MeanScore]] = {}
    for row in rows:
        asked.setdefault((row.group, row.horizon, row.process), {})[row.score] = row
    for (group, horizon, process), by_score in asked.items():
        first = next(iter(by_score.values()))
        cells = [f"{group}, {horizon} days", labels[process]]
        cells += [str(first.forecasts), str(first.events)]
        cells += [_scored(by_score[score]) for score in Score]
        lines.append(_row(cells))
    return "\n".join(lines) + "\n"


def _scored(row: MeanScore) -> str:
    skill = "" if row.skill is None else f" ({row.skill:+.2f})"
    return f"{row.value:.3f}{skill}"


def _era(row: MeanScore | None) -> str:
    if row is None:
        return ""
    return f"{_scored(row)}, {row.events}/{row.forecasts}"


def _told(contest: Contest | None) -> str:
    if contest is None:
        return ""
    return f"{contest.margin} {contest.margin.judgement}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
