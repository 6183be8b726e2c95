"""What claims about why players act promise: the sign is learnt, and never assumed."""

from dataclasses import replace

import pytest

from tests.claims.conftest import World
from tests.claims.plays import ASKED, baseline, played
from yalu.claims import Claim, Verdict, read
from yalu.claims.played import Baseline, Played
from yalu.claims.queries.strategy import odds_ratio
from yalu.errors import SchemaError
from yalu.strategy.answers.wording import HEADLINES

CLAIMS = {claim.id: claim for claim in read().claims if claim.id in ASKED}


def claimed(name: str, chance: float) -> float:
    """Return the chance of being above zero that gives a claim's sign that chance."""
    return chance if CLAIMS[name].parameters["sign"] == "above" else 1 - chance


def verdict(world: World, name: str, found: Played) -> Verdict:
    """Return what becomes of a claim by what a game says."""
    return replace(world, strategy=found).find(name).verdict


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.96, Verdict.HOLDS),
        (0.93, Verdict.HOLDS_WITH_CAVEAT),
        (0.15, Verdict.CANNOT_BE_CHECKED),
        (0.85, Verdict.CANNOT_BE_CHECKED),
        (0.07, Verdict.DOES_NOT_HOLD),
    ],
)
def test_a_sign_is_judged_by_its_chance(
    world: World, name: str, chance: float, expected: Verdict
) -> None:
    """Sure, likely, open, and the other way, for each claim alike."""
    assert verdict(world, name, played(claimed(name, chance))) is expected


@pytest.mark.parametrize("name", ASKED)
def test_what_decides_against_a_claim_would_decide_for_its_opposite(
    world: World, name: str
) -> None:
    """A chance that refutes one sign supports the other: no sign has an advantage."""
    supports = {Verdict.HOLDS, Verdict.HOLDS_WITH_CAVEAT}
    for chance in (0.02, 0.3, 0.5, 0.7, 0.98):
        own = verdict(world, name, played(claimed(name, chance)))
        mirror = verdict(world, name, played(claimed(name, 1 - chance)))

        assert (own in supports) == (mirror is Verdict.DOES_NOT_HOLD)


@pytest.mark.parametrize("name", ASKED)
def test_a_sign_and_its_opposite_have_the_same_two_degrees(
    world: World, name: str
) -> None:
    """Sure on average and now, or likely on average alone: for either, and told."""
    for chance, today in ((0.97, 0.96), (0.97, 0.6), (0.92, 0.92)):
        own, other = (
            replace(
                world,
                strategy=played(claimed(name, one), today=claimed(name, another)),
            ).find(name)
            for one, another in ((chance, today), (1 - chance, 1 - today))
        )
        sure = min(chance, today) >= 0.95

        assert (own.verdict is Verdict.HOLDS) == sure
        assert other.verdict is Verdict.DOES_NOT_HOLD
        for found in (own, other):
            assert ("less sure there" in found.note) != sure
            assert (f"{100 * today:.0f} %" in found.note) != sure


@pytest.mark.parametrize("name", ASKED)
def test_the_figure_names_what_was_compared(world: World, name: str) -> None:
    """Which classes are joined on the board of the fit is said by the answer itself."""
    assert "more of something:" in replace(world, strategy=played()).find(name).figure


def test_claims_ask_for_what_the_terminal_heads_its_questions_with() -> None:
    """One figure for a question, wherever it is told."""
    heads = {
        (one.question.value, one.id, ";".join(f"{a}={b}" for a, b in one.at))
        for one in HEADLINES
    }
    asked = {
        (
            c.parameters["question"],
            c.parameters["change"],
            c.parameters.get("where", ""),
        )
        for c in CLAIMS.values()
    }

    assert asked <= heads


def test_all_four_are_judged_by_the_same_rules() -> None:
    """The sign that an article names stands in what is asked, and nowhere else."""
    rules = {repr((c.rules, c.otherwise, c.figure)) for c in CLAIMS.values()}

    assert len(rules) == 1
    assert all("sign" in claim.parameters for claim in CLAIMS.values())


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("chance", [0.02, 0.98])
def test_a_record_that_moves_nothing_decides_nothing(
    world: World, name: str, chance: float
) -> None:
    """A sign that the form of the game had settled before is not the record's."""
    found = played(chance, before=chance)

    assert verdict(world, name, found) is Verdict.CANNOT_BE_CHECKED


