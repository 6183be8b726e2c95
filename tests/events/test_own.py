"""What reading anybody's own list of events promises."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yalu.errors import UnusableFileError
from yalu.events import (
    Event,
    EventKind,
    LogReading,
    Roles,
    log_mapping,
    read,
    read_log,
)
from yalu.periods import Interval
from yalu.provenance import Confidence, Evidence

GDELT: dict[str, Any] = {
    "columns": {
        "when": {"column": "SQLDATE", "format": "%Y%m%d", "span": "day"},
        "kind": "EventCode",
        "actor": "Actor1Code",
        "target": "Actor2Code",
        "count": "Count",
    },
    "constants": {"source": "GDELT", "evidence": "alleged", "confidence": "low"},
}
HEADER = "SQLDATE,EventCode,Actor1Code,Actor2Code,Count,Tone\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a file that a test writes."""
    return tmp_path / "own.csv"


def found(file: Path, rows: str, mapping: object = None) -> LogReading:
    """Return what a file of machine-coded rows gives."""
    file.write_text(HEADER + rows, encoding="utf-8")
    return read_log(file, mapping=GDELT if mapping is None else mapping)  # type: ignore[arg-type]


def kept(event: Event) -> Event:
    """Return an event without what a table for `read_log` does not hold."""
    return replace(
        event,
        moment=None,
        latitude=None,
        longitude=None,
        vote=None,
        ballots=(),
        window=None,
        variants=(),
        rivals=(),
    )


def test_codes_of_others_become_our_kinds(file: Path) -> None:
    """Agents of a state are the state."""
    reading = found(file, "20170503,112,PRKGOV,CHN,2,-3\n20170504,112,CHN,PRK,,0\n")
    one, two = reading.log

    assert (one.kind, one.actor, one.count) == (EventKind.TARGET_CRITICISM, "PRK", 2)
    assert (two.kind, two.count) == (EventKind.PATRON_WARNING, None)
    assert one.when == Interval.day(date(2017, 5, 3))
    assert (one.evidence, one.confidence) == (Evidence.ALLEGED, Confidence.LOW)
    assert one.sources == ("GDELT",)
    assert reading.unread == ("Tone",)


def test_what_cannot_be_used_is_put_aside_with_line_and_reason(file: Path) -> None:
    """Every row is on one side or the other."""
    rows = (
        "20170503,112,PRK,CHN,,\n"
        "20170503,112,Atlantis,CHN,,\n"
        "20170503,42,PRK,CHN,,\n"
        "20170503,141,PRK,CHN,,\n"
        "May 2017,112,PRK,CHN,,\n"
        "20170503,112,PRK,CHN,none,\n"
        "20170503,112,,CHN,,\n"
        "\n"
        "20170503,112,PRK,CHN\n"
    )
    reading = found(file, rows)

    assert (reading.read, len(reading.log), len(reading.aside)) == (8, 1, 7)
    assert [(row.row, row.field, row.found) for row in reading.aside] == [
        (3, "actor", "Atlantis"),
        (4, "kind", "42"),
        (5, "kind", "141"),
        (6, "when", "May 2017"),
        (7, "count", "none"),
        (8, "actor", ""),
        (10, "the row", "4 cells"),
    ]
    assert "8 rows read: 1 kept, 7 put aside." in str(reading)
    assert "line 5, kind: found '141'; demonstrations are no kind" in str(reading)


def test_events_of_one_day_and_kind_get_names_of_their_own(file: Path) -> None:
    """A file without identifiers is usual."""
    reading = found(file, "20170503,112,PRK,CHN,,\n" * 3)

    assert [event.id for event in reading.log] == [
        "target-criticism-2017-05-03",
        "target-criticism-2017-05-03-2",
        "target-criticism-2017-05-03-3",
    ]


@pytest.mark.parametrize(
    ("span", "days"), [("month", Interval.month(2017, 5)), ("year", None)]
)
def test_a_month_stays_a_month(file: Path, span: str, days: Interval | None) -> None:
    """The first of the month is no day."""
    date_column = {"column": "SQLDATE", "format": "%Y%m%d", "span": span}
    mapping = {**GDELT, "columns": {**GDELT["columns"], "when": date_column}}
    (event,) = found(file, "20170501,112,PRK,CHN,,\n", mapping).log

    assert event.when == (days or Interval.calendar_year(2017))


