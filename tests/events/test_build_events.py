"""What the build of the embedded log promises."""

import csv
import importlib.util
import io
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from yalu.errors import IntegrityError
from yalu.events.rows import COVERAGE_COLUMNS, EVENT_COLUMNS, SITE_COLUMNS

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, str]
VISIT: Row = {
    "id": "wen-2009-10-04",
    "kind": "patron_visit",
    "actor": "CHN",
    "target": "PRK",
    "when": "2009-10-04",
    "calendar": "local",
    "what": "Wen Jiabao in Pyongyang",
    "evidence": "reported",
    "confidence": "medium",
    "sources": "PAGE",
}


def _script() -> ModuleType:
    path = ROOT / "tools" / "build_events.py"
    spec = importlib.util.spec_from_file_location("build_events", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


class Tables:
    """A folder of tables that a test fills."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("sites", SITE_COLUMNS)
        self.write("coverage", COVERAGE_COLUMNS)
        sources = [{"id": name, "publisher": name} for name in ("GK", "PAGE", "OTHER")]
        self.write("curated.sources", ("id", "publisher", "url"), *sources)

    def write(self, name: str, columns: tuple[str, ...], *rows: Row) -> None:
        """Write one table."""
        with (self.folder / f"{name}.csv").open("w", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows)

    def tell(self, name: str, *rows: Row) -> None:
        """Write one table of events, from rows that change a visit."""
        self.write(name, EVENT_COLUMNS, *({**VISIT, **row} for row in rows))

    def built(self) -> list[Row]:
        """Return the rows of the log that the tables give."""
        text = SCRIPT.build()["events.csv"].decode()
        return list(csv.DictReader(io.StringIO(text)))

    def refusal(self) -> str:
        """Return why the tables give no log."""
        with pytest.raises(IntegrityError) as caught:
            SCRIPT.build()
        return str(caught.value)


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tables:
    """Return an empty folder of tables."""
    monkeypatch.setattr(SCRIPT, "TABLES", tmp_path)
    return Tables(tmp_path)


def test_the_committed_log_is_what_the_tables_give(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever edits a table builds again, or the check says so."""
    assert SCRIPT.main(["--check"]) == 0
    assert not capsys.readouterr().out


def test_an_edited_log_is_named_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check never writes, and what is written by hand is none of its business."""
    built = tmp_path / "built"
    shutil.copytree(SCRIPT.BUILT, built)
    (built / "events.csv").write_bytes(b"edited")
    monkeypatch.setattr(SCRIPT, "BUILT", built)

    assert SCRIPT.main(["--check"]) == 1
    assert "events.csv: the committed file differs" in capsys.readouterr().out
    assert (built / "events.csv").read_bytes() == b"edited"


def test_a_build_mends_what_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables are the only place to edit."""
    (tmp_path / "stray.csv").write_bytes(b"")
    monkeypatch.setattr(SCRIPT, "BUILT", tmp_path)

    assert SCRIPT.main([]) == 0
    assert SCRIPT.main(["--check"]) == 0
    assert not (tmp_path / "stray.csv").exists()


def test_one_happening_has_the_first_words_and_all_sources(tables: Tables) -> None:
    """The order of the tables is the order of their names in the plan."""
    tables.tell("visits", {"sources": "OTHER", "what": "A visit", "place": "Pyongyang"})
    tables.tell("patron", {})
    (row,) = tables.built()

    assert row["what"] == "Wen Jiabao in Pyongyang"
    assert row["sources"] == "PAGE;OTHER"
    assert row["place"] == "Pyongyang"
    assert row["variants"] == ""


def test_a_day_settles_the_month_that_another_names(tables: Tables) -> None:
    """Nothing is disputed where one source merely knows more."""
    tables.tell("patron", {"when": "2009-10"})
    tables.tell("visits", {"sources": "OTHER"})
    (row,) = tables.built()

    assert (row["when"], row["variants"]) == ("2009-10-04", "")


def test_a_day_of_a_visit_is_no_other_date(tables: Tables) -> None:
    """A meeting during a stay does not shorten the stay."""
    tables.tell("patron", {})
    tables.tell("visits", {"when": "2009-10-04..2009-10-06", "sources": "OTHER"})
    (row,) = tables.built()

    assert (row["when"], row["variants"]) == ("2009-10-04..2009-10-06", "")


def test_other_days_and_counts_become_variants_with_their_source(
    tables: Tables,
) -> None:
    """A conflict is kept and belongs to somebody."""
    tables.tell("launches", {"count": "2"})
    tables.tell("patron", {"when": "2009-10-05", "count": "3", "sources": "OTHER"})
    (row,) = tables.built()

    assert (row["when"], row["count"]) == ("2009-10-04", "2")
    assert row["variants"] == "when=2009-10-05@OTHER;count=3@OTHER"


def test_naming_fewer_parties_is_no_conflict(tables: Tables) -> None:
    """One source names the lead, the other everybody."""
    tables.tell("patron", {"actor": "CHN+RUS"})
    tables.tell("visits", {"sources": "OTHER"})

    assert tables.built()[0]["variants"] == ""


def test_a_page_goes_before_memory(tables: Tables) -> None:
    """General knowledge that a page bears out is no longer needed."""
    tables.tell("patron", {"sources": "GK"})
    tables.tell(
        "visits", {"sources": "PAGE", "evidence": "official", "confidence": "high"}
    )
    (row,) = tables.built()

    assert row["sources"] == "PAGE"
    assert (row["evidence"], row["confidence"]) == ("official", "high")


def test_a_day_from_memory_keeps_the_event_to_be_checked(tables: Tables) -> None:
    """The page has the month only; the day rests on nobody's word."""
    tables.tell("patron", {"sources": "GK"})
    tables.tell(
        "visits",
        {"when": "2009-10", "evidence": "official", "confidence": "high"},
    )
    (row,) = tables.built()

    assert row["when"] == "2009-10-04"
    assert set(row["sources"].split(";")) == {"GK", "PAGE"}
    assert (row["evidence"], row["confidence"]) == ("reported", "medium")


def test_where_memory_and_page_differ_the_page_is_believed(tables: Tables) -> None:
    """Even if the row from memory stands in the earlier table."""
    tables.tell("patron", {"sources": "GK", "when": "2009-10-05"})
    tables.tell("visits", {})
    (row,) = tables.built()

    assert row["when"] == "2009-10-04"
    assert row["variants"] == "when=2009-10-05@GK"


def test_rivals_are_made_to_point_at_each_other(tables: Tables) -> None:
    """A dispute is seen from either side."""
    other = {"id": "wen-2009-11", "when": "2009-11", "rivals": "wen-2009-10-04"}
    tables.tell("patron", {}, other)

    assert [row["rivals"] for row in tables.built()] == [
        "wen-2009-11",
        "wen-2009-10-04",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "wen-day"},
        {"id": "wen-day", "when": "2009-10-05"},
        {"id": "wen-month", "when": "2009-10"},
        {"id": "wen-summit", "kind": "summit", "when": "2009-10-03..2009-10-06"},
    ],
)
def test_what_may_be_one_happening_stops_the_build(
    tables: Tables, changes: Row
) -> None:
    """The same parties, kindred kinds, and days that meet or nearly do."""
    tables.tell("patron", {})
    tables.tell("visits", {"sources": "OTHER", **changes})

    message = tables.refusal()
    assert f"may be {changes['id']}" in message
    assert "same.csv or distinct.csv" in message


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "wen-later", "when": "2009-10-08"},
        {"id": "warn", "kind": "purge"},
        {"id": "putin", "actor": "RUS"},
        {"id": "wen-year", "when": "2009"},
    ],
)
def test_what_cannot_be_one_happening_is_left_alone(
    tables: Tables, changes: Row
) -> None:
    """The rule must be sharp enough to be lived with."""
    tables.tell("patron", {})
    tables.tell("visits", {"sources": "OTHER", **changes})

    assert len(tables.built()) == 2


