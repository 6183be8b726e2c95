"""Packed pages: how large the parts of a Parquet file become once they are unpacked.

A column lies in a Parquet file in *pages*, each behind a header that says how large it
is packed and unpacked. A reader makes room for whatever the header says before it
unpacks anything, so a file of some kilobytes can ask for gigabytes; and what the end
of the file says of its columns need not agree. Only the headers are read here.

References
----------
Apache Parquet, ``parquet.thrift`` (PageHeader), and Apache Thrift, compact protocol.

"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq

__all__ = ["page_sizes"]

# Fields of a header; how many values are in a page stands in one of two structs.
_UNPACKED, _PACKED = (2,), (3,)
_VALUES = ((5, 1), (8, 1))
# Kinds of the compact protocol, and the bytes of those that always have as many.
_STOP, _WHOLE, _BINARY, _STRUCT = 0, (4, 5, 6), 8, 12
_SIZES = {1: 0, 2: 0, 3: 1, 7: 8}  # yes, no, byte, double
_LONGEST_WHOLE = 10  # bytes
_SEVEN_BITS = 127
_DEEPEST = 8
_LARGEST = 2**31 - 1  # bytes; a header has no room for more


def page_sizes(path: Path, footer: pq.FileMetaData) -> Iterator[int]:
    """Yield the bytes that each page of a file claims to have once unpacked.

    Parameters
    ----------
    path : Path
        The file.
    footer : pyarrow.parquet.FileMetaData
        Its end, which says where its columns lie.

    Raises
    ------
    ValueError
        If its pages are not those that its end tells of.

    """
    with path.open("rb") as file:
        for group in map(footer.row_group, range(footer.num_row_groups)):
            columns = range(footer.num_columns if group.num_rows else 0)
            for column in map(group.column, columns):
                yield from _of_column(file, column, group.num_rows)


def _of_column(
    file: BinaryIO, column: pq.ColumnChunkMetaData, rows: int
) -> Iterator[int]:
    """Yield the sizes of the pages that hold the rows of a column, one value each."""
    start = column.data_page_offset
    if column.has_dictionary_page:
        # Readers differ in where they begin if the two stand the other way round.
        if not 0 < column.dictionary_page_offset < start:
            raise ValueError(start)
        start = column.dictionary_page_offset
    end, values = start + column.total_compressed_size, 0
    file.seek(start)
    while file.tell() < end:
        header = _struct(file)
        unpacked, packed = header.get(_UNPACKED, -1), header.get(_PACKED, -1)
        if min(unpacked, packed) < 0:
            raise ValueError(unpacked, packed)
        yield unpacked
        values += sum(header.get(field, 0) for field in _VALUES)
        _skip(file, packed)
    # A reader that looks for more goes on to read what lies behind.
    if file.tell() != end or not values == column.num_values == rows:
        raise ValueError(values)


def _struct(file: BinaryIO, within: tuple[int, ...] = ()) -> dict[tuple[int, ...], int]:
    """Return the whole numbers of a struct by their fields, past its end."""
    if len(within) > _DEEPEST:
        raise ValueError(within)
    found: dict[tuple[int, ...], int] = {}
    field = 0
    while (head := _byte(file)) != _STOP:
        field = field + (head >> 4) if head >> 4 else _signed(file)
        place, kind = (*within, field), head & 15
        if kind in _WHOLE:
            found[place] = _signed(file)
        elif kind == _STRUCT:
            found |= _struct(file, place)
        elif kind == _BINARY:
            _skip(file, _unsigned(file))
        elif kind in _SIZES:
            _skip(file, _SIZES[kind])
        else:  # no header of a page has lists or maps
            raise ValueError(kind)
    return found


def _skip(file: BinaryIO, count: int) -> None:
    if count > _LARGEST:
        raise ValueError(count)
    file.seek(count, 1)


def _byte(file: BinaryIO) -> int:
    if not (byte := file.read(1)):
        raise ValueError(file.tell())
    return byte[0]


def _unsigned(file: BinaryIO) -> int:
    number = 0
    for place in range(_LONGEST_WHOLE):
        byte = _byte(file)
        number |= (byte & _SEVEN_BITS) << 7 * place
        if byte <= _SEVEN_BITS:
            return number
    raise ValueError(number)


def _signed(file: BinaryIO) -> int:
    number = _unsigned(file)
    return (number >> 1) ^ -(number & 1)
