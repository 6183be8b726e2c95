"""What the game answers: the overview, and one question at a time."""

from dataclasses import asdict, replace
from textwrap import fill
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.cli.answers import strategy_tables as tables
from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.output import console, percent, print_json, print_list, print_table
from yalu.errors import ModelError, SchemaError
from yalu.events import read
from yalu.strategy.answers import Answers, Figure, Question, Standing, Unit, stored
from yalu.strategy.answers.telling import SURE, reading, told
from yalu.strategy.answers.wording import Names, headlines, sentences
from yalu.strategy.record.quarter import Quarter

__all__ = ["NAMES", "answer", "folded", "overview", "plain", "print_doubts"]

NAMES = Names(
    target="North Korea",
    sender="Washington with its allies",
    patron="China",
    other="Russia",
)
"""What the players are called."""

GAME = (
    "Each quarter {target} moves first: it holds, launches a missile, tests (a nuclear "
    "device or a long-range launch) or makes an overture. {sender} answers: nothing, a "
    "text in the Council, a deployment, or talks. {patron} comes last: it accepts or "
    "refuses the text, chooses how much of the law to enforce, and may make an "
    "overture. All see capability, law, hardship, posture, the support of {other} and "
    "the channel to {patron}; nobody else knows how much {patron} fears a collapse. "
    "Each looks ahead, and chooses what is worth more the more often, but not always."
)
TITLES = {
    Question.PARTIAL: "How much of the law is enforced, and why",
    Question.RESOLVE: "What a quarter of full enforcement changes",
    Question.OPTION: "What another patron changes in the working of pressure",
    Question.POSTURE: "What posture changes in enforcement",
    Question.THREAT: "What a threat changes before it is carried out",
    Question.OVERTURE: "What overtures do beside enforcement",
    Question.BELIEF: "What is made of what is believed",
    Question.TODAY: "What each would do now",
}


def overview(*, as_json: bool) -> None:
    """Print the game, where things stand, and what each question comes down to."""
    found, missing = _found()
    if as_json:
        print_json(
            {
                "game": GAME.format(**asdict(NAMES)),
                "today": None if found is None else list(_said(found, Question.TODAY)),
                "headlines": [] if found is None else _headlines(found),
                **_grounds(found, missing),
            }
        )
        return
    screen = console()
    folded(screen, GAME.format(**asdict(NAMES)))
    if found is None:
        folded(screen, f"\n{missing}")
        folded(screen, _AT_ALL)
        return
    doubts = _doubts()
    print_doubts(doubts)
    print_list(f"Today, after {found.basis.quarter}", _said(found, Question.TODAY))
    screen.print()
    print_table(
        "What each question comes down to, today",
        ("ask", "what changes", "by (90 %)", "above 0:\nnow", "before", "so"),
        [
            (
                one.question.value,
                one.what.format(**asdict(NAMES)),
                f"{told(figure)}{_UNITS.get(figure.quantity.unit, '')}",
                percent(figure.fitted.above),
                "" if figure.prior is None else percent(figure.prior.above),
                "–" if doubts else reading(figure),
            )
            for one, figure in headlines(found)
        ],
    )
    folded(
        screen,
        "now, before: chance that the change is above zero, with the record and by "
        f"prior judgement alone. up, down: {percent(SURE)} sure of the sign, by the "
        "record; as before: as sure without it; else open"
        f"{'; – while the fit is not to be built upon' if doubts else ''}. "
        "One question: yalu strategy posture, and so on.",
    )
    _print_grounds(screen, found)


_UNITS = {Unit.PAYOFF: " payoff", Unit.QUARTERS: " quarters"}
"""Units of changes that do not tell theirs: payoff is in the unit of the game."""


def answer(question: str, *, recorded: bool, as_json: bool) -> None:
    """Print one answer: sentences, tables, and what they rest on.

    Raises
    ------
    ModelError
        If no answers are stored.

    """
    asked, found = Question(question), stored()
    standing = Standing.RECORDED if recorded else Standing.TODAY
    if as_json:
        print_json(
            {
                "question": asked.value,
                "standing": standing.value,
                "sentences": list(_said(found, asked, standing)),
                "figures": [plain(one) for one in found.of(asked, standing=standing)],
                "path": [asdict(turn) for turn in found.path]
                if asked is Question.TODAY
                else [],
                **_grounds(found),
            }
        )
        return
    screen = console()
    where = (
        "on average of the recorded quarters under law"
        if recorded
        else f"after {found.basis.quarter}"
    )
    print_doubts(_doubts())
    print_list(f"{TITLES[asked]}, {where}", _said(found, asked, standing))
    tables.print_question(screen, found, asked, standing)
    _print_grounds(screen, found)


