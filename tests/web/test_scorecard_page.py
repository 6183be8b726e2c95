"""Promises about the scorecard: each verdict opens to the rows behind it."""

import html
import re

import pytest

from tests.web.dossiers import judged_shelf
from tests.web.visitors import Visitor
from yalu.compliance import Verdict
from yalu.web import Shelf, create_app
from yalu.web.witnesses import WITNESSES, Witnesses

API = "/api/v1/scorecard"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Return a shelf with a small dossier."""
    return judged_shelf()


@pytest.fixture(scope="module")
def witnesses(shelf: Shelf) -> Witnesses:
    """Return its verdicts with their record."""
    return shelf.take(WITNESSES)


@pytest.fixture(scope="module")
def analyst(shelf: Shelf) -> Visitor:
    """Return somebody who asks the app over it."""
    return Visitor(create_app(shelf))


def test_every_measure_of_a_state_opens_to_a_page_of_its_own(
    analyst: Visitor, witnesses: Witnesses
) -> None:
    """Whoever doubts a verdict must be able to follow it, undecided ones as well."""
    text = analyst.read("/scorecard").text
    wanted = {f"/scorecard/CHN/{s.measure}" for s in witnesses.scores("CHN")}

    assert wanted <= set(re.findall(r'href="([^"?]+)"', text))


def test_what_cannot_be_verified_is_hatched_and_counted_as_such(
    analyst: Visitor, witnesses: Witnesses
) -> None:
    """Silence must look like silence, never like compliance."""
    text = analyst.read("/scorecard").text
    undecided = [
        s for s in witnesses.scores("CHN") if s.verdict is Verdict.UNVERIFIABLE
    ]

    assert f"{len(undecided)} measures that cannot be verified" in text
    assert text.count('class="unverifiable" data-column="Verdict"') == len(undecided)


def test_the_measures_of_each_maker_add_up_to_those_of_the_state(
    analyst: Visitor, witnesses: Witnesses
) -> None:
    """The report counts those that bind all states; who adds the others finds all."""
    text = analyst.read("/scorecard").text
    told = analyst.get(API, {"state": "CHN"}).json()
    (china,) = (one for one in told["states"] if one["state"] == "CHN")
    made = {body: sum(counts.values()) for body, counts in china["by_maker"].items()}

    assert sum(made.values()) == len(witnesses.scores("CHN"))
    assert f"{made['UN']} measures on goods of the United Nations" in text
    assert f"{made['CHN']} measures on goods of China" in text
    for verdict, number in china["counts"].items():
        by_maker = (counts[verdict] for counts in china["by_maker"].values())
        assert sum(by_maker) == number


def test_a_verdict_shows_rows_of_the_record_with_their_sources(
    analyst: Visitor, witnesses: Witnesses
) -> None:
    """A figure without its source is hearsay."""
    score = next(s for s in witnesses.scores("CHN") if witnesses.rows(s))
    rows = witnesses.rows(score)
    text = html.unescape(analyst.read(f"/scorecard/CHN/{score.measure}").text)

    assert f"{len(rows)} row" in text
    assert all(f'href="/sources/{name}"' in text for name in rows[0].sources)
    assert all(reason in text.replace("\u202f", ",") for reason in score.reasons)


def test_a_year_shows_only_rows_that_touch_it(
    analyst: Visitor, witnesses: Witnesses
) -> None:
    """A reader of one year must not be shown the weight of others."""
    score = next(s for s in witnesses.scores("CHN") if witnesses.rows(s, 2017))
    rows = witnesses.rows(score, 2017)
    told = analyst.get(f"{API}/CHN/{score.measure}", {"year": "2017"}).json()

    assert 0 < len(rows) < len(witnesses.rows(score))
    assert len(told["rows"]) == len(rows)
    assert all(row["days"]["first"] <= "2017-12-31" for row in told["rows"])


def test_programs_get_every_verdict_with_its_stretches(
    analyst: Visitor, witnesses: Witnesses
) -> None:
    """Nothing that the page shows is kept from programs."""
    told = analyst.get(API, {"state": "CHN"}).json()
    scores = witnesses.scores("CHN")

    assert [s["measure"] for s in told["scores"]] == [s.measure for s in scores]
    assert [len(s["stretches"]) for s in told["scores"]] == [
        len(s.path) for s in scores
    ]
    assert {each["state"] for each in told["states"]} == set(witnesses.states)


@pytest.mark.parametrize(
    "address", [f"{API}?state=ATL", f"{API}/CHN/UN-1", f"{API}/ATL/UN-2397-5"]
)
def test_who_or_what_is_not_judged_is_not_found(analyst: Visitor, address: str) -> None:
    """An empty scorecard would read as one without breaches."""
    answer = analyst.get(address)

    assert answer.status_code == 404
    assert answer.json()["problems"][0]["expected"]


def test_a_year_beyond_reason_is_refused(analyst: Visitor) -> None:
    """A number that is no year is a mistake, not a year without rows."""
    answer = analyst.get(f"{API}/CHN/UN-2397-5", {"year": "20177"})

    assert answer.status_code == 422
    assert "year" in answer.json()["problems"][0]["where"]
