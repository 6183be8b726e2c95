"""A stored fit told in tables, as the pages and a reader's terminal show it."""

from collections.abc import Iterable, Iterator

from yalu.strategy.estimation.baselines import Baseline
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
    return (
        f"Fitted to {first} to {last} on the {stored.board} board at precision "
        f"{stored.fit.precision:g}: the mode was {reached} after {one.evaluations} "
        f"evaluations, with a log likelihood of {one.log_likelihood:.1f} and a largest "
        f"slope of {one.slope:.2g}; {one.repaired} directions had to be bent. Of "
        f"{one.drawn} draws {one.lost} were lost; they are worth {one.effective:.0f}, "
        f"with k-hat {one.k_hat:.2f}."
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
    return _table(heads, _case_rows(stored, names))


def _case_rows(stored: StoredFit, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    sums = dict.fromkeys(names, 0.0)
    hits = [0, 0, 0, 0]
    for case in stored.cases:
        scores = {name: case.score(name) for name in names}
        one = scores[_GAME]
        counts = (one.hits, one.choices, one.turn_hits, one.turns)
        sums = {name: sums[name] + scores[name].log_score for name in names}
        hits = [a + b for a, b in zip(hits, counts, strict=True)]
        yield (
            case.case,
            str(len(case.quarters)),
            *(f"{scores[name].log_score:.1f}" for name in names),
            f"{counts[0]} of {counts[1]}",
            f"{counts[2]} of {counts[3]}",
        )
    yield (
        "all",
        str(sum(len(case.quarters) for case in stored.cases)),
        *(f"{sums[name]:.1f}" for name in names),
        f"{hits[0]} of {hits[1]}",
        f"{hits[2]} of {hits[3]}",
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