def test_a_record_that_speaks_against_a_sign_does_not_make_it_hold(
    world: World,
) -> None:
    """It is still likely only because it was assumed to be."""
    found = played(claimed("C16", 0.96), before=claimed("C16", 0.995))

    assert verdict(world, "C16", found) is Verdict.CANNOT_BE_CHECKED


@pytest.mark.parametrize("chance", [0.02, 0.98])
@pytest.mark.parametrize("baselines", [(), (baseline(), baseline(-0.5))])
def test_a_game_that_foretells_no_better_decides_nothing(
    world: World, chance: float, baselines: tuple[Baseline, ...]
) -> None:
    """All baselines must be beaten, and not to be tried is not to beat them."""
    found = replace(played(chance), baselines=baselines)

    assert verdict(world, "C18", found) is Verdict.CANNOT_BE_CHECKED


@pytest.mark.parametrize("chance", [0.02, 0.98])
def test_stale_answers_decide_nothing(world: World, chance: float) -> None:
    """They are about another record or by other code, and the note says which."""
    found = replace(
        world, strategy=played(chance, stale=("the record has changed",))
    ).find("C15")

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert "the record has changed" in found.note


@pytest.mark.parametrize("chance", [0.02, 0.98])
def test_a_fit_that_fails_its_own_checks_decides_nothing(
    world: World, chance: float
) -> None:
    """Chances from draws that cannot be trusted are none."""
    found = replace(world, strategy=played(chance, doubted="k-hat is high")).find("C17")

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert "k-hat is high" in found.note


def test_without_an_answer_the_claims_cannot_be_checked(world: World) -> None:
    """No game is no finding, and says so."""
    found = world.find("C17")

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert "is stored" in found.note


def test_a_change_that_is_not_stored_is_missing(world: World) -> None:
    """Answers of another form are not taken for a no."""
    found = replace(world, strategy=replace(played(), changes=())).find("C16")

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert "have no provocation.change of belief" in found.note


def test_without_the_prior_nothing_tells_what_the_record_adds(world: World) -> None:
    """A chance alone does not say whose it is."""
    found = replace(world, strategy=played(0.98, before=None)).find("C18")

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert "what the record adds" in found.note


def test_a_sign_that_holds_on_average_alone_is_held_with_a_caveat(
    world: World,
) -> None:
    """The articles speak of their time, and the game also stands somewhere now."""
    found = played(claimed("C16", 0.99), today=claimed("C16", 0.6))

    assert verdict(world, "C16", found) is Verdict.HOLDS_WITH_CAVEAT


def test_the_figure_tells_the_chance_before_and_after(world: World) -> None:
    """A reader sees what the record has done."""
    found = replace(world, strategy=played(0.9, before=0.4)).find("C15")

    assert "90 % given the record" in found.figure
    assert "40 % before the record was seen" in found.figure


def test_odds_of_a_sure_sign_are_finite() -> None:
    """By hand: 100.5 to 0.5 against even odds."""
    found = odds_ratio(1.0, 0.5, draws=100, prior_draws=10)

    assert found == pytest.approx(201.0)


def test_an_unknown_sign_is_answered_with_the_known_ones(world: World) -> None:
    """A misspelt sign is an honest mistake of who wrote the claim."""
    (own,) = (claim for claim in read().claims if claim.id == "C15")
    misspelt = replace(own, parameters={**own.parameters, "sign": "up"})

    with pytest.raises(SchemaError, match="expected above or below"):
        replace(world, strategy=played()).judge_by(misspelt)


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim.id)
def test_no_rule_of_a_sign_names_it(claim: Claim) -> None:
    """What decides speaks of chance and counter: those of the sign that is asked."""
    named = {condition.value for rule in claim.rules for condition in rule.when}

    assert named == {
        "current", "sound", "baselines", "moved", "sure", "chance", "counter",
        "sure_counter",
    }  # fmt: skip