def test_words_of_the_file_are_translated(file: Path) -> None:
    """A list need not be in English, nor with commas, nor in UTF-8."""
    text = "Tag;Art;Wer\n2016-01-06;Atomprüfung;Nordkorea\n2016-01;Treffen;PRK+CHN\n"
    file.write_bytes(text.encode("latin-1"))
    mapping = {
        "encoding": "latin-1",
        "columns": {"when": "Tag", "kind": "Art", "actor": "Wer"},
        "words": {
            "kind": {"Atomprüfung": "nuclear_test", "Treffen": "CONSULT"},
            "party": {"Nordkorea": "PRK"},
        },
    }
    talks, test = read_log(file, mapping=mapping).log

    assert (test.kind, test.actor) == (EventKind.NUCLEAR_TEST, "PRK")
    assert test.what == "nuclear test by PRK"
    assert talks.kind is EventKind.TALKS


def test_a_mapping_file_reads_like_a_dictionary(tmp_path: Path, file: Path) -> None:
    """The command line has files only."""
    path = tmp_path / "mapping.yaml"
    path.write_text(yaml.safe_dump(GDELT), encoding="utf-8")

    assert found(file, "20170503,112,PRK,CHN,,\n", path) == found(
        file, "20170503,112,PRK,CHN,,\n"
    )
    assert log_mapping(path) == log_mapping(GDELT)


def test_our_own_table_is_read_back(file: Path) -> None:
    """What was exported comes home; what does not is listed by `EventLog.csv`."""
    log = read()
    file.write_text(log.csv, encoding="utf-8")
    reading = read_log(file)

    assert reading.aside == ()
    assert reading.notes == ()
    assert [kept(event) for event in reading.log] == [kept(event) for event in log]


def test_an_identifier_that_repeats_is_put_aside(file: Path) -> None:
    """The second row is not lost without a word."""
    row = "a,veto,UNSC,2022-05-26\n"
    file.write_text("id,kind,actor,when\n" + row * 2, encoding="utf-8")
    reading = read_log(file)

    assert len(reading.log) == 1
    assert "the identifier repeats" in str(reading)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("veto,UNSC,2022-05-26,rumoured,high", "evidence"),
        ("veto,UNSC,2022-05-26,official,very", "confidence"),
        ("veto,UNSC,2022-05-32,official,high", "when"),
    ],
)
def test_a_grade_or_date_that_is_none_is_put_aside(
    file: Path, row: str, field: str
) -> None:
    """Grades are never guessed."""
    file.write_text(f"kind,actor,when,evidence,confidence\n{row}\n", encoding="utf-8")

    assert [each.field for each in read_log(file).aside] == [field]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe\x00kind", "not UTF-8"),
        (b"day,what\n2016-01-06,Test\n", "expected kind, actor and when among them"),
    ],
)
def test_a_file_that_is_no_list_gets_one_clear_line(
    file: Path, content: bytes, words: str
) -> None:
    """Nobody sees a traceback."""
    file.write_bytes(content)

    with pytest.raises(UnusableFileError, match=words):
        read_log(file)


def test_a_missing_file_and_a_missing_column_are_named(file: Path) -> None:
    """The reader learns which name to mend."""
    with pytest.raises(UnusableFileError, match="cannot be read"):
        read_log(file)
    file.write_text("SQLDATE,EventCode\n", encoding="utf-8")
    with pytest.raises(UnusableFileError, match="expected also Actor1Code, Actor2Code"):
        read_log(file, mapping=GDELT)


def test_every_mistake_of_a_mapping_is_told() -> None:
    """One run is enough to mend it."""
    with pytest.raises(UnusableFileError) as caught:
        log_mapping(
            {
                "colums": {},
                "columns": {
                    "when": {"column": "Day", "format": "%d", "span": "week"},
                    "what": {"size": 3},
                    "colour": "Colour",
                },
                "constants": {"evidence": "rumour"},
                "words": {"place": {}},
                "roles": {"patrons": "CHN", "friend": "RUS"},
                "delimiter": ";;",
                "encoding": "utf-99",
            }
        )

    message = str(caught.value)
    for words in (
        "key colums: not a name",
        "columns colour: not a name",
        "nothing says the kind",
        "nothing says the actor",
        "columns.when.span: found 'week'",
        "columns.what size: not a name",
        "columns.what: names no column",
        "constants.evidence: found 'rumour'",
        "words place: not a name",
        "roles friend: not a name",
        "roles.patrons: found 'CHN'",
        "delimiter: found ';;'",
        "encoding: found 'utf-99'",
    ):
        assert words in message