_AT_ALL = (
    "Until then nothing can be said of what follows from the record; `yalu strategy "
    "solve` solves the game now."
)


def _found() -> tuple[Answers | None, str]:
    """Return what is stored; or nothing, and why."""
    try:
        return stored(), ""
    except (ModelError, SchemaError) as error:
        return None, str(error)


def _said(
    found: Answers, question: Question, standing: Standing = Standing.TODAY
) -> tuple[str, ...]:
    """Return the sentences of a question, for either standing."""
    if standing is Standing.TODAY:
        return sentences(found, question, NAMES)
    as_today = tuple(
        replace(one, quantity=replace(one.quantity, standing=Standing.TODAY))
        for one in found.figures
        if one.quantity.standing is standing
    )
    return sentences(replace(found, figures=as_today), question, NAMES)


def _headlines(found: Answers) -> list[dict[str, Any]]:
    return [
        {
            "question": one.question.value,
            "what": one.what.format(**asdict(NAMES)),
            "reads": reading(figure),
            **plain(figure),
        }
        for one, figure in headlines(found)
    ]


def plain(figure: Figure) -> dict[str, Any]:
    """Return a figure in plain form, ready to be JSON."""
    one = figure.quantity
    return {
        "id": one.id,
        "at": dict(one.at),
        "label": one.label,
        "unit": one.unit.value,
        "is_change": one.is_change,
        **asdict(figure.fitted),
        "prior": None if figure.prior is None else asdict(figure.prior),
    }


def _grounds(found: Answers | None, missing: str = "") -> dict[str, Any]:
    if found is None:
        return {"basis": None, "stale": [], "doubts": [], "missing": missing}
    return {
        "basis": asdict(found.basis),
        "stale": list(found.stale),
        "doubts": list(_doubts()),
        "missing": missing,
    }


def _doubts() -> tuple[str, ...]:
    """Return why no sign may be built on the fit that answers were worked out from."""
    # The solver's library takes a moment to import.
    from yalu.cli.answers.strategy_fitted import reserved  # noqa: PLC0415

    return reserved()


def _print_grounds(screen: Console, found: Answers) -> None:
    """Print what answers rest on, and that they are stale if they are."""
    basis = found.basis
    screen.print()
    folded(
        screen,
        f"Evidence: estimated by a model. {basis.draws} draws of its fit to a record "
        f"of {basis.quarters} quarters until {basis.quarter}"
        f"{_unfinished(basis.quarter)} (worth {basis.effective:.0f} equally good "
        f"ones), {basis.prior_draws} of its prior{_left_out(basis.unsolved)}; brackets "
        "hold the middle 90 %. Whether the game fits the record, and how it did on "
        "cases that it was not fitted on: yalu strategy fit, yalu strategy precedents.",
    )
    if found.stale:
        folded(
            screen,
            f"These answers are stale: {'; '.join(found.stale)}. {how_to_refit()}",
        )


def _unfinished(name: str) -> str:
    """Return until when the last quarter is recorded, if not to its end."""
    seen, quarter = read().span, Quarter.parse(name)
    if seen is None or seen.end is None or seen.end >= quarter.shifted(1).start:
        return ""
    return f", of which nothing is recorded from {seen.end} on"


def _left_out(unsolved: int) -> str:
    """Return how many draws more there were, of the fit and of the prior together."""
    return f" ({unsolved} more of both had no equilibrium)" if unsolved else ""


def print_doubts(doubts: tuple[str, ...]) -> None:
    """Print why nothing that follows is to be built upon, before it is told."""
    print_list(
        "NOT to be built upon, neither levels nor signs, because",
        (f"{words[:1].upper()}{words[1:]}." for words in doubts),
    )


def folded(screen: Console, text: str) -> None:
    """Print a paragraph, folded to the screen."""
    start = "\n" if text.startswith("\n") else ""
    # A number stays beside its percent sign.
    bound = text.strip().replace(" %", "\u00a0%")
    lines = fill(bound, screen.width, break_on_hyphens=False).replace("\u00a0", " ")
    screen.print(Text(start + lines), soft_wrap=True)
