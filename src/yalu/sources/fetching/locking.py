"""One run at a time on one file: a lock that ends with the run that holds it.

The operating system holds the lock, not the file, so that a run that was killed leaves
nothing behind that would bar the next one.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from yalu.errors import UnusableFileError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["locked"]


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file locked for as long as the block lasts; it is gone afterwards.

    Parameters
    ----------
    path : Path
        The lock file; its folder exists.

    Raises
    ------
    UnusableFileError
        If another run holds it, or it cannot be made.

    """
    descriptor = _opened(path)
    try:
        yield
    finally:
        # An open file cannot be removed on Windows, a closed one is no longer ours.
        if sys.platform == "win32":
            os.close(descriptor)
            with contextlib.suppress(OSError):
                path.unlink()
        else:
            with contextlib.suppress(OSError):
                path.unlink()
            os.close(descriptor)


def _opened(path: Path) -> int:
    """Return an open file that is locked, and that still stands under its name."""
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            msg = (
                f"{path}: found no way to write there ({error.strerror}); expected "
                "room for the reply. Make some, or name another folder (--cache)."
            )
            raise UnusableFileError(msg) from error
        if not _taken(descriptor):
            os.close(descriptor)
            msg = (
                f"{path.parent}: found another run that is fetching the same; expected "
                "to be alone. Wait until it is done, which keeps the reply for this "
                "run too, or name another folder (--cache)."
            )
            raise UnusableFileError(msg)
        if _stands(path, descriptor):
            return descriptor
        os.close(descriptor)  # the run before removed it between our two steps


def _taken(descriptor: int) -> bool:
    """Return whether the lock is ours, or the file system knows no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _stands(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
