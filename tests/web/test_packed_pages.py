"""Pages of Parquet: what their headers claim, read without unpacking anything."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yalu.web.packed_pages import page_sizes

ROWS = 3000
SOUGHT = settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file of one column in one page of 3,000 times eight bytes."""
    path = tmp_path / "numbers.parquet"
    table = pa.table({"number": pa.array([0] * ROWS, pa.int64())})
    schema = pa.schema([pa.field("number", pa.int64(), nullable=False)])
    pq.write_table(table.cast(schema), path, use_dictionary=False, compression="gzip")
    return path


def start_of(path: Path) -> int:
    """Return where the header of its page begins."""
    return int(pq.read_metadata(path).row_group(0).column(0).data_page_offset)


def sizes(path: Path, footer: pq.FileMetaData) -> list[int]:
    """Return what all its pages claim."""
    return list(page_sizes(path, footer))


def test_a_page_tells_its_size_once_unpacked(path: Path) -> None:
    """Three thousand numbers of eight bytes are 24,000 bytes, however packed."""
    assert path.stat().st_size < ROWS
    assert sizes(path, pq.read_metadata(path)) == [8 * ROWS]


@pytest.mark.parametrize("bits", [31, 32, 63, 64, 65, 69])
def test_no_header_leads_farther_than_a_page_can_reach(path: Path, bits: int) -> None:
    """A length that no file has is a file that is wrong, not a fault of the reader."""
    footer = pq.read_metadata(path)
    content, start = path.read_bytes(), start_of(path)
    length, groups = 1 << bits, []
    while length > 127:
        groups.append(length & 127 | 128)
        length >>= 7
    words = bytes([0x18, *groups, length])  # field 1, of that many bytes
    path.write_bytes(content[:start] + words + content[start + len(words) :])

    with pytest.raises(ValueError, match=str(1 << bits)):
        sizes(path, footer)


@SOUGHT
@given(words=st.binary(min_size=1, max_size=40))
def test_whatever_a_header_holds_is_sizes_or_a_wrong_file(
    path: Path, words: bytes
) -> None:
    """Who answers for the page need expect one error only."""
    footer = pq.read_metadata(path)
    content, start = path.read_bytes(), start_of(path)
    path.write_bytes(content[:start] + words + content[start + len(words) :])
    try:
        found = sizes(path, footer)
    except (ValueError, OSError):
        found = []
    finally:
        path.write_bytes(content)
    assert all(size >= 0 for size in found)
