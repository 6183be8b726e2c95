"""What reading a large file promises, one promise per test."""

from pathlib import Path

import duckdb
import pytest

from yalu.flows import read

ROWS = 1_000_000


@pytest.mark.slow
def test_a_million_rows_with_one_bad_in_a_hundred_add_up(tmp_path: Path) -> None:
    """Every bad row is put aside with its line, every good one is kept."""
    path = tmp_path / "large.csv"
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            COPY (
                SELECT 'CHN' AS reporter, 'PRK' AS partner, 'import' AS direction,
                    DATE '2017-01-01' AS period_start, DATE '2017-02-01' AS period_end,
                    '270112' AS hs_code, 'HS2017' AS hs_revision,
                    CASE WHEN i % 100 = 0 THEN -i - 1 ELSE i END AS value_usd,
                    1 AS quantity, 't' AS unit, 'customs' AS series, 'x' AS source,
                    'official' AS evidence
                FROM range({ROWS}) AS t(i)
            ) TO '{path}' (HEADER)
            """  # noqa: S608 - a path of our own
        )
    result = read(path)

    assert (result.read, result.kept, result.quarantined) == (ROWS, 990_000, 10_000)
    assert len(result.quarantine.reasons) == 1
    assert result.quarantine.table["row"][0].as_py() == 2
