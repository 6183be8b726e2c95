"""What reading law files promises, one promise per test."""

from pathlib import Path

import pytest

from tests.regime.worlds import GROUND
from yalu.errors import InvalidLawError
from yalu.regime import read_regime

HEAD = """
id: own
name: a regime of one's own
target: PRK
bodies: [{id: UN, name: United Nations, binds: [all]}]
sources: {text: {publisher: invented}}
"""

ONE = """
id: res-1
symbol: S/RES/1 (2010)
body: UN
title: invented
adopted_on: 2010-01-01
published_on: 2010-01-01
sources: [text]
measures:
  - id: COAL
    kind: import_ban
    direction: from_target
    goods: {words: coal, codes: ["2701"]}
    in_force: {from: 2010-01-01}
""" + "\n".join(f"    {line}" for line in GROUND.strip().splitlines())


def folder(tmp_path: Path, *, head: str = HEAD, **files: str) -> Path:
    """Write a regime into a folder."""
    (tmp_path / "instruments").mkdir()
    (tmp_path / "regime.yaml").write_text(head)
    for name, text in files.items():
        (tmp_path / "instruments" / f"{name}.yaml").write_text(text)
    return tmp_path


def complaint(path: Path) -> str:
    """Return what reading a broken folder says."""
    with pytest.raises(InvalidLawError) as caught:
        read_regime(path)
    return str(caught.value)


def test_a_sound_folder_becomes_a_regime(tmp_path: Path) -> None:
    """Files are all that a regime needs."""
    regime = read_regime(folder(tmp_path, one=ONE))

    assert list(regime.measures) == ["COAL"]
    assert regime.target == "PRK"


def test_five_mistakes_in_one_file_are_told_together_with_their_lines(
    tmp_path: Path,
) -> None:
    """One reading is enough to mend a file."""
    broken = (
        ONE.replace("import_ban", "inport_ban")
        .replace("direction: from_target", "direction: sideways")
        .replace('"2701"', '"27O1"')
        .replace("{from: 2010-01-01}", "{from: 2010-13-01}")
        .replace("evidence: official", "evidence: rumour")
    )
    message = complaint(folder(tmp_path, one=broken))

    for line, finding in [
        (11, "inport_ban"),
        (12, "sideways"),
        (13, "27O1"),
        (14, "2010-13-01"),
        (15, "rumour"),
    ]:
        assert any(
            f"instruments/one.yaml, line {line}:" in said and finding in said
            for said in message.splitlines()
        ), (line, finding, message)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    """A misspelt key must not be law that nobody reads."""
    message = complaint(folder(tmp_path, one=ONE.replace("kind:", "knid:")))

    assert "knid" in message
    assert "remove the key or correct its spelling" in message.lower()


def test_what_points_at_nothing_is_named(tmp_path: Path) -> None:
    """Bodies, sources, measures, instruments and goods codes must exist."""
    broken = (
        ONE.replace("body: UN", "body: EU")
        .replace(
            "sources: [text]\nmeasures", "implements: [res-0]\nsources: [x]\nmeasures"
        )
        .replace('"2701"', '"2799"')
        .replace("    kind:", "    replaces: [GONE]\n    kind:")
    )
    message = complaint(folder(tmp_path, one=broken))

    for name in ("body EU", "instrument res-0", "source x", "2799", "measure GONE"):
        assert name in message


def test_broken_form_and_broken_references_are_told_in_one_reading(
    tmp_path: Path,
) -> None:
    """A file whose form is wrong is still asked whom it names, line by line."""
    broken = (
        ONE.replace("body: UN", "body: UM")
        .replace("import_ban", "inport_ban")
        .replace("sources: [text]\nlast", "sources: [rumours]\nlast")
    )
    message = complaint(folder(tmp_path, one=broken))

    assert "one.yaml, line 4: body UM is named but not known" in message
    assert "line 11: measure COAL: kind: found 'inport_ban'; expected" in message
    assert "import_ban" in message


def test_two_measures_of_one_name_are_refused(tmp_path: Path) -> None:
    """An identifier means one measure."""
    two = ONE.replace("res-1", "res-2")

    assert "COAL is defined a second time" in complaint(
        folder(tmp_path, one=ONE, two=two)
    )


def test_broken_syntax_names_file_and_line(tmp_path: Path) -> None:
    """A stray bracket is told as such."""
    message = complaint(folder(tmp_path, one=ONE.replace("[text]", "[text")))

    assert "one.yaml, line" in message
    assert "not YAML" in message


def test_bytes_that_are_not_text_are_told_as_such(tmp_path: Path) -> None:
    """A binary file is not law."""
    path = folder(tmp_path, one=ONE)
    (path / "instruments" / "two.yaml").write_bytes(b"\xff\xfe\x00law")

    assert "not UTF-8" in complaint(path)


def test_a_folder_without_instruments_says_what_to_add(tmp_path: Path) -> None:
    """An empty regime is a mistake, not an empty answer."""
    assert "one YAML file per instrument" in complaint(folder(tmp_path))


def test_files_cannot_run_code(tmp_path: Path) -> None:
    """Law files are data."""
    trap = ONE.replace("title: invented", "title: !!python/object/apply:os.getcwd []")

    assert "not YAML" in complaint(folder(tmp_path, one=trap))


def test_the_digest_follows_the_text(tmp_path: Path) -> None:
    """A receipt changes when a word of the law does."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = read_regime(folder(tmp_path / "a", one=ONE))
    second = read_regime(folder(tmp_path / "b", one=ONE.replace("coal", "hard coal")))

    assert first.digest != second.digest


def test_a_folder_in_which_nothing_is_law_says_what_to_add(tmp_path: Path) -> None:
    """Drafts and texts without measures bind nobody: no question has an answer."""
    draft = ONE.replace("title:", "status: draft\ntitle:")

    assert "found no measure that is law" in complaint(folder(tmp_path, one=draft))
