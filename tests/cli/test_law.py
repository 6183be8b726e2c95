"""What `yalu law` promises, one promise per test."""

from tests.cli.conftest import Yalu


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


def test_the_schema_describes_every_key_of_a_law_file(yalu: Yalu) -> None:
    """An editor that holds it completes and checks the files."""
    schema = yalu("law", "--schema").json

    assert {"id", "symbol", "measures"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    assert {"from", "until"} == set(schema["$defs"]["Span"]["properties"])
