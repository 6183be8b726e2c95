"""What an embedded dataset that leaves as a file promises."""

import hashlib
import io

import pyarrow.parquet as pq
import pytest

from yalu import sources
from yalu.errors import SchemaError, UnknownCodeError
from yalu.report.exports import Form, dataset_bytes, dataset_card, reference_of_all


@pytest.mark.parametrize("name", ["trade", "distances"])
def test_its_own_form_is_the_very_file(name: str) -> None:
    """So that its hash is the one that the card and every receipt name."""
    card = dataset_card(name)
    form = Form(card["file"].rpartition(".")[2])

    assert hashlib.sha256(dataset_bytes(name, form)).hexdigest() == card["sha256"]


def test_another_form_holds_the_same_rows() -> None:
    """Amounts stay exact decimals, and days stay days."""
    table = pq.read_table(io.BytesIO(dataset_bytes("trade", Form.PARQUET)))

    assert table.replace_schema_metadata().equals(
        sources.load("trade").replace_schema_metadata()
    )
    assert b"UN Comtrade" in table.schema.metadata[b"yalu.licence"]


@pytest.mark.parametrize("name", sources.available())
def test_a_card_tells_terms_and_columns(name: str) -> None:
    """What may be done with the figures goes wherever they go."""
    card = dataset_card(name)

    assert card["licence"]["name"]
    assert card["columns"]
    assert all(column["meaning"] for column in card["columns"])


def test_a_wrong_name_or_form_is_told() -> None:
    """With those that are right."""
    with pytest.raises(UnknownCodeError, match="trade_totals"):
        dataset_bytes("trad", Form.CSV)
    with pytest.raises(SchemaError, match="expected csv"):
        dataset_bytes("trade", Form.SVG)


def test_the_reference_to_all_changes_with_law_and_data() -> None:
    """Its hashes are those of what is loaded, not of what was released once."""
    told = dict(reference_of_all().hashes)

    assert set(told) == {"law of all 10 regimes", "data"}
    assert all(len(digest) == len("0" * 64) for digest in told.values())
    assert len(set(told.values())) == 2
