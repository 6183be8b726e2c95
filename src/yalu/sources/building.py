"""How a dataset is written down: its rows, and the descriptor beside them.

The builders in ``tools`` share it. The same rows and the same description give the same
bytes, so that a check can compare what is committed with what would be built.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

__all__ = ["csv_bytes", "description", "dump"]

_TOLD = ("title", "publisher", "licence")


class _Plain(yaml.SafeDumper):
    """A writer without anchors, so that each descriptor is read by itself."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def csv_bytes(rows: Iterable[Mapping[str, object]], columns: list[str]) -> bytes:
    r"""Return rows as a CSV file: UTF-8, line feeds, columns in order.

    What a row has beyond the columns is left out; what it lacks is an empty cell.

    Examples
    --------
    >>> csv_bytes([{"b": 2, "a": 1}, {"a": 3}], ["a", "b"])
    b'a,b\n1,2\n3,\n'

    """
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns, lineterminator="\n", restval="", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def description(
    name: str, plan: Mapping[str, Any], content: bytes, *, rows: int
) -> dict[str, Any]:
    """Return what the descriptor of a built file says.

    Parameters
    ----------
    name : str
        The dataset.
    plan : mapping
        The plan of a builder: ``retrieved``, the shared ``columns``, and under
        ``datasets`` what is said of each. ``format`` and ``sources`` of a dataset
        are passed on where they stand there.
    content : bytes
        The file.
    rows : int
        How many rows it has.

    Returns
    -------
    dict
        The entries of a descriptor, in the order of writing.

    Raises
    ------
    KeyError
        If the plan lacks an entry.

    """
    given = plan["datasets"][name]
    columns = {**plan["columns"], **given.get("own_columns", {})}
    return {
        "name": name,
        **{key: given[key] for key in ("format",) if key in given},
        **{key: given[key] for key in _TOLD},
        "retrieved": plan["retrieved"],
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": rows,
        **{key: given[key] for key in ("sources",) if key in given},
        "notes": given["notes"],
        "columns": [{"name": column, **columns[column]} for column in given["columns"]],
        "expect": given["expect"],
    }


def dump(about: Mapping[str, Any], *, header: str) -> bytes:
    """Return a descriptor as the bytes of a YAML file.

    Parameters
    ----------
    about : mapping
        The entries.
    header : str
        First line, a comment that names the builder.

    """
    text = yaml.dump(
        dict(about), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=88
    )
    return f"{header}\n{text}".encode()
