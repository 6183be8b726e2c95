"""Promises about the pages of the law and what programs are told of it."""

from datetime import date

from tests.web.visitors import Visitor
from yalu import library
from yalu.report import lawmaking
from yalu.report.exports import read_law_json

DPRK = library.load("dprk")


def test_the_page_names_every_measure_in_force_with_paragraph_and_source(
    visitor: Visitor,
) -> None:
    """A list that leaves one out is no statement of the law."""
    text = visitor.read("/law", {"on": "2017-03-01"}).text

    for measure in DPRK.in_force(on=date(2017, 3, 1)):
        assert f'id="{measure.id}"' in text
        assert all(f'href="/sources/{source}"' in text for source in measure.sources)


def test_the_page_counts_measures_as_the_report_does(visitor: Visitor) -> None:
    """Two counts of one law on one day would have to be explained, and are not."""
    day = date(2026, 1, 1)
    text = visitor.read("/law", {"on": day.isoformat()}).text
    ends = {c.body: c for c in lawmaking.counts_of(DPRK, day)}

    for body in DPRK.bodies.values():
        number = ends[lawmaking.maker(body)].measures_in_force
        assert f"<summary>{body.name}: {number}</summary>" in text
    every = sum(count.measures_in_force for count in ends.values())
    assert f"All {every} measures in force" in text


def test_moving_the_day_reads_the_law_anew(visitor: Visitor) -> None:
    """Coal was capped in March 2017 and banned in September."""
    march = visitor.read("/law", {"on": "2017-03-01"}).text
    september = visitor.read("/law", {"on": "2017-09-01"}).text

    assert "On 1\xa0March\xa02017," in march.replace("March ", "March\xa0")
    assert 'id="UN-2321-26b-2017"' in march
    assert 'id="UN-2321-26b-2017"' not in september
    assert 'id="UN-2371-8-coal"' in september


def test_the_page_works_without_a_script(visitor: Visitor) -> None:
    """The day is a field of a form; what only a script can move is hidden."""
    text = visitor.read("/law").text

    assert '<form class="asked" id="law-form" method="get" action="/law"' in text
    assert 'type="range" hidden' in text


def test_a_day_that_is_no_day_is_told_beside_the_law_of_today(visitor: Visitor) -> None:
    """The reader sees what is wrong and can go on."""
    answer = visitor.read("/law", {"on": "2017-02-30"})

    assert answer.status_code == 422
    assert "&#39;2017-02-30&#39;" in answer.text
    assert f"The law on {date.today()}" in answer.text  # noqa: DTZ011 - as the page


def test_what_is_asked_is_never_read_as_markup(visitor: Visitor) -> None:
    """Whoever sends a link must not speak in our name."""
    answer = visitor.read("/law", {"on": "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.text


def test_every_measure_has_a_page_that_gives_all_of_it(visitor: Visitor) -> None:
    """Text, paragraph, days, way out, doubts, evidence and sources."""
    for measure in list(DPRK.measures.values())[::12]:
        text = visitor.read(f"/law/dprk/{measure.id}").text

        assert DPRK.instrument_of(measure).symbol in text
        assert measure.last_checked_on.isoformat() in text
        assert all(f'href="/sources/{source}"' in text for source in measure.sources)


def test_a_mistyped_measure_is_told_with_the_one_that_was_meant(
    visitor: Visitor,
) -> None:
    """A dead link is mended faster with a hint."""
    answer = visitor.read("/law/dprk/UN-2371-8-cool")

    assert answer.status_code == 404
    assert "UN-2371-8-coal" in answer.text


def test_programs_get_the_same_law_as_people(visitor: Visitor) -> None:
    """Two answers to one question would be one too many."""
    told = visitor.get(
        "/api/v1/law", {"on": "2017-03-01", "since": "2016-01-01"}
    ).json()

    assert [m["id"] for m in told["in_force"]] == [
        m.id for m in DPRK.in_force(on=date(2017, 3, 1))
    ]
    assert told["law_sha256"] == DPRK.digest
    assert told["began"]
    assert "2016-03-02" in told["changes"]


def test_programs_learn_every_problem_part_by_part(visitor: Visitor) -> None:
    """A program shows them beside its own fields."""
    answer = visitor.get("/api/v1/law", {"on": "x", "state": "XX"})

    assert answer.status_code == 422
    assert {p["where"] for p in answer.json()["problems"]} == {"on", "state"}


def test_a_field_that_is_not_known_is_refused(visitor: Visitor) -> None:
    """A misspelt option that is ignored gives a wrong answer in silence."""
    answer = visitor.get("/api/v1/law", {"onn": "2017-03-01"})

    assert answer.status_code == 422
    assert (
        answer.json()["problems"][0]["expected"]
        == "no field of that name, perhaps 'on'"
    )


def test_every_regime_is_listed_and_can_be_had_whole(visitor: Visitor) -> None:
    """Others may build on the law without this program."""
    listed = visitor.get("/api/v1/regimes").json()
    whole = visitor.get("/api/v1/regimes/liberia").text

    assert [regime["id"] for regime in listed] == list(library.available())
    assert read_law_json(whole).measures == library.load("liberia").measures
