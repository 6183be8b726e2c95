"""Promises about scenarios on the page: always beside the baseline, with doubts."""

import html
import json
import re

import pytest

from tests.web.shelves import IdleShelf
from tests.web.stages import NoisyStage, noisy, nothing_stored
from tests.web.visitors import Visitor
from yalu.report.supposing import supposing_of
from yalu.scenario.reading import scenario_of as read_text
from yalu.scenario.shipped import shipped_scenario
from yalu.web import Shelf, create_app
from yalu.web.courses import Courses
from yalu.web.own_run import own_run
from yalu.web.scenario_parts import STAGE, SUPPOSING, TALES
from yalu.web.sliders import LIFTED, Settings, Support

OWN, OUTCOME, RUN = "/scenarios/own", "/scenarios/own/outcome", "/api/v1/scenarios/run"


@pytest.fixture(scope="module")
def stage() -> NoisyStage:
    """Return a stage whose runs are noise."""
    return NoisyStage()


@pytest.fixture(scope="module")
def player(stage: NoisyStage) -> Visitor:
    """Return somebody who may move sliders."""
    shelf = IdleShelf(seed=1)
    shelf.put(STAGE, noisy(stage))
    shelf.put(SUPPOSING, nothing_stored())
    return Visitor(create_app(shelf))


@pytest.fixture(scope="module")
def stored() -> Visitor:
    """Return somebody who may read two stored scenarios."""
    shelf: Shelf = IdleShelf(seed=1)
    names = ("baseline", "full-enforcement")
    shelf.put(SUPPOSING, supposing_of(scenarios=[shipped_scenario(n) for n in names]))
    shelf.take(TALES)
    return Visitor(create_app(shelf))


def test_sliders_of_a_form_reach_the_run_as_they_stand(
    player: Visitor, stage: NoisyStage
) -> None:
    """A run of other settings than those on the screen would mislead."""
    asked = {"china": "90", "russia": "20", "support": "strong", "oil": "0"}
    more = {"closed": "12", "closed_from": "6", "months": "36"}
    player.read(OWN, {**asked, **more})

    assert stage.asked[-1] == Settings(
        china=90,
        russia=20,
        support=Support.STRONG,
        oil=0,
        closed=12,
        closed_from=6,
        months=36,
    )


def test_a_tick_beats_the_slider_that_it_stands_beside(
    player: Visitor, stage: NoisyStage
) -> None:
    """Without scripts a form sends both; the words of the tick must hold."""
    player.read(OWN, {"china": "90", "china_decides": "true", "no_cap": "true"})

    assert stage.asked[-1] == Settings(china=None, oil=LIFTED)


def test_no_answer_stands_without_interval_validation_and_doubts(
    player: Visitor,
) -> None:
    """A number alone would be taken for a forecast."""
    text = html.unescape(player.read(OWN, {"china": "90"}).text)

    assert "Not validated: no run from a past day is stored" in text
    assert "the game fails its <checks>" in text
    assert "<checks>" not in player.read(OWN, {"china": "90"}).text
    assert "middle 90 %" in text
    rows = re.findall(
        r'<td role="cell" data-column="Change, draw by draw">([^<]*)', text
    )
    assert len(rows) == 5


def test_the_number_of_draws_stands_beside_the_numbers(stored: Visitor) -> None:
    """The same question has other figures in a run of other draws, by chance alone."""
    shelf: Shelf = stored.app.state.shelf
    found = shelf.take(SUPPOSING)
    told = own_run(NoisyStage().play(Settings()), found, Courses(), still=False)
    wanted = re.search(r"Made of ([\d,]+) draws.*than ([\d.]+) points", told.by_chance)

    assert wanted is not None
    draws = int(wanted[1].replace(",", ""))
    assert float(wanted[2]) == pytest.approx(98 / draws**0.5, abs=0.05)
    assert "stored scenario, which is made of 12,000 draws" in told.by_chance


def test_a_part_alone_is_sent_to_a_page_that_has_the_sliders(player: Visitor) -> None:
    """Only what changes travels, and the address follows."""
    answer = player.read(OUTCOME, {"china": "85"})

    assert answer.text.lstrip().startswith('<section id="outcome"')
    assert answer.headers["HX-Replace-Url"] == "/scenarios/own?china=85"
    assert "<svg" not in answer.text
    assert "<svg" in player.read(OWN, {"china": "85"}).text


def test_charts_are_filled_with_the_numbers_of_their_own_run(player: Visitor) -> None:
    """Charts that were compiled for another position must not show its numbers."""
    found = []
    for query in ({"china": "80"}, {"china": "80", "russia": "0"}):
        text = player.read(OUTCOME, query).text
        script = re.search(r'<script type="application/json">(.*?)</script>', text)
        assert script is not None
        data = json.loads(script[1])["data"]
        drawn = [each["values"] for each in data if "values" in each]
        found.append({values[0]["run"]: values for values in drawn})

    one, other = found
    assert one["baseline"] == other["baseline"]
    assert one["with the scenario"] != other["with the scenario"]


