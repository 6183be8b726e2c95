"""What queries on enforcement promise: change a verdict, and the claim follows."""

from dataclasses import replace
from datetime import date

from tests.claims.conftest import World
from yalu.claims import Verdict
from yalu.compliance import Score, assess
from yalu.compliance import Verdict as Kept
from yalu.regime.form import Span


def judged(world: World, scores: tuple[Score, ...]) -> World:
    """Return the same world with another scorecard."""
    assert world.assessment is not None
    return replace(world, assessment=replace(world.assessment, scorecard=scores))


def scorecard(world: World) -> tuple[Score, ...]:
    """Return the scorecard of a world."""
    assert world.assessment is not None
    return world.assessment.scorecard


def every_step(world: World, *verdicts: Kept) -> World:
    """Return the same world in which steps carry these verdicts in turn."""
    scores = tuple(
        replace(
            score,
            path=tuple(
                replace(step, verdict=verdicts[n % len(verdicts)])
                for n, step in enumerate(score.path, start=place)
            ),
        )
        for place, score in enumerate(scorecard(world))
    )
    return judged(world, scores)


def test_without_an_assessment_enforcement_cannot_be_checked(world: World) -> None:
    """Whoever asks for less gets an answer that says so."""
    bare = replace(world, assessment=None)

    assert bare.find("C10").verdict is Verdict.CANNOT_BE_CHECKED
    assert bare.find("C12").verdict is Verdict.CANNOT_BE_CHECKED


def test_silence_is_not_compliance(world: World) -> None:
    """C10 and C12 stay open where most cannot be verified."""
    silent = every_step(world, Kept.UNVERIFIABLE)

    assert silent.find("C10").verdict is Verdict.CANNOT_BE_CHECKED
    assert silent.find("C12").verdict is Verdict.CANNOT_BE_CHECKED


def test_verdicts_that_differ_make_a_record_spotty(world: World) -> None:
    """C10 is about differences between measures and years."""
    mixed = every_step(world, Kept.ENFORCED, Kept.NOT_ENFORCED)

    assert mixed.find("C10").verdict is Verdict.HOLDS
    assert mixed.find("C12").verdict is Verdict.HOLDS
    assert mixed.find("C58").verdict is Verdict.HOLDS


def test_full_enforcement_is_neither_spotty_nor_partial(world: World) -> None:
    """C10 and C12 can be refuted."""
    full = every_step(world, Kept.ENFORCED)

    assert full.find("C10").verdict is Verdict.DOES_NOT_HOLD
    assert full.find("C12").verdict is Verdict.DOES_NOT_HOLD


def test_no_enforcement_is_not_partial(world: World) -> None:
    """C12 needs something kept."""
    assert every_step(world, Kept.NOT_ENFORCED).find("C12").verdict is (
        Verdict.DOES_NOT_HOLD
    )


def test_few_decided_verdicts_are_a_caveat(world: World) -> None:
    """C12 rests on a small part of the measures, and says how small."""
    found = world.find("C12")

    assert found.verdict is Verdict.HOLDS_WITH_CAVEAT
    assert f"{found.values['decided_percent']} % of the verdicts" in found.note


def test_a_rise_from_nothing_to_all_is_no_partial_year(world: World) -> None:
    """C59 is about years and C12 about measures."""
    scores = tuple(
        replace(
            score,
            path=tuple(
                replace(
                    step,
                    verdict=Kept.NOT_ENFORCED
                    if step.period.start.year < 2018
                    else Kept.ENFORCED,
                )
                for step in score.path
            ),
        )
        for score in scorecard(world)
    )
    risen = judged(world, scores)

    assert risen.find("C59").verdict is Verdict.HOLDS
    assert risen.find("C12").verdict is Verdict.DOES_NOT_HOLD
    assert risen.find("C10").verdict is Verdict.DOES_NOT_HOLD


def test_verdicts_add_up(world: World) -> None:
    """No verdict is lost between the scorecard and the claim."""
    found = world.find("C12").values
    parts = [found[name] for name in ("kept", "not_kept", "unverifiable")]

    assert sum(int(part) for part in parts if part is not None) == found["verdicts"]


def test_a_ban_moved_behind_its_trade_changes_what_is_kept(world: World) -> None:
    """C39 follows the law: with the ban of 2371 a year later, 2017 looks other."""
    span = Span.model_validate({"from": date(2018, 8, 5), "until": None})
    moved = world
    for name in ("UN-2371-8-coal", "UN-2371-8-iron", "UN-2371-10"):
        moved = moved.with_measure(name, in_force=span, wind_down=None)
    moved = replace(
        moved, assessment=assess(moved.regime, moved.flows, states=("CHN",))
    )

    assert moved.find("C39").values["kept"] != world.find("C39").values["kept"]


def test_only_the_years_asked_about_are_cited_and_graded(world: World) -> None:
    """C60 asks what came after 2017; what 2017 broke is no evidence for it."""
    after, during = world.find("C60"), world.find("C39")

    assert after.citations
    assert not any("not enforced" in one for one in after.citations)
    assert not any("2017 " in one.partition("): ")[2] for one in after.citations)
    assert any("(coal): 2018 enforced" in one for one in after.citations)
    assert any("(coal): 2017 partly" in one for one in during.citations)
    assert "CGTN1709" in during.sources
    assert "CGTN1709" not in after.sources


def test_the_sanctions_of_2016_are_those_adopted_by_then(world: World) -> None:
    """C58 is not about the resolutions of August and September 2017."""
    found = world.find("C58")

    assert found.citations
    for one in found.citations:
        assert "2371" not in one
        assert "2375" not in one
