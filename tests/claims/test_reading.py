"""What reading claims promises, above all to whoever writes them."""

from pathlib import Path

import pytest

from yalu.claims import read
from yalu.errors import SchemaError

GOOD = """
article: 2016
claims:
  - id: X1
    paragraph: "1"
    statement: It came after
    query: days_between
    ask: {first: a, last: b}
    figure: "{days} days"
    verdicts:
      - {verdict: holds, when: {days_low: {at_least: 1}}}
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    """Return a folder with one file of claims."""
    (tmp_path / "claims.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_well_formed_claim_is_read(tmp_path: Path) -> None:
    """The form shown to writers is one that works."""
    assert [claim.id for claim in read(folder_with(tmp_path, GOOD)).claims] == ["X1"]


def test_on_is_a_word_and_no_truth(tmp_path: Path) -> None:
    """Older YAML reads the key `on` as true, and laws are asked about *on* a day."""
    text = GOOD.replace("days_between", "rulings").replace(
        "{first: a, last: b}", "{shipments: [], on: 2016-04-15, body: UN}"
    )

    assert "on" in read(folder_with(tmp_path, text)).claims[0].parameters


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days_between", "days_betwen", "expected one of adoption_after"),
        ("{first: a, last: b}", "{first: a}", "missing a required argument: 'last'"),
        ("at_least", "atleast", "Input should be 'at_least'"),
        ("verdict: holds", "verdict: true_enough", "Input should be 'holds'"),
        ("verdict: holds", "verdict: not_yet_testable", "Leave out the query"),
        ("  - id: X1", "  - id: X1\n    verdict: holds", "verdict: Extra inputs"),
        ('"{days} days"', '""', "tells no figure"),
        ("article: 2016", "article: [", "not YAML"),
        ("    query: days_between\n", "", "neither query nor waits_for"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Whoever adds a claim is told what to mend."""
    folder = folder_with(tmp_path, GOOD.replace(old, new))

    with pytest.raises(SchemaError) as caught:
        read(folder)
    assert said in str(caught.value)


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    """One run is enough to mend a file."""
    second = GOOD.partition("claims:\n")[2].replace("days_between", "nothing")
    folder = folder_with(tmp_path, GOOD + second.lstrip("\n"))

    with pytest.raises(SchemaError) as caught:
        read(folder)
    assert "stands 2 times" in str(caught.value)
    assert "query is 'nothing'" in str(caught.value)


def test_an_empty_folder_is_no_ledger(tmp_path: Path) -> None:
    """A wrong path must not look like a book without claims."""
    with pytest.raises(SchemaError, match="found no claims"):
        read(tmp_path)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """A file in another encoding is an honest mistake."""
    (tmp_path / "claims.yaml").write_bytes(b"article: \xff\xfe")

    with pytest.raises(SchemaError, match="not UTF-8"):
        read(tmp_path)