def test_sliders_that_cannot_stand_so_are_told_with_a_remedy(player: Visitor) -> None:
    """A mistake is mended on the same page."""
    query = {"closed": "12", "closed_from": "24", "months": "12"}
    text = player.read(OWN, query).text
    told = player.ask("POST", RUN, json={n: int(v) for n, v in query.items()})

    assert "when the run of 12 months is over" in text
    assert told.status_code == 422
    assert told.json()["problems"][0]["where"] == "closed_from"


@pytest.mark.parametrize(
    "body",
    [{"china": 101}, {"oil": 33}, {"sql": "1"}, {"support": "total"}, {"months": 1}],
)
def test_programs_are_told_what_no_slider_allows(
    player: Visitor, body: dict[str, object]
) -> None:
    """Nothing of a request reaches the run that is not one of its positions."""
    answer = player.ask("POST", RUN, json=body)

    assert answer.status_code == 422
    assert next(iter(body)) in answer.json()["problems"][0]["where"]


def test_programs_get_statements_series_and_what_it_rests_on(player: Visitor) -> None:
    """A run can be cited and run again."""
    told = player.ask("POST", RUN, json={"china": 90, "no_cap": True}).json()

    assert told["settings"]["no_cap"] is True
    assert told["scenario"]["levers"]
    changes = {one["id"]: one for one in told["scenario"]["changes"]}
    assert all(one["low"] <= one["high"] for one in changes.values())
    test = next(one for one in told["statements"] if one["id"] in changes)
    assert changes[test["id"]]["middle"] == pytest.approx(test["change"])
    assert changes[test["id"]]["unit"] == "share of the draws"
    assert all(one["unit"] for one in changes.values())
    assert {"digest", "seed", "case_digest", "validated"} <= told.keys()
    assert told["evidence"] == "estimated"


def test_the_position_of_the_sliders_can_be_taken_to_the_terminal(
    player: Visitor,
) -> None:
    """The file that is offered reads as the scenario that was run."""
    text = player.get("/scenarios/own.toml", {"china": "90", "oil": "50"}).text

    assert read_text(text, "own.toml").enforcement[0].low == 0.9


def test_a_crowd_is_asked_to_come_again(player: Visitor, stage: NoisyStage) -> None:
    """People see a part that asks again; programs are told when to."""
    stage.is_busy = True
    try:
        text = player.read(OUTCOME, {"china": "15"}).text
        answer = player.ask("POST", RUN, json={"china": 15})
    finally:
        stage.is_busy = False

    assert 'hx-trigger="load delay:3s"' in text
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3"


def test_sliders_can_be_seen_while_the_case_is_put_together() -> None:
    """The first visitor after the start is not turned away."""
    early = Visitor(create_app(IdleShelf(seed=1)))
    text = early.read(OWN).text

    assert 'id="slider-china"' in text
    assert "still being worked out" in text
    assert early.ask("POST", RUN, json={}).status_code == 503


def test_a_stored_scenario_shows_what_it_sets_and_opens_in_the_sliders(
    stored: Visitor,
) -> None:
    """What others have run is where own settings begin."""
    text = html.unescape(stored.read("/scenarios/full-enforcement").text)

    assert "China carries out 100 % of the law" in text.replace("\u00a0", " ")
    assert "/scenarios/own?china=100&russia=0&oil=100" in text
    assert 'id="scenario-fans-full-enforcement"' in text


def test_every_shipped_scenario_is_listed_beside_the_baseline(stored: Visitor) -> None:
    """The list leads to each, and to the sliders."""
    text = stored.read("/scenarios").text
    told = stored.get("/api/v1/scenarios").json()

    assert 'href="/scenarios/oil-embargo"' in text
    assert 'href="/scenarios/own"' in text
    assert [one["id"] for one in told["scenarios"]] == ["baseline", "full-enforcement"]
    assert told["validated"]


def test_programs_get_a_stored_run_with_its_hash(stored: Visitor) -> None:
    """What is stored is told as it was made."""
    told = stored.get("/api/v1/scenarios/full-enforcement").json()

    assert told["draws"] == 12_000
    assert len(told["digest"]) == 64
    assert told["statements"]


def test_a_scenario_that_is_not_stored_is_not_found(stored: Visitor) -> None:
    """Wrong names are told, with the nearest."""
    answer = stored.get("/api/v1/scenarios/full-enforcment")

    assert answer.status_code == 404
    assert "perhaps 'full-enforcement'" in answer.json()["detail"]
