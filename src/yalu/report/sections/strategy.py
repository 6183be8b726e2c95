"""The section on strategy: why each acts so, by a game fitted to the record."""

from collections.abc import Iterator

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section
from yalu.report.figures.strategy_game import game_chart
from yalu.report.grid import Grid
from yalu.report.playing import Playing
from yalu.report.playing_rows import StepRow
from yalu.report.playing_words import amount, chances, ranged
from yalu.report.sections.strategy_answers import (
    answers_table,
    partial_figure,
    path_table,
    signs_figure,
)
from yalu.report.sections.strategy_responses import resolve_figure, responses_figure
from yalu.report.sections.strategy_trial import (
    checks_table,
    precedents_table,
    trial_found,
    weights_figure,
)
from yalu.strategy.record import Column

__all__ = ["strategy_section"]

_HALF = 0.5
_FEW_DRAWS = 100


def strategy_section(found: Playing) -> Section:
    """Return the section; it says plainly what is not stored, or is stale."""
    blocks: list[Block | None] = [
        _game_figure(found),
        partial_figure(found),
        responses_figure(found),
        resolve_figure(found),
        signs_figure(found),
        answers_table(found),
        path_table(found),
        precedents_table(found),
        weights_figure(found),
        checks_table(found),
    ]
    return Section(
        id="strategy",
        heading="Why enforcement is partial, and what each would do",
        text=tuple(_text(found)),
        points=tuple(Cell(text=words) for words in _doubts(found)),
        blocks=tuple(block for block in blocks if block is not None),
    )


def _text(found: Playing) -> Iterator[str]:
    if found.stale:
        yield (
            "Stale: what follows was worked out before a change and is not to be "
            "relied on until it is done anew (tools/refit.py in a copy of the source). "
            f"Changed: {'; '.join(found.stale)}."
        )
    yield f"The argument as a game. {_move(found)}"
    yield (
        "Each quarter the target, North Korea, holds still, "
        "launches, tests or makes an overture; the sender, Washington with its allies, "
        "answers; then the patron, China, votes, enforces some part of the law and "
        "may make an overture of its own. All look ahead, and "
        "learn from what the patron enforces whether it fears a collapse. Nobody is "
        "sure to do what is best: the better a choice, the likelier it is made."
    )
    basis = found.basis
    if basis is None:
        yield "Nothing that the game answers is stored, so that it says nothing here."
        return
    yield (
        f"What each weighs was fitted to a record of {found.quarters} quarters, to "
        f"{found.last}, without those of precedents that are not scored, and solved "
        f"for {basis.draws:,} draws of what stays uncertain "
        f"(worth {basis.effective:,.0f} equally good ones) on a board of "
        f"{basis.states:,} states. A range is the middle 90 % of the draws. Weights on "
        "which a claim of an article hangs were centred on zero beforehand. What the "
        "game makes of them need not be: beside each answer stands the chance that its "
        "sign had before the record was seen. All sources of the record stand under "
        "the first figure, those of what the target did and of law and want under the "
        "others."
    )
    if basis.under_law:
        yield (
            f"Averages over the record are over its {basis.under_law:.0f} quarters "
            "under law: before there was law, nothing could be enforced."
        )
    yield from _today(found)
    yield f"{trial_found(found)}."
    yield "What the game cannot tell, and what to know before using it:"


def _move(found: Playing) -> str:
    """Return what enforcement is in the game, and that it is no verdict on the law."""
    learnt = ""
    for row in found.known:
        if row.column == Column.ENFORCEMENT.value:
            told = row.known + row.uncertain
            learnt = (
                f", learnt from recorded trade in {told} of {told + row.missing} "
                "quarters"
            )
    return (
        "Enforcement in it is a move of the patron (none, a third, two thirds or all "
        f"of the law{learnt}), and no verdict: most of the law may be enforced in the "
        "game and undecided in the scorecard."
    )


def _today(found: Playing) -> Iterator[str]:
    enforced = found.one("partial", "enforcement")
    interior = found.one("partial", "interior")
    held = found.one("belief", "held")
    told = []
    if enforced is not None:
        told.append(f"after {found.last} the patron enforces {ranged(enforced)}")
    if interior is not None:
        told.append(f"neither none nor all with a chance of {_chance(interior.median)}")
    if held is not None:
        told.append(
            "others hold it to be the type that loses less by a collapse with a "
            f"chance of {ranged(held)}"
        )
    if told:
        yield f"By the game, {'; '.join(told)}."
    third = found.one("partial", "third.all")
    if third is not None:
        yield (
            "One more third of enforcement than it would choose is worth to the patron "
            f"{amount(third.median, third.unit, signed=True)} in the unit of the game, "
            f"all quarters to come counted ({chances(third)})."
        )


def _chance(share: float) -> str:
    return numerals.percent(round(share, 2))


def _doubts(found: Playing) -> Iterator[str]:
    """Yield what the game cannot tell, from what it rests on."""
    yield from (_sentence(words) for words in found.missing)
    for row in found.known:
        asked = row.known + row.uncertain + row.missing
        if asked and row.missing > _HALF * asked:
            yield (
                f"The record has {row.column} for {asked - row.missing} of {asked} "
                f"quarters, and surely for {row.known}: for the others it is summed "
                "over what it may have been."
            )
    if found.doubted:
        yield f"By its own checks the fit is not to be relied on: {found.doubted}."
    yield from found.recovered
    basis = found.basis
    if basis is not None:
        if basis.effective < _FEW_DRAWS:
            yield (
                f"The draws are worth no more than {basis.effective:.0f} equally "
                "good ones: ranges and chances are rough."
            )
        if basis.unsolved:
            yield (
                f"For {numerals.plural(basis.unsolved, 'draw')} no equilibrium was "
                "found; they are left out."
            )
    yield (
        "Who the players are is given: three, each of one mind. Factions, the South, "
        "Japan and Moscow as players of their own are not in it."
    )
    yield (
        "A game says what would follow if all weighed things so; that it fits does not "
        "show that they do. Nothing here is an observation of a motive."
    )


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _step(row: StepRow) -> str:
    either = f"; either way: {', '.join(row.either)}" if row.either else ""
    return (
        f"{row.number}. The {row.player}: {'; '.join(row.choices)}. It sees "
        f"{row.sees}; likes {', '.join(row.gains) or 'nothing'}; dislikes "
        f"{', '.join(row.loses) or 'nothing'}{either}."
    )


def _game_figure(found: Playing) -> Figure:
    return Figure(
        id="strategy-game",
        title="A quarter of the game: the target moves, the sender answers, the patron "
        "decides how much of the law it enforces",
        panels=(Panel(chart=game_chart(found.steps)),),
        summary=" ".join(map(_step, found.steps)),
        definition=(
            "Read off the rules. The state is what the target can do, how hard it is "
            "pressed by law and by want, the sender's posture, the support of another "
            "patron, and whether patron and target speak at the top. What is weighed "
            "has a weight that is learnt from the record or, where the record cannot "
            "tell, held at a stated judgement. Either way: the rules do not say "
            "whether it adds or takes away; the record may. Refusing takes a text "
            "that is tabled."
        ),
        sources=found.sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(found.steps),
    )
