"""A stored fit told in tables, as the pages and a reader's terminal show it."""

from collections.abc import Iterable, Iterator

from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.estimation.storing import StoredFit

__all__ = ["described_fit"]

_GAME = "game"


def described_fit(stored: StoredFit) -> str:
    """Return the tables of a stored fit, in Markdown.

    How it went; prior against posterior of each parameter; predictive checks; the cases
    left out, by each forecaster; and how often known parameters were found again.
    """
    parts = (_went(stored), _learnt(stored), _checks(stored), _cases(stored))
    return "\n\n".join((*parts, _recovery(stored)))


def _went(stored: StoredFit) -> str:
    one, first, last = stored.fit.diagnostics, *stored.between
    reached = "reached" if one.is_found else "not reached"
    hills = (
        "No other mode was found."
        if one.hills == 1
        else f"Modes found: {one.hills}; the log posterior of the lowest is "
        f"{one.below:.1f} less."
    )
    return (
        f"Fitted to the record of {first} to {last} on the {stored.board} board at "
        f"precision {stored.fit.precision:g}: the mode was {reached} after "
        f"{one.evaluations} evaluations, with a log likelihood of "
        f"{one.log_likelihood:.1f} and a largest slope of {one.slope:.2g}. {hills} "
        f"Distinct equilibria of the game there, from {one.starts} starts: "
        f"{one.equilibria}. Directions that had to be bent: {one.repaired}. Of "
        f"{one.drawn} draws {one.lost} were lost; by their weights the rest tell as "
        f"much as {one.effective:.0f} equally good ones would, and k-hat is "
        f"{one.k_hat:.2f}."
    )


def _learnt(stored: StoredFit) -> str:
    rows = (
        (
            f"`{one.name}`",
            f"{one.prior_median:.2f} [{one.prior_low:.2f}, {one.prior_high:.2f}]",
            f"{one.median:.2f} [{one.low:.2f}, {one.high:.2f}]",
            f"{one.above_zero:.0%}",
            f"{one.shrinkage:.0%}",
        )
        for one in stored.fit.learnt
    )
    heads = ("parameter", "prior", "posterior", "above zero", "variance gone")
    return _table(heads, rows)


def _checks(stored: StoredFit) -> str:
    rows = (
        (
            one.name,
            str(one.periods),
            f"{one.observed:.1f}",
            f"{one.median:.0f} [{one.low:.0f}, {one.high:.0f}]",
            f"{one.p:.2f}" + (" (extreme)" if one.is_extreme else ""),
        )
        for one in stored.fit.checks
    )
    return _table(("count", "quarters", "recorded", "in paths", "p"), rows)


def _cases(stored: StoredFit) -> str:
    if not stored.cases:
        return "No cases are stored."
    names = (_GAME, *Baseline)
    heads = ("case", "quarters", *names, "choices hit", "turns hit")
    table = _table(heads, _case_rows(stored.cases, names))
    if all(case.is_found for case in stored.cases):
        return table
    return (
        f"{table}\n\nWithout a case marked *(search not ended)* no mode was reached: "
        "it counts for nothing in the last row, nor in any verdict."
    )


def _case_rows(
    cases: tuple[Retrodiction, ...], names: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    for case in cases:
        mark = "" if case.is_found else " (search not ended)"
        scores = {name: case.score(name) for name in names}
        yield _case_row(f"{case.case}{mark}", len(case.quarters), [scores])
    kept = [case for case in cases if case.is_found]
    quarters = sum(len(case.quarters) for case in kept)
    every = [{name: case.score(name) for name in names} for case in kept]
    if every:
        yield _case_row("all", quarters, every)


def _case_row(
    name: str, quarters: int, found: list[dict[str, Score]]
) -> tuple[str, ...]:
    games = [one[_GAME] for one in found]
    return (
        name,
        str(quarters),
        *(f"{sum(one[each].log_score for one in found):.1f}" for each in found[0]),
        f"{sum(one.hits for one in games)} of {sum(one.choices for one in games)}",
        f"{sum(one.turn_hits for one in games)} of {sum(one.turns for one in games)}",
    )


def _recovery(stored: StoredFit) -> str:
    whole = next((one for one in stored.recovery if one.figure == "coverage"), None)
    if whole is None:
        return "No study of recovery is stored."
    single = [one for one in stored.recovery if one.figure != "coverage"]
    off = [one for one in single if one.errs_more or one.low > (one.nominal or 0.0)]
    named = ", ".join(
        f"`{one.figure.partition(':')[2]}` ({one.value:.0%})" for one in off
    )
    told = f"Of {len(single)} parameters, those clearly off are: {named or 'none'}."
    return (
        f"In {whole.runs} simulated worlds {whole.value:.1%} of truths "
        f"[{whole.low:.1%}, {whole.high:.1%}] were inside ranges of "
        f"{whole.nominal:.0%}. {told}"
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
