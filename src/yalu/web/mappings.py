"""Mappings that visitors send with a file, to say which of its columns holds what."""

from pathlib import Path

from fastapi import UploadFile

from yalu.errors import UnusableFileError, YaluError
from yalu.flows import ColumnMapping, read_mapping
from yalu.web.uploads import harmless

__all__ = ["mapping_sent"]

_MOST = 30_000  # bytes, of the 64,000 that a form may have beside its file
_NAME = ".mapping.yaml"  # beside the file; nothing that is sent can be called so


def mapping_sent(sent: UploadFile | None, folder: Path) -> ColumnMapping | None:
    """Return the mapping that was sent; None where there was none.

    Parameters
    ----------
    sent : UploadFile or None
        As it comes from a form; without name and content where nothing was chosen.
    folder : Path
        Where it may lie while it is read.

    Raises
    ------
    UnusableFileError
        If it is no mapping, or larger than any; every mistake is listed.

    """
    if sent is None or not (sent.filename or sent.size):
        return None
    name = harmless(sent.filename or "")
    content = sent.file.read(_MOST + 1)
    if len(content) > _MOST:
        msg = (
            f"{name}: found more than {_MOST:,} bytes; expected a mapping. Name only "
            "the columns that are needed."
        )
        raise UnusableFileError(msg)
    path = folder / _NAME
    path.write_bytes(content)
    try:
        return read_mapping(path)
    except YaluError as error:
        raise UnusableFileError(str(error).replace(str(path), name)) from None
    finally:
        path.unlink()
