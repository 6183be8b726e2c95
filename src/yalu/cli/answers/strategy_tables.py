"""Tables of the answers of the game, for the terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console

from yalu.cli.output import NO_BREAK, percent, print_table
from yalu.strategy.answers import Answers, Figure, Question, Standing
from yalu.strategy.answers.telling import told

__all__ = ["print_question"]

_GAIN = "0.0005"


def print_question(
    screen: Console, found: Answers, question: Question, standing: Standing
) -> None:
    """Print the tables of one question."""
    printers = {
        Question.PARTIAL: _partial,
        Question.RESOLVE: _resolve,
        Question.OPTION: _option,
        Question.POSTURE: _posture,
        Question.THREAT: _threat,
        Question.OVERTURE: _overture,
        Question.BELIEF: _belief,
        Question.TODAY: _today,
    }
    printers[question](screen, found, standing)


def _partial(screen: Console, found: Answers, standing: Standing) -> None:
    ask = Question.PARTIAL
    _along(screen, "How much is enforced", found.of(ask, "level", standing))
    _along(
        screen,
        "How much of the law is enforced after each move",
        found.of(ask, "after", standing),
    )
    terms = [
        one
        for one in found.of(ask, "third", standing)
        if max(abs(one.fitted.low), abs(one.fitted.high)) >= float(_GAIN)
    ]
    _wide(
        screen,
        "What one third more than chosen is worth to the patron, by term *",
        ("term", "when"),
        terms,
    )
    steps = [
        one
        for way in ("now", "pressure", "belief", "all")
        for one in found.of(ask, f"step.{way}", standing)
    ]
    screen.print()
    print_table(
        "What each further third is worth to the patron *",
        ("from, to", "how", "worth (90 %)", "above 0"),
        [
            (
                one.quantity.at[0][1],
                one.quantity.label.partition(", ")[2],
                _cell(one),
                percent(one.fitted.above),
            )
            for one in steps
        ],
    )
    screen.print(
        "* In units of payoff: one more is chosen about twenty times as often."
    )


def _resolve(screen: Console, found: Answers, standing: Standing) -> None:
    ask = Question.RESOLVE
    screen.print()
    rows = []
    for usual in found.of(ask, "usual", standing):
        at = dict(usual.quantity.at)
        full = found.figure(ask, "full.change", standing, **at)
        none = found.figure(ask, "none.change", standing, **at)
        rows.append((at["act"], at["quarters"], _cell(usual), _cell(full), _cell(none)))
    print_table(
        "Quarters with the act, of those after this one",
        ("act", "of", "as all would choose", "full enforcement", "no enforcement"),
        rows,
    )
    screen.print()
    paths: dict[str, dict[str, Figure]] = {}
    for one in found.of(ask, "path", standing):
        at = dict(one.quantity.at)
        paths.setdefault(at["quarter"], {})[at["enforcement"]] = one
    print_table(
        "Chance of a provocation, quarter by quarter after this one",
        ("quarter", "as all would choose", "full enforcement", "no enforcement"),
        [
            (quarter, *(_cell(row[name]) for name in ("usual", "full", "none")))
            for quarter, row in paths.items()
        ],
    )


def _option(screen: Console, found: Answers, standing: Standing) -> None:
    names = (
        "pressure.provocation",
        "pressure.overture",
        "provocation",
        "enforcement",
    )
    _changes(screen, found, Question.OPTION, standing, names)


def _posture(screen: Console, found: Answers, standing: Standing) -> None:
    names = ("enforcement", "enforcement.alone", "accept", "provocation")
    _changes(screen, found, Question.POSTURE, standing, names)


def _belief(screen: Console, found: Answers, standing: Standing) -> None:
    names = ("provocation", "test", "overture", "enforcement")
    _changes(screen, found, Question.BELIEF, standing, names)
    rows = found.of(Question.BELIEF, "type", standing)
    _along(screen, "How much each type of the patron enforces", rows)


def _threat(screen: Console, found: Answers, standing: Standing) -> None:
    ask = Question.THREAT
    cases: dict[str, dict[str, Figure]] = {}
    for one in found.of(ask, "move", standing):
        at = dict(one.quantity.at)
        cases.setdefault(at["case"], {})[at["move"]] = one
    words = {
        dict(one.quantity.at)["case"]: one.quantity.label.partition(": ")[2]
        for one in found.of(ask, "bends", standing)
    }
    moves = tuple(next(iter(cases.values()), {}))
    screen.print()
    print_table(
        "Chance of each move",
        ("case", *moves),
        [
            (words[case], *(_cell(row[move]) for move in moves))
            for case, row in cases.items()
        ],
    )


def _overture(screen: Console, found: Answers, standing: Standing) -> None:
    ask = Question.OVERTURE
    _along(
        screen,
        "Chance of an overture of the patron beside each level",
        found.of(ask, "beside", standing),
    )
    for act, words in (("provocation", "provocations"), ("overture", "overtures")):
        _along(
            screen,
            f"Quarters with {words} of the target in the year after",
            (
                *found.of(ask, f"year.{act}", standing),
                *found.of(ask, f"year.{act}.change", standing),
            ),
        )


def _today(screen: Console, found: Answers, standing: Standing) -> None:
    ask = Question.TODAY
    screen.print()
    print_table(
        "How likely each choice is now",
        ("action", "choice", "chance (90 %)"),
        [(*one.quantity.at[-1], _cell(one)) for one in found.of(ask, "now", standing)],
    )
    answers: dict[tuple[str, str], dict[str, Figure]] = {}
    for one in found.of(ask, "answer", standing):
        (_, move), choice = one.quantity.at
        answers.setdefault(choice, {})[move] = one
    moves = tuple(next(iter(answers.values()), {}))
    screen.print()
    print_table(
        "The answers of the others after each move of the target",
        ("action", "choice", *moves),
        [
            (*choice, *(percent(row[move].fitted.median) for move in moves))
            for choice, row in answers.items()
        ],
    )
    _along(
        screen,
        "Chance that the target does it at least once within a year",
        found.of(ask, "within a year", standing),
    )
    screen.print()
    print_table(
        "The likeliest path: after all before it, each choice is the likeliest *",
        ("quarter", "choice and its chance", "may turn by", "kept", "turned"),
        [
            (
                turn.quarter,
                ", ".join(
                    f"{action} {label} ({percent(chance)})"
                    for (action, label), chance in zip(
                        turn.moves, turn.chances, strict=True
                    )
                ),
                " ".join(turn.other),
                f"{turn.kept:.2f}",
                f"{turn.turned:.2f}",
            )
            for turn in found.path
        ],
    )
    screen.print(
        "* kept, turned: quarters with a provocation in the year after, if the path "
        "is\nkept there and if it turns, at the likeliest parameters. They follow this "
        "one path:\nwhat full enforcement changes on average is told by yalu strategy "
        "resolve."
    )


def _changes(
    screen: Console,
    found: Answers,
    question: Question,
    standing: Standing,
    names: Iterable[str],
) -> None:
    """Print figures along one axis, and the change from its first to its last level."""
    for name in names:
        rows = found.of(question, name, standing)
        change = found.of(question, f"{name}.change", standing)
        label = rows[0].quantity.label if rows else name
        _along(screen, label[:1].upper() + label[1:], (*rows, *change))


def _along(screen: Console, title: str, rows: Sequence[Figure]) -> None:
    if not rows:
        return
    screen.print()
    axis = rows[0].quantity.at[0][0] if rows[0].quantity.at else ""
    signed = any(one.quantity.is_change for one in rows)
    print_table(
        title,
        (axis, "figure (90 %)", *(("above 0: now", "before") if signed else ())),
        [
            (
                one.quantity.at[0][1] if one.quantity.at else "last less first",
                _cell(one),
                *(_signs(one) if signed else ()),
            )
            for one in rows
        ],
    )


def _signs(figure: Figure) -> tuple[str, str]:
    """Return how likely a change is above zero, now and before; of a level, nothing."""
    if not figure.quantity.is_change:
        return "", ""
    prior = figure.prior
    return percent(figure.fitted.above), "" if prior is None else percent(prior.above)


def _cell(figure: Figure) -> str:
    """Return a figure of which neither the middle nor the range is ever broken."""
    middle, bracket, rest = told(figure).rpartition(" (")
    return f"{middle}{bracket}{rest.replace(' ', NO_BREAK)}"


def _wide(
    screen: Console, title: str, axes: Sequence[str], rows: Sequence[Figure]
) -> None:
    screen.print()
    print_table(
        title,
        (*axes, "worth (90 %)", "above 0"),
        [
            (
                *(dict(one.quantity.at)[axis] for axis in axes),
                _cell(one),
                percent(one.fitted.above),
            )
            for one in rows
        ],
    )