def test_broken_yaml_is_told_by_line_and_in_words(tmp_path: Path) -> None:
    """The parser speaks of unicode strings and of tokens."""
    path = tmp_path / "mapping.yaml"
    path.write_text("columns:\n  when: [Day\n  kind: Code\n", encoding="utf-8")

    with pytest.raises(UnusableFileError, match=r"line 3: .* bracket") as caught:
        log_mapping(path)
    assert "<unicode string>" not in str(caught.value)


def test_a_file_that_is_not_there_is_told_without_numbers(tmp_path: Path) -> None:
    """No reader knows the numbers of the system."""
    with pytest.raises(UnusableFileError, match="no such file") as one:
        read_log(tmp_path / "gone.csv")
    with pytest.raises(UnusableFileError, match="it is a folder") as two:
        log_mapping(tmp_path)

    assert not any("Errno" in str(each.value) for each in (one, two))


def test_a_mapping_in_another_encoding_is_told_in_words(tmp_path: Path) -> None:
    """It names the byte, and what to do."""
    path = tmp_path / "mapping.yaml"
    path.write_bytes("words: {party: {Südkorea: KOR}}".encode("latin-1"))

    with pytest.raises(UnusableFileError, match="byte 17 is not UTF-8"):
        log_mapping(path)


@pytest.mark.parametrize("given", ["[1, 2]", "columns: [", "just words"])
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, given: str) -> None:
    """A list, broken YAML, or prose."""
    path = tmp_path / "mapping.yaml"
    path.write_text(given, encoding="utf-8")

    with pytest.raises(UnusableFileError, match="Mapping"):
        log_mapping(path)


def test_half_a_date_format_is_refused() -> None:
    """Without its span nobody knows whether a day or a month is meant."""
    columns = {"kind": "K", "actor": "A", "when": {"column": "D", "format": "%Y"}}

    with pytest.raises(UnusableFileError, match="only one of format and span"):
        log_mapping({"columns": columns})


def test_roles_of_another_case_are_read() -> None:
    """The parts are the reader's to give."""
    columns = {"kind": "K", "actor": "A", "when": "D"}
    roles = {"target": "IRN", "patrons": ["RUS"], "alternatives": []}

    assert log_mapping({"columns": columns, "roles": roles}).roles == Roles(
        target="IRN", patrons=("RUS",), alternatives=()
    )


def test_a_quote_that_is_never_closed_swallows_no_row(file: Path) -> None:
    """It would hide all rows below it in one cell."""
    file.write_text('kind,actor,when,what\ntalks,PRK,2017,"open\ntalks,PRK,2018,x\n')

    with pytest.raises(UnusableFileError, match="line 2: a quotation mark is opened"):
        read_log(file)


def test_a_column_that_stands_twice_is_refused(file: Path) -> None:
    """Nobody can say which of the two is meant."""
    file.write_text("kind,actor,when,when\ntalks,PRK,2017,2018\n")

    with pytest.raises(UnusableFileError, match="the column when more than once"):
        read_log(file)


@pytest.mark.parametrize("content", ["", "\n\n", "  \n,,\n"])
def test_a_file_without_a_filled_cell_is_called_empty(file: Path, content: str) -> None:
    """Blank lines are no header."""
    file.write_text(content)

    with pytest.raises(UnusableFileError, match="the file is empty"):
        read_log(file)


def test_blank_lines_above_the_header_do_no_harm(file: Path) -> None:
    """Spreadsheets leave them; line numbers stay those of the file."""
    file.write_text("\n\nkind;actor;when\ntalks;PRK;2017\ntalks;PRK;soon\n")
    reading = read_log(file)

    assert (len(reading.log), reading.aside[0].row) == (1, 5)


def test_days_that_end_before_they_begin_are_told_whole(file: Path) -> None:
    """Either day alone is a good one."""
    days = "2017-01-05,2017-01-01"
    file.write_text(f"kind,actor,first_day,last_day\ntalks,PRK,{days}\n")
    (aside,) = read_log(file).aside

    assert aside.found == "2017-01-05..2017-01-01"
    assert "ends before it begins" in aside.reason


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"encoding": "rot13"}, "expected the name of an encoding"),
        ({"encoding": "base64"}, "expected the name of an encoding"),
        ({"roles": {"target": ["IRN"]}}, "roles.target: found"),
    ],
)
def test_a_mapping_names_text_where_text_is_meant(
    changes: dict[str, object], words: str
) -> None:
    """Python knows codecs that make no text, and a list is no code."""
    with pytest.raises(UnusableFileError, match=words):
        log_mapping({**GDELT, **changes})
