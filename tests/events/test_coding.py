"""What the words of two other schemes promise beside our kinds."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import UnknownCodeError
from yalu.events import (
    PLOVER_TYPES,
    EventKind,
    Role,
    Roles,
    coding,
    kind_of_code,
    read,
)
from yalu.events.cameo import has_code

PARTIES = st.sampled_from(["PRK", "CHN", "RUS", "UNSC", "USA", "USA+KOR", ""])
ROOTS = [f"{number:02}" for number in range(1, 21)]
CODES = st.one_of(
    st.sampled_from(PLOVER_TYPES),
    st.sampled_from(ROOTS).flatmap(
        lambda root: (
            st.text("0123456789", max_size=2)
            .map(lambda rest: root + rest)
            .filter(has_code)
        )
    ),
)


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_has_its_words_or_a_reason_to_have_none(kind: EventKind) -> None:
    """A table with holes would lose events on the way out."""
    found = coding(kind)

    assert found.kind is kind
    assert found.plover in {"", *PLOVER_TYPES}
    assert found.cameo in {"", *ROOTS}
    assert (found.plover and found.cameo) or found.reason


@pytest.mark.parametrize(
    ("code", "actor", "target", "kind"),
    [
        ("042", "CHN", "PRK", EventKind.PATRON_VISIT),
        ("043", "CHN", "PRK", EventKind.TARGET_VISIT),
        ("042", "PRK", "CHN", EventKind.TARGET_VISIT),
        ("042", "USA", "PRK", EventKind.TALKS),
        ("CONSULT", "USA", "PRK", EventKind.TALKS),
        ("CONSULT", "UNSC", "", EventKind.COUNCIL_MEETING),
        ("163", "UNSC", "PRK", EventKind.RESOLUTION),
        ("163", "CHN", "PRK", EventKind.PATRON_PUNISHMENT),
        ("163", "CHN", "KOR", EventKind.RETALIATION),
        ("163", "USA", "PRK", EventKind.DESIGNATION),
        ("164", "USA", "PRK", EventKind.BREAKDOWN),
        ("129", "CHN", "", EventKind.VETO),
        ("112", "PRK", "CHN", EventKind.TARGET_CRITICISM),
        ("112", "CHN", "PRK", EventKind.PATRON_WARNING),
        ("112", "USA+KOR", "PRK", EventKind.CONDEMNATION),
        ("AID", "CHN", "PRK", EventKind.RELIEF),
        ("AID", "RUS", "PRK", EventKind.ALTERNATIVE_PATRON_SUPPORT),
        ("054", "CHN", "KOR", EventKind.RECOGNITION),
        ("190", "PRK", "KOR", EventKind.OTHER_PROVOCATION),
        ("15", "USA+KOR", "PRK", EventKind.DEPLOYMENT),
        ("DISAPPROVE", "PRK", "CHN", EventKind.TARGET_CRITICISM),
    ],
)
def test_a_code_means_what_its_parties_make_of_it(
    code: str, actor: str, target: str, kind: EventKind
) -> None:
    """The way back is one only with the roles; worked out by hand from both books."""
    assert kind_of_code(code, actor=actor, target=target)[0] is kind


@pytest.mark.parametrize("code", ["14", "PROTEST", "CRIME", "091"])
def test_a_code_without_a_kind_has_a_reason(code: str) -> None:
    """None is an answer that says why."""
    kind, reason = kind_of_code(code, actor="PRK", target="CHN")

    assert kind is None
    assert reason


@pytest.mark.parametrize(
    "code",
    [
        "42",
        "5",
        "210",
        "21",
        "00",
        "0163",
        "16300",
        "1634",
        "169",
        "sanctions",
        "",
        "05x",
    ],
)
def test_what_is_no_code_is_refused(code: str) -> None:
    """A lost zero makes another code, and is not guessed."""
    with pytest.raises(UnknownCodeError, match="leading zero"):
        kind_of_code(code, actor="PRK", target="CHN")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("42", "dropped the zero of 042"),
        ("21", "dropped the zero of 021"),
        ("0163", "one zero is too many if 163 is meant"),
        ("16300", "the nearest that CAMEO has is 163"),
        ("1639", "the nearest that CAMEO has is 163"),
    ],
)
def test_what_may_have_been_meant_by_digits_is_said(code: str, words: str) -> None:
    """The first digits of a code that is none tell nothing; a slip can be named."""
    with pytest.raises(UnknownCodeError, match=words):
        kind_of_code(code, actor="USA", target="PRK")


def test_a_code_without_a_target_tells_what_it_would_be_of_whom() -> None:
    """A reader who left the target out learns that it decides, and how."""
    kind, reason = kind_of_code("SANCTION", actor="USA", target="")

    assert kind is None
    assert "does not say to whom" in reason
    assert "designation if done to PRK" in reason
    assert "nobody" not in reason


def test_parties_of_a_code_that_means_nothing_are_named_in_words() -> None:
    """Names of roles are ours, not the reader's."""
    kind, reason = kind_of_code("SANCTION", actor="USA", target="KOR")

    assert kind is None
    assert "by a state that is neither target nor patron" in reason


@given(CODES, PARTIES, PARTIES)
def test_every_code_has_an_answer(code: str, actor: str, target: str) -> None:
    """A kind, or a reason why not."""
    kind, reason = kind_of_code(code, actor=actor, target=target)

    assert kind is not None or reason


def test_a_row_that_turns_a_code_into_another_scheme_word_says_why() -> None:
    """There and back again gives the same root, or the table gives its reason."""
    table = files("yalu.events").joinpath("data", "decoding.csv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    silent = [
        (row["code"], row["kind"])
        for row in rows
        if row["kind"] and not row["reason"]
        for found in [coding(EventKind(row["kind"]))]
        if row["code"][:2] != found.cameo and row["code"] != found.plover
    ]

    assert silent == []


def test_other_states_may_play_the_parts() -> None:
    """The tables know roles, not states."""
    roles = Roles(target="IRN", patrons=("RUS",), alternatives=("CHN",))

    assert roles.of("RUS+CHN") is Role.PATRON
    assert kind_of_code("042", actor="RUS", target="IRN", roles=roles)[0] is (
        EventKind.PATRON_VISIT
    )


def test_the_table_of_a_log_has_the_words_of_both_schemes() -> None:
    """Whoever exports the log needs no second table."""
    rows = {row["id"]: row for row in read().table}

    assert rows["res-2270"]["plover"] == "SANCTION"
    assert rows["res-2270"]["cameo"] == "16"
    assert rows["holiday-2016-02-08"]["cameo"] == ""
    assert rows["holiday-2016-02-08"]["to_check"] is True
