"""What `yalu check` promises, one promise per test."""

import pytest

from tests.cli.conftest import Yalu

COAL = ("check", "270112", "--from", "PRK", "--to", "CHN", "--on", "2017-03-01")


def test_the_json_has_the_parts_that_programs_rely_on(yalu: Yalu) -> None:
    """Status, bodies with basis, steps, doubts, frees, receipt."""
    answer = yalu(*COAL, "--json")

    assert answer.code == 0
    ruling = answer.json
    assert set(ruling) == {"status", "bodies", "steps", "doubts", "frees", "receipt"}
    assert ruling["status"] == "prohibited"
    assert [body["body"] for body in ruling["bodies"]] == ["UN", "CHN"]
    assert ruling["bodies"][0]["basis"] == [
        {
            "instrument": "S/RES/2321 (2016)",
            "paragraph": "26(b)",
            "measure": "UN-2321-26b-2017",
        }
    ]
    assert {"regime", "law_sha256", "engine", "asked"} <= set(ruling["receipt"])


def test_claims_open_the_capped_trade_of_early_2017(yalu: Yalu) -> None:
    """The headline case: the UN cap is open, the national stop is not."""
    claims = ("--claim", "livelihood", "--claim", "no_tainted_party")
    bodies = {
        b["body"]: b["status"] for b in yalu(*COAL, *claims, "--json").json["bodies"]
    }

    assert bodies == {"UN": "capped", "CHN": "prohibited"}


def test_the_text_fits_eighty_columns_and_names_the_paragraph(yalu: Yalu) -> None:
    """A terminal shows the verdict without wrapping mid-word by itself."""
    answer = yalu(*COAL)

    assert answer.code == 0
    assert answer.out.startswith("PROHIBITED")
    assert "S/RES/2321 (2016) para. 26(b)" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_of_several_ways_out_of_one_measure_one_is_enough(yalu: Yalu) -> None:
    """Livelihood or coal of a third country: nobody can meet both."""
    asked = ("270112", "--from", "PRK", "--to", "CHN", "--on", "2016-12-15")
    said = yalu("check", *asked).out

    assert "- CN-2016-11-coal: Trade" in said
    assert "- or for CN-2016-11-coal: Coal from a third country" in said
    assert "\n[" not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("999999", "--from", "PRK", "--on", "2017-03-01"), ("goods", "999999")),
        (("coal", "--from", "PRK", "--on", "2017-03-01"), ("2701", "(coal)")),
        (("labor", "--from", "PRK", "--on", "2018-03-01"), ("perhaps 'labour'",)),
        (("30743", "--from", "PRK", "--on", "2017-08-25"), ("goods", "030743", "zero")),
        (
            ("620140", "--from", "PRK", "--on", "2017-11-15"),
            ("620140", "HS2022", "HS2017"),
        ),
        (("270112", "--from", "PRK", "--on", "2017-02-30"), ("--on", "YYYY-MM-DD")),
        (("270112", "--from", "Korea", "--on", "2017-03-01"), ("PRK", "KOR")),
        (("270112", "--from", "XXQ", "--on", "2017-03-01"), ("XXQ",)),
        (("270112", "--from", "RUS", "--to", "CHN", "--on", "2017-03-01"), ("PRK",)),
        (
            (*COAL[1:], "--quantity", "-5", "--unit", "t"),
            ("-5", "zero or more"),
        ),
        ((*COAL[1:], "--quantity", "5"), ("--unit", "both")),
        ((*COAL[1:], "--quantity", "five", "--unit", "t"), ("five", "number")),
        ((*COAL[1:], "--unit", "stone", "--quantity", "5"), ("stone", "bbl")),
        ((*COAL[1:], "--claim", "lifelihood"), ("lifelihood", "livelihood")),
        ((*COAL[1:], "--regime", "atlantis"), ("atlantis", "dprk")),
    ],
)
def test_a_question_not_understood_is_told_in_words(
    yalu: Yalu, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """Place, finding, remedy; no traceback; exit code 2."""
    answer = yalu("check", *arguments)

    assert answer.code == 2
    assert answer.out == ""
    assert "Traceback" not in answer.err
    for word in words:
        assert word in answer.err


def test_other_regimes_answer_with_the_same_command(yalu: Yalu) -> None:
    """Somalia's charcoal needs no code of its own."""
    answer = yalu(
        "check",
        "4402",
        "--from",
        "SOM",
        "--on",
        "2015-01-01",
        "--regime",
        "somalia",
        "--json",
    )

    assert answer.json["status"] == "prohibited"


def test_a_permission_by_code_alone_says_so_in_the_first_line(yalu: Yalu) -> None:
    """Machinery to part isotopes is on a list of items, under whatever code."""
    asked = ("840120", "--from", "CHN", "--to", "PRK", "--on", "2016-01-01")
    said = yalu("check", *asked).out

    assert said.startswith("PERMITTED by its code  840120")
    assert "UN" in [b["body"] for b in yalu("check", *asked, "--json").json["bodies"]]
    assert all(b["unsettled"] for b in yalu("check", *asked, "--json").json["bodies"])