def test_a_ballot_from_memory_marks_the_event_for_checking(tables: Tables) -> None:
    """A page that tells of the meeting alone does not vouch for the vote."""
    tables.tell("council", {"evidence": "official", "confidence": "high"})
    memory = {"sources": "OTHER;GK", "ballots": "CHN no", "note": "From memory."}
    tables.tell("patron", memory)
    (row,) = tables.built()

    assert (row["sources"], row["ballots"]) == ("PAGE;OTHER;GK", "CHN no")
    assert (row["evidence"], row["confidence"]) == ("reported", "medium")
    assert row["note"] == "From memory."


def test_the_note_of_what_was_forgotten_is_forgotten_too(tables: Tables) -> None:
    """It would say that nobody saw what another row did see."""
    tables.tell("council", {"note": "Seen."})
    tables.tell("patron", {"sources": "OTHER;GK", "note": "The day is from memory."})
    (row,) = tables.built()

    assert (row["sources"], row["note"]) == ("PAGE;OTHER", "Seen.")


def test_a_ruling_joins_two_rows_or_keeps_them_apart(tables: Tables) -> None:
    """A person has read both."""
    tables.tell("patron", {})
    tables.tell("visits", {"id": "wen", "sources": "OTHER"})
    tables.write(
        "distinct",
        ("id", "other", "reason"),
        {"id": "wen", "other": "wen-2009-10-04", "reason": "Two delegations"},
    )
    assert len(tables.built()) == 2

    tables.write("distinct", ("id", "other", "reason"))
    tables.write("same", ("id", "is"), {"id": "wen-2009-10-04", "is": "wen"})
    (row,) = tables.built()
    assert (row["id"], row["sources"]) == ("wen-2009-10-04", "PAGE;OTHER")


def test_two_launches_of_a_day_are_never_two_events(tables: Tables) -> None:
    """Not even in one table."""
    launch = {"kind": "missile_launch", "actor": "PRK", "target": ""}
    other = {**launch, "id": "icbm", "kind": "long_range_launch"}
    tables.tell("launches", {**launch, "id": "missile"}, other)

    assert "may be icbm" in tables.refusal()


def test_all_problems_are_told_at_once(tables: Tables) -> None:
    """One run is enough to mend the tables."""
    tables.tell("patron", {"sources": "GK", "evidence": "official"}, {})
    tables.tell(
        "visits",
        {"id": "long", "what": "x" * 111, "when": "2009-12-01"},
        {"id": "soon", "when": "soon"},
        {"kind": "purge", "when": "2010-01-01"},
    )
    tables.tell("notes", {"id": "note"})
    tables.write("same", ("id", "is"), {"id": "here", "is": "there"})
    tables.write("distinct", ("id", "other", "reason"), {"id": "a", "other": "b"})
    again = {"id": "PAGE", "publisher": "another"}
    tables.write("visits.sources", ("id", "publisher", "url"), again)

    message = tables.refusal()
    for words in (
        "cites GK and is official",
        "the identifier repeats in this table",
        "what has 111 characters",
        "visits.csv, line 3, when: found 'soon'",
        "is told as patron_visit, purge",
        "notes.csv: expected a name that begins with",
        "here and there are not two events",
        "a is not an event of the tables",
        "source PAGE is described differently",
    ):
        assert words in message


def test_a_source_that_nobody_describes_stops_the_build(tables: Tables) -> None:
    """The reader of logs has the last word."""
    tables.tell("patron", {"sources": "NOBODY"})

    assert "'NOBODY' is not in the table of sources" in tables.refusal()
