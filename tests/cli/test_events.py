"""What `yalu events` promises, one promise per test."""

from csv import DictReader
from pathlib import Path

import pytest

from tests.cli.conftest import Yalu
from yalu.events import EventKind, read, read_log

OWN = "Day,Code,Who,Whom\n2017-05-03,112,PRK,CHN\n2017-13-40,112,PRK,CHN\n"
MAPPING = "columns: {when: Day, kind: Code, actor: Who, target: Whom}\n"


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """Return the options that name a user's log of one good row and one bad."""
    log, mapping = tmp_path / "own.csv", tmp_path / "own.yaml"
    log.write_text(OWN, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    return ["--log", str(log), "--mapping", str(mapping)]


def test_it_lists_every_event_of_the_log_with_its_grade(yalu: Yalu) -> None:
    """Nothing is left out unless it is asked for."""
    told = yalu("events", "--json").json

    assert told["known_events"] == told["chosen_events"] == len(read())
    assert all(row["evidence"] and row["sources"] for row in told["events"])


def test_conditions_are_joined(yalu: Yalu) -> None:
    """Kind, party and days all hold; kinds may be written as words."""
    told = yalu(
        "events", "--kind", "nuclear test", "--kind", "resolution", "--actor", "PRK",
        "--from", "2016-01-01", "--until", "2017-01-01", "--json",
    ).json  # fmt: skip

    assert [row["id"] for row in told["events"]] == [
        "test-2016-01-06",
        "test-2016-09-09",
    ]


def test_the_day_until_which_is_asked_is_not_asked_about(yalu: Yalu) -> None:
    """Days end as everywhere in Yalu: the last one named is outside."""
    until = ("--kind", "nuclear_test", "--until", "2006-10-09")

    assert not yalu("events", *until, "--json").json["events"]


def test_a_line_of_the_list_fits_a_terminal(yalu: Yalu) -> None:
    """Eighty columns, and identifiers that can be copied."""
    out = yalu("events", "--from", "2015-01-01", "--until", "2018-01-01").out
    ids = {e.id for e in read() if e.when.start.year == 2016}

    assert max(map(len, out.splitlines())) <= 80
    assert ids <= set(out.split())


def test_what_is_not_checked_or_disputed_is_marked(yalu: Yalu) -> None:
    """A reader must see it where he reads the event."""
    checked = yalu("events", "--to-check", "--until", "1990-01-01").out
    disputed = yalu("events", "--disputed", "--kind", "nuclear_test").out

    assert "to check" in checked
    assert "told differently" in disputed


def test_counts_by_year_and_kind_add_up(yalu: Yalu) -> None:
    """No event is counted twice or not at all."""
    told = yalu("events", "--count", "--json").json
    tests = [r for r in told["counts"] if r["kind"] == EventKind.NUCLEAR_TEST]

    assert sum(row["events"] for row in told["counts"]) == len(read())
    assert {row["year"]: row["events"] for row in tests} == {
        2006: 1, 2009: 1, 2013: 1, 2016: 2, 2017: 1,
    }  # fmt: skip


def test_gaps_are_told_with_what_was_looked_at(yalu: Yalu) -> None:
    """Silence is not quiet where nobody looked."""
    answer = yalu("events", "--coverage", "--kind", "veto")

    assert "complete" in answer.out
    assert answer.out.count("veto: 2026-04-01 to 2026-08-20") == 1
    assert "veto: not looked at" not in answer.out
    assert "1976" not in answer.out
    assert "Before 1983-01-01 nothing was looked at" in answer.out
    assert "resolution" not in answer.out


def test_a_log_that_says_nothing_of_its_reach_says_so_for_one_kind(
    yalu: Yalu, own: list[str]
) -> None:
    """The question about one kind must not hide it."""
    answer = yalu("events", *own, "--coverage", "--kind", "target criticism")

    assert "does not say what was looked at" in " ".join(answer.out.split())


@pytest.mark.parametrize(
    ("text", "day"), [("2016", "2016-01-01"), ("2016-09", "2016-09-01")]
)
def test_a_year_or_month_is_its_first_day(yalu: Yalu, text: str, day: str) -> None:
    """From then on, or up to then."""
    for option in ("--from", "--until"):
        ask = ("events", "--kind", "nuclear_test", "--json", option)
        assert yalu(*ask, text).json == yalu(*ask, day).json


def test_a_folder_says_what_was_looked_at(yalu: Yalu, tmp_path: Path) -> None:
    """A list alone cannot say where nobody looked."""
    (tmp_path / "events.csv").write_text("kind,actor,when\ntalks,PRK,2017-05-03\n")
    (tmp_path / "coverage.csv").write_text(
        "kind,actor,since,until,completeness,source,note\n"
        "talks,,2017-01-01,2017-12-31,partial,clippings,One newspaper\n"
    )
    answer = yalu("events", "--log", str(tmp_path), "--coverage")

    assert "2017-01-01 to 2017-12-31  partial (clippings). One newspaper." in answer.out


def test_rows_that_may_be_one_are_told(yalu: Yalu, tmp_path: Path) -> None:
    """Each is counted until somebody looks."""
    path = tmp_path / "own.csv"
    path.write_text("kind,actor,when\n" + "talks,PRK,2017-05-03\n" * 2)

    assert "lines 2 and 3" in yalu("events", "--log", str(path)).out
    assert len(yalu("events", "--log", str(path), "--json").json["file"]["notes"]) == 1


def test_an_event_without_words_is_not_told_twice(yalu: Yalu, own: list[str]) -> None:
    """Kind and parties are all that is known of it."""
    assert yalu("events", *own).out.count("target criticism by PRK to CHN") == 1


def test_where_nothing_matches_the_reach_of_the_log_is_told(yalu: Yalu) -> None:
    """No veto before 1983 is known only because nobody looked before 1983."""
    answer = yalu("events", "--kind", "veto", "--until", "2000-01-01")

    assert answer.code == 0
    assert "were looked at" in answer.out
    assert "No event of the log" in answer.out


def test_one_event_is_shown_whole(yalu: Yalu) -> None:
    """All sources with their addresses, what they print differently, the codes."""
    event = next(
        e
        for e in read()
        if e.variants and any(read().sources[s].url for s in e.sources)
    )
    out = yalu("events", event.id).out
    flat = " ".join(out.split())

    assert event.id in out
    assert "PLOVER" in out
    assert "CAMEO" in out
    assert all(f"- {source}: " in flat for source in event.sources)
    assert all(read().sources[s].url in out for s in event.sources)
    assert all(str(variant) in flat for variant in event.variants)


def test_rivals_stand_beside_the_event_they_contradict(yalu: Yalu) -> None:
    """Neither of two accounts is dropped."""
    event = next(e for e in read() if e.rivals)
    told = yalu("events", event.id, "--json").json

    assert {rival["id"] for rival in told["rivals"]} == set(event.rivals)
    assert event.rivals[0] in yalu("events", event.id).out


def test_the_file_written_reads_back_as_a_log(yalu: Yalu, tmp_path: Path) -> None:
    """What one writes out another can read in."""
    path = tmp_path / "tests.csv"
    yalu("events", "--kind", "nuclear_test", "-o", str(path))
    back = read_log(path)

    assert not back.aside
    assert len(back.log) == len(read().of(kind=EventKind.NUCLEAR_TEST))
    with path.open(encoding="utf-8") as rows:
        assert {row["plover"] for row in DictReader(rows)} == {"MOBILIZE"}


def test_ones_own_log_is_read_and_no_row_is_lost(yalu: Yalu, own: list[str]) -> None:
    """A row that cannot be used is told with its line and its remedy."""
    answer = yalu("events", *own)

    assert "2 rows read: 1 kept, 1 put aside" in answer.out
    assert "target criticism by PRK to CHN" in answer.out
    assert "line 3" in answer.out
    assert yalu("events", *own, "--json").json["file"]["put_aside"][0]["line"] == 3


def test_a_log_without_a_usable_row_is_told_row_by_row(
    yalu: Yalu, tmp_path: Path
) -> None:
    """An empty answer would look as if nothing had happened."""
    path = tmp_path / "own.csv"
    path.write_text("kind,actor,when\nparade,PRK,2017-05-03\n", encoding="utf-8")
    answer = yalu("events", "--log", str(path))

    assert answer.code == 2
    assert "line 2, kind: found 'parade'" in answer.err


def test_a_mapping_without_a_log_is_not_understood(yalu: Yalu) -> None:
    """It would be passed over in silence."""
    answer = yalu("events", "--mapping", "own.yaml")

    assert answer.code == 2
    assert "found without --log" in answer.err


def test_all_that_is_not_understood_is_told_at_once(yalu: Yalu) -> None:
    """One run is enough to mend a question."""
    answer = yalu(
        "events", "--kind", "parade", "--actor", "XXX",
        "--from", "2017-01-01", "--until", "2016-01-01",
    )  # fmt: skip

    assert answer.code == 2
    assert "found 'parade'; expected one of nuclear_test" in answer.err
    assert "found 'XXX'" in answer.err
    assert "swap the two days" in answer.err.lower()


def test_an_event_and_conditions_are_two_questions(yalu: Yalu) -> None:
    """The conditions would be passed over in silence."""
    answer = yalu("events", "test-2016-01-06", "--kind", "veto", "--count")

    assert answer.code == 2
    assert "--kind, --count: found beside the event" in answer.err


def test_an_unknown_event_is_answered_in_words(yalu: Yalu) -> None:
    """With an identifier that is known, and no traceback."""
    answer = yalu("events", "test-1999-01-01")

    assert answer.code == 2
    assert "test-2016-01-06" in answer.err


@pytest.mark.parametrize(("name", "code"), [("out.txt", 2), ("no/out.csv", 3)])
def test_a_file_that_cannot_be_written_is_told_first(
    yalu: Yalu, tmp_path: Path, name: str, code: int
) -> None:
    """Before anything is looked up, with what to do."""
    answer = yalu("events", "-o", str(tmp_path / name))

    assert answer.code == code
    assert not answer.out
