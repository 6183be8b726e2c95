"""No file of events, however broken, loses a row or ends in a traceback."""

import string
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yalu.errors import SchemaError, YaluError
from yalu.events import LogReading, log_mapping, read_log

COLUMNS = {"when": "Day", "kind": "Code", "actor": "Who", "target": "Whom"}
HEADER = ["Day", "Code", "Who", "Whom", "Where"]
SOUND = ["2017-05-03", "112", "PRK", "CHN", "Yongbyon"]
CELLS = st.one_of(
    st.sampled_from(["", "0", "2017-02-30", "9999-12-31", "0000-00-00", "20170503"]),
    st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["Cs"])),
)


def read_or_told(content: bytes, mapping: object = None) -> LogReading | None:
    """Read a file; whatever is wrong with it as a whole must be told in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csv"
        path.write_bytes(content)
        try:
            return read_log(path, mapping=mapping or {"columns": COLUMNS})  # type: ignore[arg-type]
        except SchemaError as error:
            assert str(error).endswith(".")  # noqa: PT017 - its form
            return None


@settings(max_examples=60, deadline=None)
@example([(0, 0, "9999-12-31")])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), CELLS)))
def test_cells_of_any_text_lose_no_row(changes: list[tuple[int, int, str]]) -> None:
    """Every row is kept or put aside, with its line."""
    rows = [[*SOUND] for _ in range(4)]
    for at, column, text in changes:
        rows[at][column] = f'"{text}"'
    lines = [",".join(row) for row in (HEADER, *rows)]
    filled = sum(any(cell.strip('"').strip() for cell in row) for row in rows)

    found = read_or_told("\n".join([*lines, ""]).encode())

    assert found is not None
    assert found.read == filled
    assert len({row.row for row in found.aside}) == len(found.aside)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200) | st.text(string.printable, max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    """A file may be of another program, or of none."""
    read_or_told(content)
    read_or_told(",".join(HEADER).encode() + b"\n" + content)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["columns", "when", "kind", "constants", "codes", "x"]),
                inner,
            )
        ),
        max_leaves=6,
    )
)
def test_a_mapping_of_any_shape_is_read_or_told(mapping: object) -> None:
    """It is written by hand, as the file itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.yaml"
        path.write_text(yaml.safe_dump(mapping), encoding="utf-8")
        try:
            log_mapping(path)
        except YaluError as error:
            assert str(error).endswith(".")  # noqa: PT017 - its form


def test_no_code_in_a_mapping_is_run(tmp_path: Path) -> None:
    """Tags that make YAML run something are no mapping."""
    trace, path = tmp_path / "trace", tmp_path / "mapping.yaml"
    path.write_text(f"columns: !!python/object/apply:os.system ['touch {trace}']\n")

    with pytest.raises(YaluError):
        log_mapping(path)

    assert not trace.exists()
