"""What `yalu law` promises, one promise per test."""

from pathlib import Path
from shutil import copytree, rmtree

from tests.cli.conftest import Yalu
from yalu.library import folder_of


def test_it_lists_what_binds_on_a_day(yalu: Yalu) -> None:
    """Each measure comes with its paragraph, days, grade and sources."""
    answer = yalu("law", "--on", "2016-03-02", "--state", "UN", "--json")
    measures = {row["measure"]: row for row in answer.json["in_force"]}

    assert "UN-2270-29-coal" in measures
    assert measures["UN-2270-29-coal"]["sources"]
    assert all(row["from"] <= "2016-03-02" for row in measures.values())


def test_it_tells_what_changed_between_two_days(yalu: Yalu) -> None:
    """The day before 2371 and the day of it."""
    answer = yalu(
        "law", "--since", "2017-08-04", "--on", "2017-08-05", "--state", "UN", "--json"
    )
    began = {row["measure"] for row in answer.json["began"]}
    ended = {row["measure"] for row in answer.json["ended"]}

    assert "UN-2371-8-coal" in began
    assert "UN-2321-26b-2017" in ended


def test_a_cap_says_how_much_and_no_way_is_told_where_none_is(yalu: Yalu) -> None:
    """The quantity is what a cap is about; money goes neither in nor out."""
    said = yalu("law", "--on", "2018-01-05", "--state", "UN").out

    assert "up to 4,000,000 bbl or 525,000 t each year from its start" in said
    assert "none" not in said
    assert all(len(line) <= 80 and line == line.rstrip() for line in said.splitlines())


def test_what_was_not_yet_published_is_left_out(yalu: Yalu) -> None:
    """Law of 2018 as known in 2016."""
    answer = yalu("law", "--on", "2018-06-01", "--as-of", "2016-12-31", "--json")

    assert not any("2397" in row["instrument"] for row in answer.json["in_force"])


def test_it_lists_the_regimes(yalu: Yalu) -> None:
    """More than one regime is encoded."""
    names = {row["regime"] for row in yalu("law", "--regimes", "--json").json}

    assert {"dprk", "somalia", "libya", "russia-price-cap"} <= names


def test_a_body_without_law_is_told_with_those_that_have_some(yalu: Yalu) -> None:
    """The message lists the makers of law."""
    answer = yalu("law", "--state", "MNG")

    assert answer.code == 2
    assert "UN, CHN" in answer.err


def test_the_law_of_a_state_names_whose_law_binds_it_too(yalu: Yalu) -> None:
    """Who looks for a measure on China may mean one of the Council."""
    hint = "UN law binds CHN too: --state UN lists its measures."

    assert hint in yalu("law", "--state", "CHN").out
    assert "binds" not in yalu("law", "--state", "UN").out


def test_the_schema_describes_every_key_of_a_law_file(yalu: Yalu) -> None:
    """An editor that holds it completes and checks the files."""
    schema = yalu("law", "--schema").json

    assert {"id", "symbol", "measures"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    assert {"from", "until"} == set(schema["$defs"]["Span"]["properties"])


def test_the_cases_of_the_library_hold(yalu: Yalu) -> None:
    """What is checked in the making can be checked by whoever uses it."""
    answer = yalu("law", "--regime", "somalia", "--cases", "--json")

    assert answer.code == 0
    assert answer.json["failed"] == []
    assert answer.json["hold"] == answer.json["cases"] > 0


def test_options_that_say_nothing_about_cases_are_told(yalu: Yalu) -> None:
    """They would be passed over in silence."""
    answer = yalu("law", "--cases", "--on", "2017-01-01", "--state", "UN")

    assert answer.code == 2
    assert "--on, --state: found beside --cases" in answer.err


def test_a_regime_without_cases_is_told_how_to_get_some(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Nothing checked is not the same as all is well."""
    law = tmp_path / "own"
    copytree(str(folder_of("somalia")), law)
    rmtree(law / "cases")
    answer = yalu("law", "--regime", str(law), "--cases")

    assert answer.code == 3
    assert "found no cases" in answer.err


def test_a_case_that_fails_is_in_the_answer_for_programs_too(
    yalu: Yalu, tmp_path: Path
) -> None:
    """With what was expected, what was found, and the steps in between."""
    law = tmp_path / "own"
    copytree(str(folder_of("somalia")), law)
    (law / "cases" / "own.yaml").write_text(
        "- {id: odd, name: Charcoal is free, ask: {goods: '440290', exporter: SOM, "
        "importer: ARE, on: 2013-01-01}, expect: {UN: {status: permitted}}}\n"
    )
    answer = yalu("law", "--regime", str(law), "--cases", "--json")
    (failed,) = answer.json["failed"]
    (mismatch,) = failed["mismatches"]

    assert answer.code == 4
    assert (failed["case"], failed["file"]) == ("odd", "cases/own.yaml")
    assert mismatch["expected"] == "permitted"
    assert mismatch["found"].startswith("prohibited by SOM-2036-22")
    assert any(step.startswith("SOM-2036-22") for step in mismatch["because"])
