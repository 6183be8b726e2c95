"""Every draw of an outcome, kept in a table and taken out again.

Whoever asks draws anew, for what no statement tells, needs them whole: a row a draw,
a column a series with its months as a list, and one for each thing that is not known.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.scenario.outcome import Outcome, series_digest
from yalu.scenario.series import Series

__all__ = ["DRAWS", "draws_table", "kept_draws"]

DRAWS = "draws.parquet"
"""What the file with all draws is called in the folder of an outcome."""

_POSTERIOR = "posterior"


def draws_table(outcome: Outcome) -> pa.Table:
    """Return all draws of an outcome as a table.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    pyarrow.Table
        One row a draw: ``posterior`` (which fitted game), each thing that is not known,
        and each series as a list of its months.

    """
    columns: dict[str, pa.Array] = {_POSTERIOR: pa.array(outcome.posterior)}
    columns |= {name: pa.array(held) for name, held in outcome.uncertain.items()}
    for name, held in outcome.series.items():
        flat = pa.array(np.ascontiguousarray(held).ravel())
        columns[name] = pa.FixedSizeListArray.from_arrays(flat, held.shape[1])
    return pa.table(columns)


def kept_draws(
    folder: Path, digest: str
) -> tuple[dict[str, NDArray[np.float32]], dict[str, NDArray[np.float64]]]:
    """Return series and unknowns of all draws that are kept in a folder.

    Parameters
    ----------
    folder : Path
        The folder of a stored outcome.
    digest : str
        Hash of all draws, from its manifest.

    Returns
    -------
    dict of str to ndarray of float32, shape (draws, T)
        The series.
    dict of str to ndarray of float64, shape (draws,)
        What each draw took for what is not known.

    Raises
    ------
    ModelError
        If no draws are kept there, or they are not those of that hash.

    """
    if not (folder / DRAWS).exists():
        msg = (
            f"No draws are kept: found no {DRAWS} in {folder.name}. Store the outcome "
            "with its draws."
        )
        raise ModelError(msg)
    table = pq.read_table(folder / DRAWS)
    names = [name for name in table.column_names if name != _POSTERIOR]
    series, unknown = {}, {}
    for name in names:
        column = table[name].combine_chunks()
        if name in {one.value for one in Series}:
            shape = (len(column), column.type.list_size)
            series[name] = column.flatten().to_numpy().reshape(shape)
        else:
            unknown[name] = column.to_numpy()
    found = series_digest(series)
    if found != digest:
        msg = (
            f"The draws in {folder.name} are not those that were stored: found hash "
            f"{found[:12]}, expected {digest[:12]}. Run the scenario anew."
        )
        raise ModelError(msg)
    return series, unknown
